namespace ExprAD.Tables;

/// <summary>
/// Static methods of <see cref="Math"/>, <see cref="MathF"/>, <see cref="double"/> and <see cref="float"/> that take and return
/// floating-point numbers and have no row, by name, with the reason.
/// </summary>
internal static class Undifferentiable
{
    internal static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        [nameof(Math.BitIncrement)] = "it steps to the next representable number, which no real function describes",
        [nameof(Math.BitDecrement)] = "it steps to the previous representable number, which no real function describes",
        [nameof(double.SinCosPi)]   = "it returns two numbers at once, in the last bit not always those of double.SinPi and double.CosPi: call these",
        ["CreateChecked"]           = "it converts between generic number types: use a cast",
        ["CreateSaturating"]        = "it converts between generic number types: use a cast",
        ["CreateTruncating"]        = "it converts between generic number types: use a cast",
        ["ConvertToInteger"]        = "it converts to an integer type: use a cast or Math.Truncate",
        ["ConvertToIntegerNative"]  = "it converts to an integer type: use a cast or Math.Truncate",
    };
}
