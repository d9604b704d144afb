namespace ExprAD;

/// <summary>Structure inside lambdas: ordinary methods that run as written, and that ExprAD knows how to differentiate.</summary>
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
}
