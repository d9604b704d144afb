using ExprAD.Tests.Oracles;
using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Documents;

/// <summary>The pages of docs/listings show what is printed; and what is printed computes what a person's own derivative does.</summary>
public class ListingTests
{
    private const double Tolerance = 1e-13;

    public static TheoryData<string> Pages => [.. ListedFunctions.All.Select(listed => listed.Page).Distinct()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_pages_show_functions_and_derivatives_of_the_program(string page) => Listings.Compare(
        ListedFunctions.All.Where(listed => listed.Page == page)
            .SelectMany(listed => new[]
            {
                KeyValuePair.Create($"derives: {listed.Name}", $"{listed.Source}.ToCSharp()"),
                KeyValuePair.Create($"prints: {listed.Name}", Printed(listed)),
            })
            .ToDictionary(),
        "docs", "listings", page);

    [Fact]
    public void What_is_printed_compiles_and_computes_the_derivative_written_by_hand()
    {
        var compiled = RoslynCompile.Printed([.. ListedFunctions.All.Select(listed => listed.Derivative)]);
        foreach (var (listed, printed) in ListedFunctions.All.Zip(compiled))
        {
            AssertSame(listed, printed, "printed");
        }
    }

    [Theory]
    [InlineData(AdBackend.Fast)]
    [InlineData(AdBackend.System)]
    [InlineData(AdBackend.Interpreted)]
    public void Every_back_end_computes_the_derivative_written_by_hand(AdBackend backend)
    {
        foreach (var listed in ListedFunctions.All)
        {
            AssertSame(listed, Compiler.Compile(listed.Derivative, backend), backend.ToString());
        }
    }

    private static void AssertSame(Listed listed, Delegate actual, string what)
    {
        foreach (var point in listed.Points)
        {
            Contract.Everywhere.Close(Backends.Call(listed.ByHand, point), Backends.Call(actual, point), Tolerance, $"{listed}, {what}:\n{Printed(listed)}\n");
        }
    }

    // Namespaces of the types of the examples say nothing to a reader.
    private static string Printed(Listed listed) =>
        listed.Derivative.ToCSharp().Replace($"{typeof(ListedFunctions).FullName}.", "", StringComparison.Ordinal);
}
