using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>Knows which arrays are only read, element by element, where they are made: the next step of a loop may use the same array again.</summary>
internal sealed class Escapes
{
    private readonly HashSet<Value> escaping = [];

    internal Escapes(List<Value> values, Value root, InPlace inPlace)
    {
        escaping.Add(root);
        foreach (var value in values)
        {
            for (var i = 0; i < value.Operands.Length; i++)
            {
                if (!IsReading(value, i, inPlace))
                {
                    escaping.Add(value.Operands[i]);
                }
            }
        }
    }

    /// <summary>Whether somebody may hold the array when the step that has made it is over.</summary>
    internal bool Includes(Value array) => escaping.Contains(array);

    // What is added to an array in place is copied, number by number.
    private static bool IsReading(Value user, int operand, InPlace inPlace) => user.Operation switch
    {
        Get or Scatter => operand == 0,
        Length or Zero => true,
        Ensure => operand > 0,
        Loop { Kind: LoopKind.Sum } loop => operand >= loop.First,
        Call => inPlace.IsSum(user),
        _ => false,
    };
}
