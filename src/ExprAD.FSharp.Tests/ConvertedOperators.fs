/// Functions and operators of FSharp.Core in lambdas that the compiler converts.
module ExprAD.FSharp.Tests.ConvertedOperators

open System
open System.Linq.Expressions
open ExprAD
open ExprAD.FSharp.Tests.Oracle
open Xunit

let private zero (_: float) = 0.0

[<Fact>]
let ``Elementary functions have their derivatives`` () =
    let at = [ 0.3; 0.7 ]
    Right.Of((fun x -> sin x), sin, cos, (fun x -> -(sin x)), at)
    Right.Of((fun x -> cos x), cos, (fun x -> -(sin x)), (fun x -> -(cos x)), at)
    Right.Of((fun x -> tan x), tan, (fun x -> 1.0 + tan x ** 2.0), (fun x -> 2.0 * tan x * (1.0 + tan x ** 2.0)), at)
    Right.Of((fun x -> asin x), asin, (fun x -> (1.0 - x * x) ** -0.5), (fun x -> x * (1.0 - x * x) ** -1.5), at)
    Right.Of((fun x -> acos x), acos, (fun x -> -((1.0 - x * x) ** -0.5)), (fun x -> -x * (1.0 - x * x) ** -1.5), at)
    Right.Of((fun x -> atan x), atan, (fun x -> 1.0 / (1.0 + x * x)), (fun x -> -2.0 * x / (1.0 + x * x) ** 2.0), at)
    Right.Of((fun x -> sinh x), sinh, cosh, sinh, at)
    Right.Of((fun x -> cosh x), cosh, sinh, cosh, at)
    Right.Of((fun x -> tanh x), tanh, (fun x -> 1.0 - tanh x ** 2.0), (fun x -> -2.0 * tanh x * (1.0 - tanh x ** 2.0)), at)
    Right.Of((fun x -> exp x), exp, exp, exp, at)
    Right.Of((fun x -> log x), log, (fun x -> 1.0 / x), (fun x -> -1.0 / (x * x)), at)
    Right.Of((fun x -> log10 x), log10, (fun x -> 1.0 / (x * log 10.0)), (fun x -> -1.0 / (x * x * log 10.0)), at)
    Right.Of((fun x -> sqrt x), sqrt, (fun x -> 0.5 / sqrt x), (fun x -> -0.25 * x ** -1.5), at)

[<Fact>]
let ``Functions with kinks have the conventions of the library`` () =
    Right.Of((fun x -> abs x), abs, (fun x -> float (sign x)), zero, [ -2.0; 0.0; 3.0 ])
    Right.Of((fun x -> max x 2.0), max 2.0, (fun x -> if x > 2.0 then 1.0 elif x = 2.0 then 0.5 else 0.0), zero, [ 1.0; 2.0; 3.0 ])
    Right.Of((fun x -> min x 2.0), min 2.0, (fun x -> if x < 2.0 then 1.0 elif x = 2.0 then 0.5 else 0.0), zero, [ 1.0; 2.0; 3.0 ])
    Right.Of((fun x -> x * float (sign x)), abs, (fun x -> float (sign x)), zero, [ -2.0; 3.0 ])
    Right.Of((fun x -> x + ceil x), (fun x -> x + ceil x), (fun _ -> 1.0), zero, [ -1.5; 2.5 ])
    Right.Of((fun x -> x * floor x), (fun x -> x * floor x), floor, zero, [ -1.5; 2.5 ])
    Right.Of((fun x -> x * truncate x), (fun x -> x * truncate x), truncate, zero, [ -1.5; 2.5 ])
    Right.Of((fun x -> x * round x), (fun x -> x * round x), round, zero, [ -1.5; 2.5; 3.7 ])

[<Fact>]
let ``Powers take real and whole exponents`` () =
    Right.Of((fun x -> x ** 2.5), (fun x -> x ** 2.5), (fun x -> 2.5 * x ** 1.5), (fun x -> 3.75 * x ** 0.5), [ 0.5; 2.0 ])
    Right.Of((fun x -> 2.0 ** x), (fun x -> 2.0 ** x), (fun x -> log 2.0 * 2.0 ** x), (fun x -> log 2.0 * log 2.0 * 2.0 ** x), [ 0.5; -2.0 ])
    Right.Of((fun x -> pown x 3), (fun x -> x * x * x), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ -1.5; 0.0; 2.0 ])
    Right.Of((fun x -> pown x -2), (fun x -> 1.0 / (x * x)), (fun x -> -2.0 / (x * x * x)), (fun x -> 6.0 / pown x 4), [ -1.5; 2.0 ])
    Right.Of((fun x -> pown x 0 + x), (fun x -> 1.0 + x), (fun _ -> 1.0), zero, [ 0.0; 2.0 ])
    let n = 5
    Right.Of((fun x -> pown x n), (fun x -> pown x 5), (fun x -> 5.0 * pown x 4), (fun x -> 20.0 * pown x 3), [ -1.5; 2.0 ])

