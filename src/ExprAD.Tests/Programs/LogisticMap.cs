using System.Linq.Expressions;

namespace ExprAD.Tests.Programs;

/// <summary>The logistic map x -> 4 x (1 - x), iterated.</summary>
internal static class LogisticMap
{
    /// <summary>The n-fold map as one tree that names each state: l -> Let(4 l (1 - l), l -> ..).</summary>
    internal static Expression<Func<double, double>> Iterated(int n)
    {
        var x = Expression.Parameter(typeof(double), "x");
        var states = new ParameterExpression[n];
        var statements = new List<Expression>();
        var state = x;
        for (var i = 0; i < n; i++)
        {
            states[i] = Expression.Variable(typeof(double), $"l{i + 2}");
            statements.Add(Expression.Assign(states[i], Expression.Multiply(
                Expression.Multiply(Expression.Constant(4.0), state), Expression.Subtract(Expression.Constant(1.0), state))));
            state = states[i];
        }

        return Expression.Lambda<Func<double, double>>(Expression.Block(states, [.. statements, state]), x);
    }
}
