using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ExprAD.Tests.Embedded;

/// <summary>A row of a table of measurements.</summary>
public sealed class Measurement
{
    public int Id { get; set; }

    public int Batch { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double? Weight { get; set; }
}

/// <summary>A database in memory with twelve measurements, one weight in three missing; remembers the commands that it has run.</summary>
public sealed class Measurements : DbContext
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public Measurements()
    {
        connection.Open();
        Database.EnsureCreated();
        Rows.AddRange(Data());
        SaveChanges();
        ChangeTracker.Clear();
        Commands.Clear();
    }

    public DbSet<Measurement> Rows => Set<Measurement>();

    internal List<string> Commands { get; } = [];

    internal static List<Measurement> Data() =>
    [
        .. Enumerable.Range(1, 12).Select(i => new Measurement
        {
            Id = i,
            Batch = i % 3,
            X = (0.25 * i) - 1.6,
            Y = Math.Exp(0.3 * ((0.25 * i) - 1.6)) + (((i % 4) - 1.5) / 10),
            Weight = i % 3 == 0 ? null : 1.0 / i,
        }),
    ];

    public override void Dispose()
    {
        base.Dispose();
        connection.Dispose();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseSqlite(connection).LogTo(
            message => Commands.Add(message), (id, _) => id == RelationalEventId.CommandExecuted);
}

/// <summary>How a derivative is put into another lambda: by replacing its parameters.</summary>
internal static class Compose
{
    /// <summary>The body of a lambda with its parameters replaced, as a lambda of the given parameter.</summary>
    internal static Expression<Func<TRow, TResult>> At<TRow, TResult>(LambdaExpression f, ParameterExpression row, params Expression[] arguments) =>
        Expression.Lambda<Func<TRow, TResult>>(new Replacing(f.Parameters, arguments).Visit(f.Body), row);

    /// <summary>A function of parameters and a row, at parameters given as a captured variable.</summary>
    internal static Expression<Func<TRow, TResult>> At<TParameters, TRow, TResult>(
        this Expression<Func<TParameters, TRow, TResult>> f, Expression<Func<TParameters>> at) =>
        At<TRow, TResult>(f, f.Parameters[1], at.Body, f.Parameters[1]);

    /// <summary>f(g(row)).</summary>
    internal static Expression<Func<TRow, TResult>> After<TRow, T, TResult>(this Expression<Func<T, TResult>> f, Expression<Func<TRow, T>> g) =>
        At<TRow, TResult>(f, g.Parameters[0], g.Body);

    private sealed class Replacing(IReadOnlyList<ParameterExpression> parameters, Expression[] by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            for (var i = 0; i < by.Length; i++)
            {
                if (parameters[i] == node)
                {
                    return by[i];
                }
            }

            return node;
        }
    }
}
