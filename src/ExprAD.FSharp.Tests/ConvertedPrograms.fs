/// Whole functions as F# programs have them, in lambdas that the compiler converts.
module ExprAD.FSharp.Tests.ConvertedPrograms

open System.Linq
open ExprAD
open ExprAD.FSharp.Tests.Oracle
open Xunit

type Row = { X: float; Y: float }
type Layer = { Weights: float[][]; Biases: float list }

let private rows = [| { X = 1.0; Y = 2.0 }; { X = 2.0; Y = 3.5 }; { X = 3.0; Y = 5.5 } |]
let private points = [ [| 0.5; 1.5 |]; [| -1.0; 0.25 |] ]

[<Fact>]
let ``A model with local functions is fitted to records`` () =
    let residual (w: float[]) r = w[0] + w[1] * r.X - r.Y
    Right.Of((fun w ->
                let model x = w[0] + w[1] * x
                let squared r = (model r.X - r.Y) ** 2.0
                rows |> Array.averageBy squared),
             (fun w -> rows |> Array.averageBy (fun r -> residual w r ** 2.0)),
             (fun w -> [| rows |> Array.averageBy (fun r -> 2.0 * residual w r); rows |> Array.averageBy (fun r -> 2.0 * residual w r * r.X) |]), points)

[<Fact>]
let ``Data stand behind the differentiated parameter`` () =
    let gradient = Ad.GradFirst(fun (w: float[]) (data: Row list) -> data |> List.sumBy (fun r -> (w[0] * r.X - r.Y) ** 2.0))
    let w = [| 0.5; 1.0 |]
    closeAll [ rows |> Array.sumBy (fun r -> 2.0 * (0.5 * r.X - r.Y) * r.X); 0.0 ] (gradient.Invoke(w, List.ofArray rows))

[<Fact>]
let ``A network of records, arrays and lists has a gradient of its shape`` () =
    let loss =
        Ad.ValueAndGrad(fun (layer: Layer) ->
            let outputs = Array.map2 (fun row b -> tanh (b + (Array.map2 (*) row [| 1.0; 2.0 |] |> Array.sum))) layer.Weights (Array.ofList layer.Biases)
            outputs |> Array.sumBy (fun o -> o * o))
    let layer = { Weights = [| [| 0.1; 0.2 |]; [| -0.3; 0.4 |] |]; Biases = [ 0.5; -0.5 ] }
    let outputs = [ tanh 1.0; tanh 0.0 ]
    let slopes = outputs |> List.map (fun o -> 2.0 * o * (1.0 - o * o))
    let struct (value, gradient) = loss.Invoke layer
    close (outputs |> List.sumBy (fun o -> o * o)) value
    closeAll [ slopes[0]; 2.0 * slopes[0]; slopes[1]; 2.0 * slopes[1] ] (Array.concat gradient.Weights)
    closeAll slopes gradient.Biases

[<Fact>]
let ``Functions of F# become the loops that the operators of LINQ become`` () =
    let linq = Derive.Grad(fun (xs: float[]) -> xs.Select(fun x -> x * x).Where(fun x -> x > 1.0).Sum(fun x -> sin x)).ToCSharp()
    Assert.Equal(linq, Derive.Grad(fun (xs: float[]) -> xs |> Seq.map (fun x -> x * x) |> Seq.filter (fun x -> x > 1.0) |> Seq.sumBy sin).ToCSharp())
    let sum = Derive.Grad(fun (xs: float[]) -> xs.Select(fun x -> x * x).Sum()).ToCSharp()
    Assert.Equal(sum, Derive.Grad(fun (xs: float[]) -> xs |> Array.map (fun x -> x * x) |> Array.sum).ToCSharp())
    Assert.Equal(sum, Derive.Grad(fun (xs: float[]) -> [| for x in xs -> x * x |] |> Array.sum).ToCSharp())

[<Fact>]
let ``A gradient is written into an array`` () =
    let into = Ad.GradInto(fun (xs: float[]) -> xs |> Array.sumBy (fun x -> x * x))
    let gradient = Array.zeroCreate<float> 2
    close 5.0 (into.Invoke([| 1.0; 2.0 |], gradient))
    closeAll [ 2.0; 4.0 ] gradient

[<Fact>]
let ``Functions without arguments, functions as values and conversions as functions`` () =
    Right.Of((fun x -> let f () = x * x in f () + f ()), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 1.5 ])
    Right.Of((fun x -> [| 1; 2; 3 |] |> Array.map float |> Array.sumBy (fun i -> i * x)), (fun x -> 6.0 * x), (fun _ -> 6.0), (fun _ -> 0.0), [ 1.5 ])
    Right.Of((fun x -> x * float (max 2 (abs -3)) * float (pown 2 3)), (fun x -> 24.0 * x), (fun _ -> 24.0), (fun _ -> 0.0), [ 1.5 ])

[<Fact>]
let ``Patterns of lists`` () =
    Right.Of((fun xs -> match List.ofArray xs with [ a; b ] -> a * b | [] -> 1.0 | a :: _ -> a), (fun xs -> xs[0] * xs[1]), (fun xs -> [| xs[1]; xs[0] |]), points)

[<Fact>]
let ``Anonymous records are made and read`` () =
    Right.Of((fun x -> let p = {| A = x; B = x * x |} in p.A * p.B), (fun x -> x ** 3.0), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])

[<Fact>]
let ``Recursion written as a fold over a range`` () =
    let logistic x n = Seq.fold (fun s _ -> 3.5 * s * (1.0 - s)) x (seq { 1..n })
    let slope x n = Seq.fold (fun (s, d) _ -> (3.5 * s * (1.0 - s), 3.5 * d * (1.0 - 2.0 * s))) (x, 1.0) (seq { 1..n }) |> snd
    Right.Of((fun xs -> [ 1..6 ] |> List.fold (fun s _ -> 3.5 * s * (1.0 - s)) xs[0]), (fun xs -> logistic xs[0] 6), (fun xs -> [| slope xs[0] 6; 0.0 |]), [ [| 0.3; 1.0 |] ])

[<Fact>]
let ``The pure form of a derivative has no trace of F# either`` () =
    let options = AdOptions(Form = AdForm.Pure)
    Assert.Equal("x => Math.Sin(x) + x * Math.Cos(x)", Derive.Grad((fun (x: float) -> x |> fun y -> y * sin y), options).ToCSharp())

[<Fact>]
let ``Functions may be results and items of tuples, but not elements`` () =
    Right.Of((fun x -> let f = (let y = x * x in fun z -> y * z) in f x), (fun x -> x ** 3.0), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])
    Right.Of((fun x -> let f, g = (fun y -> y * x), (fun y -> y + x) in (f >> g) 2.0), (fun x -> 3.0 * x), (fun _ -> 3.0), (fun _ -> 0.0), [ 1.5 ])
    Refused.Saying((fun x -> [ sin; cos ] |> List.sumBy (fun f -> f x)), "a lambda is used here as an object", "invoke it")
