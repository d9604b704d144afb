using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ExprAD.Tests.Embedded;

/// <summary>Derivatives inside EF Core's queries over SQLite, against the same derivatives compiled and run in memory.</summary>
public sealed class QueryTests : IDisposable
{
    private static readonly AdOptions Pure = new() { Form = AdForm.Pure };

    private readonly Measurements db = new();

    public sealed record Curve(double Height, double Rate);

    public void Dispose() => db.Dispose();

    [Fact]
    public void A_derivative_of_one_number_is_selected_for_each_row()
    {
        var slope = Derive.Derivative(x => Math.Exp(0.3 * x) * Math.Sin(x), Pure);
        var query = db.Rows.OrderBy(r => r.Id).Select(slope.After((Measurement r) => r.X));
        AssertInSql(query, "exp(", "sin(", "cos(");
        AssertClose(Measurements.Data().Select(r => slope.Compile()(r.X)), query.ToList());
        AssertOneCommand();
    }

    [Fact]
    public void A_derivative_filters_rows()
    {
        var slope = Derive.Derivative(x => x * x * x - x, Pure);
        var rising = Positive(slope.After((Measurement r) => r.X));
        var query = db.Rows.Where(rising).OrderBy(r => r.Id).Select(r => r.Id);
        AssertInSql(query, "WHERE", "3.0 * \"r\".\"X\"", "> 0.0");
        var expected = Measurements.Data().Where(r => slope.Compile()(r.X) > 0).Select(r => r.Id).ToList();
        Assert.InRange(expected.Count, 3, 10);
        Assert.Equal(expected, query.ToList());
        AssertOneCommand();
    }

    [Fact]
    public void A_derivative_orders_rows()
    {
        var slope = Derive.Derivative(x => Math.Sin(3 * x), Pure);
        var query = db.Rows.OrderBy(slope.After((Measurement r) => r.X)).Select(r => r.Id);
        AssertInSql(query, "ORDER BY", "cos(");
        Assert.Equal(Measurements.Data().OrderBy(r => slope.Compile()(r.X)).Select(r => r.Id), query.ToList());
        AssertOneCommand();
    }

    [Fact]
    public void A_second_derivative_runs_in_the_database()
    {
        var curvature = Derive.Derivative(x => Math.Log(1 + x * x) / (2 + Math.Cos(x)), 2, Pure);
        var query = db.Rows.OrderBy(r => r.Id).Select(curvature.After((Measurement r) => r.X));
        AssertInSql(query, "ln(", "cos(");
        AssertClose(Measurements.Data().Select(r => curvature.Compile()(r.X)), query.ToList());
    }

    [Fact]
    public void The_gradient_with_respect_to_a_row_is_a_row()
    {
        var gradient = Derive.Grad((Measurement r) => r.X * Math.Exp(r.Y), Pure);
        var rows = db.Rows.OrderBy(r => r.Id).Select(gradient).ToList();
        Assert.Equal(Measurements.Data().Select(r => r.Batch), rows.Select(r => r.Batch));
        AssertClose(Measurements.Data().Select(r => Math.Exp(r.Y)), rows.Select(r => r.X));
        AssertClose(Measurements.Data().Select(r => r.X * Math.Exp(r.Y)), rows.Select(r => r.Y));
        AssertOneCommand();
    }

    [Fact]
    public void The_gradient_of_a_tuple_is_a_tuple_in_the_last_projection()
    {
        var gradient = Derive.Grad((double x, double y) => x * Math.Sin(y), Pure);
        var row = Expression.Parameter(typeof(Measurement), "r");
        var query = db.Rows.OrderBy(r => r.Id).Select(Compose.At<Measurement, (double X, double Y)>(
            gradient, row, Expression.Property(row, "X"), Expression.Property(row, "Y")));
        AssertInSql(query, "sin(", "cos(");
        var (f, data) = (gradient.Compile(), Measurements.Data());
        AssertClose(data.Select(r => f(r.X, r.Y).Item1), query.AsEnumerable().Select(g => g.X));
        AssertClose(data.Select(r => f(r.X, r.Y).Item2), query.AsEnumerable().Select(g => g.Y));
    }

