using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Tests.Linq;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Queries;

/// <summary>Sequences: where they come from, and what is made of them.</summary>
internal sealed partial class RandomQueries
{
    private static readonly ConcurrentDictionary<string, MethodInfo> Operators = new();

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0]
        : type == typeof(string) ? null
        : Array.Find(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static MemberExpression DataOf(string name) => Property(null, typeof(Data), name);

    private static Expression As(Type type, Expression value) => value.Type == type ? value : Convert(value, type);

    private static MethodCallExpression Linq(string name, Type[] generic, params Expression[] arguments)
    {
        var key = $"{name}<{string.Join(",", generic.Select(type => type.ToString()))}>({string.Join(",", arguments.Select(argument => argument.Type.ToString()))})";
        return Call(Operators.GetOrAdd(key, _ => Find(name, generic, [.. arguments.Select(argument => argument.Type)])), arguments);
    }

    private static MethodInfo Find(string name, Type[] generic, Type[] arguments) =>
        typeof(Enumerable).GetMethods()
            .Where(method => method.Name == name && method.GetGenericArguments().Length == generic.Length)
            .Select(method => generic.Length == 0 ? method : method.MakeGenericMethod(generic))
            .First(method => method.GetParameters() is var parameters && parameters.Length == arguments.Length
                && parameters.Zip(arguments).All(pair => pair.First.ParameterType.IsAssignableFrom(pair.Second)) && parameters is not [{ ParameterType.IsArray: true }, ..]);

    // A sequence that has elements, unless the program may throw.
    private Expression Filled(Type element, int depth)
    {
        var source = Sequence(element, depth);
        return mayThrow && ElementOf(element) is null && OneIn(3) ? source : Linq("DefaultIfEmpty", [element], source, Value(element, depth));
    }

    private static Expression Groups() => Linq(
        "GroupBy", [typeof(Data.Sample), typeof(int)], DataOf(nameof(Data.Samples)), (Expression<Func<Data.Sample, int>>)(sample => sample.Group));

    private Expression Sequence(Type element, int depth) => depth <= 0 ? Source(element) : OneIn(4) ? Source(element) : Made(element, depth - 1);

    private Expression Source(Type element)
    {
        var ours = known.Where(value => !(value.Type == typeof(string)) && ElementOf(value.Type) == element).ToList();
        if (ours.Count > 0 && !OneIn(4))
        {
            return Pick(ours);
        }

        if (element == typeof(double))
        {
            return One(
                () => DataOf(Pick([nameof(Data.Three), nameof(Data.Five), nameof(Data.List), nameof(Data.ReadOnly), nameof(Data.Enumerated), nameof(Data.None)])),
                () => Property(captured, nameof(QueryCaptures.Numbers)),
                () => NewArrayInit(typeof(double), Leaf(), Leaf()),
                () => NewArrayInit(typeof(double), Leaf()),
                () => Linq("Repeat", [typeof(double)], Leaf(), Number(0)),
                () => Linq("Empty", [typeof(double)]),
                () => Linq("Select", [typeof(int), typeof(double)], Source(typeof(int)), Function([typeof(int)], typeof(double), 1)));
        }

        if (element == typeof(int))
        {
            return One(
                () => DataOf(nameof(Data.Whole)),
                () => Linq("Distinct", [typeof(int)], DataOf(nameof(Data.Whole))),
                () => Linq("Range", [], Constant(random.Next(-1, 3)), Number(0)));
        }

        if (element == typeof(double[]))
        {
            return One(
                () => DataOf(nameof(Data.Jagged)),
                () => NewArrayInit(typeof(double[]), Value(typeof(double[]), 1)),
                () => Linq("Chunk", [typeof(double)], Source(typeof(double)), Constant(random.Next(1, 3))));
        }

        if (element == typeof(Data.Sample))
        {
            return One(
                () => DataOf(nameof(Data.Samples)),
                () => Linq("Distinct", [element], DataOf(nameof(Data.Samples))),
                () => Property(Linq("ToLookup", [element, typeof(string)], DataOf(nameof(Data.Samples)), (Expression<Func<Data.Sample, string>>)(sample => sample.Key)), "Item", Constant(Pick(["a", "b", "d"]))));
        }

        if (element == typeof(IGrouping<int, Data.Sample>))
        {
            return Groups();
        }

        return OneIn(3)
            ? NewArrayInit(element, Value(element, 1))
            : Linq("Select", [typeof(double), element], Source(typeof(double)), Function([typeof(double)], element, 1));
    }

    private Expression Made(Type element, int depth) => random.Next(3) switch
    {
        0 => Part(element, depth),
        1 when element != typeof(Data.Sample) && element != typeof(IGrouping<int, Data.Sample>) => Derived(element, depth),
        _ => OneIn(2) ? Together(element, depth) : Part(element, depth),
    };

    // Some of the elements.
    private Expression Part(Type element, int depth)
    {
        var source = Sequence(element, depth);
        return One(
            () => Linq("Where", [element], source, Function([element], typeof(bool), depth)),
            () => Linq("Where", [element], source, Function([element], typeof(bool), depth)),
            () => Linq("Where", [element], source, Function([element, typeof(int)], typeof(bool), depth)),
            () => Linq(Pick(["Take", "Skip", "TakeLast", "SkipLast"]), [element], source, OneIn(3) ? Whole(depth) : Constant(random.Next(4))),
            () => Linq(Pick(["TakeWhile", "SkipWhile"]), [element], source, Function([element], typeof(bool), depth)),
            () => Linq(Pick(["TakeWhile", "SkipWhile"]), [element], source, Function([element, typeof(int)], typeof(bool), depth)));
    }

    // All elements, in another order, with others, or under another name.
    private Expression Together(Type element, int depth)
    {
        var (source, sequence) = (Sequence(element, depth), typeof(IEnumerable<>).MakeGenericType(element));
        return One(
            () => Linq("Reverse", [element], source),
            () => Linq("Concat", [element], source, Sequence(element, depth)),
            () => Linq(Pick(["Append", "Prepend"]), [element], source, Value(element, depth)),
            () => Linq("DefaultIfEmpty", [element], source, Value(element, depth)),
            () => Sorted(element, source, depth),
            () => Sorted(element, source, depth),
            () => Linq(Pick(["ToArray", "ToList", "AsEnumerable"]), [element], source),
            () => Condition(Truth(depth), As(sequence, source), As(sequence, Sequence(element, depth)), sequence),
            () => Call(
                typeof(Flow), nameof(Flow.Let), [element.MakeArrayType(), sequence], Linq("ToArray", [element], source),
                Function([element.MakeArrayType()], sequence, _ => As(sequence, Sequence(element, depth)))));
    }

    private Expression Sorted(Type element, Expression source, int depth)
    {
        if (element.IsPrimitive && OneIn(3))
        {
            return Linq(Pick(["Order", "OrderDescending"]), [element], source);
        }

        var key = OneIn(4) ? typeof(int) : typeof(double);
        Expression ordered = Linq(Pick(["OrderBy", "OrderByDescending"]), [element, key], source, Quiet(() => Function([element], key, depth)));
        return OneIn(3) ? Linq(Pick(["ThenBy", "ThenByDescending"]), [element, typeof(double)], ordered, Quiet(() => Function([element], typeof(double), depth))) : ordered;
    }

    // Elements of one type from those of others.
    private Expression Derived(Type element, int depth)
    {
        var (a, b) = (Pick(ElementTypes), Pick(ElementTypes));
        Func<Expression> ofOwn =
            element == typeof(double[]) ? () => Linq("Chunk", [typeof(double)], Sequence(typeof(double), depth), Constant(random.Next(1, 4)))
            : element == typeof((double, double)) ? () => Quiet(() => Linq("Zip", [typeof(double), typeof(double)], Sequence(typeof(double), depth), Sequence(typeof(double), depth)))
            : element == typeof(double) ? () => Call(typeof(Flow), nameof(Flow.Scan), [element], Number(depth), Real(depth), Function([typeof(int), element], element, depth))
            : () => Linq("Select", [a, element], Sequence(a, depth), Function([a], element, depth));
        return One(
            () => Linq("Select", [a, element], Sequence(a, depth), Function([a], element, depth)),
            () => Linq("Select", [a, element], Sequence(a, depth), Function([a, typeof(int)], element, depth)),
            () => Linq("Zip", [a, b, element], Quiet(() => Sequence(a, depth)), Quiet(() => Sequence(b, depth)), Function([a, b], element, depth)),
            () => Linq("Select", [typeof((double, double, double)), element], Linq(
                "Zip", [typeof(double), typeof(double), typeof(double)], [.. Enumerable.Range(0, 3).Select(_ => Quiet(() => Sequence(typeof(double), depth)))]),
                Function([typeof((double, double, double))], element, triple => Value(element, triple, depth))),
            () => Linq("SelectMany", [a, element], Sequence(a, depth), Nested(a, element, false, depth)),
            () => Linq("SelectMany", [a, element], Sequence(a, depth), Nested(a, element, true, depth)),
            () => Linq("SelectMany", [a, b, element], Sequence(a, depth), Nested(a, b, OneIn(2), depth), Function([a, b], element, depth)),
            () => Linq("Select", [typeof((int, double)), element], Linq("Index", [typeof(double)], Sequence(typeof(double), depth)), Function(
                [typeof((int, double))], element, both => Value(element, both, depth))),
            ofOwn);
    }

    private LambdaExpression Nested(Type outer, Type inner, bool isIndexed, int depth)
    {
        var sequence = typeof(IEnumerable<>).MakeGenericType(inner);
        return Function(isIndexed ? [outer, typeof(int)] : [outer], sequence, _ => Sequence(inner, depth));
    }

    // A value where the members of a tuple are known.
    private Expression Value(Type type, ParameterExpression[] tuple, int depth)
    {
        var members = tuple[0].Type.GetFields().Select(field => Field(tuple[0], field)).ToList();
        known.AddRange(members);
        var made = Value(type, depth);
        known.RemoveRange(known.Count - members.Count, members.Count);
        return made;
    }
}
