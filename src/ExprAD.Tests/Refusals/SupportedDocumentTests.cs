using Xunit;

namespace ExprAD.Tests.Refusals;

public class SupportedDocumentTests
{
    [Fact]
    public void The_tables_of_refusals_show_the_actual_messages()
    {
        var document = File.ReadAllText(SupportedDocument.Path).ReplaceLineEndings("\n");
        var renewed = SupportedDocument.Renewed(document);
        if (Environment.GetEnvironmentVariable("EXPRAD_WRITE_DOCS") == "1")
        {
            File.WriteAllText(SupportedDocument.Path, renewed);
            return;
        }

        Assert.Equal(renewed, document);
    }
}