    [Fact]
    public void The_gradient_of_a_loss_at_captured_parameters_is_a_query_with_these_as_parameters_of_the_statement()
    {
        var at = new Curve(1.1, 0.25);
        var gradient = Derive.GradFirst((Curve p, Measurement r) => Math.Pow(p.Height * Math.Exp(p.Rate * r.X) - r.Y, 2), Pure);
        var query = db.Rows.OrderBy(r => r.Id).Select(gradient.At(() => at));
        AssertInSql(query, "exp(", "@at_Rate", "@at_Height");
        var f = gradient.Compile();
        foreach (var point in (Curve[])[at, new Curve(0.9, 0.4)])
        {
            at = point;
            var rows = query.ToList();
            AssertClose(Measurements.Data().Select(r => f(at, r).Height), rows.Select(g => g.Height));
            AssertClose(Measurements.Data().Select(r => f(at, r).Rate), rows.Select(g => g.Rate));
        }

        Assert.Equal(2, db.Commands.Count);
    }

    [Fact]
    public void Captured_variables_and_elements_of_captured_arrays_are_parameters_read_at_execution()
    {
        var frequency = 2.0;
        double[] weights = [0.5, 3];
        var slope = Derive.Derivative(x => weights[1] * Math.Sin(frequency * x), Pure);
        var query = db.Rows.OrderBy(r => r.Id).Select(slope.After((Measurement r) => r.X));
        AssertInSql(query, "@frequency", "cos(");
        var f = slope.Compile();
        AssertClose(Measurements.Data().Select(r => f(r.X)), query.ToList());
        (frequency, weights[1]) = (0.7, -1);
        AssertClose(Measurements.Data().Select(r => -0.7 * Math.Cos(0.7 * r.X)), query.ToList());
    }

    [Fact]
    public void A_gradient_is_one_statement_of_sums_over_all_rows()
    {
        var at = new Curve(1.1, 0.25);
        var gradient = Derive.ValueAndGradFirst((Curve p, Measurement r) => Math.Pow(p.Height * Math.Exp(p.Rate * r.X) - r.Y, 2), Pure);
        var pair = (NewExpression)gradient.At(() => at).Body;
        var row = gradient.Parameters[1];
        var value = Expression.Lambda<Func<Measurement, double>>(pair.Arguments[0], row);
        var byHeight = Expression.Lambda<Func<Measurement, double>>(((NewExpression)pair.Arguments[1]).Arguments[0], row);
        var byRate = Expression.Lambda<Func<Measurement, double>>(((NewExpression)pair.Arguments[1]).Arguments[1], row);

        var query = db.Rows.GroupBy(_ => 1).Select(g => new
        {
            Value = g.AsQueryable().Sum(value),
            Height = g.AsQueryable().Sum(byHeight),
            Rate = g.AsQueryable().Sum(byRate),
            Count = g.Count(),
        });

        var sums = query.Single();
        var (f, data) = (gradient.Compile(), Measurements.Data());
        AssertClose(
            [data.Sum(r => f(at, r).Value), data.Sum(r => f(at, r).Gradient.Height), data.Sum(r => f(at, r).Gradient.Rate)],
            [sums.Value, sums.Height, sums.Rate]);
        Assert.Equal(12, sums.Count);
        AssertOneCommand();
    }

    [Fact]
    public void Verbs_inside_a_query_are_put_in_place_by_Inline()
    {
        var at = new Curve(1.1, 0.25);
        Expression<Func<Curve, Measurement, double>> loss = (p, r) => Math.Pow(p.Height * Math.Exp(p.Rate * r.X) - r.Y, 2);
        var gradient = Derive.Inline((Measurement r) => Ad.GradFirst(loss)(at, r), Pure);
        var byRate = Derive.Inline((Measurement r) => Ad.GradFirst(loss)(at, r).Rate, Pure);
        var steep = Derive.Inline((Measurement r) => Math.Abs(Ad.GradFirst(loss)(at, r).Rate) > 0.1, Pure);

        var (f, data) = (Ad.GradFirst(loss), Measurements.Data());
        AssertClose(data.Select(r => f(at, r).Rate), db.Rows.OrderBy(r => r.Id).Select(gradient).AsEnumerable().Select(g => g.Rate));
        AssertClose([data.Sum(r => f(at, r).Rate)], [db.Rows.Sum(byRate)]);
        Assert.Equal(data.Where(r => Math.Abs(f(at, r).Rate) > 0.1).Select(r => r.Id), db.Rows.Where(steep).OrderBy(r => r.Id).Select(r => r.Id).ToList());
        at = new Curve(0.5, 0.1);
        AssertClose([data.Sum(r => f(at, r).Rate)], [db.Rows.Sum(byRate)]);
        Assert.Equal(4, db.Commands.Count);
    }

