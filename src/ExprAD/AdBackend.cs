namespace ExprAD;

/// <summary>What turns a derivative into a delegate.</summary>
public enum AdBackend
{
    /// <summary>FastExpressionCompiler, with <see cref="System"/> where it declines.</summary>
    Fast,

    /// <summary><see cref="System.Linq.Expressions.LambdaExpression.Compile()"/>.</summary>
    System,

    /// <summary>The interpreter of System.Linq.Expressions: nothing is compiled.</summary>
    Interpreted,
}
