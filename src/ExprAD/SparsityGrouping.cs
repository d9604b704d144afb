namespace ExprAD;

/// <summary>How the columns or rows of a sparse matrix are put into groups that are computed together.</summary>
public enum SparsityGrouping
{
    /// <summary>By columns or by rows, whichever promises fewer groups.</summary>
    Fewest,

    /// <summary>Columns that have no row in common.</summary>
    Columns,

    /// <summary>Rows that have no column in common.</summary>
    Rows,

    /// <summary>Columns of a symmetric matrix, by star coloring.</summary>
    Symmetric,
}
