namespace ExprAD.Graphs;

/// <summary>
/// A node of a graph: an operation on operands. Immutable and interned: within a graph two structurally equal values are one
/// object. An operand is always older than its user, so ascending <see cref="Id"/> is an order of evaluation.
/// </summary>
internal sealed class Value
{
    internal Value(int id, Operation operation, Value[] operands)
    {
        Id = id;
        Operation = operation;
        Operands = operands;
        Level = operation is Parameter parameter ? parameter.Level : 0;
        foreach (var operand in operands)
        {
            Level = Math.Max(Level, operand.Level);
        }
    }

    internal int Id { get; }

    internal Operation Operation { get; }

    internal Value[] Operands { get; }

    /// <summary>The deepest region whose parameters the value depends on; 0 outside all regions.</summary>
    internal int Level { get; }

    internal Type Type => Operation.Type;

    internal bool IsZero => Operation is Zero;

    internal object? Data => (Operation as Literal)?.Data;

    internal bool IsNumber(double number) => Data switch
    {
        double d => d == number && (number != 0 || !double.IsNegative(d)),
        float f => f == number && (number != 0 || !float.IsNegative(f)),
        _ => false,
    };

    /// <summary>Equality is identity; numbers given in order keep neighbours together where values are looked up.</summary>
    public override int GetHashCode() => Id;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override string ToString() => Dump.Line(this);
}
