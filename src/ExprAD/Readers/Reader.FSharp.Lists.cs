using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>F# lists, which are read as arrays, and slices.</summary>
internal sealed partial class Reader
{
    private static IEnumerable<(string Name, FSharpReading Read)> ListMethods =>
    [
        ("FSharpList`1.Cons",              (r, c) => r.Cons(c)),
        ("Operators.op_Append",            (r, c) => r.Collected(c, r.Concat(r.Source(c, 0), r.Source(c, 1)))),
        ("FSharpList`1.get_Empty",         (r, c) => r.Empty(c)),
        ("FSharpList`1.get_Item",          (r, c) => r.ElementAt(r.SourceOf(c.Arguments[0]), r.Read(c.Arguments[1]))),
        ("FSharpList`1.GetSlice",          (r, c) => r.Slice(c)),
        ("OperatorIntrinsics.GetArraySlice", (r, c) => r.Slice(c)),
        ("IntrinsicFunctions.GetArray",    (r, c) => r.ElementOf(c)),
        ("IntrinsicFunctions.GetArray2D",  (r, c) => r.ElementOf(c)),
        ("IntrinsicFunctions.GetArray3D",  (r, c) => r.ElementOf(c)),
        ("IntrinsicFunctions.GetArray4D",  (r, c) => r.ElementOf(c)),
        ("IntrinsicFunctions.SetArray",    (r, c) => r.Store(c)),
        ("IntrinsicFunctions.SetArray2D",  (r, c) => r.Store(c)),
        ("ArrayModule.Set",                (r, c) => r.Store(c)),
        ("Array2DModule.Set",              (r, c) => r.Store(c)),
        ("Array2DModule.Get",              (r, c) => r.ElementOf(c)),
        ("Array2DModule.Length1",          (r, c) => r.LengthOf(c, 0)),
        ("Array2DModule.Length2",          (r, c) => r.LengthOf(c, 1)),
    ];

    private Value ListOf(Value array, Type type) => graph.Make(new Operator(type, ExpressionType.Convert), array);

    private Value Empty(FSharpCall call) => ListOf(graph.Make(new NewArray(ElementOf(call.Node).MakeArrayType())), call.Type);

    // a :: b :: rest: the elements that are written down, then the others.
    private Value Cons(FSharpCall call)
    {
        var (element, heads, rest) = (ElementOf(call.Node), new List<Value>(), (Expression)call.Node);
        while (rest is MethodCallExpression { Method.Name: "Cons" } cons && cons.Type == call.Type)
        {
            heads.Add(Read(cons.Arguments[0]));
            rest = cons.Arguments[1];
        }

        var first = graph.Make(new NewArray(element.MakeArrayType()), [.. heads]);
        return ListOf(
            rest is MethodCallExpression { Method.Name: "get_Empty" } ? first : ArrayOf(Concat(SequenceOf(first, element), SourceOf(rest))), call.Type);
    }

    // Members of lists; null for anything else. The tags of a list are 0 for an empty one and 1 for one with elements.
    private Value? ListMember(MemberExpression node)
    {
        if (node.Expression is null || !FSharpTypes.IsList(node.Expression.Type))
        {
            return null;
        }

        var all = Indexed(SourceOf(node.Expression));
        var hasElements = IsLess(graph.Integer(0), all.Count);
        switch (node.Member.Name)
        {
            case "Length":
                return all.Count;
            case "IsEmpty":
                return graph.Not(hasElements);
            case "Tag":
                return graph.If(hasElements, graph.Integer(1), graph.Integer(0));
            case "Head" or "HeadOrDefault":
                NotEmpty(all.Count);
                return all.At(graph.Integer(0));
            case "Tail" or "TailOrNull":
                NotEmpty(all.Count);
                return ListOf(ArrayOf(Skip(all, graph.Integer(1))), node.Type);
            default:
                return null;
        }
    }

