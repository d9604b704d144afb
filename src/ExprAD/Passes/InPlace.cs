using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// Sums of arrays are put into one array in place. A value that has no other use than to be added to such an array (or, of numbers, a
/// choice between a number and nothing that is added to a sum) is not made: its parts are added instead.
/// </summary>
internal sealed class InPlace
{
    private readonly Dictionary<Value, int> uses = [];
    private readonly HashSet<Value> absorbed = [];

    internal InPlace(List<Value> values)
    {
        foreach (var operand in values.SelectMany(value => value.Operands))
        {
            uses[operand] = uses.GetValueOrDefault(operand) + 1;
        }

        for (var i = values.Count - 1; i >= 0; i--)
        {
            if ((IsSum(values[i]) && values[i].Operation is not Scatter) || absorbed.Contains(values[i]) || values[i].Operation is Loop { Kind: LoopKind.Sum })
            {
                absorbed.UnionWith(Parts(values[i]).Where(IsAbsorbable));
            }
        }
    }

    /// <summary>Whether the value is not made, but its parts are added to an array or a sum.</summary>
    internal bool IsAbsorbed(Value value) => absorbed.Contains(value);

    /// <summary>Whether the value is an array that others are added to in place.</summary>
    internal bool IsSum(Value value) => !Kinds.IsReal(value.Type) && value.Operation switch
    {
        Scatter or Loop { Kind: LoopKind.Sum } => true,
        _ => IsAddition(value) && Like(value) is not null && value.Operands.Any(IsAbsorbable),
    };

    /// <summary>The array that gives a sum its shape.</summary>
    internal static Value? Like(Value sum) => sum.Operation switch
    {
        Scatter => sum.Operands[0],
        Loop { Kind: LoopKind.Sum } => sum.Operands[^1],
        _ when IsAddition(sum) => Like(sum.Operands[0]) ?? Like(sum.Operands[1]),
        _ => null,
    };

    /// <summary>What the zeros are made from that others are added to: the array of the same shape, or the lengths if that one is new.</summary>
    internal static Value[] LikeOrSize(Value sum) => Like(sum)! switch
    {
        { Operation: Allocate } made => made.Operands,
        var like when IsFlat(like) && like.Type == sum.Type => like.Operands[..1],
        var like => [like],
    };

    // Of an array of numbers that a loop makes, the number of steps is all that zeros need.
    private static bool IsFlat(Value like) => like.Operation is Loop { Kind: LoopKind.Build } build && build.CarryOf(like).IsCounted
        && (like.Type == typeof(double[]) || like.Type == typeof(float[]));

    /// <summary>Whether it is a sum of two arrays.</summary>
    internal static bool IsAddition(Value value) => value.Operation is Call { Method: { Name: nameof(VectorSpace.Add) } method }
        && method.DeclaringType == typeof(VectorSpace) && Kinds.Element(value.Type) is not null;

    private static IEnumerable<Value> Parts(Value value) => value.Operation switch
    {
        Scatter scatter => scatter.Entries(value).Select(entry => entry.Added),
        Loop { Kind: LoopKind.Sum or LoopKind.Build } loop => [loop.Body(value)],
        If => value.Operands.Skip(1),
        Call => value.Operands,
        _ => [],
    };

    private bool IsAbsorbable(Value value) => uses[value] == 1 && (Kinds.IsReal(value.Type)
        ? value.Operation is If && (IsNothing(value.Operands[1]) || IsNothing(value.Operands[2]))
        : value.Operation switch
        {
            Scatter or Loop { Kind: LoopKind.Sum } or Zero => true,
            Loop { Kind: LoopKind.Build } loop => loop.CarryOf(value).IsCounted,
            If => value.Operands.Skip(1).Any(IsAbsorbable),
            _ => IsAddition(value) && value.Operands.Any(IsAbsorbable),
        });

    /// <summary>Whether adding the number changes nothing.</summary>
    internal static bool IsNothing(Value number) => number.IsZero || number.Data is 0.0 or 0.0f;
}
