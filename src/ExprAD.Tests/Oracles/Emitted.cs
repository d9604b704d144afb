using System.Linq.Expressions;

namespace ExprAD.Tests.Oracles;

/// <summary>What stands in a generated tree: loops, and what they do in each step besides arithmetic.</summary>
internal sealed class Emitted : ExpressionVisitor
{
    private int depth;

    /// <summary>All loops, nested ones too.</summary>
    internal List<LoopExpression> Loops { get; } = [];

    internal List<Expression> CallsOfLinq { get; } = [];

    internal List<Expression> CallsOfLinqInLoops { get; } = [];

    /// <summary>Lambdas, delegates that are called, and method groups that become delegates.</summary>
    internal List<Expression> Lambdas { get; } = [];

    internal List<Expression> LambdasInLoops { get; } = [];

    /// <summary>Objects and arrays that are made in a loop; structs are not.</summary>
    internal List<Expression> NewInLoops { get; } = [];

    /// <summary>The size of the tree.</summary>
    internal int Nodes { get; private set; }

    internal static Emitted In(LambdaExpression tree)
    {
        var emitted = new Emitted();
        emitted.Visit(tree.Body);
        return emitted;
    }

    public override Expression? Visit(Expression? node)
    {
        Nodes += node is null ? 0 : 1;
        switch (node)
        {
            case LambdaExpression or InvocationExpression:
            case ConstantExpression { Value: Delegate }:
            case MethodCallExpression { Method: var method } when typeof(Delegate).IsAssignableFrom(method.DeclaringType):
                Add(Lambdas, LambdasInLoops, node);
                break;
            case MethodCallExpression { Method.DeclaringType: var type } when type == typeof(Enumerable) || type == typeof(Queryable) || type == typeof(ImmutableArrayExtensions):
                Add(CallsOfLinq, CallsOfLinqInLoops, node);
                break;
            case NewArrayExpression or ListInitExpression:
            case NewExpression { Type.IsValueType: false }:
                Add([], NewInLoops, node);
                break;
            default:
                break;
        }

        return base.Visit(node);
    }

    protected override Expression VisitLoop(LoopExpression node)
    {
        Loops.Add(node);
        depth++;
        var visited = base.VisitLoop(node);
        depth--;
        return visited;
    }

    private void Add(List<Expression> everywhere, List<Expression> inLoops, Expression node)
    {
        everywhere.Add(node);
        if (depth > 0)
        {
            inLoops.Add(node);
        }
    }
}
