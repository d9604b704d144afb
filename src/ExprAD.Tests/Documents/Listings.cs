using System.Text.RegularExpressions;
using ExprAD.Tests.Oracles;
using Xunit;

namespace ExprAD.Tests.Documents;

/// <summary>
/// Listings in a document: each stands in a fence under a comment that names it. They are compared with what the program gives;
/// with the environment variable EXPRAD_WRITE_DOCS=1 they are written anew.
/// </summary>
internal static partial class Listings
{
    internal static void Compare(IReadOnlyDictionary<string, string> actual, params string[] document)
    {
        var path = Repository.PathOf(document);
        var text = File.ReadAllText(path);
        var found = Listing().Matches(text).Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(actual.Keys.Order(), found.Order());

        var current = Listing().Replace(text, match => $"{match.Groups["head"].Value}{actual[match.Groups["name"].Value].TrimEnd()}\n```");
        if (Environment.GetEnvironmentVariable("EXPRAD_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, current);
        }

        Assert.Equal(text, current);
    }

    [GeneratedRegex(@"(?<head><!-- (?<name>[^>]+) -->\n```\w+\n)(?:(?!```).*\n)*```")]
    private static partial Regex Listing();
}
