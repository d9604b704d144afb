namespace ExprAD.Graphs;

/// <summary>
/// A node of a graph: an operation on operands. Immutable and interned: within a graph two structurally equal values are one
/// object. An operand is always older than its user, so ascending <see cref="Id"/> is an order of evaluation.
/// </summary>
internal sealed class Value
{
    private Value[]? inputs;

    internal Value(int id, Operation operation, Value[] operands)
    {
        Id = id;
        Operation = operation;
        Operands = operands;
        Levels = operation is Parameter { Level: > 0 } parameter ? 1UL << parameter.Level : 0;
        for (var i = 0; i < operands.Length; i++)
        {
            Levels |= operation is Loop loop && loop.IsInside(i) ? operands[i].Levels & ~loop.Bit : operands[i].Levels;
        }
    }

    internal int Id { get; }

    internal Operation Operation { get; }

    internal Value[] Operands { get; }

    /// <summary>The levels of the regions whose parameters the value depends on: a bit for each.</summary>
    internal ulong Levels { get; }

    /// <summary>The deepest region whose parameters the value depends on; 0 outside all regions.</summary>
    internal int Level => Loop.Highest(Levels);

    /// <summary>
    /// What the value is computed from: its operands; for a loop, those outside its region and what the region uses from outside.
    /// </summary>
    internal Value[] Inputs => Operation is Loop loop ? inputs ??= Outside(loop) : Operands;

    internal Type Type => Operation.Type;

    internal bool IsZero => Operation is Zero;

    internal object? Data => (Operation as Literal)?.Data;

    internal bool IsNumber(double number) => Data switch
    {
        double d => d == number && (number != 0 || !double.IsNegative(d)),
        float f => f == number && (number != 0 || !float.IsNegative(f)),
        _ => false,
    };

    private Value[] Outside(Loop loop)
    {
        var found = new HashSet<Value>();
        var inside = new HashSet<Value>();
        var pending = new Stack<Value>();
        for (var i = Operands.Length - 1; i >= 0; i--)
        {
            if (loop.IsInside(i))
            {
                pending.Push(Operands[i]);
            }
            else
            {
                found.Add(Operands[i]);
            }
        }

        while (pending.TryPop(out var value))
        {
            if ((value.Levels & loop.Bit) == 0)
            {
                found.Add(value);
            }
            else if (inside.Add(value))
            {
                foreach (var input in value.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        Value[] ordered = [.. found];
        Array.Sort(ordered, static (a, b) => a.Id.CompareTo(b.Id));
        return ordered;
    }

    /// <summary>Equality is identity; numbers given in order keep neighbours together where values are looked up.</summary>
    public override int GetHashCode() => Id;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override string ToString() => Dump.Line(this);
}
