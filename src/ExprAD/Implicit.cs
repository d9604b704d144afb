namespace ExprAD;

/// <summary>
/// Solutions of equations inside lambdas: ordinary methods that run as written, whose derivatives follow from the equation and not from the steps of the solver.
/// </summary>
/// <remarks>
/// <para>
/// Where F(x(p), p) = 0, the implicit function theorem gives x' = -(dF/dx)⁻¹ dF/dp at the solution; a minimum is a root of the gradient. So a derivative costs one linear system,
/// however many steps the solver has made, and it is that of the exact solution. Source: A. Griewank and A. Walther, "Evaluating Derivatives" (2008), chapter 15; M. Blondel et al., "Efficient and modular
/// implicit differentiation" (2022). Solutions may be nested, and be differentiated to any order.
/// </para>
/// <para>
/// The equation is a lambda that ExprAD can read: it may use what the lambda around it has, and the derivative follows all of that. The solver is the user's own code; it must not change its arguments. Where dF/dx
/// is singular there is no derivative: with a number as unknown it is infinite or NaN, with a vector an <see cref="ArithmeticException"/>. Whether the solver has found a solution is not checked.
/// </para>
/// </remarks>
/// <example><code>
/// // The volatility at which the Black-Scholes price is the market's, and its sensitivity to all quantities of the quote.
/// var sensitivities = Ad.Grad((Quote q) => Implicit.Root((v, m) => price.Invoke(v, m) - m.Price, q, Newton));
/// </code></example>
public static class Implicit
{
    /// <summary>The number x with equation(x, parameters) = 0, as the solver finds it.</summary>
    /// <typeparam name="TParameters">The type of the parameters.</typeparam>
    /// <param name="equation">What is zero at the solution.</param>
    /// <param name="parameters">What the equation depends on.</param>
    /// <param name="solve">Finds the solution for given parameters.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The equation or the solver is null.</exception>
    public static double Root<TParameters>(Func<double, TParameters, double> equation, TParameters parameters, Func<TParameters, double> solve) =>
        Solved(equation, parameters, solve);

    /// <summary>The vector x with equation(x, parameters) = 0, as the solver finds it.</summary>
    /// <typeparam name="TParameters">The type of the parameters.</typeparam>
    /// <param name="equation">What is zero at the solution: as many numbers as the unknown has.</param>
    /// <param name="parameters">What the equation depends on.</param>
    /// <param name="solve">Finds the solution for given parameters.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The equation or the solver is null.</exception>
    public static double[] Root<TParameters>(Func<double[], TParameters, double[]> equation, TParameters parameters, Func<TParameters, double[]> solve) =>
        Solved(equation, parameters, solve);

    /// <summary>The number x with equation(x) = 0, as a solver finds it that is given the equation: <c>Implicit.Root(x => x * x - p, f => Brent(f, 0, 10))</c>.</summary>
    /// <param name="equation">What is zero at the solution.</param>
    /// <param name="solve">Finds the solution of an equation.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The equation or the solver is null.</exception>
    public static double Root(Func<double, double> equation, Func<Func<double, double>, double> solve) => Solved(equation, equation, solve);

    /// <summary>The vector x with equation(x) = 0, as a solver finds it that is given the equation.</summary>
    /// <param name="equation">What is zero at the solution: as many numbers as the unknown has.</param>
    /// <param name="solve">Finds the solution of an equation.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The equation or the solver is null.</exception>
    public static double[] Root(Func<double[], double[]> equation, Func<Func<double[], double[]>, double[]> solve) => Solved(equation, equation, solve);

    /// <summary>The number x at which objective(x, parameters) is least, as the solver finds it.</summary>
    /// <typeparam name="TParameters">The type of the parameters.</typeparam>
    /// <param name="objective">What is least at the solution, with a derivative that is zero there.</param>
    /// <param name="parameters">What the objective depends on.</param>
    /// <param name="solve">Finds the solution for given parameters.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The objective or the solver is null.</exception>
    public static double Minimize<TParameters>(Func<double, TParameters, double> objective, TParameters parameters, Func<TParameters, double> solve) =>
        Solved(objective, parameters, solve);

    /// <summary>The vector x at which objective(x, parameters) is least, as the solver finds it.</summary>
    /// <typeparam name="TParameters">The type of the parameters.</typeparam>
    /// <param name="objective">What is least at the solution, with a gradient that is zero there.</param>
    /// <param name="parameters">What the objective depends on.</param>
    /// <param name="solve">Finds the solution for given parameters.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The objective or the solver is null.</exception>
    public static double[] Minimize<TParameters>(Func<double[], TParameters, double> objective, TParameters parameters, Func<TParameters, double[]> solve) =>
        Solved(objective, parameters, solve);

    /// <summary>The number x at which objective(x) is least, as a solver finds it that is given the objective.</summary>
    /// <param name="objective">What is least at the solution, with a derivative that is zero there.</param>
    /// <param name="solve">Finds the minimum of a function.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The objective or the solver is null.</exception>
    public static double Minimize(Func<double, double> objective, Func<Func<double, double>, double> solve) => Solved(objective, objective, solve);

    /// <summary>The vector x at which objective(x) is least, as a solver finds it that is given the objective.</summary>
    /// <param name="objective">What is least at the solution, with a gradient that is zero there.</param>
    /// <param name="solve">Finds the minimum of a function.</param>
    /// <returns>What the solver returns.</returns>
    /// <exception cref="ArgumentNullException">The objective or the solver is null.</exception>
    public static double[] Minimize(Func<double[], double> objective, Func<Func<double[], double>, double[]> solve) => Solved(objective, objective, solve);

    private static T Solved<TGiven, T>(Delegate equation, TGiven given, Func<TGiven, T> solve)
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(solve);
        return solve(given);
    }
}
