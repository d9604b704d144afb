using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Constants and captured objects, and expressions that are evaluated as they are.</summary>
internal sealed partial class Reader
{
    internal static bool IsLiteral(object? data) => data is null or string or decimal or Enum or Type or MemberInfo || data.GetType().IsPrimitive;

    private Value Constant(ConstantExpression node)
    {
        if (node.Value is LambdaExpression lambda)
        {
            return graph.Intern(new Function(lambda.Type, lambda, State.Empty.Variables));
        }

        if (IsLiteral(node.Value))
        {
            return Nullable.GetUnderlyingType(node.Type) is { } inner
                ? node.Value is null ? Nothing(node.Type) : Something(graph.Literal(node.Value, inner), node.Type)
                : graph.Literal(node.Value, node.Type);
        }

        if (captures is null)
        {
            return graph.Literal(node.Value, node.Type);
        }

        for (var slot = 0; slot < captures.Count; slot++)
        {
            if (ReferenceEquals(captures[slot], node.Value))
            {
                return graph.Intern(new Capture(node.Type, slot, node.Value!));
            }
        }

        throw Refuse(node, "the constant was not there when the lambda was read", "do not change expressions while they are differentiated");
    }

    // What a captured expression, options or an order are now: as the cache key has found them, or read here where there is no key.
    private object? Now(Expression node) =>
        node is ConstantExpression constant ? constant.Value
        : resolved is null ? CapturedValues.TryRead(node, out var read, out _) ? read : null
        : resolved.TryGetValue(node, out var value) ? value : null;

    // An expression with lambdas of its own (a query over data, say) is evaluated as it is; what it takes from the function around
    // it, and the objects it has captured, are its operands.
    private Value Outside(Expression node)
    {
        calls++;
        var holes = new Holes(this, node);
        var body = holes.Visit(node);
        var opaque = new Opaque(node.Type, Expression.Lambda(body, holes.Parameters));
        var value = graph.Intern(opaque, [.. holes.Values]);
        if (node is not MethodCallExpression { Method: var method } || (method.DeclaringType is var type && type != typeof(Enumerable) && type != typeof(Queryable) && !(FSharpTypes.AreIn(type) && Mutability.IsPure(method))))
        {
            value = InSteps(value);
            foreach (var named in holes.Named)
            {
                MayChange(node, named, byValue: true);
            }
        }

        return value;
    }

    // d => d.Price * k  becomes  d => d.Price * hole  for a k of the function around it.
    private sealed class Holes(Reader reader, Expression whole) : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> inner = [];
        private int depth;
        private readonly Dictionary<Value, ParameterExpression> holes = [];

        internal IEnumerable<ParameterExpression> Parameters => holes.Values;

        internal IEnumerable<Value> Values => holes.Keys;

        /// <summary>The values of the variables that the expression uses.</summary>
        internal List<Value> Named { get; } = [];

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            inner.UnionWith(node.Parameters);
            depth++;
            var visited = base.VisitLambda(node);
            depth--;
            return visited;
        }

        protected override Expression VisitBlock(BlockExpression node)
        {
            inner.UnionWith(node.Variables);
            return base.VisitBlock(node);
        }

        protected override Expression VisitBinary(BinaryExpression node)
        {
            if (node.NodeType is ExpressionType.Assign || Plain(node.NodeType) is not null)
            {
                MustBeInner(node.Left);
            }

            return base.VisitBinary(node);
        }

        protected override Expression VisitUnary(UnaryExpression node)
        {
            if (node.NodeType is ExpressionType.PreIncrementAssign or ExpressionType.PreDecrementAssign or ExpressionType.PostIncrementAssign or ExpressionType.PostDecrementAssign)
            {
                MustBeInner(node.Operand);
            }

            return base.VisitUnary(node);
        }

        private void MustBeInner(Expression target)
        {
            if (Root(target) is { } variable && !inner.Contains(variable))
            {
                throw Refuse(target, "a lambda given to a method changes it, although it belongs to the function around the lambda", "let the method return the new value");
            }
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (inner.Contains(node))
            {
                return node;
            }

            if (depth > 0)
            {
                reader.captured = reader.captured.SetItem(node, whole);
            }

            Named.Add(reader.state.Variables.GetValueOrDefault(node) ?? reader.Read(node));
            var value = reader.Read(node);
            return value.Operation is Function function ? Made(function) : Hole(value, node.Name);
        }

        // A function as an object again, with what it has taken from where it was made.
        private Expression Made(Function function)
        {
            var outer = reader.state;
            reader.state = outer with { Variables = (ImmutableDictionary<ParameterExpression, Value>)function.Scope };
            var lambda = Visit(function.Lambda);
            reader.state = outer;
            return FSharpTypes.IsFunction(function.Type) ? Expression.Call(FSharpTypes.FunctionOf(function.Type, lambda.Type), lambda) : lambda;
        }

        protected override Expression VisitConstant(ConstantExpression node) =>
            IsLiteral(node.Value) || node.Value is Expression ? node : Hole(reader.Read(node), null);

        private ParameterExpression Hole(Value value, string? name)
        {
            if (!holes.TryGetValue(value, out var hole))
            {
                hole = Expression.Parameter(value.Type, name);
                holes.Add(value, hole);
            }

            return hole;
        }
    }
}
