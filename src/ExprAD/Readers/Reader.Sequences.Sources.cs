using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>Where sequences come from, and how they become arrays.</summary>
internal sealed partial class Reader
{
    private static readonly MethodInfo ToArrayMethod = typeof(Enumerable).GetMethod(nameof(Enumerable.ToArray))!;
    private static readonly MethodInfo AsArrayMethod = typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsArray))!;

    private static bool IsSequence(Value value) =>
        value.Operation is Sequential || (value.Operation is If && (IsSequence(value.Operands[1]) || IsSequence(value.Operands[2])));

    private Sequence SourceOf(Expression node) => SequenceOf(Reference(node), ElementOf(node));

    /// <summary>A value as a sequence of elements of a type.</summary>
    private Sequence SequenceOf(Value value, Type element)
    {
        if (value.Operation is Sequential sequential)
        {
            return Typed(sequential.Sequence, element);
        }

        if (value.Operation is If && IsSequence(value))
        {
            return Chosen(value.Operands[0], SequenceOf(value.Operands[1], element), SequenceOf(value.Operands[2], element));
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

        var count = Effective(graph.LengthOf(Contents(source)));
        return new Sequence(element, count, (index, _) => graph.Cast(graph.Get(Contents(source), index), element));
    }

    // What has no indices is enumerated once.
    private Value ArrayOf(Value value, Type element)
    {
        var method = IsImmutableArray(value.Type) ? AsArrayMethod : ToArrayMethod;
        return graph.Make(new Call(element.MakeArrayType(), method.MakeGenericMethod(element)), Contents(value));
    }

    private Sequence Typed(Sequence sequence, Type element) =>
        sequence.Element == element ? sequence : Select(sequence, element, arguments => graph.Cast(arguments[0], element), isIndexed: false);

    // test ? a : b, where both are sequences.
    private Sequence Chosen(Value test, Sequence a, Sequence b)
    {
        var (first, second) = (Indexed(a), Indexed(b));
        return new Sequence(a.Element, graph.If(test, first.Count, second.Count), (index, _) => Either(test, () => first.At(index), () => second.At(index)));
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
        var array = ArrayOf(SequenceOf(value, ElementOf(value.Type)!));
        return graph.Cast(array, value.Type);
    }
}
