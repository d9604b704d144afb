using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace ExprAD.Tests.Oracles;

/// <summary>F# Interactive of the SDK: runs a script in a process of its own.</summary>
internal static class FSharpInteractive
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program, in the newest SDK beside the runtime that runs the tests; null where there is none.</summary>
    internal static string? Program { get; } = Find();

    /// <summary>What the script prints; fails with its errors.</summary>
    internal static string Run(string script)
    {
        var file = Path.Combine(Path.GetTempPath(), "ExprAD-" + Guid.NewGuid().ToString("N") + ".fsx");
        File.WriteAllText(file, script);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(Root, "dotnet"), [Program!, "--quiet", "--nologo", "--optimize+", "--exec", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            Assert.True(process.WaitForExit(Patience), "F# Interactive did not end.");
            var problems = errors.Result;
            Assert.True(process.ExitCode == 0 && !problems.Contains("error FS", StringComparison.Ordinal), problems[..Math.Min(problems.Length, 4000)]);
            return output.Result;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    private static string? Find()
    {
        var sdks = Path.Combine(Root, "sdk");
        if (!Directory.Exists(sdks))
        {
            return null;
        }

        return Directory.GetDirectories(sdks).OrderByDescending(Version).Select(sdk => Path.Combine(sdk, "FSharp", "fsi.dll")).FirstOrDefault(File.Exists);
    }

    private static Version Version(string sdk) =>
        System.Version.TryParse(Path.GetFileName(sdk).Split('-')[0].ToString(CultureInfo.InvariantCulture), out var version) ? version : new Version();
}

/// <summary>A test that needs F# Interactive: skipped where the SDK has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FSharpInteractiveFactAttribute : FactAttribute
{
    /// <summary>Initializes a new instance of the <see cref="FSharpInteractiveFactAttribute"/> class.</summary>
    public FSharpInteractiveFactAttribute()
    {
        if (FSharpInteractive.Program is null)
        {
            Skip = "The .NET SDK beside the runtime has no F# Interactive (FSharp/fsi.dll).";
        }
    }
}
