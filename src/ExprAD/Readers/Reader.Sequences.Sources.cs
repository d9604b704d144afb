using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Where sequences come from, and how they become arrays.</summary>
internal sealed partial class Reader
{
    private static bool IsSequence(Value value) =>
        value.Operation is Sequential || (value.Operation is If && (IsSequence(value.Operands[1]) || IsSequence(value.Operands[2])));

    // (IEnumerable<T>)array or (IEnumerable<T>)list: each by its own indices.
    private static bool IsChoiceOfIndexed(Value value) => value.Operation is If
        ? IsChoiceOfIndexed(value.Operands[1]) && IsChoiceOfIndexed(value.Operands[2])
        : Kinds.IsIndexed(value.Type) || (value.Operation is Operator { Kind: ExpressionType.Convert } && Kinds.IsIndexed(value.Operands[0].Type));

    private Value Seen(Value value, Type type) => value.Operation switch
    {
        Sequential sequential => graph.Intern(new Sequential(type, sequential.Sequence)),
        If when IsSequence(value) => graph.Intern(new If(type), value.Operands[0], Seen(value.Operands[1], type), Seen(value.Operands[2], type)),
        _ => graph.Cast(value, type),
    };

    private Sequence SourceOf(Expression node)
    {
        var at = query?.Arguments.IndexOf(node) ?? -1;
        return SequenceOf(Reference(node), ElementOf(node), at < 0 ? null : query!.Method.GetParameters()[at].Name);
    }

    /// <summary>A value as a sequence of elements of a type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="name">The name of the operator's parameter, to be said where it is null.</param>
    private Sequence SequenceOf(Value value, Type element, string? name = null)
    {
        if (value.Operation is Sequential sequential)
        {
            return Typed(sequential.Sequence, element);
        }

        if (value.Operation is If && (IsSequence(value) || (!Kinds.IsIndexed(value.Type) && IsChoiceOfIndexed(value))))
        {
            return Chosen(value.Operands[0], element, () => SequenceOf(value.Operands[1], element, name), () => SequenceOf(value.Operands[2], element, name));
        }

        if (IsNull(value))
        {
            return new Sequence(element, Checked(nameof(Sequences.Missing)), (_, _) => Default(element));
        }

        var source = value;
        while (source.Operation is Operator { Kind: ExpressionType.Convert } && (Kinds.IsIndexed(source.Operands[0].Type) || !Kinds.IsIndexed(source.Type)))
        {
            source = source.Operands[0];
        }

        if (!Kinds.IsIndexed(source.Type) || (source.Type.IsArray && source.Type.GetArrayRank() != 1))
        {
            source = Effective(ArrayOf(source, ElementOf(source.Type) ?? element));
        }

        if (name is not null && namesSources)
        {
            sources.Add((source, name));
        }

        var count = Effective(graph.LengthOf(Contents(source)));
        return new Sequence(element, count, (index, _) => graph.Cast(graph.Get(Contents(source), index), element)) { IsList = source == value || source.Type == value.Type || Kinds.IsIndexed(value.Type) };
    }

    // What has no indices is enumerated once.
    private Value ArrayOf(Value value, Type element) => Conversions.ToArray(graph, Contents(value), element);

    private Sequence Typed(Sequence sequence, Type element) =>
        sequence.Element == element ? sequence : Select(sequence, element, arguments => graph.Cast(arguments[0], element), isIndexed: false);

    // test ? a : b, where both are sequences.
    private Sequence Chosen(Value test, Type element, Func<Sequence> a, Func<Sequence> b)
    {
        Sequence first = null!, second = null!;
        Branches(
            test,
            () =>
            {
                first = Indexed(a());
                return first.Count;
            },
            () =>
            {
                second = Indexed(b());
                return second.Count;
            });
        return new Sequence(element, graph.If(test, first.Count, second.Count), (index, _) => Either(test, () => first.At(index), () => second.At(index)));
    }

