using ExprAD.Graphs;
using Xunit;

namespace ExprAD.Tests.Documents;

/// <summary>The listings of docs/how-it-works.md are what the stages give.</summary>
public class HowItWorksTests
{
    [Fact]
    public void Each_stage_gives_what_the_page_shows()
    {
        var stages = new Dictionary<string, string>();
        double rate = 0.5;
        Pipeline.Trace = (stage, value) => stages[$"stage: {stage}"] = Dump.Text(value);
        try
        {
            var f = Ad.ValueAndGrad((double x) => x > 0 ? Math.Sin(x) * Math.Exp(-rate * x) : 0);
            Assert.Equal(Math.Sin(2) * Math.Exp(-1), f(2.0).Value, 1e-15);
        }
        finally
        {
            Pipeline.Trace = null;
        }

        // Nothing changes in these.
        Assert.Equal(stages["stage: differentiated"], stages["stage: effects kept"]);
        Assert.Equal(stages["stage: differentiated"], stages["stage: arranged"]);
        Assert.Equal(stages["stage: differentiated"], stages["stage: tabulated"]);
        stages.Remove("stage: effects kept");
        stages.Remove("stage: arranged");
        stages.Remove("stage: tabulated");
        stages["stage: written"] = Derive.ValueAndGrad((double x) => x > 0 ? Math.Sin(x) * Math.Exp(-rate * x) : 0).ToCSharp();
        Listings.Compare(stages, "docs", "how-it-works.md");
    }
}
