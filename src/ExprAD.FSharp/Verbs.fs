namespace ExprAD.FSharp

open System
open System.Linq.Expressions
open ExprAD
open ExprAD.FSharp.Refusals
open FSharp.Quotations

/// Derivatives of functions in code quotations, compiled: make them once, call them often.
[<AutoOpen>]
module Verbs =

    /// <summary>The function of a quotation as an expression tree, for everything that <c>Ad</c> and <c>Derive</c> can do with it.</summary>
    /// <param name="f">The function; a tupled one has one parameter.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be an expression tree.</exception>
    let toExpression (f: Expr<'T -> 'U>) : Expression<Func<'T, 'U>> =
        Translator.Lambda(1, f) :?> Expression<Func<'T, 'U>>

    /// <summary>The curried function of a quotation as an expression tree with two parameters.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be an expression tree.</exception>
    let toExpression2 (f: Expr<'A -> 'B -> 'C>) : Expression<Func<'A, 'B, 'C>> =
        Translator.Lambda(2, f) :?> Expression<Func<'A, 'B, 'C>>

    /// <summary>The derivative of a function of one number.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let derivative (f: Expr<float -> float>) : float -> float =
        let derived = inFSharp (fun () -> Ad.Derivative(toExpression f))
        fun x -> derived.Invoke x

    /// <summary>The gradient of a function, which has the shape of its parameter: a number, an array, a tuple, a record.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let grad (f: Expr<'T -> float>) : 'T -> 'T =
        let derived = inFSharp (fun () -> Ad.Grad<'T>(toExpression f))
        fun x -> derived.Invoke x

    /// <summary>The value of a function and its gradient.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let valueAndGrad (f: Expr<'T -> float>) : 'T -> float * 'T =
        let derived = inFSharp (fun () -> Ad.ValueAndGrad<'T>(toExpression f))
        fun x ->
            let struct (value, gradient) = derived.Invoke x
            value, gradient

    /// <summary>The gradients of a curried function with respect to both parameters.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let grad2 (f: Expr<'A -> 'B -> float>) : 'A -> 'B -> 'A * 'B =
        let derived = inFSharp (fun () -> Ad.Grad<'A, 'B>(toExpression2 f))
        fun a b ->
            let struct (first, second) = derived.Invoke(a, b)
            first, second

    /// <summary>The gradient of a curried function with respect to the first parameter; the second is data.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let gradFirst (f: Expr<'A -> 'B -> float>) : 'A -> 'B -> 'A =
        let derived = inFSharp (fun () -> Ad.GradFirst<'A, 'B>(toExpression2 f))
        fun a b -> derived.Invoke(a, b)

    /// <summary>The value of a curried function and its gradient with respect to the first parameter; the second is data.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let valueAndGradFirst (f: Expr<'A -> 'B -> float>) : 'A -> 'B -> float * 'A =
        let derived = inFSharp (fun () -> Ad.ValueAndGradFirst<'A, 'B>(toExpression2 f))
        fun a b ->
            let struct (value, gradient) = derived.Invoke(a, b)
            value, gradient

    /// <summary>The Jacobian of a function of an array: row i holds the derivatives of output i.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let jacobian (f: Expr<float[] -> float[]>) : float[] -> float[,] =
        let derived = inFSharp (fun () -> Ad.Jacobian(toExpression f))
        fun x -> derived.Invoke x

    /// <summary>The matrix of second derivatives of a function of an array.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let hessian (f: Expr<float[] -> float>) : float[] -> float[,] =
        let derived = inFSharp (fun () -> Ad.Hessian(toExpression f))
        fun x -> derived.Invoke x

    /// <summary>The Hessian of a function at a point, times a vector: the point comes first.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let hvp (f: Expr<float[] -> float>) : float[] -> float[] -> float[] =
        let derived = inFSharp (fun () -> Ad.Hvp(toExpression f))
        fun x v -> derived.Invoke(x, v)

    /// <summary>The value of a function at a point and its derivative along a direction: forward mode.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let jvp (f: Expr<'T -> 'U>) : 'T -> 'T -> 'U * 'U =
        let derived = inFSharp (fun () -> Ad.Jvp<'T, 'U>(toExpression f))
        fun x direction ->
            let struct (value, tangent) = derived.Invoke(x, direction)
            value, tangent

    /// <summary>The value of a function at a point and a cotangent times its Jacobian: reverse mode.</summary>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let vjp (f: Expr<'T -> 'U>) : 'T -> 'U -> 'U * 'T =
        let derived = inFSharp (fun () -> Ad.Vjp<'T, 'U>(toExpression f))
        fun x cotangent ->
            let struct (value, result) = derived.Invoke(x, cotangent)
            value, result

    /// <summary>The Taylor coefficients of a function of one number: the k-th derivative over k!, for k = 0 .. order.</summary>
    /// <param name="order">The last k.</param>
    /// <param name="f">The function.</param>
    /// <exception cref="T:ExprAD.NotDifferentiableException">Something in the function cannot be differentiated.</exception>
    let taylor (order: int) (f: Expr<float -> float>) : float -> float[] =
        let derived = inFSharp (fun () -> Ad.Taylor(toExpression f, order))
        fun x -> derived.Invoke x
