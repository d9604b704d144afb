namespace ExprAD.GradBench;

/// <summary>An evaluation: the functions that can be asked for.</summary>
internal sealed record Module(string Name, params Function[] Functions)
{
    internal Function FunctionOf(string name) => Functions.FirstOrDefault(function => function.Name == name) ?? throw new NotSupportedException(
        $"Module '{Name}' has no function '{name}'; it has {string.Join(", ", Functions.Select(function => function.Name))}.");
}
