namespace ExprAD.FSharp.Tests

open System
open ExprAD
open ExprAD.FSharp
open FSharp.Quotations
open FSharp.Quotations.Patterns
open Xunit

/// Checks a function against itself as it runs, and its derivatives against closed forms: both modes, all back ends, second order against differences.
[<AbstractClass; Sealed>]
type QuotationChecks =

    static member private Close(expected: float, actual: float, tolerance: float, what: string) =
        let isClose = expected.Equals actual || abs (expected - actual) <= tolerance * (1.0 + abs expected)
        Assert.True(isClose, $"{what}: expected {expected}, got {actual}")

    static member private Options =
        [ for mode in [ AdMode.Forward; AdMode.Reverse ] do
              for backend in [ AdBackend.Fast; AdBackend.System; AdBackend.Interpreted ] do
                  AdOptions(Mode = mode, Backend = backend) ]

    static member private Original(f: Expr<'F>) =
        match f with
        | WithValue(value, _, _) -> value :?> 'F
        | _ -> invalidArg (nameof f) "no value"

    /// A function of a number.
    static member OfNumber([<ReflectedDefinition(true)>] f: Expr<float -> float>, derivative: float -> float, [<ParamArray>] at: float array) =
        let original, tree = QuotationChecks.Original f, toExpression f
        let translated = tree.Compile()
        for x in at do
            QuotationChecks.Close(original x, translated.Invoke x, 1e-12, $"the value at {x}")
            QuotationChecks.Close(derivative x, grad f x, 1e-10, $"grad at {x}")
            for options in QuotationChecks.Options do
                QuotationChecks.Close(derivative x, Ad.Grad(tree, options).Invoke x, 1e-10, $"{options.Mode} mode, {options.Backend}, at {x}")
            let h = 1e-3
            let second = (8.0 * (derivative (x + h) - derivative (x - h)) - (derivative (x + 2.0 * h) - derivative (x - 2.0 * h))) / (12.0 * h)
            QuotationChecks.Close(second, Ad.Derivative(tree, 2).Invoke x, 1e-6, $"the second derivative at {x}")

    /// A function of an array.
    static member OfArray([<ReflectedDefinition(true)>] f: Expr<float array -> float>, gradient: float array -> float array, [<ParamArray>] at: float array array) =
        let original, tree = QuotationChecks.Original f, toExpression f
        let translated = tree.Compile()
        for x in at do
            let text = String.Join("; ", x)
            QuotationChecks.Close(original x, translated.Invoke x, 1e-12, $"the value at {text}")
            let all (expected: float array) (actual: float array) tolerance what =
                Assert.Equal(expected.Length, actual.Length)
                Array.iter2 (fun e a -> QuotationChecks.Close(e, a, tolerance, $"{what} at {text}")) expected actual
            all (gradient x) (grad f x) 1e-10 "grad"
            for options in QuotationChecks.Options do
                all (gradient x) (Ad.Grad(tree, options).Invoke x) 1e-10 $"{options.Mode} mode, {options.Backend}"
            let direction = Array.init x.Length (fun i -> 1.0 - 0.3 * float i)
            let moved h = gradient (Array.map2 (fun a d -> a + h * d) x direction)
            let h = 1e-3
            let slope i = (8.0 * ((moved h)[i] - (moved -h)[i]) - ((moved (2.0 * h))[i] - (moved (-2.0 * h))[i])) / (12.0 * h)
            all (Array.init x.Length slope) (hvp f x direction) 1e-6 "the second derivative"
