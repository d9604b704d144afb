using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ExprAD.Tests.Embedded;

/// <summary>Columns that may be NULL, and values that a database has no number for.</summary>
public sealed class NullTests : IDisposable
{
    private static readonly AdOptions Pure = new() { Form = AdForm.Pure };

    private readonly Measurements db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void A_missing_column_with_a_default_takes_the_default()
    {
        var derivative = Derive.GradFirst((double k, Measurement r) => Math.Exp(k * (r.Weight ?? 0.5)) * r.X, Pure);
        AssertSelects(derivative);
    }

    [Fact]
    public void A_function_that_tests_for_a_missing_column_is_not_evaluated_there()
    {
        var derivative = Derive.GradFirst((double k, Measurement r) => r.Weight.HasValue ? k * k * r.Weight.Value : k * r.X, Pure);
        AssertSelects(derivative);
    }

    [Fact]
    public void A_lifted_operation_is_missing_where_an_operand_is()
    {
        var derivative = Derive.GradFirst((double k, Measurement r) => (r.Weight * k * k) ?? k * k * k, Pure);
        AssertSelects(derivative);
    }

    [Fact]
    public void A_missing_column_that_the_function_needs_makes_the_derivative_missing()
    {
        var derivative = Derive.GradFirst((double k, Measurement r) => k * k * r.Weight!.Value, Pure);
        var query = Selected(derivative);
        Assert.Equal(
            Measurements.Data().Select(r => r.Weight * 2 * 1.5), query.ToList(), (a, b) => a.HasValue == b.HasValue && Math.Abs((a ?? 0) - (b ?? 0)) <= 1e-15);
    }

    [Fact]
    public void Missing_values_are_left_out_of_sums()
    {
        var derivative = Derive.GradFirst((double k, Measurement r) => k * k * r.Weight!.Value, Pure);
        var parameter = derivative.Parameters[1];
        var k = 1.5;
        Expression<Func<double>> at = () => k;
        var body = Compose.At<Measurement, double>(derivative, parameter, at.Body, parameter);
        var sum = db.Rows.GroupBy(_ => 1).Select(g => g.AsQueryable().Sum(body)).Single();
        Assert.Equal(Measurements.Data().Sum(r => 2 * k * r.Weight ?? 0), sum, 1e-14);
    }

    [Fact]
    public void The_gradient_with_respect_to_a_row_keeps_missing_columns_missing()
    {
        var gradient = Derive.Grad((Measurement r) => r.X * (r.Weight ?? 1), Pure);
        var rows = db.Rows.OrderBy(r => r.Id).Select(gradient).ToList();
        Assert.Equal(Measurements.Data().Select(r => r.Weight.HasValue ? r.X : default(double?)), rows.Select(r => r.Weight));
        Assert.Equal(Measurements.Data().Select(r => r.Weight ?? 1), rows.Select(r => r.X));
    }

    [Fact]
    public void An_infinite_constant_is_sent_as_a_parameter()
    {
        var value = Derive.ValueAndGradFirst((double k, Measurement r) => r.X > 0 ? k * r.X : double.PositiveInfinity, Pure);
        var parameter = value.Parameters[1];
        var pair = (NewExpression)value.Body;
        var first = Compose.At<Measurement, double>(Expression.Lambda(pair.Arguments[0], value.Parameters), parameter, Expression.Constant(2.0), parameter);
        var query = db.Rows.OrderBy(r => r.Id).Select(first);
        Assert.Contains("@PositiveInfinity", query.ToQueryString(), StringComparison.Ordinal);
        Assert.Equal(Measurements.Data().Select(r => r.X > 0 ? 2 * r.X : double.PositiveInfinity), query.ToList());
    }

    // In memory and in the database, at k = 1.5.
    private void AssertSelects(Expression<Func<double, Measurement, double>> derivative)
    {
        var f = derivative.Compile();
        var expected = Measurements.Data().Select(r => (double?)f(1.5, r)).ToList();
        Assert.Equal(expected, Selected(derivative).ToList(), (a, b) => Math.Abs(a!.Value - b!.Value) <= 1e-15 * Math.Max(1, Math.Abs(a.Value)));
        Assert.Single(db.Commands);
    }

    private IQueryable<double?> Selected(Expression<Func<double, Measurement, double>> derivative)
    {
        var parameter = derivative.Parameters[1];
        var body = Compose.At<Measurement, double>(derivative, parameter, Expression.Constant(1.5), parameter);
        return db.Rows.OrderBy(r => r.Id).Select(Expression.Lambda<Func<Measurement, double?>>(Expression.Convert(body.Body, typeof(double?)), body.Parameters));
    }
}
