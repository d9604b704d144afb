namespace ExprAD;

/// <summary>The kinds of derivatives.</summary>
internal enum Verb
{
    Grad,
    GradFirst,
    ValueAndGrad,
    ValueAndGradFirst,
    GradInto,
    Derivative,
    Jvp,
    Vjp,
    Jacobian,
    Hessian,
    Hvp,
    Taylor,
    SparseJacobian,
    SparseHessian,
    Inline,
}
