module ExprAD.FSharp.Tests.QuotationLoopTests

open Xunit

let private others (x: float array) = Array.init x.Length (fun i -> x |> Array.indexed |> Array.fold (fun p (j, v) -> if i = j then p else p * v) 1.0)

let private at = [| [| 1.5; -0.5; 2.0 |]; [| 3.0 |]; [||] |]

[<Fact>]
let ``A counted loop adds to a mutable variable`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = 0.0
            for i in 0..3 do
                s <- s + float i * x * x
            s),
        (fun x -> 12.0 * x), 0.7, -1.2)

[<Fact>]
let ``The bounds of a loop are computed once`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = x
            let mutable n = 2
            for i in 0..n do
                n <- n + 5
                s <- s * x
            s + float n),
        (fun x -> 4.0 * x ** 3.0), 0.7, -1.2)

[<Fact>]
let ``A loop without rounds does nothing`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = x * x
            for i in 3..2 do
                s <- s * s
            s),
        (fun x -> 2.0 * x), 0.7)

[<Fact>]
let ``A while loop runs as long as its test holds`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = x
            while abs (s * s - x) > 1e-12 * x do
                s <- (s + x / s) / 2.0
            s),
        (fun x -> 0.5 / sqrt x), 2.0, 9.5)

[<Fact>]
let ``A range that goes down is a loop`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = 0.0
            for i in 4 .. -1 .. 0 do
                s <- s * x + float i
            s),
        (fun x -> 1.0 + 2.0 * 2.0 * x + 3.0 * 3.0 * x * x + 4.0 * 4.0 * x ** 3.0 - 0.0), 0.7, -1.2)

[<Fact>]
let ``A range in steps is a loop`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable s = 0.0
            for i in 0..2 .. x.Length - 1 do
                s <- s + sin x[i]
            s),
        (fun x -> Array.mapi (fun i v -> if i % 2 = 0 then cos v else 0.0) x), at)

[<Fact>]
let ``A range of long integers is a loop`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = 1.0
            for i in 1L .. 2L .. 7L do
                s <- s * x + float i
            s),
        (fun x -> 4.0 * x ** 3.0 + 3.0 * x * x + 6.0 * x + 5.0), 0.7)

[<Fact>]
let ``A loop over the elements of an array`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable p = 1.0
            for v in x do
                p <- p * v
            p),
        others, at)

[<Fact>]
let ``A loop over a list that is written out`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = 1.0
            for v in [ x; 2.0; x * x ] do
                s <- s * v
            s),
        (fun x -> 6.0 * x * x), 0.7, -1.2)

[<Fact>]
let ``A loop over a captured list`` () =
    let weights = [ 0.5; 0.25; 2.0 ]
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = 0.0
            for w in weights do
                s <- s * x + w
            s),
        (fun x -> x + 0.25), 0.7, -1.2)

[<Fact>]
let ``A loop over a captured sequence of pairs`` () =
    let points = Seq.ofList [ 1.0, 2.0; 3.0, 4.0 ]
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = 0.0
            for (a, b) in points do
                s <- s + (a * x - b) * (a * x - b)
            s),
        (fun x -> 2.0 * (x - 2.0) + 6.0 * (3.0 * x - 4.0)), 0.7, -1.2)

[<Fact>]
let ``A loop in a loop`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable s = 0.0
            for i in 0 .. x.Length - 1 do
                for j in 0..i do
                    s <- s + x[i] * x[j] * float (i + j)
            s),
        (fun x -> Array.init x.Length (fun k -> Seq.sum (seq { for i in 0 .. x.Length - 1 -> float (i + k) * (if i = k then 2.0 * x[i] else x[i]) }))), at)

[<Fact>]
let ``Elements of an array are assigned`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let a = Array.zeroCreate (x.Length + 1)
            a[0] <- 1.0
            for i in 0 .. x.Length - 1 do
                a[i + 1] <- a[i] * x[i]
            a[x.Length]),
        others, at)

[<Fact>]
let ``A copy of the parameter is changed in place`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let a = Array.copy x
            for i in 1 .. a.Length - 1 do
                a[i] <- a[i] * a[i - 1]
            a[a.Length - 1]),
        others, [| 1.5; -0.5; 2.0 |], [| 3.0 |])

[<Fact>]
let ``A branch assigns what is used afterwards`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable p = 0.0
            let mutable n = 1.0
            for v in x do
                if v > 0.0 then p <- p + v * v else n <- n * v
            p * n),
        (fun x ->
            let p = x |> Array.filter (fun v -> v > 0.0) |> Array.sumBy (fun v -> v * v)
            let n = x |> Array.filter (fun v -> v <= 0.0) |> Array.fold (*) 1.0
            x |> Array.map (fun v -> if v > 0.0 then 2.0 * v * n else p * n / v)), at)

[<Fact>]
let ``A reference cell is a variable, in closures too`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let total = ref x
            let add v = total.Value <- total.Value * v
            add x
            add (sin x)
            total.Value),
        (fun x -> 2.0 * x * sin x + x * x * cos x), 0.7, -1.2)

[<Fact>]
let ``What an action does for each element is done in a loop`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let total = ref 1.0
            x |> Array.iter (fun v -> total.Value <- total.Value * v)
            Array.iteri (fun i v -> total.Value <- total.Value + 0.0 * float i * v) x
            total.Value),
        others, at)

[<Fact>]
let ``An argument is read before a later one changes what it reads`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let mutable s = x
            let next = s * s + (s <- s * x; s)
            next),
        (fun x -> 4.0 * x), 0.7)

[<Fact>]
let ``Two arrays change places in every round`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let mutable a = Array.copy x
            let mutable b = Array.zeroCreate x.Length
            for _ in 1..2 do
                for j in 0 .. x.Length - 1 do
                    b[j] <- 0.5 * a[j] * a[j]
                let c = a
                a <- b
                b <- c
            Array.sum a),
        (fun x -> x |> Array.map (fun v -> 0.5 * v ** 3.0)), at)
