using System.Linq.Expressions;
using ExprAD.Tables;

namespace ExprAD;

// Overloads for partial derivatives of which some are given the value and some are not.
public static partial class Rules
{
    /// <summary>Defines the partial derivatives of a function of two arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument, given the value.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, TResult>(
        Expression<Func<T1, T2, TResult>> function,
        Expression<Func<T1, T2, TResult>> dx,
        Expression<Func<T1, T2, TResult, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of two arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument, given the value.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, TResult>(
        Expression<Func<T1, T2, TResult>> function,
        Expression<Func<T1, T2, TResult, TResult>> dx,
        Expression<Func<T1, T2, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument, given the value.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument, given the value.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult>> dy) =>
        RuleTable.Define(Definition.Of(function, dx, dy));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument, given the value.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument, given the value.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument, given the value.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument, given the value.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument, given the value.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument, given the value.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument, given the value.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));

    /// <summary>Defines the partial derivatives of a function of three arguments, some given also its value.</summary>
    /// <typeparam name="T1">The type of an argument.</typeparam>
    /// <typeparam name="T2">The type of an argument.</typeparam>
    /// <typeparam name="T3">The type of an argument.</typeparam>
    /// <typeparam name="TResult">The type of the value: double or float.</typeparam>
    /// <param name="function">A call of the function.</param>
    /// <param name="dx">The partial derivative with respect to the first real argument, given the value.</param>
    /// <param name="dy">The partial derivative with respect to the second real argument, given the value.</param>
    /// <param name="dz">The partial derivative with respect to the third real argument.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The function is not a call, or the partial derivatives do not match its real arguments.</exception>
    public static void Define<T1, T2, T3, TResult>(
        Expression<Func<T1, T2, T3, TResult>> function,
        Expression<Func<T1, T2, T3, TResult, TResult>> dx,
        Expression<Func<T1, T2, T3, TResult, TResult>> dy,
        Expression<Func<T1, T2, T3, TResult>> dz) =>
        RuleTable.Define(Definition.Of(function, dx, dy, dz));
}