[<Fact>]
let ``Strict arithmetic keeps the bits of pown`` () =
    let strict = AdOptions(Arithmetic = AdArithmetic.Strict)
    for n in -9 .. 13 do
        for x in [ 1.1; -0.7; 3.3 ] do
            let struct (value, _) = Ad.ValueAndGrad((fun (x: float) -> pown x n), strict).Invoke x
            Assert.Equal(pown x n, value)

[<Fact>]
let ``Functions of two numbers are differentiated by both`` () =
    Right.Of((fun x -> atan2 x (1.0 + x)), (fun x -> atan2 x (1.0 + x)), (fun x -> 1.0 / (x * x + (1.0 + x) ** 2.0)), (fun x -> -(4.0 * x + 2.0) / (2.0 * x * x + 2.0 * x + 1.0) ** 2.0), [ 0.5; 2.0 ])
    Right.Of((fun x -> x % 2.0), (fun x -> x % 2.0), (fun _ -> 1.0), zero, [ 3.5; -2.5 ])

[<Fact>]
let ``Arithmetic operators and signs`` () =
    Right.Of((fun x -> -x * x + x / 3.0 - +x), (fun x -> -x * x + x / 3.0 - x), (fun x -> -2.0 * x - 2.0 / 3.0), (fun _ -> -2.0), [ 1.5; -2.0 ])

[<Fact>]
let ``Conversions of numbers`` () =
    Right.Of((fun x -> x * float (int x)), (fun x -> x * truncate x), truncate, zero, [ 2.5; -1.5 ])
    Right.Of((fun x -> double x * float 3 + float (float32 2.5)), (fun x -> 3.0 * x + 2.5), (fun _ -> 3.0), zero, [ 2.5 ])

[<Fact>]
let ``Comparisons and logic choose branches`` () =
    let relu x = if x > 0.0 then x else 0.0
    Right.Of((fun x -> if x > 0.0 && not (x >= 2.0) || x = 3.0 then x * x else x), (fun x -> if x > 0.0 && x < 2.0 || x = 3.0 then x * x else x),
             (fun x -> if x > 0.0 && x < 2.0 || x = 3.0 then 2.0 * x else 1.0), (fun x -> if x > 0.0 && x < 2.0 || x = 3.0 then 2.0 else 0.0), [ -1.0; 1.0; 2.5; 3.0 ])
    Right.Of((fun x -> if compare x 1.0 <= 0 && x <> 0.5 then x * x else x), (fun x -> if x <= 1.0 && x <> 0.5 then x * x else x),
             (fun x -> if x <= 1.0 && x <> 0.5 then 2.0 * x else 1.0), (fun x -> if x <= 1.0 && x <> 0.5 then 2.0 else 0.0), [ 0.5; 0.75; 2.0 ])
    Right.Of((fun x -> if x > 0.0 then sqrt x else 0.0), (fun x -> sqrt (relu x)), (fun x -> if x > 0.0 then 0.5 / sqrt x else 0.0), (fun x -> if x > 0.0 then -0.25 * x ** -1.5 else 0.0), [ -1.0; 0.0; 4.0 ])

[<Fact>]
let ``Functions of float32`` () =
    let derivative = Ad.Grad(fun (x: float32) -> float (sin x * 2.0f + x ** 3.0f + abs x + pown x 2 + max x 0.0f))
    let x = 0.5f
    let expected = 2.0f * cos x + 3.0f * x * x + 1.0f + 2.0f * x + 1.0f
    Assert.InRange(derivative.Invoke x, expected - 1e-5f, expected + 1e-5f)

[<Fact>]
let ``Members of System.Math are the same functions`` () =
    Right.Of((fun x -> Math.Sin x * Math.PI + Math.Pow(x, 2.0)), (fun x -> sin x * Math.PI + x * x), (fun x -> cos x * Math.PI + 2.0 * x), (fun x -> 2.0 - sin x * Math.PI), [ 0.5 ])

[<Fact>]
let ``Small functions that pass values on`` () =
    Right.Of((fun x -> ignore x; id x * fst (x, 2.0) * snd (1.0, x)), (fun x -> x * x * x), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])
