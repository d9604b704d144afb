using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>What a value does with its operands. Two values with equal operations and the same operands are one value.</summary>
/// <param name="Type">The type of the result.</param>
internal abstract record Operation(Type Type);

/// <summary>A literal: a number, a string, null. Numbers are compared by their bits.</summary>
internal sealed record Literal(Type Type, object? Data) : Operation(Type)
{
    public bool Equals(Literal? other) => other is not null && Type == other.Type && (Data, other.Data) switch
    {
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
        (decimal a, decimal b) => decimal.GetBits(a).AsSpan().SequenceEqual(decimal.GetBits(b)),
        _ => Equals(Data, other.Data),
    };

    public override int GetHashCode() => HashCode.Combine(Type, Data);
}

/// <summary>
/// A parameter of the function (level 0) or of a region (level 1 and up). Region parameters are numbered by level, so that
/// equal bodies are one value. Fresh parameters (of functions nested in the function) get numbers of their own.
/// </summary>
internal sealed record Parameter(Type Type, int Level, int Index, string Name) : Operation(Type)
{
    public bool Equals(Parameter? other) => other is not null && (Type, Level, Index) == (other.Type, other.Level, other.Index);

    public override int GetHashCode() => HashCode.Combine(Type, Level, Index);
}

/// <summary>An object that the function has captured; its fields are read at each call.</summary>
internal sealed record Capture(Type Type, int Slot, object Target) : Operation(Type)
{
    public bool Equals(Capture? other) => other is not null && Slot == other.Slot && Type == other.Type;

    public override int GetHashCode() => HashCode.Combine(Type, Slot);
}

/// <summary>An operator: arithmetic, comparison, conversion, type test. <c>Operand</c> is the tested type of a type test.</summary>
internal sealed record Operator(Type Type, ExpressionType Kind, Type? Tested = null) : Operation(Type);

/// <summary>A call of a method; an instance is the first operand.</summary>
internal sealed record Call(Type Type, MethodInfo Method) : Operation(Type)
{
    /// <summary>Tells calls apart that may have effects; 0 for functions, whose equal calls are one value.</summary>
    internal int Number { get; init; }
}

/// <summary>The value of a field or property; the object is the only operand (none for a static one).</summary>
internal sealed record Member(Type Type, MemberInfo Info) : Operation(Type);

/// <summary>A structured value from its members, in the order of its shape.</summary>
internal sealed record Construct(Type Type, Shape Shape) : Operation(Type);

/// <summary>An object made by a constructor that no shape describes.</summary>
internal sealed record NewObject(Type Type, ConstructorInfo? Constructor) : Operation(Type);

/// <summary>An array from its elements.</summary>
internal sealed record NewArray(Type Type) : Operation(Type);

/// <summary>An array of default values from its lengths.</summary>
internal sealed record Allocate(Type Type) : Operation(Type);

/// <summary>An element: the container, then one index per dimension.</summary>
internal sealed record Get(Type Type) : Operation(Type);

/// <summary>The number of elements of an array or a list.</summary>
internal sealed record Length() : Operation(typeof(int));

/// <summary>The container with one element replaced: container, indices, element.</summary>
internal sealed record Set(Type Type) : Operation(Type);

/// <summary>
/// Zeros in the shape of the first operand, with values added at indices: like, then (test, indices, value) for each entry,
/// which is evaluated and added where its test holds. The transpose of <see cref="Get"/>.
/// </summary>
internal sealed record Scatter(Type Type, int Rank) : Operation(Type)
{
    internal IEnumerable<Entry> Entries(Value scatter)
    {
        for (var i = 1; i < scatter.Operands.Length; i += Rank + 2)
        {
            yield return new Entry(scatter.Operands[i], scatter.Operands[(i + 1)..(i + 1 + Rank)], scatter.Operands[i + 1 + Rank]);
        }
    }
}

/// <summary>An entry of a scatter.</summary>
internal sealed record Entry(Value Test, Value[] At, Value Added);

/// <summary>Structural zero in the shape of its operand (none for a number): never a factor, never computed with.</summary>
internal sealed record Zero(Type Type) : Operation(Type);

/// <summary>
/// The solution of an equation, as the solver gives it, in the place of the unknown: the operand is a constant for derivatives. Told apart by number, so that each equation has
/// an unknown of its own.
/// </summary>
internal sealed record Unknown(Type Type, int Number) : Operation(Type);

/// <summary>The solution of an equation: its unknown, then what is zero there, which only derivatives look at.</summary>
internal sealed record Solution(Type Type) : Operation(Type);

/// <summary>test ? then : otherwise; only the branch taken is evaluated.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="IsNesting">
/// Whether it is a test inside the branch of another one, told apart from a conjunction that the function tests as a whole.
/// </param>
internal sealed record If(Type Type, bool IsNesting = false) : Operation(Type);

/// <summary>The first operand, after the others have been evaluated for what they may throw.</summary>
internal sealed record Ensure(Type Type) : Operation(Type);

/// <summary>
/// An expression evaluated as it is, with its free variables as operands. Never interned with another one: it may have
/// effects.
/// </summary>
internal sealed record Opaque(Type Type, LambdaExpression Lambda) : Operation(Type)
{
    public bool Equals(Opaque? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A lambda as a value, on its way to where it is invoked.</summary>
internal sealed record Function(Type Type, LambdaExpression Lambda, object Scope) : Operation(Type)
{
    public bool Equals(Function? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>An array that the function has made and may write to, by number; its contents are known to the reader.</summary>
internal sealed record Local(Type Type, int Number) : Operation(Type);
