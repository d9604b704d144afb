module ExprAD.FSharp.Tests.QuotationProgramTests

open System
open ExprAD
open ExprAD.FSharp
open Xunit

type Layer = { Weights: float array array; Biases: float array }

type Network = { Hidden: Layer; Output: float array }

[<ReflectedDefinition>]
let private force (k: float) (c: float) position velocity = -k * position - c * velocity

/// The classical method of Runge and Kutta, written with mutable variables.
[<ReflectedDefinition>]
let private oscillator (k: float, c: float) steps (h: float) =
    let mutable x = 1.0
    let mutable v = 0.0
    for _ in 1..steps do
        let k1x, k1v = v, force k c x v
        let k2x, k2v = v + 0.5 * h * k1v, force k c (x + 0.5 * h * k1x) (v + 0.5 * h * k1v)
        let k3x, k3v = v + 0.5 * h * k2v, force k c (x + 0.5 * h * k2x) (v + 0.5 * h * k2v)
        let k4x, k4v = v + h * k3v, force k c (x + h * k3x) (v + h * k3v)
        x <- x + h / 6.0 * (k1x + 2.0 * k2x + 2.0 * k3x + k4x)
        v <- v + h / 6.0 * (k1v + 2.0 * k2v + 2.0 * k3v + k4v)
    x

let private differences (f: float array -> float) (x: float array) = Numeric.Gradient(Func<float array, float> f, x, NumericMethod.Richardson)

[<Fact>]
let ``A model of differential equations is calibrated`` () =
    let observed = [| 1, 0.95; 2, 0.8; 3, 0.6 |]
    let loss = <@ fun (p: float array) ->
        let mutable sum = 0.0
        for (time, value) in observed do
            let error = oscillator (p[0], p[1]) (5 * time) 0.05 - value
            sum <- sum + error * error
        sum @>
    let plain (p: float array) = observed |> Array.sumBy (fun (time, value) -> (oscillator (p[0], p[1]) (5 * time) 0.05 - value) ** 2.0)
    let at = [| 2.0; 0.3 |]
    let expected = differences plain at
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-8)) expected (grad loss at)
    for mode in [ AdMode.Forward; AdMode.Reverse ] do
        Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-8)) expected (Ad.Grad(toExpression loss, AdOptions(Mode = mode)).Invoke at)

[<Fact>]
let ``A network of records and arrays of arrays`` () =
    let network = { Hidden = { Weights = [| [| 0.1; -0.2 |]; [| 0.4; 0.3 |]; [| -0.5; 0.2 |] |]; Biases = [| 0.1; 0.0; -0.1 |] }; Output = [| 0.3; -0.6; 0.2 |] }
    let data = [| [| 1.0; 0.5 |], 1.0; [| -0.5; 0.25 |], 0.0 |]
    let slope =
        gradFirst
            <@ fun (n: Network) (samples: (float array * float) array) ->
                let dot (a: float array) (b: float array) = Array.map2 (*) a b |> Array.sum
                let predict input =
                    let hidden = Array.map2 (fun w b -> tanh (dot w input + b)) n.Hidden.Weights n.Hidden.Biases
                    1.0 / (1.0 + exp -(dot hidden n.Output))
                samples |> Array.sumBy (fun (input, target) -> (predict input - target) ** 2.0) @>
            network data
    let flat (n: Network) = Array.concat [ Array.concat n.Hidden.Weights; n.Hidden.Biases; n.Output ]
    let loss (p: float array) =
        data
        |> Array.sumBy (fun (input, target) ->
            let hidden = Array.init 3 (fun i -> tanh (p[2 * i] * input[0] + p[2 * i + 1] * input[1] + p[6 + i]))
            let output = Seq.sum (seq { for i in 0..2 -> hidden[i] * p[9 + i] })
            (1.0 / (1.0 + exp -output) - target) ** 2.0)
    Array.iter2 (fun (e: float) a -> Assert.Equal(e, a, 1e-8)) (differences loss (flat network)) (flat slope)

[<Fact>]
let ``Collections and loops side by side`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let squares = x |> Array.map (fun v -> v * v)
            let mutable sum = 0.0
            for i in 0 .. squares.Length - 1 do
                let factor = float (i + 1)
                sum <- sum + (x |> Array.sumBy (fun v -> v * factor)) * squares[i]
            sum + Array.fold (fun s v -> s + sin v) 0.0 squares),
        (fun x ->
            let total = Array.sum x
            let weighted = x |> Array.mapi (fun i v -> float (i + 1) * v * v) |> Array.sum
            x |> Array.mapi (fun i v -> weighted + 2.0 * v * float (i + 1) * total + 2.0 * v * cos (v * v))), [| 1.5; -0.5; 2.0 |], [| 3.0 |])

[<Fact>]
let ``An array that a function has made is changed afterwards`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let a = Array.map sin x
            let b = Array.init x.Length (fun i -> x[i] * float i)
            for i in 0 .. a.Length - 1 do
                a[i] <- a[i] * b[i]
                b[i] <- b[i] + 1.0
            Array.sum a + Array.sum b),
        (fun x -> x |> Array.mapi (fun i v -> float i * (v * cos v + sin v + 1.0))), [| 1.5; -0.5; 2.0 |], [| 3.0 |])

[<Fact>]
let ``Comprehensions and slices`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let squares = [| for v in x -> v * v |]
            let some = [ for i in 0 .. x.Length - 1 do if i % 2 = 0 then yield x[i] * float i ]
            Array.sum squares[1..] + List.sum some + Seq.sum (seq { for i in 1..3 -> x[0] * float i })),
        (fun x -> x |> Array.mapi (fun i v -> (if i > 0 then 2.0 * v else 6.0) + (if i % 2 = 0 then float i else 0.0))), [| 1.5; -0.5; 2.0 |], [| 3.0 |])

[<Fact>]
let ``Matrices are filled and read`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let n = x.Length
            let m = Array2D.zeroCreate n n
            for i in 0 .. n - 1 do
                for j in 0 .. n - 1 do
                    m[i, j] <- x[i] * x[j] + float (i - j)
            let mutable s = 0.0
            for i in 0 .. Array2D.length1 m - 1 do
                for j in 0 .. Array2D.length2 m - 1 do
                    s <- s + m[i, j] * m[j, i]
            s),
        (fun x ->
            let squares = Array.sumBy (fun v -> v * v) x
            x |> Array.map (fun v -> 4.0 * v * squares)), [| 1.5; -0.5; 2.0 |])

[<Fact>]
let ``Newton's method inside a function is differentiated as it runs`` () =
    QuotationChecks.OfNumber(
        (fun a ->
            let slope = derivative <@ fun x -> x * x * x - 2.0 @>
            let mutable x = a
            for _ in 1..3 do
                x <- x - (x * x * x - 2.0) / slope x
            x),
        (fun a ->
            let step (x, dx) = x - (x * x * x - 2.0) / (3.0 * x * x), dx * (1.0 - 1.0 + (x * x * x - 2.0) * 6.0 * x / (3.0 * x * x) ** 2.0)
            snd (step (step (step (a, 1.0))))), 1.5)

[<Fact>]
let ``Floats and long loops`` () =
    let slope = gradFirst <@ fun (x: float) (n: int) ->
                    let mutable s = 0.0
                    for i in 1..n do
                        s <- s + sin (x * float i) / float i
                    s @>
    let expected = Seq.sum (seq { for i in 1..100000 -> cos (0.001 * float i) })
    Assert.Equal(expected, slope 0.001 100000, 1e-8)
