using System.Diagnostics;
using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>What must hold of every graph; checked in Debug builds after each stage.</summary>
internal static class Validity
{
    [Conditional("DEBUG")]
    internal static void Check(params Value[] roots)
    {
        foreach (var value in Order.Ascending(roots))
        {
            foreach (var operand in value.Operands)
            {
                Require(operand.Id < value.Id, value, "an operand is younger than its user");
                Require(operand.Operation is not (Local or Function), value, "a reference or a lambda is used as a number");
            }

            Require(Fits(value), value, "the types of the operands do not fit");
        }
    }

    private static bool Fits(Value value)
    {
        var a = value.Operands;
        return value.Operation switch
        {
            If => a[0].Type == typeof(bool) && a[1].Type == value.Type && a[2].Type == value.Type,
            Construct construct => a.Select(operand => operand.Type).SequenceEqual(construct.Shape.Members.Select(Shape.TypeOf)),
            Operator op when Kinds.IsReal(op.Type) && a.Length == 2 => a[0].Type == op.Type && a[1].Type == op.Type,
            Scatter scatter => scatter.Entries(value).All(e => e.Test.Type == typeof(bool) && e.Added.Type == Kinds.Element(value.Type)),
            Set or Ensure => a[0].Type == value.Type,
            _ => true,
        };
    }

    private static void Require(bool holds, Value value, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Invalid graph at {value}: {what}.");
        }
    }
}