    // xs.[a..b], where either may be left out: what is outside is not there. null where the bounds are options that are computed.
    private Value? Slice(FSharpCall call)
    {
        var (start, finish) = (call.Arguments[1], call.Arguments[2]);
        if (!IsBound(start) || !IsBound(finish))
        {
            return null;
        }

        var all = Indexed(SourceOf(call.Arguments[0]));
        var from = Bound(start) is { } first ? NotNegative(first) : graph.Integer(0);
        var taken = Bound(finish) is { } last ? Take(all, graph.Add(last, graph.Integer(1))) : all;
        return Collected(call, Skip(taken, from));
    }

    private static bool IsBound(Expression option) => option is MethodCallExpression { Method: { Name: "Some" or "get_None", DeclaringType: var type } } && FSharpTypes.IsOption(type!);

    private Value? Bound(Expression option) => option is MethodCallExpression { Arguments: [var bound] } ? Read(bound) : null;

    private Value ElementOf(FSharpCall call)
    {
        var (array, at) = (Reference(call.Arguments[0]), call.Arguments.Skip(1).Select(Read).ToArray());
        return Element(Contents(array), at);
    }

    // Array.zeroCreate, Array.map and others give an array of the program's own; so does xs |> Array.map f.
    private static bool IsMadeByFSharp(Expression node, Value value) =>
        node is MethodCallExpression { Method.DeclaringType: var owner } && FSharpTypes.AreIn(owner) && node.Type.IsArray && value.Operation is Graphs.Loop or Graphs.NewArray or Allocate;

    // xs.[i] <- x
    private Value? Store(FSharpCall call)
    {
        if (call.Arguments[0].Type is not { IsArray: true } array || array.GetArrayRank() != call.Arguments.Count - 2)
        {
            return null;
        }

        Read(Expression.Assign(Expression.ArrayAccess(call.Arguments[0], call.Arguments.Skip(1).SkipLast(1)), call.Arguments[^1]));
        return call.Type == typeof(void) ? graph.Boolean(false) : Default(call.Type);
    }

    private Value LengthOf(FSharpCall call, int dimension) => graph.Make(
        new Call(typeof(int), typeof(Array).GetMethod(nameof(Array.GetLength))!), Peek(call.Arguments[0]), graph.Integer(dimension));

    // a .. b and a .. step .. b of whole numbers; null for other numbers, and for a step that is not known.
    private static IEnumerable<(string Name, FSharpReading Read)> Ranges =>
    [
        ("Operators.op_Range",     (r, c) => r.Counting(c, r.Read(c.Arguments[0]), 1, c.Arguments[1])),
        ("Operators.op_RangeStep", (r, c) => c.Arguments[1] is ConstantExpression { Value: int and not 0 and var step } ? r.Counting(c, r.Read(c.Arguments[0]), step, c.Arguments[2]) : null),
    ];

    private Value? Counting(FSharpCall call, Value first, int step, Expression end)
    {
        if (ElementOf(call.Node) != typeof(int))
        {
            return null;
        }

        var last = Read(end);
        var count = step > 0 ? CountOf(first, last, step) : CountOf(last, first, -step);
        return Lazy(call.Node, new Sequence(typeof(int), count, (index, _) => graph.Add(first, step == 1 ? index : graph.Multiply(index, graph.Integer(step)))));
    }

    // low .. step .. high; 0 .. n - 1 has n elements.
    private Value CountOf(Value low, Value high, int step)
    {
        if (step == 1 && low.Data is 0 && high.Operation is Operator { Kind: ExpressionType.Subtract } && high.Operands[1].Data is 1)
        {
            return NotNegative(high.Operands[0]);
        }

        var span = graph.Subtract(high, low);
        return step == 1 ? NotNegative(graph.Add(span, graph.Integer(1))) : graph.If(
            IsLess(span, graph.Integer(0)), graph.Integer(0),
            graph.Add(graph.Operator(ExpressionType.Divide, typeof(int), span, graph.Integer(step)), graph.Integer(1)));
    }
}
