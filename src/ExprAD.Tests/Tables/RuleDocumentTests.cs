using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Tables;

public class RuleDocumentTests
{
    [Fact]
    public void The_document_is_the_table()
    {
        var (path, text) = (Repository.PathOf("docs", "rules.md"), RuleDocument.Write());
        if (Environment.GetEnvironmentVariable("EXPRAD_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} does not exist: run the tests with EXPRAD_WRITE_DOCS=1.");
        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
