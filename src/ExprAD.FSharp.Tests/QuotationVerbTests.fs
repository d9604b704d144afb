module ExprAD.FSharp.Tests.QuotationVerbTests

open System
open System.Linq.Expressions
open ExprAD
open ExprAD.FSharp
open Xunit

type Curve = { Height: float; Rate: float; Name: string }

let private isClose (expected: float) (actual: float) = Assert.Equal(expected, actual, 1e-10)

let private areClose (expected: float seq) (actual: float seq) = Assert.All(Seq.zip expected actual, fun (e, a) -> isClose e a)

[<Fact>]
let ``Gradients have the shape of the parameter`` () =
    isClose (2.0 * 0.7) (grad <@ fun x -> x * x @> 0.7)
    areClose [ 3.0; 2.0 ] (grad <@ fun (x: float array) -> x[0] * x[1] @> [| 2.0; 3.0 |])
    Assert.Equal((3.0, 2.0), grad <@ fun (x, y) -> x * y @> (2.0, 3.0))
    let slope = grad <@ fun c -> c.Height * exp (-c.Rate) @> { Height = 2.0; Rate = 0.5; Name = "c" }
    isClose (exp -0.5) slope.Height
    isClose (-2.0 * exp -0.5) slope.Rate
    Assert.Equal("c", slope.Name)

[<Fact>]
let ``Values come with gradients as tuples`` () =
    Assert.Equal((9.0, 6.0), valueAndGrad <@ fun x -> x * x @> 3.0)
    Assert.Equal((6.0, 3.0), valueAndGradFirst <@ fun x (y: float) -> x * y @> 2.0 3.0)

[<Fact>]
let ``Curried functions have several parameters`` () =
    Assert.Equal((3.0, 2.0), grad2 <@ fun x y -> x * y @> 2.0 3.0)
    let weights, bias = grad2 <@ fun (w: float array) b -> w[0] * b + w[1] @> [| 2.0; 3.0 |] 5.0
    areClose [ 5.0; 1.0 ] weights
    isClose 2.0 bias
    isClose 3.0 (gradFirst <@ fun x (y: float) -> x * y @> 2.0 3.0)

[<Fact>]
let ``Matrices of derivatives`` () =
    let j = jacobian <@ fun x -> [| x[0] * x[1]; sin x[0] |] @> [| 2.0; 3.0 |]
    areClose [ 3.0; 2.0; cos 2.0; 0.0 ] (Seq.cast j)
    let h = hessian <@ fun x -> x[0] * x[0] * x[1] @> [| 2.0; 3.0 |]
    areClose [ 6.0; 4.0; 4.0; 0.0 ] (Seq.cast h)
    areClose [ 6.0 + 8.0; 4.0 ] (hvp <@ fun x -> x[0] * x[0] * x[1] @> [| 2.0; 3.0 |] [| 1.0; 2.0 |])

[<Fact>]
let ``Products with Jacobians`` () =
    Assert.Equal((9.0, 12.0), jvp <@ fun x -> x * x @> 3.0 2.0)
    let value, cotangent = vjp <@ fun (x: float array) -> [| x[0] * x[1]; x[0] |] @> [| 2.0; 3.0 |] [| 1.0; 10.0 |]
    areClose [ 6.0; 2.0 ] value
    areClose [ 13.0; 2.0 ] cotangent

[<Fact>]
let ``Higher derivatives of a function of a number`` () =
    isClose (cos 0.7) (derivative <@ fun x -> sin x @> 0.7)
    areClose [ exp 0.5; exp 0.5; exp 0.5 / 2.0; exp 0.5 / 6.0 ] (taylor 3 <@ fun x -> exp x @> 0.5)

[<Fact>]
let ``Derivatives as trees have the type of the function with arrows made Func`` () =
    let grad2: Expression<Func<float, float, float * float>> = Derive.grad2 <@ fun x y -> x * y @>
    Assert.Equal((3.0, 2.0), grad2.Compile().Invoke(2.0, 3.0))
    let valueAndGrad: Expression<Func<float array, float * float array>> = Derive.valueAndGrad <@ fun x -> x[0] * x[1] @>
    let value, gradient = valueAndGrad.Compile().Invoke [| 2.0; 3.0 |]
    isClose 6.0 value
    areClose [ 3.0; 2.0 ] gradient
    Assert.Equal("x => 2 * x", (Derive.grad <@ fun x -> x * x @>).ToCSharp())
    isClose 2.0 ((Derive.derivative <@ fun x -> x * x @>).Compile().Invoke 1.0)
    isClose 3.0 ((Derive.gradFirst <@ fun x y -> x * y @>).Compile().Invoke(2.0, 3.0))
    Assert.Equal((6.0, 3.0), (Derive.valueAndGradFirst <@ fun x y -> x * y @>).Compile().Invoke(2.0, 3.0))
    Assert.Equal((9.0, 12.0), (Derive.jvp <@ fun x -> x * x @>).Compile().Invoke(3.0, 2.0))
    Assert.Equal((9.0, 12.0), (Derive.vjp <@ fun x -> x * x @>).Compile().Invoke(3.0, 2.0))
    areClose [ 1.0; 1.0 ] ((Derive.taylor 1 <@ fun x -> exp x @>).Compile().Invoke 0.0)
    areClose [ 3.0; 2.0 ] (Seq.cast ((Derive.jacobian <@ fun x -> [| x[0] * x[1] |] @>).Compile().Invoke [| 2.0; 3.0 |]))
    areClose [ 0.0; 1.0; 1.0; 0.0 ] (Seq.cast ((Derive.hessian <@ fun x -> x[0] * x[1] @>).Compile().Invoke [| 2.0; 3.0 |]))
    areClose [ 2.0; 1.0 ] ((Derive.hvp <@ fun x -> x[0] * x[1] @>).Compile().Invoke([| 2.0; 3.0 |], [| 1.0; 2.0 |]))

