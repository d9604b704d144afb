using System.Linq.Expressions;
using System.Text.RegularExpressions;
using ExprAD.Tests.Oracles;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Writers;

/// <summary>Flowcharts that Mermaid accepts; see Baselines/Mermaid.txt.</summary>
public partial class MermaidTests
{
    private static readonly Baseline Baseline = new("Writers/Baselines/Mermaid.txt");

    [Fact]
    public void Flowcharts_are_as_reviewed()
    {
        double rate = 0.5;
        (string Title, LambdaExpression Lambda)[] cases =
        [
            ("x * Math.Sin(x)", Of((double x) => x * Math.Sin(x))),
            ("its derivative", Derive.Grad((double x) => x * Math.Sin(x))),
            ("x - y, x / y, Math.Pow(x, y)", Of((double x, double y) => (x - y) / (x / y) + Math.Pow(x, y))),
            ("x > 0 ? rate * x : -1", Of((double x) => x > 0 ? rate * x : -1)),
            ("a gradient of an array", Derive.Grad((double[] x) => x[0] * x[1])),
            ("a record and a list", Of((Point p, List<double> l) => new Point(p.X * l[0], p.Y))),
        ];
        Baseline.Compare([.. cases.Select(c => (c.Title, c.Lambda.ToMermaid().TrimEnd('\n')))]);
    }

    [Fact]
    public void Every_flowchart_is_valid_syntax()
    {
        foreach (var (title, derivative) in CSharpGradientCases.All())
        {
            AssertValid(derivative.ToMermaid(), title);
        }
    }

    [Fact]
    public void Labels_are_escaped()
    {
        var text = Parameter(typeof(Dictionary<string, List<double>>), "größe \"#1\" <b>[0]</b> `x`; 😀\nend");
        var chart = Lambda(Add(Call(Property(text, "Count"), "ToString", null), Constant("a\"]#<b>"), typeof(string).GetMethod("Concat", [typeof(string), typeof(string)])), text).ToMermaid();
        AssertValid(chart, "labels");
        Assert.Contains("größe #34;#35;1#34; #60;b#62;[0]#60;/b#62; #96;x#96;#59; #128512;#10;end : Dictionary#60;string, List#60;double#62;#62;", chart, StringComparison.Ordinal);
        Assert.Contains("(\"#34;a#34;]#35;#60;b#62;#34;\")", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrows_say_which_operand_is_which()
    {
        var difference = Of((double x, double y) => x - y).ToMermaid();
        Assert.Contains("v0 -->|\"left\"| v2", difference, StringComparison.Ordinal);
        Assert.Contains("v1 -->|\"right\"| v2", difference, StringComparison.Ordinal);
        var sum = Of((double x, double y) => x + y).ToMermaid();
        Assert.Contains("v0 --> v2", sum, StringComparison.Ordinal);
    }

    private static Expression<T> Of<T>(Expression<T> lambda) => lambda;

    private static Expression<Func<double, double>> Of(Expression<Func<double, double>> lambda) => lambda;

    private static Expression<Func<double, double, double>> Of(Expression<Func<double, double, double>> lambda) => lambda;

    private static Expression<Func<Point, List<double>, Point>> Of(Expression<Func<Point, List<double>, Point>> lambda) => lambda;

    // The part of Mermaid's grammar that flowcharts of values need: a header, nodes with quoted labels, arrows between nodes.
    private static void AssertValid(string chart, string title)
    {
        var lines = chart.Split('\n');
        Assert.Equal("flowchart TD", lines[0]);
        Assert.Equal("", lines[^1]);
        var nodes = new HashSet<string>();
        var arrows = 0;
        foreach (var line in lines[1..^1])
        {
            if (Arrow().Match(line) is { Success: true } arrow)
            {
                arrows++;
                Assert.Contains(arrow.Groups["from"].Value, nodes);
                Assert.True(arrow.Groups["last"].Success || nodes.Contains(arrow.Groups["to"].Value), $"{title}: {line}");
            }
            else
            {
                var node = Node().Match(line);
                Assert.True(node.Success, $"{title}: {line}");
                Assert.True(nodes.Add(node.Groups["id"].Value), $"{title}: {line}");
            }
        }

        Assert.True(arrows > 0);
        Assert.EndsWith("--> result([\"result\"])", lines[^2], StringComparison.Ordinal);
    }

    // Quoted text without quotes, backticks and angle brackets; # only as the start of a code.
    private const string Quoted = "\"([^\"`<>#\\n;]|#[0-9]+;)+\"";

    [GeneratedRegex($"^    (?<id>v[0-9]+)(\\(\\[{Quoted}\\]\\)|\\({Quoted}\\)|\\[{Quoted}\\]|\\{{{Quoted}\\}})$")]
    private static partial Regex Node();

    [GeneratedRegex($"^    (?<from>v[0-9]+) -->(\\|{Quoted}\\|)? ((?<to>v[0-9]+)|(?<last>result\\(\\[\"result\"\\]\\)))$")]
    private static partial Regex Arrow();
}
