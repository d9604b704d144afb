using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>Derivatives of functions that use derivatives: games, optimisers, and what could be confused on the way.</summary>
public class NestedUseTests
{
    // J. M. Siskind and B. A. Pearlmutter, "Nesting forward-mode AD in a functional framework" (2008): the inner derivative must not see the outer perturbation.
    [Fact]
    public void Perturbations_of_other_verbs_are_not_confused()
    {
        Everywhere.Derivative(x => x * Ad.Jvp((double y) => x + y)(1, 1).Tangent, 1, 1);
        Everywhere.Derivative(x => x * Ad.Vjp((double y) => x + y)(1, 1).Cotangent, 1, 1);
        Everywhere.Derivative(x => x * Ad.Taylor(y => x + y, 1)(1)[1], 1, 1);
        Everywhere.Derivative(x => x * Ad.Jacobian(y => new[] { x + y[0] })(new[] { 1.0 })[0, 0], 1, 1);
        Everywhere.Derivative(x => x * Ad.Hessian(y => x * y[0] * y[0] / 2)(new[] { 1.0 })[0, 0], 1, 2);
        Everywhere.Derivative(x => x * Ad.Hvp(y => x * y[0] * y[0] / 2)(new[] { 1.0 }, new[] { 1.0 })[0], 1, 2);
        Everywhere.Derivative(x => x * Ad.Grad(y => Ad.Grad(z => x * y * z)(y))(2), 3, 6);
    }

    // A lambda that returns the derivative of a lambda that captures both variables: d/dx of d/dy (x y^2 + x^2 y) at y = x, 2 x^2 + x^2.
    [Fact]
    public void Inner_derivatives_capture_outer_variables() =>
        Everywhere.Derivative(x => Ad.Grad(y => (x * y * y) + (x * x * y))(x), 2, 12);

    // min over x of max over y of (x - 1)^2 + x y - y^2 / 2: y = x, so (x - 1)^2 + x^2 / 2 with its minimum at x = 2/3.
    [Fact]
    public void A_minimum_of_maxima_is_found_by_nested_descent()
    {
        foreach (var backend in Enum.GetValues<AdBackend>())
        {
            var slope = Ad.Grad(
                x => Flow.Let(
                    Flow.While(0.0, y => Math.Abs(Ad.Grad(z => (x * z) - (z * z / 2))(y)) > 1e-12, y => y + (0.5 * Ad.Grad(z => (x * z) - (z * z / 2))(y))),
                    best => ((x - 1) * (x - 1)) + (x * best) - (best * best / 2)),
                new AdOptions { Backend = backend });
            var x = 0.0;
            for (var i = 0; i < 200; i++)
            {
                x -= 0.2 * slope(x);
            }

            Assert.Equal(2.0 / 3, x, 1e-9);
        }
    }

    // Both loops inside the lambda: the derivative of the saddle point's value with respect to a parameter, by the envelope theorem -x at x = 2/3 p.
    [Fact]
    public void The_value_of_a_game_has_a_derivative()
    {
        Everywhere.Derivative(
            p => Flow.Let(
                Flow.While(
                    0.0,
                    x => Math.Abs(Ad.Grad(u => ((u - p) * (u - p)) + (u * u / 2))(x)) > 1e-13,
                    x => x - (0.25 * Ad.Grad(u => ((u - p) * (u - p)) + (u * u / 2))(x))),
                x => ((x - p) * (x - p)) + (x * x / 2)),
            1.5, 1, 1e-11); // the minimum is p^2 / 3
    }

    // f(x - s f'(x)) for f = x^4: d/ds = -f'(x - s f'(x)) f'(x).
    [Fact]
    public void A_step_of_an_optimiser_is_differentiated_with_respect_to_its_size()
    {
        var (x, s) = (1.5, 0.02);
        var slope = 4 * x * x * x;
        var next = x - (s * slope);
        Everywhere.Derivative(size => Flow.Let(1.5 - (size * Ad.Grad(v => v * v * v * v)(1.5)), v => v * v * v * v), s, -4 * next * next * next * slope, 1e-13);
    }

    // After k steps of size s on a x^2 / 2 the distance is (1 - s a)^k: its logarithmic derivative is -k a / (1 - s a).
    [Fact]
    public void Many_steps_of_an_optimiser_are_differentiated_with_respect_to_their_size()
    {
        Everywhere.Derivative(s => Flow.For(10, 1.0, (i, v) => v - (s * Ad.Grad(u => 3 * u * u / 2)(v))), 0.1, -30 * Math.Pow(0.7, 9), 1e-13);
        Everywhere.Gradient(
            (double[] s) => s.Aggregate(1.0, (v, size) => v - (size * Ad.Grad(u => 3 * u * u / 2)(v))), new[] { 0.1, 0.2 }, [-3 * 0.4, -3 * 0.7], 1e-13);
    }

    // Newton's step with the Hessian's diagonal, inside a function of a scale: x - H^-1 g is 0 for every quadratic form.
    [Fact]
    public void A_Newton_step_inside_a_function_does_not_depend_on_the_scale() => Everywhere.Derivative(
        a => Flow.Let(new[] { 1.0, 2.0 }, x => x[1] - (Ad.Grad(v => a * v.Sum(u => u * u))(x)[1] / Ad.Hessian(v => a * v.Sum(u => u * u))(x)[1, 1])), 3, 0);
}
