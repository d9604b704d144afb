using System.Globalization;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Writers;

/// <summary>Printed as F#, compiled and run by F# Interactive: the same bits as the tree.</summary>
public class FSharpPrinterRoundTripTests
{
    [FSharpInteractiveFact]
    public void Printed_functions_compute_the_same_in_F_sharp()
    {
        var printed = FSharpInteractive.Run(FSharpPrinterCases.Script()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var expected = FSharpPrinterCases.All.SelectMany((subject, i) =>
            subject.Outcomes(subject.Tree.Compile()).Select((outcome, n) => string.Create(CultureInfo.InvariantCulture, $"{i} {n} {outcome.ReplaceLineEndings(" ")}"))).ToList();
        foreach (var (was, actual) in expected.Zip(printed))
        {
            Assert.True(was == actual, $"{was}\nbecame\n{actual}\nin\n{FSharpPrinterCases.All[int.Parse(was.Split(' ')[0], CultureInfo.InvariantCulture)].Tree.ToFSharp()}");
        }

        Assert.Equal(expected.Count, printed.Length);
        Assert.True(FSharpPrinterCases.All.Count > 200, "Too few functions were printed.");
    }
}
