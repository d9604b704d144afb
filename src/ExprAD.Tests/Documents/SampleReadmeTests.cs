using Xunit;

namespace ExprAD.Tests.Documents;

/// <summary>The derivatives that the pages of the samples show are those of their functions.</summary>
public class SampleReadmeTests
{
    [Fact]
    public void Logistic_regression_is_printed_as_its_page_says() => Listings.Compare(
        new Dictionary<string, string> { ["prints: Loss"] = Derive.GradInto(LogisticRegression.Classifier.Loss).ToCSharp() },
        "samples", "02-LogisticRegression", "README.md");
}
