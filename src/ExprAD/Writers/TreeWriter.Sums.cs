using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Passes;

namespace ExprAD.Writers;

/// <summary>What is added to a number or an array in place.</summary>
internal sealed partial class TreeWriter
{
    /// <summary>Where something is added to: a local or an element, the item that has made it, and whether nothing else is added there.</summary>
    private sealed record Target(Expression Place, Item Made, bool IsOnly);

    // The items at a place that add a value to a target.
    private List<Item> Add(Target target, Value added, Place place)
    {
        if (added.IsZero)
        {
            return [];
        }

        if (schedule.InPlace.IsAbsorbed(added))
        {
            return AddParts(target, added, place);
        }

        var step = new Item(added, place);
        Need(step, target.Made);
        Need(step, place, added);
        if (IsEffect(added))
        {
            step.Needs.UnionWith(added.Operands.Skip(1).Where(effect => !Passes.Needs.IsLeaf(effect)).Select(effect => ItemAt(effect, place)).Where(item => item.IsStep));
            steps.Add(step);
            return [step];
        }

        var value = At(added, place);
        step.Statements.Add(
            target.IsOnly && IsOwn(added, place) ? Expression.Assign(target.Place, value)
            : Kinds.IsReal(target.Place.Type) ? Expression.Assign(target.Place, Plus(target.Place, value))
            : Kinds.Element(target.Place.Type) is null || Conversions.IsImmutable(target.Place.Type) ? Expression.Assign(
                target.Place, Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Add), [target.Place.Type], target.Place, value))
            : Expression.Call(typeof(VectorSpace), nameof(VectorSpace.AddTo), [target.Place.Type], target.Place, value.Type == target.Place.Type ? value : Expression.Convert(value, target.Place.Type)));
        steps.Add(step);
        return [step];
    }

    // What is evaluated because it may throw adds nothing.
    private static bool IsEffect(Value added) => added.Operation is Ensure && InPlace.IsNothing(added.Operands[0]);

    // a + -b is a - b, to the last bit.
    private static BinaryExpression Plus(Expression a, Expression b) => b switch
    {
        UnaryExpression { NodeType: ExpressionType.Negate } negated => Expression.Subtract(a, negated.Operand),
        BinaryExpression { NodeType: ExpressionType.Multiply, Left: UnaryExpression { NodeType: ExpressionType.Negate } negated, Right: var factor } =>
            Expression.Subtract(a, Expression.Multiply(negated.Operand, factor)),
        _ => Expression.Add(a, b),
    };

    private List<Item> AddParts(Target target, Value value, Place place)
    {
        switch (value.Operation)
        {
            case Scatter scatter:
                return [.. scatter.Entries(value).SelectMany(entry => AddEntry(target, entry, place))];
            case Loop loop:
                var run = new Item(value, place);
                Begin(run, loop);
                var body = run.Loop!.Body;
                var inner = loop.Kind == LoopKind.Build ? Element(target with { IsOnly = false }, [], [RunningAt(run.Loop).Index], loop.Body(value), body) : target with { IsOnly = false };
                run.Needs.UnionWith(Add(inner, loop.Body(value), body));
                steps.Add(run);
                return [run];
            case If:
                var test = value.Operands[0];
                var (then, otherwise) = (place.Inside(test, true), place.Inside(test, false));
                var decision = new Item(value, place) { Test = then.Test };
                Need(decision, place, then.Test!);
                decision.Needs.UnionWith(Add(target, value.Operands[1], then));
                decision.Needs.UnionWith(Add(target, value.Operands[2], otherwise));
                steps.Add(decision);
                return [decision];
            default:
                return [.. value.Operands.SelectMany(operand => Add(target with { IsOnly = false }, operand, place))];
        }
    }

    private List<Item> AddEntry(Target target, Entry entry, Place place)
    {
        var at = Passes.Needs.Under(place, entry);
        var added = Add(Element(target, entry.At, entry.At.Select(index => At(index, at)), entry.Added, at), entry.Added, at);
        var decisions = Decisions(entry.Added, added, at, place);
        steps.AddRange(decisions);
        return decisions.Count == 0 ? added : [decisions[^1]];
    }

    // The decisions by which items in a branch are reached from a place around it, from the inside out.
    private List<Item> Decisions(Value value, List<Item> items, Place from, Place to)
    {
        var decisions = new List<Item>();
        for (var inner = from; inner != to; inner = inner.Parent!)
        {
            var decision = new Item(value, inner.Parent!) { Test = inner.Test };
            Need(decision, decision.Place, inner.Test!);
            decision.Needs.UnionWith(items);
            decisions.Add(decision);
            items = [decision];
        }

        return decisions;
    }

    // The element of an array as a target; if it is an array itself that is added to in parts, by a name.
    private Target Element(Target target, Value[] needed, IEnumerable<Expression> indices, Value added, Place place)
    {
        var item = new Item(added, place);
        Need(item, target.Made);
        Need(item, place, needed);
        var element = Express.Place(target.Place, indices);
        if (Kinds.IsReal(element.Type) || !schedule.InPlace.IsAbsorbed(added))
        {
            item.Expression = element;
            return new Target(element, item, target.IsOnly);
        }

        var row = Local(added, element.Type);
        item.Statements.Add(Expression.Assign(row, element));
        item.Expression = row;
        steps.Add(item);
        return new Target(row, item, IsOnly: false);
    }
}
