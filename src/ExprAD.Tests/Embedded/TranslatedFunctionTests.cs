using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ExprAD.Tests.Embedded;

/// <summary>
/// Functions that the provider does not know run in the database, in terms of others. A sum shows it: unlike the last projection,
/// it is never computed in memory.
/// </summary>
public sealed class TranslatedFunctionTests : IDisposable
{
    private readonly Measurements db = new();

    public static TheoryData<string> Names => [.. Functions.Keys];

    private static Dictionary<string, Expression<Func<double, double>>> Functions { get; } = new()
    {
        ["Tanh"] = x => Math.Tanh(x),
        ["Sinh"] = x => Math.Sinh(x),
        ["Cosh"] = x => Math.Log(Math.Cosh(x)),
        ["Asinh"] = x => Math.Asinh(x) * x,
        ["Acosh"] = x => Math.Acosh(x + 4),
        ["Atanh"] = x => Math.Atanh(x / 4),
        ["Cbrt"] = x => Math.Cbrt(x + 0.01),
        ["Hypot"] = x => double.Hypot(x, 2),
        ["RootN"] = x => double.RootN(x + 0.01, 3),
        ["Log2"] = x => Math.Log2(x + 4),
        ["Log of a base"] = x => Math.Log(x + 4, 3),
        ["Exp2"] = x => double.Exp2(x),
        ["Exp10"] = x => double.Exp10(x),
        ["ExpM1"] = x => double.ExpM1(x),
        ["LogP1"] = x => double.LogP1(x + 2),
        ["Log2P1"] = x => double.Log2P1(x + 2),
        ["SinPi"] = x => double.SinPi(x),
        ["CosPi"] = x => double.CosPi(x),
        ["TanPi"] = x => double.TanPi(x / 9),
        ["AtanPi"] = x => double.AtanPi(x),
        ["Clamp"] = x => Math.Clamp(x, -0.7, 0.7) * x,
        ["Max"] = x => Math.Max(x, 0.1) * x,
        ["Min"] = x => Math.Min(x, 0.1) * x,
        ["CopySign"] = x => Math.CopySign(x, -1),
        ["FusedMultiplyAdd"] = x => Math.FusedMultiplyAdd(x, x, x),
        ["MaxMagnitude"] = x => Math.MaxMagnitude(x, 0.5) * x,
        ["MinMagnitude"] = x => Math.MinMagnitude(x, 0.5) * x,
        ["MaxNumber"] = x => double.MaxNumber(x, 0.1) * x,
        ["ScaleB"] = x => Math.ScaleB(x, 3) * x,
        ["Lerp"] = x => double.Lerp(x, 2 * x, x),
        ["IsNaN"] = x => double.IsNaN(x) ? 0 : x * x,
        ["Abs"] = x => Math.Abs(x) * x,
        ["Pow"] = x => Math.Pow(x + 4, x),
        ["Atan2"] = x => Math.Atan2(x, 2),
        ["Asin"] = x => Math.Asin(x / 4),
        ["Log10"] = x => Math.Log10(x + 4),
        ["Floor"] = x => Math.Floor(x) * x,
        ["Ceiling"] = x => Math.Ceiling(x) * x,
        ["Truncate"] = x => Math.Truncate(x) * x,
        ["Round"] = x => Math.Round(x) * x,
        ["Sign"] = x => Math.Sign(x) * x,
        ["IEEERemainder"] = x => Math.IEEERemainder(x, 0.3) * x,
        ["Modulo"] = x => x % 0.3 * x,
        ["UnaryPlus"] = x => +x * x,
    };

    public void Dispose() => db.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_and_its_derivative_are_summed_in_the_database(string name)
    {
        var pure = Derive.ValueAndGrad(Functions[name], new AdOptions { Form = AdForm.Pure });
        var row = Expression.Parameter(typeof(Measurement), "r");
        var parts = ((NewExpression)pure.Body).Arguments
            .Select(part => Compose.At<Measurement, double>(Expression.Lambda(part, pure.Parameters), row, Expression.Property(row, "X"))).ToArray();
        var (value, derivative) = (parts[0], parts[1]);
        var sums = db.Rows.GroupBy(_ => 1).Select(g => new { Value = g.AsQueryable().Sum(value), Derivative = g.AsQueryable().Sum(derivative) }).Single();

        var exact = Ad.ValueAndGrad(Functions[name]);
        var (f, d) = (Measurements.Data().Sum(r => exact(r.X).Value), Measurements.Data().Sum(r => exact(r.X).Gradient));

        // Twelve terms of a few ulps each.
        Assert.Equal(f, sums.Value, 1e-14 * Math.Max(1, Measurements.Data().Sum(r => Math.Abs(exact(r.X).Value))));
        Assert.Equal(d, sums.Derivative, 1e-14 * Math.Max(1, Measurements.Data().Sum(r => Math.Abs(exact(r.X).Gradient))));
        Assert.Single(db.Commands);
    }
}
