/// "This converted lambda has the right derivatives": value, first and second order, in both modes and every back end, against closed forms.
module ExprAD.FSharp.Tests.Oracle

open System
open System.Linq.Expressions
open ExprAD
open Xunit

let private options =
    [ for mode in [ AdMode.Forward; AdMode.Reverse ] do
          for backend in [ AdBackend.Fast; AdBackend.System; AdBackend.Interpreted ] -> AdOptions(Mode = mode, Backend = backend) ]

let close (expected: float) (actual: float) =
    if not (expected.Equals actual || abs (expected - actual) <= 1e-12 * max 1.0 (abs expected)) then
        Assert.Fail $"expected {expected:R} instead of {actual:R}"

/// The error of differences of the closed gradient, by which second derivatives are compared.
let private near (expected: float) (actual: float) = Assert.InRange(actual - expected, -1e-6 * (1.0 + abs expected), 1e-6 * (1.0 + abs expected))

let closeAll (expected: float seq) (actual: float seq) =
    Assert.Equal(Seq.length expected, Seq.length actual)
    Seq.iter2 close expected actual

/// Column j of the Hessian is the derivative of the gradient by component j.
let private differences (gradient: float[] -> float[]) (x: float[]) j =
    let moved by = gradient (Array.mapi (fun i v -> if i = j then v + by else v) x)
    let central h = Array.map2 (fun a b -> (a - b) / (2.0 * h)) (moved h) (moved -h)
    Array.map2 (fun fine coarse -> (4.0 * fine - coarse) / 3.0) (central 5e-4) (central 1e-3)

type Right =
    /// A function of one number, with its first and second derivatives.
    static member Of(f: Expression<Func<float, float>>, value: float -> float, first: float -> float, second: float -> float, at: float list) =
        for o in options do
            let valueAndGrad = Ad.ValueAndGrad(f, o)
            let derivative2 = Ad.Derivative(f, 2, o)
            let nested = Ad.Grad(Derive.Grad(f, o), o)
            for x in at do
                let struct (v, d) = valueAndGrad.Invoke x
                close (value x) v
                close (first x) d
                close (second x) (derivative2.Invoke x)
                close (second x) (nested.Invoke x)

    /// A function of an array with its gradient in closed form.
    static member Of(f: Expression<Func<float[], float>>, value: float[] -> float, gradient: float[] -> float[], at: float[] list) =
        for o in options do
            let valueAndGrad = Ad.ValueAndGrad(f, o)
            let hessian = Ad.Hessian(f, o)
            for x in at do
                let struct (v, g) = valueAndGrad.Invoke x
                close (value x) v
                closeAll (gradient x) g
                let h = hessian.Invoke x
                for j in 0 .. x.Length - 1 do
                    Seq.iter2 near (differences gradient x j) [ for i in 0 .. x.Length - 1 -> h[i, j] ]

    /// A function of anything made of numbers, which <c>parts</c> lists.
    static member Over<'T>(f: Expression<Func<'T, float>>, value: 'T -> float, gradient: 'T -> 'T, parts: 'T -> float list, at: 'T list) =
        for o in options do
            let valueAndGrad = Ad.ValueAndGrad(f, o)
            for x in at do
                let struct (v, g) = valueAndGrad.Invoke x
                close (value x) v
                closeAll (parts (gradient x)) (parts g)

type Throws =
    /// The derivative throws what the function throws, or a kind of it.
    static member Alike(f: Expression<Func<float[], float>>, original: float[] -> float, at: float[]) =
        let expected = Record.Exception(fun () -> original at |> ignore)
        for o in options do
            let gradient = Ad.Grad(f, o)
            Assert.IsAssignableFrom(expected.GetType(), Record.Exception(fun () -> gradient.Invoke at |> ignore)) |> ignore

type Refused =
    /// The message of the refusal has all of these words.
    static member Saying(f: Expression<Func<float, float>>, [<ParamArray>] words: string[]) =
        let refusal = Assert.Throws<NotDifferentiableException>(fun () -> Ad.Grad f |> ignore)
        for word in words do
            Assert.Contains(word, refusal.Message)

    /// The same for a function of an array.
    static member Saying(f: Expression<Func<float[], float>>, [<ParamArray>] words: string[]) =
        let refusal = Assert.Throws<NotDifferentiableException>(fun () -> Ad.Grad f |> ignore)
        for word in words do
            Assert.Contains(word, refusal.Message)
