using System.Linq.Expressions;

namespace ExprAD.Tests.Programs;

/// <summary>A well-known function with a point, and the gradient in closed form where that is short.</summary>
/// <param name="Name">The name.</param>
/// <param name="Function">The function.</param>
/// <param name="At">A point where it is smooth.</param>
/// <param name="Gradient">The gradient there, if known.</param>
public sealed record Classic(string Name, Expression<Func<double[], double>> Function, double[] At, Func<double[], double[]>? Gradient = null)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Functions of several variables: test functions of optimisation, statistics, physics, finance, learning.</summary>
internal static class ClassicFunctions
{
    private const double Tau = 2 * Math.PI;

    internal static IReadOnlyList<Classic> All { get; } = [.. Landscapes(), .. Bowls(), .. Physics(), .. Statistics(), .. Networks(), .. Products()];

    private static Classic[] Landscapes() =>
    [
        new("Rosenbrock", x => Math.Pow(1 - x[0], 2) + 100 * Math.Pow(x[1] - x[0] * x[0], 2), [-1.2, 1.0],
            x => [(-2 * (1 - x[0])) - (400 * x[0] * (x[1] - (x[0] * x[0]))), 200 * (x[1] - (x[0] * x[0]))]),
        new("Rosenbrock in four variables", x =>
            Math.Pow(1 - x[0], 2) + 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[1], 2) + 100 * Math.Pow(x[2] - x[1] * x[1], 2)
            + Math.Pow(1 - x[2], 2) + 100 * Math.Pow(x[3] - x[2] * x[2], 2), [-1.2, 1.0, 0.5, 2.0]),
        new("Himmelblau", x => Math.Pow(x[0] * x[0] + x[1] - 11, 2) + Math.Pow(x[0] + x[1] * x[1] - 7, 2), [1.0, -2.0],
            x => [
                (4 * x[0] * ((x[0] * x[0]) + x[1] - 11)) + (2 * (x[0] + (x[1] * x[1]) - 7)),
                (2 * ((x[0] * x[0]) + x[1] - 11)) + (4 * x[1] * (x[0] + (x[1] * x[1]) - 7))]),
        new("Beale", x => Math.Pow(1.5 - x[0] + x[0] * x[1], 2) + Math.Pow(2.25 - x[0] + x[0] * x[1] * x[1], 2) + Math.Pow(2.625 - x[0] + x[0] * x[1] * x[1] * x[1], 2), [1.0, 0.8]),
        new("Ackley", x => -20 * Math.Exp(-0.2 * Math.Sqrt(0.5 * (x[0] * x[0] + x[1] * x[1]))) - Math.Exp(0.5 * (Math.Cos(Tau * x[0]) + Math.Cos(Tau * x[1]))) + Math.E + 20, [0.3, -0.7]),
        new("Rastrigin", x => 20 + x[0] * x[0] - 10 * Math.Cos(Tau * x[0]) + x[1] * x[1] - 10 * Math.Cos(Tau * x[1]), [0.3, -1.2],
            x => [(2 * x[0]) + (10 * Tau * Math.Sin(Tau * x[0])), (2 * x[1]) + (10 * Tau * Math.Sin(Tau * x[1]))]),
        new("Griewank", x => 1 + (x[0] * x[0] + x[1] * x[1]) / 4000 - Math.Cos(x[0]) * Math.Cos(x[1] / Math.Sqrt(2)), [2.0, 3.0]),
        new("Levy 13", x => Math.Pow(Math.Sin(3 * Math.PI * x[0]), 2) + Math.Pow(x[0] - 1, 2) * (1 + Math.Pow(Math.Sin(3 * Math.PI * x[1]), 2)) + Math.Pow(x[1] - 1, 2) * (1 + Math.Pow(Math.Sin(Tau * x[1]), 2)), [0.2, 0.7]),
        new("Easom", x => -Math.Cos(x[0]) * Math.Cos(x[1]) * Math.Exp(-(Math.Pow(x[0] - Math.PI, 2) + Math.Pow(x[1] - Math.PI, 2))), [2.5, 3.5]),
        new("Eggholder", x => -(x[1] + 47) * Math.Sin(Math.Sqrt(Math.Abs(x[0] / 2 + x[1] + 47))) - x[0] * Math.Sin(Math.Sqrt(Math.Abs(x[0] - (x[1] + 47)))), [10.0, 20.0]),
        new("Schwefel", x => 837.9658 - x[0] * Math.Sin(Math.Sqrt(Math.Abs(x[0]))) - x[1] * Math.Sin(Math.Sqrt(Math.Abs(x[1]))), [100.0, -50.0]),
        new("Schaffer 2", x => 0.5 + (Math.Pow(Math.Sin(x[0] * x[0] - x[1] * x[1]), 2) - 0.5) / Math.Pow(1 + 0.001 * (x[0] * x[0] + x[1] * x[1]), 2), [1.5, 0.5]),
        new("Schaffer 4", x => 0.5 + (Math.Pow(Math.Cos(Math.Sin(Math.Abs(x[0] * x[0] - x[1] * x[1]))), 2) - 0.5) / Math.Pow(1 + 0.001 * (x[0] * x[0] + x[1] * x[1]), 2), [1.5, 0.5]),
        new("Cross-in-tray", x => -0.0001 * Math.Pow(Math.Abs(Math.Sin(x[0]) * Math.Sin(x[1]) * Math.Exp(Math.Abs(100 - Math.Sqrt(x[0] * x[0] + x[1] * x[1]) / Math.PI))) + 1, 0.1), [1.0, 2.0]),
        new("Holder table", x => -Math.Abs(Math.Sin(x[0]) * Math.Cos(x[1]) * Math.Exp(Math.Abs(1 - Math.Sqrt(x[0] * x[0] + x[1] * x[1]) / Math.PI))), [1.0, 2.0]),
        new("Drop wave", x => -(1 + Math.Cos(12 * Math.Sqrt(x[0] * x[0] + x[1] * x[1]))) / (0.5 * (x[0] * x[0] + x[1] * x[1]) + 2), [0.4, -0.3]),
        new("Bukin 6", x => 100 * Math.Sqrt(Math.Abs(x[1] - 0.01 * x[0] * x[0])) + 0.01 * Math.Abs(x[0] + 10), [-5.0, 1.0]),
        new("Peaks", x => 3 * Math.Pow(1 - x[0], 2) * Math.Exp(-x[0] * x[0] - Math.Pow(x[1] + 1, 2)) - 10 * (x[0] / 5 - Math.Pow(x[0], 3) - Math.Pow(x[1], 5)) * Math.Exp(-x[0] * x[0] - x[1] * x[1]) - Math.Exp(-Math.Pow(x[0] + 1, 2) - x[1] * x[1]) / 3, [0.5, -0.5]),
        new("Shubert", x => (Math.Cos(2 * x[0] + 1) + 2 * Math.Cos(3 * x[0] + 2) + 3 * Math.Cos(4 * x[0] + 3)) * (Math.Cos(2 * x[1] + 1) + 2 * Math.Cos(3 * x[1] + 2) + 3 * Math.Cos(4 * x[1] + 3)), [0.3, 0.9]),
    ];

    private static Classic[] Bowls() =>
    [
        new("Sphere", x => x[0] * x[0] + x[1] * x[1] + x[2] * x[2], [1.0, -2.0, 0.5], x => [2 * x[0], 2 * x[1], 2 * x[2]]),
        new("Booth", x => Math.Pow(x[0] + 2 * x[1] - 7, 2) + Math.Pow(2 * x[0] + x[1] - 5, 2), [0.5, 1.5], x => [(10 * x[0]) + (8 * x[1]) - 34, (8 * x[0]) + (10 * x[1]) - 38]),
        new("Matyas", x => 0.26 * (x[0] * x[0] + x[1] * x[1]) - 0.48 * x[0] * x[1], [1.0, 3.0], x => [(0.52 * x[0]) - (0.48 * x[1]), (0.52 * x[1]) - (0.48 * x[0])]),
        new("McCormick", x => Math.Sin(x[0] + x[1]) + Math.Pow(x[0] - x[1], 2) - 1.5 * x[0] + 2.5 * x[1] + 1, [0.5, -0.5],
            x => [Math.Cos(x[0] + x[1]) + (2 * (x[0] - x[1])) - 1.5, Math.Cos(x[0] + x[1]) - (2 * (x[0] - x[1])) + 2.5]),
        new("Three-hump camel", x => 2 * x[0] * x[0] - 1.05 * Math.Pow(x[0], 4) + Math.Pow(x[0], 6) / 6 + x[0] * x[1] + x[1] * x[1], [1.2, -0.3],
            x => [(4 * x[0]) - (4.2 * Math.Pow(x[0], 3)) + Math.Pow(x[0], 5) + x[1], x[0] + (2 * x[1])]),
        new("Six-hump camel", x => (4 - 2.1 * x[0] * x[0] + Math.Pow(x[0], 4) / 3) * x[0] * x[0] + x[0] * x[1] + (-4 + 4 * x[1] * x[1]) * x[1] * x[1], [0.7, 0.4]),
        new("Goldstein-Price", x => (1 + Math.Pow(x[0] + x[1] + 1, 2) * (19 - 14 * x[0] + 3 * x[0] * x[0] - 14 * x[1] + 6 * x[0] * x[1] + 3 * x[1] * x[1]))
            * (30 + Math.Pow(2 * x[0] - 3 * x[1], 2) * (18 - 32 * x[0] + 12 * x[0] * x[0] + 48 * x[1] - 36 * x[0] * x[1] + 27 * x[1] * x[1])), [0.3, -0.6]),
        new("Dixon-Price", x => Math.Pow(x[0] - 1, 2) + 2 * Math.Pow(2 * x[1] * x[1] - x[0], 2) + 3 * Math.Pow(2 * x[2] * x[2] - x[1], 2), [1.0, 0.7, 0.6]),
        new("Powell singular", x => Math.Pow(x[0] + 10 * x[1], 2) + 5 * Math.Pow(x[2] - x[3], 2) + Math.Pow(x[1] - 2 * x[2], 4) + 10 * Math.Pow(x[0] - x[3], 4), [3.0, -1.0, 0.0, 1.0]),
        new("Wood", x => 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[0], 2) + 90 * Math.Pow(x[3] - x[2] * x[2], 2) + Math.Pow(1 - x[2], 2)
            + 10.1 * (Math.Pow(x[1] - 1, 2) + Math.Pow(x[3] - 1, 2)) + 19.8 * (x[1] - 1) * (x[3] - 1), [-3.0, -1.0, -3.0, -1.0]),
        new("Brown badly scaled", x => Math.Pow(x[0] - 1e6, 2) + Math.Pow(x[1] - 2e-6, 2) + Math.Pow(x[0] * x[1] - 2, 2), [1.0, 1.0]),
        new("Freudenstein-Roth", x => Math.Pow(x[0] - 13 + ((5 - x[1]) * x[1] - 2) * x[1], 2) + Math.Pow(x[0] - 29 + ((x[1] + 1) * x[1] - 14) * x[1], 2), [0.5, -2.0]),
        new("Styblinski-Tang", x => 0.5 * (Math.Pow(x[0], 4) - 16 * x[0] * x[0] + 5 * x[0] + Math.Pow(x[1], 4) - 16 * x[1] * x[1] + 5 * x[1]), [1.0, -1.5],
            x => [(2 * Math.Pow(x[0], 3)) - (16 * x[0]) + 2.5, (2 * Math.Pow(x[1], 3)) - (16 * x[1]) + 2.5]),
        new("Zakharov", x => x[0] * x[0] + x[1] * x[1] + Math.Pow(0.5 * x[0] + x[1], 2) + Math.Pow(0.5 * x[0] + x[1], 4), [0.5, 0.5]),
        new("Branin", x => Math.Pow(x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6, 2) + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0]) + 10, [1.0, 2.0]),
        new("Colville ridge", x => Math.Pow(x[0] * x[1] * x[2] * x[3] - 1, 2) + Math.Exp(x[0] + x[3]), [0.5, 1.5, 0.3, 0.2]),
    ];

    private static Classic[] Physics() =>
    [
        new("Helmholtz energy", x =>
            x[0] * Math.Log(x[0] / (1 - (0.1 * x[0] + 0.2 * x[1]))) + x[1] * Math.Log(x[1] / (1 - (0.1 * x[0] + 0.2 * x[1])))
            - (x[0] * x[0] + 0.6 * x[0] * x[1] + 2 * x[1] * x[1]) / (Math.Sqrt(8) * (0.1 * x[0] + 0.2 * x[1]))
            * Math.Log((1 + (1 + Math.Sqrt(2)) * (0.1 * x[0] + 0.2 * x[1])) / (1 + (1 - Math.Sqrt(2)) * (0.1 * x[0] + 0.2 * x[1]))), [0.4, 0.7]),
        new("Lennard-Jones", x => 4 * (Math.Pow(x[0] * x[0] + x[1] * x[1] + x[2] * x[2], -6) - Math.Pow(x[0] * x[0] + x[1] * x[1] + x[2] * x[2], -3)), [0.8, 0.9, 0.3]),
        new("Morse potential", x => x[0] * Math.Pow(1 - Math.Exp(-x[1] * (x[2] - 1.2)), 2), [4.0, 1.5, 1.6]),
        new("Henon-Heiles", x => 0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3]) + x[2] * x[2] * x[3] - Math.Pow(x[3], 3) / 3, [0.1, 0.2, 0.3, 0.4],
            x => [x[0], x[1], x[2] + (2 * x[2] * x[3]), x[3] + (x[2] * x[2]) - (x[3] * x[3])]),
        new("Double pendulum", x => (x[2] * x[2] + 2 * x[3] * x[3] - 2 * x[2] * x[3] * Math.Cos(x[0] - x[1])) / (2 * (1 + Math.Pow(Math.Sin(x[0] - x[1]), 2))) - 2 * Math.Cos(x[0]) - Math.Cos(x[1]), [0.5, 1.0, 0.2, -0.4]),
        new("Kepler", x => 0.5 * (x[2] * x[2] + x[3] * x[3]) - 1 / Math.Sqrt(x[0] * x[0] + x[1] * x[1]), [1.0, 0.2, 0.1, 0.9]),
        new("Van der Waals", x => x[1] / (x[0] - 0.04) - 3.6 / (x[0] * x[0]), [1.0, 2.5], x => [(-x[1] / Math.Pow(x[0] - 0.04, 2)) + (7.2 / Math.Pow(x[0], 3)), 1 / (x[0] - 0.04)]),
        new("Planck", x => x[0] * x[0] * x[0] / (Math.Exp(x[0] / x[1]) - 1), [2.0, 0.7]),
        new("Arrhenius", x => x[0] * Math.Pow(x[2], x[3]) * Math.Exp(-x[1] / (8.314 * x[2])), [10.0, 2000.0, 300.0, 0.5]),
        new("Haversine", x => 2 * Math.Asin(Math.Sqrt(Math.Pow(Math.Sin((x[2] - x[0]) / 2), 2) + Math.Cos(x[0]) * Math.Cos(x[2]) * Math.Pow(Math.Sin((x[3] - x[1]) / 2), 2))), [0.5, 0.1, 0.9, 0.8]),
        new("Complex logarithm", x => Math.Atan2(x[1], x[0]) + 0.5 * Math.Log(x[0] * x[0] + x[1] * x[1]), [0.6, 0.8],
            x => [(x[0] - x[1]) / ((x[0] * x[0]) + (x[1] * x[1])), (x[0] + x[1]) / ((x[0] * x[0]) + (x[1] * x[1]))]),
        new("Damped oscillation", x => x[0] * Math.Exp(-x[1] * x[3]) * Math.Cos(x[2] * x[3]), [1.0, 0.3, 4.0, 0.7]),
    ];

    private static Classic[] Statistics() =>
    [
        new("Logistic loss", x => Math.Log(1 + Math.Exp(-(x[0] * 0.5 + x[1] * -1.5 + x[2]))) + Math.Log(1 + Math.Exp(x[0] * 1.2 + x[1] * 0.3 + x[2])), [0.3, -0.2, 0.1]),
        new("Normal log-density", x => -0.5 * Math.Pow((1.3 - x[0]) / x[1], 2) - Math.Log(x[1]) - 0.5 * Math.Log(Tau), [0.5, 0.8], x => [(1.3 - x[0]) / (x[1] * x[1]), (Math.Pow(1.3 - x[0], 2) / Math.Pow(x[1], 3)) - (1 / x[1])]),
        new("Mixture of two normals", x => Math.Log(x[0] * Math.Exp(-0.5 * Math.Pow(0.7 - x[1], 2)) + (1 - x[0]) * Math.Exp(-0.5 * Math.Pow((0.7 - x[2]) / x[3], 2)) / x[3]), [0.4, 0.0, 1.5, 0.7]),
        new("Student t log-density", x => -0.5 * (x[2] + 1) * Math.Log(1 + Math.Pow((0.4 - x[0]) / x[1], 2) / x[2]) - Math.Log(x[1]), [0.1, 0.9, 4.0]),
        new("Cauchy log-likelihood", x => -Math.Log(x[1] * (1 + Math.Pow((1.1 - x[0]) / x[1], 2))) - Math.Log(x[1] * (1 + Math.Pow((-0.4 - x[0]) / x[1], 2))), [0.2, 0.7]),
        new("Softmax cross-entropy", x => Math.Log(Math.Exp(x[0]) + Math.Exp(x[1]) + Math.Exp(x[2])) - x[1], [0.1, 0.5, -0.3]),
        new("Black-Scholes by tanh", x => x[0] / (1 + Math.Exp(-1.702 * (Math.Log(x[0] / x[1]) + (x[2] + x[3] * x[3] / 2)) / x[3])) - x[1] * Math.Exp(-x[2]) / (1 + Math.Exp(-1.702 * ((Math.Log(x[0] / x[1]) + (x[2] + x[3] * x[3] / 2)) / x[3] - x[3]))), [100.0, 95.0, 0.03, 0.2]),
        new("Nelson-Siegel", x => x[0] + x[1] * (1 - Math.Exp(-2 / x[3])) / (2 / x[3]) + x[2] * ((1 - Math.Exp(-2 / x[3])) / (2 / x[3]) - Math.Exp(-2 / x[3])), [0.04, -0.02, 0.01, 1.5]),
        new("Gompertz growth", x => x[0] * Math.Exp(-x[1] * Math.Exp(-x[2] * 1.5)), [2.0, 1.2, 0.8]),
        new("Michaelis-Menten", x => Math.Pow(0.7 - x[0] * 0.4 / (x[1] + 0.4), 2) + Math.Pow(0.9 - x[0] * 1.1 / (x[1] + 1.1), 2), [1.2, 0.3]),
        new("Huber", x => Math.Abs(x[0]) <= 1 ? 0.5 * x[0] * x[0] + x[1] : Math.Abs(x[0]) - 0.5 + x[1], [1.7, 0.3], x => [Math.Abs(x[0]) <= 1 ? x[0] : Math.Sign(x[0]), 1]),
    ];

    private static Classic[] Networks() =>
    [
        new("Neural net, one hidden layer", x => Math.Pow(0.8 - (x[6] * Math.Tanh(x[0] * 0.5 + x[1] * -0.3 + x[2]) + x[7] * Math.Tanh(x[3] * 0.5 + x[4] * -0.3 + x[5]) + x[8]), 2), [0.1, 0.2, 0.3, -0.4, 0.5, 0.6, 0.7, -0.8, 0.9]),
        new("Sigmoid neuron", x => 1 / (1 + Math.Exp(-(x[0] * 2 + x[1] * 3 + x[2]))), [0.1, -0.2, 0.3]),
        new("Rectified network", x => Math.Max(0, x[0] * 0.5 + x[1]) * x[2] + Math.Max(0, x[3] * 0.5 + x[4]) * x[5], [1.0, 0.2, 0.7, 1.0, 0.4, 0.6]),
        new("Swish", x => x[0] / (1 + Math.Exp(-x[1] * x[0])), [0.7, 1.3]),
        new("Gated unit", x => Math.Tanh(x[0] * 0.3 + x[1]) / (1 + Math.Exp(-(x[2] * 0.3 + x[3]))) + x[4], [0.5, 0.1, -0.7, 0.2, 0.9]),
        new("Radial basis functions", x => x[0] * Math.Exp(-x[1] * Math.Pow(0.3 - x[2], 2)) + x[3] * Math.Exp(-x[4] * Math.Pow(0.3 - x[5], 2)), [1.0, 2.0, 0.1, -0.5, 1.5, 0.8]),
    ];

    private static Classic[] Products() =>
    [
        new("Speelpenning product of five", x => x[0] * x[1] * x[2] * x[3] * x[4], [1.5, -2.0, 0.5, 3.0, 0.7],
            x => [x[1] * x[2] * x[3] * x[4], x[0] * x[2] * x[3] * x[4], x[0] * x[1] * x[3] * x[4], x[0] * x[1] * x[2] * x[4], x[0] * x[1] * x[2] * x[3]]),
        new("Speelpenning product at zero", x => x[0] * x[1] * x[2], [0.0, 2.0, 3.0], x => [x[1] * x[2], x[0] * x[2], x[0] * x[1]]),
        new("Determinant", x => x[0] * (x[4] * x[8] - x[5] * x[7]) - x[1] * (x[3] * x[8] - x[5] * x[6]) + x[2] * (x[3] * x[7] - x[4] * x[6]), [2.0, 0.5, 1.0, -1.0, 3.0, 0.2, 0.7, 0.1, 1.5]),
        new("Heron's area", x => Math.Sqrt((x[0] + x[1] + x[2]) / 2 * ((x[0] + x[1] + x[2]) / 2 - x[0]) * ((x[0] + x[1] + x[2]) / 2 - x[1]) * ((x[0] + x[1] + x[2]) / 2 - x[2])), [3.0, 4.0, 4.5]),
        new("Continued fraction", x => x[0] + 1 / (x[1] + 1 / (x[2] + 1 / x[3])), [1.0, 2.0, 3.0, 4.0]),
        new("Cobb-Douglas production", x => x[0] * Math.Pow(x[1], x[3]) * Math.Pow(x[2], 1 - x[3]), [1.3, 2.2, 0.9, 0.3]),
        new("Rational function", x => (x[0] + x[1] * 0.3 + x[2] * 0.09) / (1 + x[3] * 0.3 + x[4] * 0.09), [1.0, 0.5, -0.2, 0.3, 0.1]),
        new("Horner's polynomial", x => ((((x[4] * x[5] + x[3]) * x[5] + x[2]) * x[5] + x[1]) * x[5]) + x[0], [1.0, -2.0, 0.5, 0.3, 0.1, 1.7]),
        new("Geometric mean", x => Math.Cbrt(x[0] * x[1] * x[2]), [2.0, 3.0, 0.5]),
        new("Chain of sines", x => Math.Sin(Math.Sin(Math.Sin(Math.Sin(x[0] * x[1])))), [0.7, 1.1]),
    ];
}
