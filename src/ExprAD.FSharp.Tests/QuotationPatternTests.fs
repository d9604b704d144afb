module ExprAD.FSharp.Tests.QuotationPatternTests

open System
open ExprAD.FSharp
open Xunit

type Sample = { Input: float; Target: float; Label: string }

type Level =
    | Low = 0
    | High = 1

[<ReflectedDefinition>]
let private (|Positive|_|) x = if x > 0.0 then Some(x * x) else None

[<ReflectedDefinition>]
let private (|Polar|) (x: float, y: float) = sqrt (x * x + y * y), atan2 y x

[<Fact>]
let ``Constants of several types are matched, with guards`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let named name =
                match name with
                | "square" -> x * x
                | "cube" -> x * x * x
                | _ -> x
            let level l = match l with Level.Low -> x | _ -> 2.0 * x
            let sized v =
                match v with
                | a when a > 10.0 -> a
                | 0.5 -> 0.0
                | a -> 3.0 * a
            let count = function 0 -> 1.0 | 1 | 2 -> x | _ -> x * x
            named "square" + named "cube" + named "other" + level Level.Low + level Level.High + sized x + count 0 + count 2 + count 3),
        (fun x -> 2.0 * x + 3.0 * x * x + 1.0 + 1.0 + 2.0 + (if x > 10.0 then 1.0 else 3.0) + 1.0 + 2.0 * x), 0.7, 12.0)

[<Fact>]
let ``Nested patterns of tuples and records`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let (a, b), c = (x, x * x), 2.0
            let { Input = i; Target = t } = { Input = x; Target = 3.0; Label = "" }
            a * b * c + i * t),
        (fun x -> 6.0 * x * x + 3.0), 0.7)

[<Fact>]
let ``Options that depend on the parameter`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let root v = if v > 0.0 then Some(sqrt v) else None
            match root x with
            | Some r -> r * x
            | None -> 2.0 * x),
        (fun x -> if x > 0.0 then 1.5 * sqrt x else 2.0), 0.7, -0.7)

[<Fact>]
let ``Active patterns are followed`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let positive = match x with Positive s -> s | _ -> 3.0 * x
            match x, 2.0 with
            | Polar(r, angle) -> r * r + positive + 0.0 * angle),
        (fun x -> 2.0 * x + (if x > 0.0 then 2.0 * x else 3.0)), 0.7, -0.7)

[<Fact>]
let ``A list of data is gone through, head by head`` () =
    let slope = gradFirst <@ fun (x: float) (data: float list) ->
                    let rec sum acc items =
                        match items with
                        | [] -> acc
                        | head :: tail -> sum (acc * x + head) tail
                    sum 0.0 data @>
    Assert.Equal(2.0 * 2.0 * 0.7 + 3.0, slope 0.7 [ 2.0; 3.0; 4.0 ], 1e-12)
    Assert.Equal(0.0, slope 0.7 [])

[<Fact>]
let ``Data in lists of records`` () =
    let data = [ { Input = 1.0; Target = 2.0; Label = "a" }; { Input = 2.0; Target = 3.0; Label = "b" } ]
    let expected (w: float) = data |> List.sumBy (fun s -> 2.0 * (w * s.Input - s.Target) * s.Input)
    let summed = gradFirst <@ fun (w: float) data -> data |> List.sumBy (fun s -> (w * s.Input - s.Target) ** 2.0) @>
    Assert.Equal(expected 0.7, summed 0.7 data, 1e-12)
    let looped = gradFirst <@ fun (w: float) (data: Sample list) -> (let mutable sum = 0.0 in (for s in data do sum <- sum + pown (w * s.Input - s.Target) 2); sum) @>
    Assert.Equal(expected 0.7, looped 0.7 data, 1e-12)
    let filtered = gradFirst <@ fun (w: float) (data: Sample list) -> (let mutable sum = 0.0 in (for s in data do if s.Label = "a" then sum <- sum + w * w * s.Input); sum) @>
    Assert.Equal(1.4, filtered 0.7 data, 1e-12)

[<Fact>]
let ``A loop over what a sequence function gives`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable sum = 0.0
            for (i, v) in Array.indexed x do
                sum <- sum + float i * v * v
            for v in Seq.map (fun v -> v * v) x do
                sum <- sum * 0.5 + v
            sum),
        (fun x ->
            let n = x.Length
            x |> Array.mapi (fun i v -> 2.0 * v * (float i * 0.5 ** float n + 0.5 ** float (n - 1 - i)))), [| 1.5; -0.5; 2.0 |], [| 3.0 |])

[<Fact>]
let ``Single precision`` () =
    let slope = gradFirst <@ fun (x: float32) (n: int) ->
                    let mutable s = 1.0f
                    for _ in 1..n do
                        s <- s * x + sin x
                    float s @>
    Assert.Equal(1.4 + 0.7 * cos 0.7 + sin 0.7 + cos 0.7, float (slope 0.7f 2), 1e-5)

[<Fact>]
let ``A closure made in a loop keeps the index of its round`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable sum = 0.0
            for i in 0 .. x.Length - 1 do
                let scaled v = v * float i
                sum <- sum + (x |> Array.map (fun v -> scaled v * float (i + 1)) |> Array.sum)
            sum),
        (fun x ->
            let total = Seq.sum (seq { for i in 0 .. x.Length - 1 -> float i * float (i + 1) })
            x |> Array.map (fun _ -> total)), [| 1.5; -0.5; 2.0 |])

[<Fact>]
let ``A local loop in a loop, with lambdas that use its parameters`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let rec rounds n (acc: float) =
                if n = 0 then
                    acc
                else
                    let next = x |> Array.sumBy (fun v -> v * acc)
                    rounds (n - 1) next
            rounds 2 1.0),
        (fun x -> x |> Array.map (fun _ -> 2.0 * Array.sum x)), [| 1.5; -0.5; 2.0 |])
