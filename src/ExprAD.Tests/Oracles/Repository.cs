using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>The files of the repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The path of a file, from the folder that holds the solution.</summary>
    internal static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ExprAD.sln")))
        {
            folder = folder.Parent;
        }

        Assert.True(folder is not null, $"No folder above {AppContext.BaseDirectory} holds ExprAD.sln: run the tests from the repository.");
        return Path.Combine([folder!.FullName, .. parts]);
    }
}
