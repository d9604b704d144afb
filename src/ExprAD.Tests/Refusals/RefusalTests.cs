using ExprAD.Writers;
using Xunit;

namespace ExprAD.Tests.Refusals;

/// <summary>What cannot be differentiated is refused when the derivative is made, with the sub-expression, the reason and the remedy.</summary>
public class RefusalTests
{
    internal static readonly (string Title, IReadOnlyList<Refused> Rows)[] Sections =
    [
        ("Methods and delegates",      [.. RefusedCalls.Methods()]),
        ("Other kinds of numbers",     [.. RefusedCalls.Numbers()]),
        ("Text",                       [.. RefusedCalls.Texts()]),
        ("LINQ",                       [.. RefusedCalls.Queries()]),
        ("Types, members, operators",  [.. RefusedCalls.Types()]),
        ("Parameters and results",     [.. RefusedParameters.All()]),
        ("Trees made by hand",         [.. RefusedTrees.All()]),
        ("Changes behind the back",    [.. RefusedTrees.Changes()]),
    ];

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (title, refused) in Sections)
            {
                foreach (var row in refused)
                {
                    rows.Add(title, row.What);
                }
            }

            return rows;
        }
    }

    internal static Refused Row(string title, string what) => Sections.Single(s => s.Title == title).Rows.Single(r => r.What == what);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_verb_in_every_mode_refuses_with_the_whole_message(string title, string what)
    {
        var row = Row(title, what);
        foreach (var mode in Enum.GetValues<AdMode>())
        {
            foreach (var verb in row.Verbs)
            {
                var exception = Assert.Throws<NotDifferentiableException>(() => verb(AdOptions.Default with { Mode = mode }));
                Assert.Equal(row.Message, exception.Message);
                Assert.Equal((row.Node, row.Reason, row.Remedy), (CSharpPrinter.Print(exception.Node), exception.Reason, exception.Remedy));
            }
        }
    }
}
