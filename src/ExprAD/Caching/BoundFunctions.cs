namespace ExprAD.Caching;

// One class per arity: a compiled function with its captures, whose Invoke is the function that the user holds.

internal sealed class BoundFunction<TResult>(Func<object[], TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<TResult>(new BoundFunction<TResult>((Func<object[], TResult>)inner, captures).Invoke);

    private TResult Invoke() => inner(captures);
}

internal sealed class BoundFunction<T1, TResult>(Func<object[], T1, TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<T1, TResult>(new BoundFunction<T1, TResult>((Func<object[], T1, TResult>)inner, captures).Invoke);

    private TResult Invoke(T1 a) => inner(captures, a);
}

internal sealed class BoundFunction<T1, T2, TResult>(Func<object[], T1, T2, TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<T1, T2, TResult>(new BoundFunction<T1, T2, TResult>((Func<object[], T1, T2, TResult>)inner, captures).Invoke);

    private TResult Invoke(T1 a, T2 b) => inner(captures, a, b);
}

internal sealed class BoundFunction<T1, T2, T3, TResult>(Func<object[], T1, T2, T3, TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<T1, T2, T3, TResult>(new BoundFunction<T1, T2, T3, TResult>((Func<object[], T1, T2, T3, TResult>)inner, captures).Invoke);

    private TResult Invoke(T1 a, T2 b, T3 c) => inner(captures, a, b, c);
}

internal sealed class BoundFunction<T1, T2, T3, T4, TResult>(Func<object[], T1, T2, T3, T4, TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<T1, T2, T3, T4, TResult>(
            new BoundFunction<T1, T2, T3, T4, TResult>((Func<object[], T1, T2, T3, T4, TResult>)inner, captures).Invoke);

    private TResult Invoke(T1 a, T2 b, T3 c, T4 d) => inner(captures, a, b, c, d);
}

internal sealed class BoundFunction<T1, T2, T3, T4, T5, TResult>(Func<object[], T1, T2, T3, T4, T5, TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<T1, T2, T3, T4, T5, TResult>(
            new BoundFunction<T1, T2, T3, T4, T5, TResult>((Func<object[], T1, T2, T3, T4, T5, TResult>)inner, captures).Invoke);

    private TResult Invoke(T1 a, T2 b, T3 c, T4 d, T5 e) => inner(captures, a, b, c, d, e);
}

internal sealed class BoundFunction<T1, T2, T3, T4, T5, T6, TResult>(Func<object[], T1, T2, T3, T4, T5, T6, TResult> inner, object[] captures)
{
    internal static Delegate Create(Delegate inner, object[] captures) =>
        new Func<T1, T2, T3, T4, T5, T6, TResult>(
            new BoundFunction<T1, T2, T3, T4, T5, T6, TResult>((Func<object[], T1, T2, T3, T4, T5, T6, TResult>)inner, captures).Invoke);

    private TResult Invoke(T1 a, T2 b, T3 c, T4 d, T5 e, T6 f) => inner(captures, a, b, c, d, e, f);
}
