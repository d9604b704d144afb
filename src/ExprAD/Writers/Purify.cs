using System.Linq.Expressions;
using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Readers;
using ExprAD.Tables;

namespace ExprAD.Writers;

/// <summary>
/// Prepares a graph for <see cref="PureWriter"/>: what is there for its effects is dropped, functions become others that providers
/// translate, zeros and sums of structures are taken apart into members.
/// </summary>
internal sealed class Purify(Graph g)
{
    private readonly Dictionary<Value, Value> rewritten = [];

    internal Value Rewrite(Value root)
    {
        foreach (var value in Order.Ascending(root))
        {
            if (!rewritten.ContainsKey(value))
            {
                var pure = Rewrite(value, Array.ConvertAll(value.Operands, operand => rewritten[operand]));
                rewritten.Add(value, pure);
                if (g.Origin(value) is { } origin)
                {
                    g.Remember(pure, origin);
                }
            }
        }

        return rewritten[root];
    }

    private Value Rewrite(Value value, Value[] a) => value.Operation switch
    {
        Ensure => a[0],
        Call { Method: var method } when method.DeclaringType == typeof(Ad) && method.Name == nameof(Ad.Stop) => a[0],
        Call { Method: var method } when method.DeclaringType == typeof(VectorSpace) => method.Name switch
        {
            nameof(VectorSpace.SameShape) => a[0],
            nameof(VectorSpace.Add) when Kinds.Of(value.Type) == Kind.Structure => Sum(a[0], a[1]),
            _ => g.Make(value.Operation, a),
        },
        Call { Method: var method } when Translations.Find(method, g.Arithmetic) is { } row => new Reader(g, null, null, Verbs.Result).Read(row.By, a),
        Zero when a.Length == 1 && Kinds.Of(value.Type) == Kind.Structure => Nothing(a[0]),
        _ => g.Make(value.Operation, a),
    };

    // Zero in the shape of a structure  becomes  the structure of zeros, with members that are not real numbers taken over.
    private Value Nothing(Value like)
    {
        var shape = Shape.Of(like.Type)!;
        return g.Make(new Construct(like.Type, shape), [.. shape.Members.Select(m =>
        {
            var member = g.MemberOf(like, m);
            return !Kinds.IsActive(member.Type) ? member : Rewrite(g.Zero(member));
        })]);
    }

    // a + b  becomes  the structure of the sums of members.
    private Value Sum(Value a, Value b)
    {
        var shape = Shape.Of(a.Type)!;
        return g.Make(new Construct(a.Type, shape), [.. shape.Members.Select(m =>
        {
            var member = g.MemberOf(a, m);
            return !Kinds.IsActive(member.Type) ? member : Rewrite(Linear.Add(g, member, g.MemberOf(b, m)));
        })]);
    }
}
