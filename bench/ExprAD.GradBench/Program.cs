using System.Globalization;
using ExprAD.GradBench;

// Without arguments: a tool of GradBench. --inputs: messages of all evaluations, for any tool. --measure: times of ours on them.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var input = new StreamReader(Console.OpenStandardInput());
using var output = new StreamWriter(Console.OpenStandardOutput());
Console.SetOut(Console.Error); // whatever else is written does not get between the answers
switch (args)
{
    case []:
        Session.Run(input, output);
        return 0;
    case ["--inputs", .. var modules]:
        Inputs.Write(output, modules);
        return 0;
    case ["--measure", .. var modules]:
        Measurement.Run(output, modules);
        return 0;
    default:
        Console.Error.WriteLine("No arguments (messages come from standard input), --inputs or --measure, both with names of evaluations or for all.");
        return 1;
}
