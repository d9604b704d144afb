using System.Linq.Expressions;
using ExprAD;

namespace Optimization;

/// <summary>
/// A double pendulum: two masses on two rods. Its equations of motion are not derived by hand: for a Lagrangian L(q, q') Lagrange's equations are
/// M q'' = dL/dq - C q', where M and C are the second derivatives of L by q' and q', and by q' and q. So all that is written down is the Lagrangian.
/// </summary>
internal static class DoublePendulum
{
    public const double Gravity = 9.81;
    public const double FirstMass = 1.0;
    public const double SecondMass = 0.8;
    public const double FirstRod = 1.0;
    public const double SecondRod = 0.7;

    // The two angles, then their velocities.
    private static readonly Expression<Func<double[], double>> s_lagrangian = z =>
        0.5 * (FirstMass + SecondMass) * FirstRod * FirstRod * z[2] * z[2]
        + 0.5 * SecondMass * SecondRod * SecondRod * z[3] * z[3]
        + SecondMass * FirstRod * SecondRod * z[2] * z[3] * Math.Cos(z[0] - z[1])
        + (FirstMass + SecondMass) * Gravity * FirstRod * Math.Cos(z[0])
        + SecondMass * Gravity * SecondRod * Math.Cos(z[1]);

    private static readonly Func<double[], (double Value, double[] Gradient)> s_derivatives = Ad.ValueAndGrad(s_lagrangian);
    private static readonly Func<double[], double[,]> s_hessian = Ad.Hessian(s_lagrangian);

    /// <summary>The velocities and accelerations of a state.</summary>
    public static double[] Change(double[] z)
    {
        var (_, gradient) = s_derivatives(z);
        var h = s_hessian(z);
        var accelerations = Mat.Solve(
            new[,] { { h[2, 2], h[2, 3] }, { h[3, 2], h[3, 3] } },
            [gradient[0] - h[2, 0] * z[2] - h[2, 1] * z[3], gradient[1] - h[3, 0] * z[2] - h[3, 1] * z[3]]);
        return [z[2], z[3], accelerations[0], accelerations[1]];
    }

    /// <summary>The energy q' dL/dq' - L, which stays what it is.</summary>
    public static double Energy(double[] z)
    {
        var (value, gradient) = s_derivatives(z);
        return z[2] * gradient[2] + z[3] * gradient[3] - value;
    }

    /// <summary>The accelerations as they stand in textbooks, to compare with.</summary>
    public static (double First, double Second) ClosedForm(double[] z)
    {
        var (difference, mass) = (z[0] - z[1], 2 * FirstMass + SecondMass - SecondMass * Math.Cos(2 * (z[0] - z[1])));
        var first = -Gravity * (2 * FirstMass + SecondMass) * Math.Sin(z[0]) - SecondMass * Gravity * Math.Sin(z[0] - 2 * z[1])
            - 2 * Math.Sin(difference) * SecondMass * (z[3] * z[3] * SecondRod + z[2] * z[2] * FirstRod * Math.Cos(difference));
        var second = 2 * Math.Sin(difference) * (z[2] * z[2] * FirstRod * (FirstMass + SecondMass) + Gravity * (FirstMass + SecondMass) * Math.Cos(z[0])
            + z[3] * z[3] * SecondRod * SecondMass * Math.Cos(difference));
        return (first / (FirstRod * mass), second / (SecondRod * mass));
    }

    /// <summary>The states from an initial one on, by the classical method of Runge and Kutta.</summary>
    public static IEnumerable<double[]> Motion(double[] z, double step, int steps)
    {
        yield return z;
        for (var i = 0; i < steps; i++)
        {
            var k1 = Change(z);
            var k2 = Change(Vec.Add(z, Vec.Scale(step / 2, k1)));
            var k3 = Change(Vec.Add(z, Vec.Scale(step / 2, k2)));
            var k4 = Change(Vec.Add(z, Vec.Scale(step, k3)));
            z = Vec.Add(z, Vec.Scale(step / 6, Vec.Add(Vec.Add(k1, k4), Vec.Scale(2, Vec.Add(k2, k3)))));
            yield return z;
        }
    }

    /// <summary>Where the second mass is.</summary>
    public static (double X, double Y) Position(double[] z) => (
        FirstRod * Math.Sin(z[0]) + SecondRod * Math.Sin(z[1]), -FirstRod * Math.Cos(z[0]) - SecondRod * Math.Cos(z[1]));
}
