/// Verbs inside lambdas that the compiler converts: the inner lambda arrives as a quotation.
module ExprAD.FSharp.Tests.ConvertedVerbs

open System
open ExprAD
open ExprAD.FSharp.Tests.Oracle
open Xunit

[<Fact>]
let ``A derivative inside a function is differentiated`` () =
    Right.Of((fun x -> Ad.Grad(fun (y: float) -> y * y * y).Invoke x), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), (fun _ -> 6.0), [ 1.5 ])

[<Fact>]
let ``The inner function may use the outer parameter`` () =
    Right.Of((fun x -> Ad.Grad(fun (y: float) -> y * y * x).Invoke x), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 1.5 ])
    Right.Of((fun x -> let z = sin x in Ad.Grad(fun (y: float) -> y * y * z).Invoke 3.0), (fun x -> 6.0 * sin x), (fun x -> 6.0 * cos x), (fun x -> -6.0 * sin x), [ 0.5 ])

[<Fact>]
let ``Perturbations are not confused`` () =
    Right.Of((fun x -> x * Ad.Grad(fun (y: float) -> x + y).Invoke 1.0), id, (fun _ -> 1.0), (fun _ -> 0.0), [ 1.5 ])
    Right.Of((fun x -> x * Ad.Grad(fun (y: float) -> x * y).Invoke 2.0), (fun x -> x * x), (fun x -> 2.0 * x), (fun _ -> 2.0), [ 1.5 ])

[<Fact>]
let ``Verbs nest to any depth`` () =
    Right.Of((fun x -> Ad.Grad(fun (y: float) -> y * Ad.Grad(fun (z: float) -> x * y * z * z).Invoke y).Invoke x),
             (fun x -> 6.0 * x * x * x), (fun x -> 18.0 * x * x), (fun x -> 36.0 * x), [ 1.5 ])

[<Fact>]
let ``A derivative may have a name`` () =
    let a = 2.0
    Right.Of((fun x -> let g = Ad.Grad(fun (y: float) -> a * y * y * x) in g.Invoke x + g.Invoke 1.0), (fun x -> 4.0 * x * x + 4.0 * x), (fun x -> 8.0 * x + 4.0), (fun _ -> 8.0), [ 1.5 ])

[<Fact>]
let ``A derivative inside a loop uses the element`` () =
    Right.Of((fun xs -> xs |> Array.sumBy (fun x -> Ad.Grad(fun (y: float) -> y * y * x * xs[0]).Invoke x)), (fun xs -> Array.sumBy (fun x -> 2.0 * x * x * xs[0]) xs),
             (fun xs -> Array.mapi (fun i x -> 4.0 * x * xs[0] + (if i = 0 then Array.sumBy (fun x -> 2.0 * x * x) xs else 0.0)) xs), [ [| 1.5; -2.0 |] ])

[<Fact>]
let ``Other verbs and options are read`` () =
    let options = AdOptions(Mode = AdMode.Forward)
    Right.Of((fun x -> Ad.Derivative((fun (y: float) -> y ** 4.0 * x), 2).Invoke x), (fun x -> 12.0 * x ** 3.0), (fun x -> 36.0 * x * x), (fun x -> 72.0 * x), [ 1.5 ])
    Right.Of((fun x -> Ad.Grad((fun (y: float) -> y * y * x), options).Invoke x), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 1.5 ])
    Right.Of((fun x -> Array.sum (Ad.Grad(fun (ys: float[]) -> ys[0] * ys[1] * x).Invoke [| x; 2.0 |])), (fun x -> 2.0 * x + x * x), (fun x -> 2.0 + 2.0 * x), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> Derive.Grad(fun (y: float) -> y * y * x).Compile().Invoke x), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 1.5 ])

[<Fact>]
let ``Functions that differ in the inner lambda only have different derivatives`` () =
    let first = Ad.Grad(fun (x: float) -> Ad.Grad(fun (y: float) -> sin y).Invoke x)
    let second = Ad.Grad(fun (x: float) -> Ad.Grad(fun (y: float) -> exp y).Invoke x)
    close (-(sin 0.5)) (first.Invoke 0.5)
    close (exp 0.5) (second.Invoke 0.5)

[<Fact>]
let ``Inner lambdas that captured different values have different derivatives`` () =
    let scaled a = Ad.Grad(fun (x: float) -> Ad.Grad(fun (y: float) -> a * y * y).Invoke x)
    close 4.0 ((scaled 2.0).Invoke 0.5)
    close 6.0 ((scaled 3.0).Invoke 0.5)

[<Fact>]
let ``An inner lambda reads the arrays that it has captured at each call`` () =
    let slope (data: float[]) = Ad.Grad(fun (x: float) -> Ad.Grad(fun (y: float) -> data[0] * y * y * x).Invoke x)
    let first, second = [| 1.0 |], [| 2.0 |]
    let ofFirst, ofSecond = slope first, slope second
    close 6.0 (ofFirst.Invoke 1.5)
    close 12.0 (ofSecond.Invoke 1.5)
    first[0] <- 3.0
    close 18.0 (ofFirst.Invoke 1.5)

[<Fact>]
let ``What F# cannot convert inside is refused with its reason`` () =
    Right.Of((fun x -> Ad.Grad(fun (y: float) -> (let mutable s = y in s <- s * x; s)).Invoke x), id, (fun _ -> 1.0), (fun _ -> 0.0), [ 1.5 ])
    Refused.Saying((fun x -> Ad.Grad(fun (y: float) -> (let mutable s = y in (for i in 1 .. 3 do s <- s * x); s)).Invoke x), "F# cannot convert a lambda inside the lambda", "ExprAD.FSharp")
