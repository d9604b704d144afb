using System.Text.Json;

namespace ExprAD.GradBench;

/// <summary>The protocol: a message in each line, an answer for each.</summary>
internal static class Session
{
    private static readonly Module[] Modules = [Hello.Module, Llsq.Module, Lse.Module, KMeans.Module, Gmm.Module, Ode.Module, Lstm.Module, Ba.Module];

    internal static void Run(TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            output.WriteLine(JsonSerializer.Serialize(AnswerTo(line), Json.Options));
            output.Flush();
        }
    }

    internal static Answer AnswerTo(string line)
    {
        JsonElement? id = null;
        try
        {
            using var message = JsonDocument.Parse(line);
            id = Json.Member(message.RootElement, "id").Clone();
            return AnswerTo(message.RootElement) with { Id = id };
        }
        catch (Exception e) // a tool answers every line, whatever is wrong with it
        {
            return new Answer { Id = id, Success = false, Error = e.Message };
        }
    }

    private static Answer AnswerTo(JsonElement message)
    {
        switch (Json.Text(message, "kind"))
        {
            case "start":
                return new Answer { Tool = "exprad" };
            case "define":
                _ = ModuleOf(message);
                return new Answer { Success = true };
            case "evaluate":
                return ModuleOf(message).FunctionOf(Json.Text(message, "function")).Evaluate(Json.Member(message, "input"));
            default:
                return new Answer();
        }
    }

    private static Module ModuleOf(JsonElement message)
    {
        var name = Json.Text(message, "module");
        return Modules.FirstOrDefault(module => module.Name == name) ?? throw new NotSupportedException(
            $"There is no module '{name}'; there are {string.Join(", ", Modules.Select(module => module.Name))}.");
    }
}
