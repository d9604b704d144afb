namespace ExprAD.FSharp

open System
open System.Linq.Expressions
open ExprAD.FSharp.Refusals
open FSharp.Quotations

/// Derivatives of functions in code quotations as expression trees, which can be printed, differentiated again, handed to a LINQ provider or compiled.
module Derive =

    // The same tree with a tuple of F# as its result.
    let private tupled<'Delegate> (derived: LambdaExpression) =
        let locals = ResizeArray<ParameterExpression>()
        let store (value: Expression) : Expression * Expression =
            let local = Expression.Variable(value.Type, "both")
            locals.Add local
            local, Expression.Assign(local, value)
        let rec ending (value: Expression) : Expression =
            match value with
            | :? BlockExpression as block ->
                let last = block.Expressions.Count - 1
                let changed = ending block.Expressions[last]
                Expression.Block(changed.Type, block.Variables, Seq.append (Seq.take last block.Expressions) [ changed ])
            | :? NewExpression -> VerbCalls.asTuple id value
            | _ ->
                let local, assignment = store value
                Expression.Block([ local :?> ParameterExpression ], assignment, VerbCalls.asTuple id local)
        Expression.Lambda<'Delegate>(ending derived.Body, derived.Parameters)

    /// <summary>The derivative of a function of one number.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let derivative (f: Expr<float -> float>) : Expression<Func<float, float>> =
        inFSharp (fun () -> ExprAD.Derive.Derivative(toExpression f))

    /// <summary>The gradient of a function, which has the shape of its parameter.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let grad (f: Expr<'T -> float>) : Expression<Func<'T, 'T>> =
        inFSharp (fun () -> ExprAD.Derive.Grad<'T>(toExpression f))

    /// <summary>The value of a function and its gradient.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let valueAndGrad (f: Expr<'T -> float>) : Expression<Func<'T, float * 'T>> =
        tupled (inFSharp (fun () -> ExprAD.Derive.ValueAndGrad<'T>(toExpression f)))

    /// <summary>The gradients of a curried function with respect to both parameters.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let grad2 (f: Expr<'A -> 'B -> float>) : Expression<Func<'A, 'B, 'A * 'B>> =
        tupled (inFSharp (fun () -> ExprAD.Derive.Grad<'A, 'B>(toExpression2 f)))

    /// <summary>The gradient of a curried function with respect to the first parameter; the second is data.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let gradFirst (f: Expr<'A -> 'B -> float>) : Expression<Func<'A, 'B, 'A>> =
        inFSharp (fun () -> ExprAD.Derive.GradFirst<'A, 'B>(toExpression2 f))

    /// <summary>The value of a curried function and its gradient with respect to the first parameter; the second is data.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let valueAndGradFirst (f: Expr<'A -> 'B -> float>) : Expression<Func<'A, 'B, float * 'A>> =
        tupled (inFSharp (fun () -> ExprAD.Derive.ValueAndGradFirst<'A, 'B>(toExpression2 f)))

    /// <summary>The Jacobian of a function of an array: row i holds the derivatives of output i.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let jacobian (f: Expr<float[] -> float[]>) : Expression<Func<float[], float[,]>> =
        inFSharp (fun () -> ExprAD.Derive.Jacobian(toExpression f))

    /// <summary>The matrix of second derivatives of a function of an array.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let hessian (f: Expr<float[] -> float>) : Expression<Func<float[], float[,]>> =
        inFSharp (fun () -> ExprAD.Derive.Hessian(toExpression f))

    /// <summary>The Hessian of a function at a point, times a vector: the point comes first.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let hvp (f: Expr<float[] -> float>) : Expression<Func<float[], float[], float[]>> =
        inFSharp (fun () -> ExprAD.Derive.Hvp(toExpression f))

    /// <summary>The value of a function at a point and its derivative along a direction: forward mode.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let jvp (f: Expr<'T -> 'U>) : Expression<Func<'T, 'T, 'U * 'U>> =
        tupled (inFSharp (fun () -> ExprAD.Derive.Jvp<'T, 'U>(toExpression f)))

    /// <summary>The value of a function at a point and a cotangent times its Jacobian: reverse mode.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let vjp (f: Expr<'T -> 'U>) : Expression<Func<'T, 'U, 'U * 'T>> =
        tupled (inFSharp (fun () -> ExprAD.Derive.Vjp<'T, 'U>(toExpression f)))

    /// <summary>The Taylor coefficients of a function of one number: the k-th derivative over k!, for k = 0 .. order.</summary>
    /// <param name="order">The last k.</param>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let taylor (order: int) (f: Expr<float -> float>) : Expression<Func<float, float[]>> =
        inFSharp (fun () -> ExprAD.Derive.Taylor(toExpression f, order))

    /// <summary>The function of a quotation itself as an expression tree.</summary>
    /// <param name="f">The function; a tupled one has one parameter.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be an expression tree.</exception>
    let toExpression (f: Expr<'T -> 'U>) : Expression<Func<'T, 'U>> = Verbs.toExpression f

    /// <summary>The curried function of a quotation itself as an expression tree with two parameters.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be an expression tree.</exception>
    let toExpression2 (f: Expr<'A -> 'B -> 'C>) : Expression<Func<'A, 'B, 'C>> = Verbs.toExpression2 f
