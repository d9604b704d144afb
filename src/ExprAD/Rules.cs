using System.Linq.Expressions;
using ExprAD.Tables;

namespace ExprAD;

/// <summary>Derivatives of the user's own functions.</summary>
/// <example><code>
/// Rules.Define((double x) => SpecialFunctions.Erf(x), x => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x));
/// Rules.Define((double x, double y) => Hypot(x, y), (x, y, f) => x / f, (x, y, f) => y / f); // f: the value
/// </code></example>
/// <remarks>
/// The function is a lambda that calls one method with its parameters in order. Each argument of type double or float needs a
/// partial derivative, a lambda of the arguments, or of the arguments and the value; other arguments have none. Rules are
/// themselves differentiable. Defining a rule again replaces it for derivatives made afterwards; those already made keep theirs.
/// </remarks>
public static partial class Rules
{
    /// <summary>Defines the derivative of a function of one argument.</summary>
    /// <typeparam name="T">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T, TResult>(
        Expression<Func<T, TResult>> function,
        Expression<Func<T, TResult>> dx) =>
        RuleTable.Define(Definition.Of(function, dx));

    /// <summary>Defines the derivative of a function of one argument, given also its value.</summary>
    /// <typeparam name="T">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T, TResult>(
        Expression<Func<T, TResult>> function,
        Expression<Func<T, TResult, TResult>> dx) =>
        RuleTable.Define(Definition.Of(function, dx));

    /// <summary>Defines the partial derivative of a function of two arguments.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, TResult>(
        Expression<Func<T1, T2, TResult>> function,
        Expression<Func<T1, T2, TResult>> dx) =>
        RuleTable.Define(Definition.Of(function, dx));

    /// <summary>Defines the partial derivative of a function of two arguments, given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, TResult>(
        Expression<Func<T1, T2, TResult>> function,
        Expression<Func<T1, T2, TResult, TResult>> dx) =>
        RuleTable.Define(Definition.Of(function, dx));

    /// <summary>Defines the partial derivatives of a function of two arguments.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, TResult>(
        Expression<Func<T1, T2, TResult>> function,
        Expression<Func<T1, T2, TResult>> dx,
        Expression<Func<T1, T2, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of two arguments, given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, TResult>(
        Expression<Func<T1, T2, TResult>> function,
        Expression<Func<T1, T2, TResult, TResult>> dx,
        Expression<Func<T1, T2, TResult, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivative of a function of three arguments.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx) =>
        RuleTable.Define(Definition.Of(function, dx));

    /// <summary>Defines the partial derivative of a function of three arguments, given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx) =>
        RuleTable.Define(Definition.Of(function, dx));

    /// <summary>Defines the partial derivatives of a function of three arguments.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of three arguments, given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of three arguments.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));

    /// <summary>Defines the partial derivatives of a function of three arguments, given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));
}
