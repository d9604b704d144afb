namespace ExprAD;

/// <summary>Structure inside lambdas: ordinary methods that run as written, and that ExprAD knows how to differentiate.</summary>
/// <remarks>
/// A state of several numbers is an anonymous object, a record, a tuple (<c>ValueTuple.Create(a, b)</c>: a lambda may not contain <c>(a, b)</c>) or an array.
/// </remarks>
public static class Flow
{
    /// <summary>A local name: <c>Flow.Let(x * x, s => s + Math.Sin(s))</c>.</summary>
    /// <typeparam name="T">The type of the named value.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="value">The value to name.</param>
    /// <param name="body">What is computed with it.</param>
    /// <returns>The body's result.</returns>
    /// <exception cref="ArgumentNullException">The body is null.</exception>
    public static TResult Let<T, TResult>(T value, Func<T, TResult> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body(value);
    }

    /// <summary>
    /// A loop that carries a state through a number of steps: <c>Flow.For(10, x, (i, s) => 3.7 * s * (1 - s))</c> is the tenth
    /// iterate of the logistic map.
    /// </summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="count">The number of steps; none are made if it is negative.</param>
    /// <param name="seed">The state before the first step.</param>
    /// <param name="step">The next state from the number of the step, beginning with 0, and the present state.</param>
    /// <returns>The state after the last step; the seed if there is none.</returns>
    /// <exception cref="ArgumentNullException">The step is null.</exception>
    public static TState For<TState>(int count, TState seed, Func<int, TState, TState> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var state = seed;
        for (var i = 0; i < count; i++)
        {
            state = step(i, state);
        }

        return state;
    }

    /// <summary>
    /// A loop that carries a state from step to step as long as a condition holds. Newton's method for the square root of x:
    /// <c>Flow.While(x, r => Math.Abs(r * r - x) > 1e-12 * x, r => (r + x / r) / 2)</c>.
    /// </summary>
    /// <remarks>The number of steps is taken as it is: the derivative is that of the steps which are made.</remarks>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="seed">The state before the first step.</param>
    /// <param name="condition">Whether another step is made; asked before each.</param>
    /// <param name="next">The next state from the present one.</param>
    /// <returns>The first state for which the condition does not hold.</returns>
    /// <exception cref="ArgumentNullException">The condition or the next state is null.</exception>
    public static TState While<TState>(TState seed, Func<TState, bool> condition, Func<TState, TState> next)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(next);
        var state = seed;
        while (condition(state))
        {
            state = next(state);
        }

        return state;
    }

    /// <summary>
    /// All states of a loop: <c>Flow.Scan(3, 1.0, (i, s) => s * x)</c> is the array of x, x² and x³.
    /// </summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="count">The number of steps; none are made if it is negative.</param>
    /// <param name="seed">The state before the first step; it is no part of the result.</param>
    /// <param name="step">The next state from the number of the step, beginning with 0, and the present state.</param>
    /// <returns>The states after the steps: <paramref name="count"/> of them.</returns>
    /// <exception cref="ArgumentNullException">The step is null.</exception>
    public static TState[] Scan<TState>(int count, TState seed, Func<int, TState, TState> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var states = new TState[Math.Max(count, 0)];
        var state = seed;
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = state = step(i, state);
        }

        return states;
    }
}
