using System.Linq.Expressions;
using ExprAD.Tests.Linq;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Queries;

/// <summary>What makes a number of a sequence, and loops.</summary>
internal sealed partial class RandomQueries
{
    private Expression Sum(int depth)
    {
        if (OneIn(4))
        {
            return Linq("Sum", [], Sequence(typeof(double), depth));
        }

        var element = Pick(ElementTypes);
        var source = Sequence(element, depth);
        return OneIn(12)
            ? Convert(Linq("Sum", [element], source, Function([element], typeof(int), depth)), typeof(double))
            : Linq("Sum", [element], source, Function([element], typeof(double), depth));
    }

    private Expression Average(int depth)
    {
        var element = Pick(ElementTypes);
        var source = Filled(element, depth);
        return OneIn(3) ? Linq("Average", [], Filled(OneIn(4) ? typeof(int) : typeof(double), depth)) : Linq("Average", [element], source, Function([element], typeof(double), depth));
    }

    private Expression Extreme(int depth)
    {
        var (name, element) = (Pick(["Max", "Min"]), Pick(ElementTypes));
        return OneIn(2) ? Linq(name, [], Filled(typeof(double), depth)) : Linq(name, [element], Filled(element, depth), Function([element], typeof(double), depth));
    }

    private Expression Best(int depth)
    {
        var element = Pick(ElementTypes);
        return RealOf(Linq(Pick(["MaxBy", "MinBy"]), [element, typeof(double)], Filled(element, depth), Function([element], typeof(double), depth)), depth);
    }

    private Expression Aggregate(int depth)
    {
        var (element, carried) = (Pick(ElementTypes), Pick(StateTypes));
        return One(
            () => Linq("Aggregate", [typeof(double)], Filled(typeof(double), depth), Function([typeof(double), typeof(double)], typeof(double), depth)),
            () => Linq("Aggregate", [typeof(double)], Filled(typeof(double), depth), Function([typeof(double), typeof(double)], typeof(double), both => Multiply(both[0], both[1]))),
            () => RealOf(Linq("Aggregate", [element, carried], Sequence(element, depth), Value(carried, depth), Function([carried, element], carried, depth)), depth),
            () => Linq(
                "Aggregate", [element, carried, typeof(double)], Sequence(element, depth), Value(carried, depth), Function([carried, element], carried, depth), Function([carried], typeof(double), depth)));
    }

    // An element, or what there is instead of one.
    private Expression Element(Type element, int depth)
    {
        var (name, source) = (Pick(["First", "Last", "First", "Last", "Single"]), Sequence(element, depth));
        // Of arrays and groups there is no default: what LINQ does with a source that is null is another matter.
        var orDefault = ElementOf(element) is null && (!mayThrow || OneIn(2)) && (element.IsValueType || mayThrow);
        if (name == "Single")
        {
            source = mayThrow && OneIn(2) ? source : Linq("Take", [element], source, Constant(1));
        }

        if (!mayThrow && !element.IsValueType)
        {
            return Linq("First", [element], Linq("DefaultIfEmpty", [element], source, Value(element, depth)));
        }

        return (random.Next(4), orDefault) switch
        {
            (0, false) => Linq(name, [element], source, Function([element], typeof(bool), depth)),
            (1, false) => Linq("ElementAt", [element], source, Whole(depth)),
            (_, false) => Linq(name, [element], source),
            (0, true) => Linq(name + "OrDefault", [element], source, Function([element], typeof(bool), depth)),
            (1, true) => Linq("ElementAtOrDefault", [element], source, Whole(depth)),
            (2, true) => Linq(name + "OrDefault", [element], source, Value(element, depth)),
            _ => Linq(name + "OrDefault", [element], source),
        };
    }

    private Expression Count(int depth)
    {
        var element = Pick(ElementTypes);
        return One(
            () => Linq("Count", [element], Sequence(element, depth)),
            () => Linq("Count", [element], Sequence(element, depth), Function([element], typeof(bool), depth)),
            () => Convert(Linq("LongCount", [element], Sequence(element, depth)), typeof(int)),
            () => ArrayLength(Linq("ToArray", [element], Sequence(element, depth))),
            () => Property(Linq("ToList", [element], Sequence(element, depth)), "Count"));
    }

    private Expression Loop(int depth)
    {
        var carried = Pick(StateTypes);
        return RealOf(
            One(
                () => Call(typeof(Flow), nameof(Flow.For), [carried], Number(depth), Value(carried, depth), Function([typeof(int), carried], carried, depth)),
                () => Linq("Last", [carried], Call(typeof(Flow), nameof(Flow.Scan), [carried], Constant(random.Next(1, 4)), Value(carried, depth), Function([typeof(int), carried], carried, depth))),
                () => While(depth)),
            depth);
    }

    // A number is halved until it is small.
    private Expression While(int depth) => Call(
        typeof(Flow),
        nameof(Flow.While),
        [typeof((double, double))],
        New(typeof((double, double)).GetConstructors()[0], Constant((double)random.Next(6)), Real(depth)),
        Function([typeof((double, double))], typeof(bool), state => GreaterThan(Field(state[0], "Item1"), Constant(1.0))),
        Function([typeof((double, double))], typeof((double, double)), state => New(
            typeof((double, double)).GetConstructors()[0], Multiply(Field(state[0], "Item1"), Constant(0.5)), Real(depth))));

    // A name for a sequence, an array or a number, used more than once.
    private Expression Let(int depth)
    {
        var element = Pick(ElementTypes);
        Expression named = One(
            () => Linq("ToArray", [element], Sequence(element, depth)),
            () => Linq("ToList", [element], Sequence(element, depth)),
            () => As(typeof(IEnumerable<>).MakeGenericType(element), Sequence(element, depth)),
            () => Value(element, depth));
        return Call(typeof(Flow), nameof(Flow.Let), [named.Type, typeof(double)], named, Function([named.Type], typeof(double), depth));
    }

    // xs[i]
    private Expression At(int depth)
    {
        var (element, index) = (OneIn(3) ? Pick(ElementTypes) : typeof(double), Whole(depth));
        var source = Sequence(element, depth);
        if (!mayThrow)
        {
            var array = Linq("ToArray", [element], Linq("Append", [element], source, Value(element, depth)));
            return RealOf(ArrayIndex(array, Constant(0)), depth);
        }

        return RealOf(
            OneIn(3) ? Property(Linq("ToList", [element], source), "Item", index) : ArrayIndex(source.Type.IsArray ? source : Linq("ToArray", [element], source), index), depth);
    }
}