    private Value Either(Value test, Func<Value> then, Func<Value> otherwise)
    {
        if (test.Data is bool known)
        {
            return known ? then() : otherwise();
        }

        var (a, b) = Branches(test, then, otherwise);
        return graph.If(test, a, b);
    }

    // Enumerable.Range(start, count).
    private Sequence RangeOf(IReadOnlyList<Expression> a)
    {
        var (start, count) = (Read(a[0]), Read(a[1]));
        if (!IsCount(count) || start.Data is not (0 or 1))
        {
            count = Checked(nameof(Sequences.Range), start, count);
        }

        return new Sequence(typeof(int), count, (index, _) => graph.Add(start, index));
    }

    private Sequence RepeatOf(IReadOnlyList<Expression> a)
    {
        var (element, count) = (Reference(a[0]), Read(a[1]));
        return new Sequence(a[0].Type, IsCount(count) ? count : Checked(nameof(Sequences.Repeat), count), (_, _) => element);
    }

    // Known not to be negative.
    private static bool IsCount(Value value) => value.Data is >= 0 || value.Operation switch
    {
        Length or Loop { Kind: LoopKind.Steps } => true,
        Call { Method.Name: nameof(Math.Min) } => Array.TrueForAll(value.Operands, IsCount),
        Call { Method.Name: nameof(Math.Max) } => Array.Exists(value.Operands, IsCount),
        If => IsCount(value.Operands[1]) && IsCount(value.Operands[2]),
        _ => false,
    };

    /// <summary>A number, after a check that throws what LINQ throws.</summary>
    private Value Checked(string check, params Value[] operands) => Effective(graph.Make(new Call(typeof(int), typeof(Sequences).GetMethod(check)!), operands));

    private Value NotEmpty(Value count) => count.Data is > 0 ? count : Checked(nameof(Sequences.NotEmpty), count);

    /// <summary>A sequence whose elements can be asked for by index: of one with tests, the steps that have elements are collected first.</summary>
    private Sequence Indexed(Sequence sequence)
    {
        if (sequence.IsIndexed)
        {
            return sequence;
        }

        Value[] kept = Loop(sequence, region =>
        {
            var step = Enter(sequence, region, graph.Boolean(true));
            return new[] { region.Index }.Concat(step.Positions).Select(value => region.Collect(step.Keep, value)).ToArray();
        });
        return new Sequence(sequence.Element, graph.LengthOf(kept[0]), (index, _) =>
            sequence.At(graph.Get(kept[0], index), [.. kept.Skip(1).Select(positions => graph.Get(positions, index))]));
    }

    /// <summary>The elements in an array.</summary>
    private Value ArrayOf(Sequence sequence) => sequence.IsIndexed || !Kinds.IsActive(sequence.Element)
        ? Loop(sequence, region =>
        {
            var step = Enter(sequence, region, graph.Boolean(true));
            var element = Under(step.Keep, () => Contents(step.Element));
            return sequence.IsIndexed ? region.Build(element) : region.Collect(step.Keep, element);
        })
        : ArrayOf(Indexed(sequence));

    private Value Materialised(Value value)
    {
        switch (value.Operation)
        {
            case Sequential { Keyed: { } keyed }:
                return keyed.Made();
            case Sequential { Key: { } key } group:
                return graph.Make(
                    new Call(value.Type, typeof(Sequences).GetMethod(nameof(Sequences.Grouping))!.MakeGenericMethod(value.Type.GetGenericArguments())), key, ArrayOf(group.Sequence));
            case If:
                return graph.If(value.Operands[0], Contents(value.Operands[1]), Contents(value.Operands[2]));
        }

        // An array is no IOrderedEnumerable<T>.
        var array = ArrayOf(SequenceOf(value, ElementOf(value.Type)!));
        return graph.Cast(array, value.Type.IsInterface && !value.Type.IsAssignableFrom(array.Type) ? typeof(IEnumerable<>).MakeGenericType(ElementOf(value.Type)!) : value.Type);
    }
}
