using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// The reader takes arrays and objects that the lambda makes for the values that they hold. That is right as long as nobody changes
/// them behind its back: an array that others may see is not written to any more, and what a method may have changed is not read.
/// </summary>
internal sealed partial class Reader
{
    // A variable that a stored lambda uses, and the lambda: it would see a later assignment.
    private ImmutableDictionary<ParameterExpression, Expression> captured = ImmutableDictionary<ParameterExpression, Expression>.Empty;

    /// <summary>An array that the function has made is from now on part of something else, or known by another type.</summary>
    private void Share(Value local, Expression by)
    {
        if (!state.Shared.ContainsKey(local))
        {
            state = state with { Shared = state.Shared.Add(local, new Shared(by, false)) };
        }
    }

    /// <summary>A method has been given variables: what these name may be changed now, if it can change at all.</summary>
    private void MayChange(Expression call, MethodInfo method, Expression? instance, IEnumerable<Expression> arguments)
    {
        if (instance is not null && !Mutability.Spares(method))
        {
            MayChange(call, Named(instance), byValue: false);
        }

        foreach (var argument in arguments.Where(argument => Mutability.Of(argument.Type)))
        {
            MayChange(call, Named(argument), byValue: true);
        }
    }

    private Value? Named(Expression node) => Root(node) is { } variable ? state.Variables.GetValueOrDefault(variable) : null;

    private void MayChange(Expression call, Value? value, bool byValue)
    {
        var parts = value is null ? [] : Parts(value).Where(part => Mutability.Of(part.Type) && !(byValue && part.Type.IsValueType)).ToList();
        if (parts.Count > 0)
        {
            var also = state.Shared.Where(pair => pair.Key.Operation is Local).Select(pair => pair.Key);
            state = state with { Shared = state.Shared.SetItems(parts.Concat(also).Select(part => KeyValuePair.Create(part, new Shared(call, true)))) };
        }
    }

    private void MustBeUnchanged(ParameterExpression variable, Value value)
    {
        if (!state.Shared.IsEmpty && Parts(value).Select(part => state.Shared.GetValueOrDefault(part)).FirstOrDefault(shared => shared is { MayHaveChanged: true }) is { } changed)
        {
            throw changed.By is IndexExpression or BinaryExpression
                ? Refuse(changed.By, $"{variable} may hold the array that is written to here, and is used afterwards", "write all elements first, or make another array")
                : Refuse(changed.By, $"it may change {variable}, which is used afterwards", "call it on a copy, or compute with what it returns");
        }
    }

    // A write of its own, after which everything else is read anew: what holds the array as it was must not be read. A write inside
    // an expression may come between the making and the use of such a thing.
    private void Write(Expression target, Value local, bool isStatement)
    {
        if (state.Shared.ContainsKey(local))
        {
            if (isStatement)
            {
                state = state with { Shared = state.Shared.SetItem(state.Arrays[((Local)local.Operation).Number], new Shared(target, true)) };
                return;
            }

            throw Refuse(target, "the array has been stored, converted or given away in the same statement, where the new element would be seen", "write all elements first, or make another array");
        }
    }

    // The variables that a lambda which is not invoked at once takes from outside.
    private void Capture(LambdaExpression lambda)
    {
        foreach (var variable in new Free().Of(lambda))
        {
            captured = captured.SetItem(variable, lambda);
        }
    }

    private void MustBeAssignable(ParameterExpression variable)
    {
        if (captured.TryGetValue(variable, out var lambda))
        {
            throw Refuse(lambda, $"it uses the variable {variable}, which is assigned after the lambda is made", "assign the variable first; a lambda that invokes itself must be written out to a fixed depth");
        }

        if (state.Own is { } own && !own.Contains(variable))
        {
            throw Refuse(variable, "a lambda assigns it that does not declare it, and is not invoked where it stands", "return the new value and assign it outside");
        }
    }

    // What a value is made of, as far as the reader takes it apart.
    private List<Value> Parts(Value value)
    {
        var parts = new List<Value>();
        var (seen, pending) = (new HashSet<Value> { value }, new Stack<Value>([value]));
        while (pending.TryPop(out var part))
        {
            var isMade = part.Operation is Local or Graphs.NewArray or Allocate or Set or Construct or NewObject or If or Ensure or Opaque or Call or Operator { Kind: ExpressionType.Convert or ExpressionType.TypeAs }
                || (part.Operation is Literal { Data: not null } && part.Type.IsValueType && !part.Type.IsPrimitive);
            if (!isMade)
            {
                continue;
            }

            parts.Add(part);
            foreach (var operand in Elements(part))
            {
                if (seen.Add(operand))
                {
                    pending.Push(operand);
                }
            }
        }

        return parts;
    }

    // Of an array that is written to, the elements; what it was before it was written to is no part of it.
    private IEnumerable<Value> Elements(Value part)
    {
        var own = new Stack<Value>([part.Operation is Local local ? state.Arrays[local.Number] : part]);
        var seen = new HashSet<Value>();
        while (own.TryPop(out var contents))
        {
            if (!seen.Add(contents))
            {
                continue;
            }

            switch (contents.Operation)
            {
                case Set:
                    own.Push(contents.Operands[0]);
                    yield return contents.Operands[^1];
                    break;
                case If when contents != part:
                    own.Push(contents.Operands[1]);
                    own.Push(contents.Operands[2]);
                    break;
                default:
                    foreach (var operand in contents.Operands)
                    {
                        yield return operand;
                    }

                    break;
            }
        }
    }

    // (T)v.Member[i] is rooted at v.
    internal static ParameterExpression? Root(Expression? node)
    {
        while (true)
        {
            switch (node)
            {
                case ParameterExpression variable:
                    return variable;
                case UnaryExpression unary:
                    node = unary.Operand;
                    break;
                case MemberExpression member:
                    node = member.Expression;
                    break;
                case IndexExpression index:
                    node = index.Object;
                    break;
                case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element:
                    node = element.Left;
                    break;
                case BinaryExpression { NodeType: ExpressionType.Assign } assignment:
                    node = assignment.Left;
                    break;
                case MethodCallExpression { Method.Name: "get_Item" or "Get" } get:
                    node = get.Object;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>The variables of a lambda that it does not declare.</summary>
    private sealed class Free : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> declared = [];
        private readonly HashSet<ParameterExpression> used = [];

        internal IEnumerable<ParameterExpression> Of(LambdaExpression lambda)
        {
            Visit(lambda);
            return used.Except(declared);
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            declared.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitBlock(BlockExpression node)
        {
            declared.UnionWith(node.Variables);
            return base.VisitBlock(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            used.Add(node);
            return node;
        }

        protected override Expression VisitExtension(Expression node) => node.CanReduce ? base.VisitExtension(node) : node;
    }
}
