using System.Globalization;
using BenchmarkDotNet.Running;
using ExprAD.Bench;

// --short: every benchmark once, on smaller trees. --save: tables and their picture to bench/results. --draw [folder]: the picture alone. All else is BenchmarkDotNet's.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--draw", .. var folders])
{
    Drawing.Save(Results.Folder, folders is [var folder] ? folder : Results.Folder);
    return 0;
}

var isShort = args.Contains("--short");
if (isShort)
{
    Sizes.MakeShort();
}

var passed = args.Where(argument => argument is not ("--short" or "--save")).ToArray();
if (!passed.Contains("--filter") && !passed.Contains("-f") && !passed.Contains("--list"))
{
    passed = [.. passed, "--filter", "*"];
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(Sizes).Assembly).Run(passed, Settings.Of(isShort)).ToList();
if (args.Contains("--save"))
{
    summaries.ForEach(summary => Results.Save(summary, args));
    Drawing.Save(Results.Folder, Results.Folder);
}

var failed = summaries.Where(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)).ToList();
failed.ForEach(summary => Console.Error.WriteLine($"Failed: {summary.Title}"));
return failed.Count == 0 ? 0 : 1;
