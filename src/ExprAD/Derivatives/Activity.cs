using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Derivatives;

/// <summary>
/// Which values a derivative flows through: those that depend on the seeds other than by functions whose derivative is zero. A
/// value that depends on the seeds in a way nobody can look into is refused here, in both modes alike.
/// </summary>
internal sealed class Activity
{
    private static readonly string[] ArrayQueries =
        [nameof(Array.GetLength), nameof(Array.GetUpperBound), nameof(Array.GetLowerBound), nameof(Array.GetLongLength)];

    private readonly HashSet<Value> active;

    internal Activity(Graph graph, IReadOnlyCollection<Value> seeds, params Value[] roots)
    {
        Values = Order.Ascending(roots, IsConstant);
        active = [.. seeds];
        foreach (var value in Values)
        {
            if (!active.Contains(value) && Carries(graph, value))
            {
                active.Add(value);
            }
        }
    }

    /// <summary>All values that the roots depend on, operands before users.</summary>
    internal List<Value> Values { get; }

    internal bool Includes(Value value) => active.Contains(value);

    private bool Carries(Graph graph, Value value)
    {
        var a = value.Operands;
        switch (value.Operation)
        {
            case Graphs.If:
                return active.Contains(a[1]) || active.Contains(a[2]);
            case Get or Ensure or Member { Info: not null }:
                return a.Length > 0 && active.Contains(a[0]) && (value.Operation is not Member member || IsState(graph, value, member)) && Kinds.IsActive(value.Type);
            case Set:
                return active.Contains(a[0]) || active.Contains(a[^1]);
            case Scatter scatter:
                return scatter.Entries(value).Any(entry => active.Contains(entry.Added));
            case Construct or NewArray:
                return Array.Exists(a, active.Contains);
            case Function or Local:
                throw Refusals.Of(graph, value, Values);
            case Length or Zero or Literal or Parameter or Capture or Allocate:
                return false;
            case Operator op:
                return Array.Exists(a, active.Contains) && !IsFlat(graph, value, op);
            case Call call:
                return Array.Exists(a, active.Contains) && !IsFlat(graph, value, call);
            default:
                return Array.Exists(a, active.Contains) ? throw Refusals.Of(graph, value, Values) : false;
        }
    }

    // What the function takes as constant by Ad.Stop may be anything.
    private static bool IsConstant(Value value) => value.Operation is Call { Method.DeclaringType: var type } && type == typeof(Ad);

    // A computed whole number or a text changes by jumps only; in any other type there may be real numbers.
    private bool IsState(Graph graph, Value value, Member member) =>
        Shape.Of(value.Operands[0].Type)?.IndexOf(member.Info) >= 0 ? true
        : value.Type.IsPrimitive && !Kinds.IsReal(value.Type) || value.Type.IsEnum || value.Type == typeof(string) ? false
        : throw Refusals.Of(graph, value, Values);

    private bool IsFlat(Graph graph, Value value, Operator op) => op.Kind switch
    {
        ExpressionType.Convert or ExpressionType.ConvertChecked when value.Operands[0].Type == typeof(object) || value.Type == typeof(object)
            || value.Type == typeof(decimal) || (Kinds.IsReal(value.Operands[0].Type) && !value.Type.IsValueType)
            || (Kinds.Of(value.Operands[0].Type) != Kind.Real && Kinds.Element(value.Type) is null)
            => throw Refusals.Of(graph, value, Values),
        ExpressionType.Convert when Kinds.Element(value.Type) is not null => false,
        ExpressionType.TypeAs or ExpressionType.Unbox => throw Refusals.Of(graph, value, Values),
        _ => !Kinds.IsReal(value.Type),
    };

    private bool IsFlat(Graph graph, Value value, Call call)
    {
        if (call.Method.DeclaringType == typeof(Ad) || (call.Method.DeclaringType == typeof(Array) && ArrayQueries.Contains(call.Method.Name)))
        {
            return true;
        }

        if (call.Method.DeclaringType == typeof(VectorSpace))
        {
            return call.Method.Name != nameof(VectorSpace.Add);
        }

        var rule = RuleTable.Find(call.Method) ?? throw Refusals.Of(graph, value, Values);
        var isFlat = true;
        for (var i = 0; i < value.Operands.Length; i++)
        {
            if (active.Contains(value.Operands[i]))
            {
                isFlat &= rule.Partials[i] is null;
                if (!Kinds.IsReal(value.Operands[i].Type))
                {
                    throw Refusals.OfArgument(graph, value, value.Operands[i]);
                }
            }
        }

        return isFlat;
    }
}
