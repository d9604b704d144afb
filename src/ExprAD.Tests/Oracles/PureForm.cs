using System.Linq.Expressions;
using System.Reflection;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>Checks that a tree is one expression of the kind that LINQ providers translate.</summary>
internal sealed class PureForm : ExpressionVisitor
{
    private static readonly ExpressionType[] Forbidden =
    [
        ExpressionType.Block, ExpressionType.Assign, ExpressionType.Loop, ExpressionType.Switch, ExpressionType.Goto, ExpressionType.Label,
        ExpressionType.Try, ExpressionType.Throw, ExpressionType.Invoke, ExpressionType.Power, ExpressionType.UnaryPlus,
        ExpressionType.Increment, ExpressionType.Decrement, ExpressionType.RuntimeVariables, ExpressionType.Quote, ExpressionType.Dynamic,
        ExpressionType.Extension, ExpressionType.Default, ExpressionType.Unbox, ExpressionType.IsTrue, ExpressionType.IsFalse,
    ];

    private static readonly string[] Translated =
    [
        "Abs", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Atan2", "Exp", "Log", "Log10", "Pow", "Sqrt", "Sign", "Round", "Floor", "Ceiling", "Truncate",
    ];

    private readonly bool keepsFunctions;
    private readonly List<string> found = [];

    private PureForm(bool keepsFunctions) => this.keepsFunctions = keepsFunctions;

    /// <summary>Fails if there is anything else in the body of the lambda; functions without translation are let pass on request.</summary>
    internal static void Assert(LambdaExpression lambda, bool keepsFunctions = false)
    {
        var walker = new PureForm(keepsFunctions);
        walker.Visit(lambda.Body);
        Xunit.Assert.True(walker.found.Count == 0, $"{string.Join(", ", walker.found.Distinct())} in {lambda}");
    }

    public override Expression? Visit(Expression? node)
    {
        if (node is not null && Forbidden.Contains(node.NodeType))
        {
            found.Add(node.NodeType.ToString());
        }

        return base.Visit(node);
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity)
        {
            found.Add("a literal " + node.Value);
        }

        return base.VisitConstant(node);
    }

    // Lambdas stand in the selection of an array of unknown length only.
    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        found.Add("a lambda");
        return base.VisitLambda(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (!IsAllowed(node.Method))
        {
            found.Add($"{node.Method.DeclaringType!.Name}.{node.Method}");
        }

        if (node.Method.DeclaringType == typeof(Enumerable) && node.Method.Name == nameof(Enumerable.Select))
        {
            Visit(node.Arguments[0]);
            Visit(((LambdaExpression)node.Arguments[1]).Body);
            return node;
        }

        return base.VisitMethodCall(node);
    }

    private bool IsAllowed(MethodInfo method)
    {
        var type = method.DeclaringType!;
        if (typeof(Delegate).IsAssignableFrom(type) || type.Assembly == typeof(Ad).Assembly)
        {
            return false;
        }

        return type != typeof(Math) && type != typeof(MathF) && type != typeof(double) && type != typeof(float)
            ? true
            : keepsFunctions || (Translated.Contains(method.Name) && Array.TrueForAll(method.GetParameters(), p => p.ParameterType != typeof(MidpointRounding))
                && method.GetParameters().Length == (method.Name is "Atan2" or "Pow" ? 2 : 1));
    }
}
