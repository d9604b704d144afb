namespace ExprAD;

/// <summary>
/// Differentiates lambdas: each verb returns the derivative as an expression tree, which can be printed, edited, differentiated
/// again, handed to a LINQ provider, or compiled by anyone. <see cref="Ad"/> has the same verbs returning delegates.
/// </summary>
public static partial class Derive;
