using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>Arrays that are filled by statements.</summary>
internal sealed partial class TreeWriter
{
    // Arrays that do not outlive a step of a loop, and whether they must be cleared in each.
    private readonly Dictionary<ParameterExpression, bool> scratch = [];
    private readonly Dictionary<Value, Value> lengths;

    // g = new double[n]; g[k] = v; if (test) g[l] = g[l] + w; for (..) g[i] = g[i] + u;
    private void MakeArraySum(Item item)
    {
        var (value, place) = (item.Value, item.Place);
        var like = InPlace.Like(value)!;
        var element = Kinds.Element(value.Type)!;
        var type = value.Type.IsArray ? value.Type : typeof(List<>).MakeGenericType(element);
        var zeros = new Item(value, place);
        var sizes = InPlace.LikeOrSize(value);
        Need(zeros, place, sizes);
        var entries = value.Operation is Scatter scatter ? scatter.Entries(value).ToList() : null;
        var shape = sizes[0] == like ? At(like, place) : Expression.NewArrayBounds(element, sizes.Select(size => At(size, place)));
        var array = Zeros(zeros, type, element, shape, LengthOf(like, zeros, entries));
        steps.Add(zeros);

        var isOnly = entries is not null && (entries.Count == 1 || AreApart(entries));
        item.Needs.Add(zeros);
        item.Needs.UnionWith(AddParts(new Target(array, zeros, isOnly), value, place));
        item.Expression = type == value.Type ? array : Expression.Convert(array, value.Type);
    }

    // The length of a flat array of numbers where it is known that it is there; null otherwise: an array whose elements are used under tests only may be null.
    private Expression? LengthOf(Value like, Item zeros, List<Entry>? entries)
    {
        var (value, place) = (zeros.Value, zeros.Place);
        if (value.Type != typeof(double[]) && value.Type != typeof(float[]))
        {
            return null;
        }

        if (InPlace.LikeOrSize(value) is [var size] && size != like)
        {
            return At(size, place);
        }

        if (lengths.TryGetValue(like, out var length) && items.TryGetValue(length, out var known) && Array.Exists(known, item => Schedule.Serves(length, item.Place, place)))
        {
            Need(zeros, place, length);
            return At(length, place);
        }

        return entries?.Exists(entry => Passes.Needs.Under(place, entry) == place) == true ? Expression.ArrayLength(There(like, At(like, place))) : null;
    }

    // The array given from outside, cleared; a new one otherwise.
    private Expression Zeros(Item zeros, Type type, Type element, Expression like, Expression? length)
    {
        if (destinations.TryGetValue(zeros.Value, out var given))
        {
            zeros.Statements.Add(Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Clear), null, [.. given.Arguments]));
            return given.Arguments[0];
        }

        var array = Local(zeros.Value, type);
        Expression created = length is not null ? Expression.NewArrayBounds(element, length)
            : like.NodeType == ExpressionType.NewArrayBounds ? like
            : Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Zero), [zeros.Value.Type], like);
        zeros.Statements.Add(Expression.Assign(array, type == created.Type ? created : Expression.Convert(created, type)));
        if (length is not null)
        {
            MakeScratch(zeros, array, isCleared: true);
        }

        return array;
    }

    // An array that does not outlive the step of a loop and has always the same length is made before the loop.
    private void MakeScratch(Item item, ParameterExpression array, bool isCleared)
    {
        if (item.Place.Loops > 0 && !escapes.Includes(item.Value))
        {
            scratch.Add(array, isCleared);
        }
    }

    // The statements of a step without those that make arrays which every step can use.
    private List<Expression> WithoutScratch(List<Expression> step, List<Expression> before, LoopRound round)
    {
        var assigned = step.SelectMany(statement => Locals.In(statement).Assigned).ToHashSet();
        assigned.Add(RunningAt(round.Loop).Index);
        return WithoutScratch(step, before, assigned, round.Kept.Keys.Select(item => item.Expression).ToHashSet(), isAlways: true);
    }

    private List<Expression> WithoutScratch(IEnumerable<Expression> step, List<Expression> before, HashSet<ParameterExpression> assigned, HashSet<Expression> kept, bool isAlways)
    {
        var left = new List<Expression>();
        foreach (var statement in step)
        {
            if (statement is ConditionalExpression { IfTrue: BlockExpression then } choice && choice.Type == typeof(void))
            {
                left.Add(choice.Update(
                    choice.Test,
                    Expression.Block(typeof(void), WithoutScratch(then.Expressions, before, assigned, kept, isAlways: false)),
                    choice.IfFalse is BlockExpression otherwise ? Expression.Block(typeof(void), WithoutScratch(otherwise.Expressions, before, assigned, kept, isAlways: false)) : choice.IfFalse));
            }
            else if (statement is BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression array, Right: NewArrayExpression { NodeType: ExpressionType.NewArrayBounds, Expressions: [var length] } }
                && scratch.TryGetValue(array, out var isCleared) && !kept.Contains(array))
            {
                if (isAlways && length is ConstantExpression or ParameterExpression && !Locals.In(length).Mentioned.Any(assigned.Contains))
                {
                    before.Add(statement);
                    assigned.Remove(array);
                    left.AddRange(isCleared ? [Expression.Call(typeof(Array), nameof(Array.Clear), null, array)] : []);
                }
                else if (isCleared)
                {
                    left.Add(statement);
                }
                else
                {
                    // Of varying length: the longest one so far is used again.
                    var element = array.Type.GetElementType()!;
                    before.Add(Expression.Assign(array, Expression.NewArrayBounds(element, Expression.Constant(0))));
                    left.Add(Expression.Assign(array, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Room), [element], array, length)));
                }
            }
            else
            {
                left.Add(statement);
            }
        }

        return left;
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