    // The elements of an array gradient need no array: each is an expression of its own, with the captured array's elements as parameters.
    [Fact]
    public void Elements_of_the_gradient_of_an_array_are_summed_in_one_statement()
    {
        double[] p = [1.1, 0.25];
        Expression<Func<double[], Measurement, double>> loss = (w, r) => Math.Pow(w[0] * Math.Exp(w[1] * r.X) - r.Y, 2);
        var first = Derive.Inline((Measurement r) => Ad.GradFirst(loss)(p, r)[0], Pure);
        var second = Derive.Inline((Measurement r) => Ad.GradFirst(loss)(p, r)[1], Pure);
        var query = db.Rows.GroupBy(_ => 1).Select(g => new { First = g.AsQueryable().Sum(first), Second = g.AsQueryable().Sum(second) });
        AssertInSql(query, "SUM(", "exp(", "@p");

        var (f, data) = (Ad.GradFirst(loss), Measurements.Data());
        foreach (var at in (double[][])[[1.1, 0.25], [0.7, 0.5]])
        {
            at.CopyTo(p, 0);
            var sums = query.Single();
            AssertClose([data.Sum(r => f(at, r)[0]), data.Sum(r => f(at, r)[1])], [sums.First, sums.Second]);
        }

        Assert.Equal(2, db.Commands.Count);
    }

    [Fact]
    public void Products_of_residual_gradients_are_summed_in_one_statement()
    {
        var at = new Curve(1.1, 0.25);
        Expression<Func<Curve, Measurement, double>> residual = (p, r) => p.Height * Math.Exp(p.Rate * r.X) - r.Y;
        var cross = Derive.Inline((Measurement r) => Ad.GradFirst(residual)(at, r).Height * Ad.GradFirst(residual)(at, r).Rate, Pure);
        var right = Derive.Inline((Measurement r) => Ad.GradFirst(residual)(at, r).Rate * residual.Invoke(at, r), Pure);
        var sums = db.Rows.GroupBy(_ => 1).Select(g => new { Cross = g.AsQueryable().Sum(cross), Right = g.AsQueryable().Sum(right) }).Single();
        var (f, data) = (Ad.ValueAndGradFirst(residual), Measurements.Data());
        AssertClose([data.Sum(r => f(at, r).Gradient.Height * f(at, r).Gradient.Rate)], [sums.Cross]);
        AssertClose([data.Sum(r => f(at, r).Gradient.Rate * f(at, r).Value)], [sums.Right]);
        AssertOneCommand();
    }

    // Twenty steps down the gradient in the database and in memory end at the same place, which is better than the start.
    [Fact]
    public void Gradient_descent_with_the_gradient_taken_in_the_database()
    {
        var at = new Curve(0.5, 0.0);
        var gradient = Derive.GradFirst((Curve p, Measurement r) => Math.Pow(p.Height * Math.Exp(p.Rate * r.X) - r.Y, 2), Pure);
        var parts = ((NewExpression)gradient.At(() => at).Body).Arguments;
        var byHeight = Expression.Lambda<Func<Measurement, double>>(parts[0], gradient.Parameters[1]);
        var byRate = Expression.Lambda<Func<Measurement, double>>(parts[1], gradient.Parameters[1]);
        var query = db.Rows.GroupBy(_ => 1).Select(g => new { Height = g.AsQueryable().Sum(byHeight), Rate = g.AsQueryable().Sum(byRate) });

        var (f, data, memory) = (gradient.Compile(), Measurements.Data(), at);
        for (var step = 0; step < 20; step++)
        {
            var sums = query.Single();
            at = new Curve(at.Height - 0.03 * sums.Height, at.Rate - 0.03 * sums.Rate);
            var point = memory;
            memory = new Curve(point.Height - 0.03 * data.Sum(r => f(point, r).Height), point.Rate - 0.03 * data.Sum(r => f(point, r).Rate));
        }

        // Rounding of the sums grows from step to step; the descent damps it.
        Assert.Equal(memory.Height, at.Height, 1e-13);
        Assert.Equal(memory.Rate, at.Rate, 1e-13);
        Assert.Equal(0.3, at.Rate, 0.05);
        Assert.Equal(20, db.Commands.Count);
    }

    [Fact]
    public void A_gradient_per_group_is_one_statement()
    {
        var slope = Derive.Derivative(x => Math.Exp(x) * x, Pure).After((Measurement r) => r.X);
        var query = db.Rows.GroupBy(r => r.Batch).OrderBy(g => g.Key).Select(g => g.AsQueryable().Sum(slope));
        AssertInSql(query, "GROUP BY", "exp(", "SUM(");
        AssertClose(Measurements.Data().GroupBy(r => r.Batch).OrderBy(g => g.Key).Select(g => g.Sum(slope.Compile())), query.ToList());
        AssertOneCommand();
    }

