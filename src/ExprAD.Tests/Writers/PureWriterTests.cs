using System.Linq.Expressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Writers;

public class PureWriterTests
{
    private static readonly AdOptions Pure = new() { Form = AdForm.Pure };

    [Fact]
    public void Derivatives_of_functions_of_a_number_are_single_expressions_with_the_values_of_the_block_form() => CheckAll(PureFunctions.Numbers, atLeast: 100);

    [Fact]
    public void Gradients_of_tuples_records_structs_and_anonymous_objects_are_single_expressions() => CheckAll(PureFunctions.Structures, atLeast: 18);

    [Fact]
    public void Gradients_of_arrays_and_lists_are_single_expressions() => CheckAll(PureFunctions.Arrays, atLeast: 16);

    private static void CheckAll(IReadOnlyList<PureAgainstBlock> functions, int atLeast)
    {
        Assert.True(functions.Count >= atLeast, $"{functions.Count} functions");
        var failures = new List<string>();
        foreach (var function in functions)
        {
            if (Record.Exception(() => function.Check()) is { } failure)
            {
                failures.Add($"{function}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {functions.Count} functions:\n{string.Join("\n\n", failures)}");
    }
}
