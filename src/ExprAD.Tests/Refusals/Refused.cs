using System.Linq.Expressions;

namespace ExprAD.Tests.Refusals;

/// <summary>A function that is refused, with every way to ask for its derivative, and what the message must say.</summary>
internal sealed record Refused(string What, string Node, string Reason, string Remedy, IReadOnlyList<Func<AdOptions, object>> Verbs)
{
    internal string Message => $"`{Node}` cannot be differentiated: {Reason}. To solve this, {Remedy}.";

    /// <summary>A function of one number.</summary>
    internal static Refused F(string what, Expression<Func<double, double>> f, string node, string reason, string remedy) => new(what, node, reason, remedy, [
        o => Ad.Grad(f, o), o => Derive.Grad(f, o), o => Ad.ValueAndGrad(f, o), o => Derive.ValueAndGrad(f, o),
        o => Ad.Derivative(f, 1, o), o => Derive.Derivative(f, 2, o), o => Ad.Jvp(f, o), o => Derive.Jvp(f, o), o => Ad.Vjp(f, o), o => Derive.Vjp(f, o)]);

    /// <summary>A function of one number, made by hand.</summary>
    internal static Refused Tree(string what, Func<ParameterExpression, Expression> body, string node, string reason, string remedy)
    {
        var x = Expression.Parameter(typeof(double), "x");
        return F(what, Expression.Lambda<Func<double, double>>(body(x), x), node, reason, remedy);
    }

    /// <summary>A function of anything.</summary>
    internal static Refused P<T>(string what, Expression<Func<T, double>> f, string node, string reason, string remedy) => new(what, node, reason, remedy, [
        o => Ad.Grad<T>(f, o), o => Derive.Grad<T>(f, o), o => Ad.ValueAndGrad<T>(f, o), o => Derive.ValueAndGrad<T>(f, o),
        o => Ad.Jvp(f, o), o => Derive.Jvp(f, o), o => Ad.Vjp(f, o), o => Derive.Vjp(f, o)]);

    /// <summary>A function with a result of any type, for the verbs that take one.</summary>
    internal static Refused R<TOut>(string what, Expression<Func<double, TOut>> f, string node, string reason, string remedy) => new(what, node, reason, remedy, [
        o => Ad.Jvp(f, o), o => Derive.Jvp(f, o), o => Ad.Vjp(f, o), o => Derive.Vjp(f, o)]);
}