[<Fact>]
let ``The module Derive stands beside the class`` () =
    isClose 4.0 ((Derive.Grad(fun (x: float) -> x * x)).Compile().Invoke 2.0)
    isClose 4.0 ((Derive.grad <@ fun x -> x * x @>).Compile().Invoke 2.0)

[<Fact>]
let ``The function as a tree is for everything else`` () =
    let f = toExpression <@ fun (x: float array) -> x[0] * x[1] @>
    areClose [ 3.0; 2.0 ] (Ad.Grad(f, AdOptions(Mode = AdMode.Forward)).Invoke [| 2.0; 3.0 |])
    isClose 6.0 ((toExpression2 <@ fun x y -> x * y @>).Compile().Invoke(2.0, 3.0))
    isClose 6.0 ((Derive.toExpression2 <@ fun x y -> x * y @>).Compile().Invoke(2.0, 3.0))

[<Fact>]
let ``A derivative as a tree is differentiated again`` () =
    let slope = Derive.grad <@ fun x -> x * x * x @>
    isClose (6.0 * 0.7) (Ad.Grad(slope).Invoke 0.7)
    let gradient = Derive.valueAndGrad <@ fun (x: float array) -> (let mutable s = 1.0 in (for v in x do s <- s * v); s) @>
    let f = toExpression <@ fun (x: float array) -> snd (valueAndGrad <@ fun (x: float array) -> (let mutable s = 1.0 in (for v in x do s <- s * v); s) @> x) @>
    areClose (snd (gradient.Compile().Invoke [| 2.0; 3.0; 4.0 |])) (f.Compile().Invoke [| 2.0; 3.0; 4.0 |])
    areClose [ 0.0; 4.0; 3.0; 4.0; 0.0; 2.0; 3.0; 2.0; 0.0 ] (Seq.cast (Ad.Jacobian(f).Invoke [| 2.0; 3.0; 4.0 |]))

[<Fact>]
let ``Verbs of quotations inside quotations`` () =
    QuotationChecks.OfNumber((fun x -> x * grad <@ fun y -> x * y * y @> (2.0 * x)), (fun x -> 12.0 * x * x), 0.7)
    QuotationChecks.OfNumber(
        (fun x ->
            let a, b = grad2 <@ fun u v -> u * u * v * x @> x 3.0
            let value, slope = valueAndGrad <@ fun y -> y * x @> 2.0
            a * b + value * slope),
        (fun x -> 6.0 * 5.0 * x ** 4.0 + 4.0 * x), 0.7)
    QuotationChecks.OfNumber((fun x -> (taylor 2 <@ fun y -> y * y * x @> 1.0)[2] + fst (jvp <@ fun y -> y * x @> x 1.0)), (fun x -> 1.0 + 2.0 * x), 0.7)
    QuotationChecks.OfNumber((fun x -> (Derive.grad <@ fun y -> y * y * x @>).Compile().Invoke x), (fun x -> 4.0 * x), 0.7)

[<Fact>]
let ``A captured quotation inside a quotation`` () =
    let cube = <@ fun x -> x * x * x @>
    QuotationChecks.OfNumber((fun x -> derivative cube x), (fun x -> 6.0 * x), 0.7)
    isClose (3.0 * 0.49) (grad <@ fun x -> (%cube) x @> 0.7)

[<Fact>]
let ``Verbs of lambdas inside quotations`` () =
    QuotationChecks.OfNumber((fun x -> Ad.Grad(fun y -> x * y * y).Invoke(2.0 * x)), (fun x -> 8.0 * x), 0.7)
    QuotationChecks.OfNumber((fun x -> Ad.Derivative((fun y -> x * y * y * y), 2).Invoke x), (fun x -> 12.0 * x), 0.7)

[<Fact>]
let ``Verbs of quotations and lambdas inside lambdas`` () =
    isClose (12.0 * 0.49) (Ad.Grad(fun (x: float) -> x * grad <@ fun y -> x * y * y @> (2.0 * x)).Invoke 0.7)
    isClose (8.0 * 0.7) (Ad.Grad(fun (x: float) -> Ad.Grad(fun y -> x * y * y).Invoke(2.0 * x)).Invoke 0.7)

[<Fact>]
let ``A quotation and a converted lambda of the same text have the same derivative`` () =
    let quoted = Derive.grad <@ fun x -> (if x > 0.0 then sin x * x ** 2.5 else exp x) / max x 0.1 |> sqrt @>
    let converted = Derive.Grad(fun (x: float) -> (if x > 0.0 then sin x * x ** 2.5 else exp x) / max x 0.1 |> sqrt)
    Assert.Equal(converted.ToCSharp(), quoted.ToCSharp())
