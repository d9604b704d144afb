using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>Arrays that are filled by statements.</summary>
internal sealed partial class TreeWriter
{
    // g = new double[n]; g[k] = v; if (test) g[l] = g[l] + w; for (..) g[i] = g[i] + u;
    private void MakeArraySum(Item item)
    {
        var (value, place) = (item.Value, item.Place);
        var like = InPlace.Like(value)!;
        var element = Kinds.Element(value.Type)!;
        var type = value.Type.IsArray ? value.Type : typeof(List<>).MakeGenericType(element);
        var zeros = new Item(value, place);
        Need(zeros, place, like);
        var entries = value.Operation is Scatter scatter ? scatter.Entries(value).ToList() : null;
        var isThere = entries is not null ? entries.Exists(entry => Passes.Needs.Under(place, entry) == place) : value.Operation is Loop loop && value.Operands[0].Operation is Length && value.Operands[0].Operands[0] == like;
        var array = Zeros(zeros, type, element, At(like, place), isThere);
        steps.Add(zeros);

        var isOnly = entries is not null && (entries.Count == 1 || AreApart(entries));
        item.Needs.Add(zeros);
        item.Needs.UnionWith(AddParts(new Target(array, zeros, isOnly), value, place));
        item.Expression = type == value.Type ? array : Expression.Convert(array, value.Type);
    }

    // The array given from outside, cleared; a new one otherwise. An array whose elements are used under tests only may be null.
    private Expression Zeros(Item zeros, Type type, Type element, Expression like, bool isThere)
    {
        if (destinations.TryGetValue(zeros.Value, out var cleared))
        {
            zeros.Statements.Add(cleared);
            return cleared.Arguments[0];
        }

        var array = Local(zeros.Value, type);
        Expression created = isThere && (zeros.Value.Type == typeof(double[]) || zeros.Value.Type == typeof(float[])) ? Expression.NewArrayBounds(element, Expression.ArrayLength(like))
            : Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Zero), [zeros.Value.Type], like);
        zeros.Statements.Add(Expression.Assign(array, type == created.Type ? created : Expression.Convert(created, type)));
        return array;
    }

    // Whether an element can be what is added itself: a number, or an array that nothing else refers to.
    private bool IsOwn(Value added, Place from) => Kinds.IsReal(added.Type)
        || (added.Operation is Scatter or Loop { Kind: LoopKind.Sum or LoopKind.Build } && ItemAt(added, from).Uses == 1);

    // Whether no two entries can meet: each has an index of its own.
    private static bool AreApart(List<Entry> entries) =>
        entries.TrueForAll(entry => entry.At.All(index => index.Operation is Literal))
        && entries.Select(entry => string.Join(',', entry.At.Select(index => index.Data))).Distinct().Count() == entries.Count;

    // The array with one element changed: in place where nobody else sees the array it comes from, in a copy otherwise.
    private void MakeSet(Item item)
    {
        var (value, place) = (item.Value, item.Place);
        Need(item, place, value.Operands);
        var container = value.Operands[0];
        var from = At(container, place);
        if (from is ParameterExpression && overwrites.Includes(value, place))
        {
            item.Needs.UnionWith(overwrites.Before(value, place).Select(earlier => ItemAt(earlier.Value, earlier.Place)).Where(earlier => earlier.IsStep));
            Put(item, from);
            return;
        }

        var isOwn = container.Operation is Graphs.NewArray or Allocate or Set or Scatter or Zero && !Passes.Needs.IsLeaf(container)
            && ItemAt(container, place) is { Uses: 1 } made && made.Place == place;
        if (!isOwn || from is not ParameterExpression)
        {
            var local = Local(value, value.Type);
            item.Statements.Add(Expression.Assign(local, isOwn ? from : Copied(from, value.Type)));
            from = local;
        }

        Put(item, from);
    }

    private void Put(Item item, Expression array)
    {
        var target = Express.Place(array, item.Value.Operands[1..^1].Select(index => At(index, item.Place)));
        item.Statements.Add(Expression.Assign(target, At(item.Value.Operands[^1], item.Place)));
        item.Expression = array;
    }

    private static Expression Copied(Expression from, Type type) => type.IsArray
        ? Expression.Convert(Expression.Call(from, typeof(Array).GetMethod(nameof(Array.Clone))!), type)
        : Expression.New(type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(Kinds.Element(type)!)])!, from);
}