    [Fact]
    public void A_compiled_query_takes_a_derivative()
    {
        var slope = Derive.GradFirst((double x, double k) => Math.Sin(k * x), Pure);
        var row = Expression.Parameter(typeof(Measurement), "r");
        var selected = Compose.At<Measurement, double>(slope, row, Expression.Property(row, "X"), Expression.Property(row, "Y"));
        var query = EF.CompileQuery((Measurements context, int batch) => context.Rows.Where(r => r.Batch == batch).OrderBy(r => r.Id).Select(selected));
        var f = slope.Compile();
        foreach (var batch in (int[])[0, 1, 2])
        {
            AssertClose(Measurements.Data().Where(r => r.Batch == batch).Select(r => f(r.X, r.Y)), query(db, batch));
        }
    }

    [Fact]
    public void A_correlated_sum_of_derivatives_is_part_of_the_statement()
    {
        var influence = Derive.GradFirst((double x, double other) => Math.Exp(-(x - other) * (x - other)), Pure);
        var other = Expression.Parameter(typeof(Measurement), "o");
        var row = Expression.Parameter(typeof(Measurement), "r");
        var ofOther = Compose.At<Measurement, double>(influence, other, Expression.Property(row, "X"), Expression.Property(other, "X"));
        var sum = Expression.Lambda<Func<Measurement, double>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.Sum), [typeof(Measurement)], ((IQueryable)db.Rows).Expression, Expression.Quote(ofOther)), row);
        var query = db.Rows.OrderBy(r => r.Id).Select(sum);
        var (f, data) = (influence.Compile(), Measurements.Data());
        AssertClose(data.Select(r => data.Sum(o => f(r.X, o.X))), query.ToList());
        AssertOneCommand();
    }

    [Fact]
    public void An_update_takes_a_derivative()
    {
        var step = Derive.Derivative(x => (x - 1) * (x - 1) / 4, Pure).After((Measurement r) => r.X);
        var moved = Expression.Lambda<Func<Measurement, double>>(Expression.Subtract(Expression.Property(step.Parameters[0], "X"), step.Body), step.Parameters[0]);
        Assert.Equal(12, db.Rows.ExecuteUpdate(set => set.SetProperty(r => r.X, moved)));
        AssertClose(Measurements.Data().Select(r => r.X - (r.X - 1) / 2), db.Rows.OrderBy(r => r.Id).Select(r => r.X).ToList());
    }

    [Fact]
    public void The_same_queries_run_over_a_list()
    {
        var at = new Curve(1.1, 0.25);
        var gradient = Derive.GradFirst((Curve p, Measurement r) => Math.Pow(p.Height * Math.Exp(p.Rate * r.X) - r.Y, 2), Pure);
        var (f, data) = (gradient.Compile(), Measurements.Data());
        Assert.Equal(data.Select(r => f(at, r)), data.AsQueryable().Select(gradient.At(() => at)).ToList());

        var slope = Derive.Derivative(x => x * x * x - x, Pure).After((Measurement r) => r.X);
        Assert.Equal(data.Where(r => slope.Compile()(r) > 0).Select(r => r.Id), data.AsQueryable().Where(Positive(slope)).Select(r => r.Id).ToList());
        Assert.Equal(data.OrderBy(slope.Compile()).Select(r => r.Id), data.AsQueryable().OrderBy(slope).Select(r => r.Id).ToList());
    }

    [Fact]
    public void A_gradient_of_an_array_is_selected_from_a_list()
    {
        var gradient = Derive.Grad((double[] a) => a[0] * a[0] * a[a.Length - 1], Pure);
        double[][] data = [[1, 2], [3, 4, 5]];
        Assert.Equal([[4.0, 1], [30, 0, 9]], data.AsQueryable().Select(gradient).ToArray());
    }

    private static Expression<Func<Measurement, bool>> Positive(Expression<Func<Measurement, double>> f) =>
        Expression.Lambda<Func<Measurement, bool>>(Expression.GreaterThan(f.Body, Expression.Constant(0.0)), f.Parameters);

    // Functions of a database round as they like: a few units in the last place.
    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 8 * double.Epsilon + 1e-15 * 8 * Math.Max(1, Math.Abs(a)));

    // In the last projection EF Core calls in memory what it cannot translate: what is expected to run in the database stands in the text.
    private static void AssertInSql(IQueryable query, params string[] parts)
    {
        var sql = query.ToQueryString();
        Assert.All(parts, part => Assert.Contains(part, sql, StringComparison.Ordinal));
    }

    private void AssertOneCommand() => Assert.Single(db.Commands);
}
