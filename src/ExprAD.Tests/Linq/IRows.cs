namespace ExprAD.Tests.Linq;

/// <summary>A table of functions, all checked in the same way by <see cref="RowTests{TRows}"/>.</summary>
public interface IRows
{
    /// <summary>The rows, with names of their own.</summary>
    static abstract IReadOnlyList<Row> Rows { get; }
}
