module ExprAD.FSharp.Tests.QuotationFunctionTests

open System
open Xunit

type Shape = { Width: float; Height: float }

[<Struct>]
type Pair = { First: float; Second: float }

[<Measure>]
type m

type Kind =
    | Scaled of float
    | Shifted of by: float * times: float

[<Fact>]
let ``Operators and functions of FSharp.Core`` () =
    QuotationChecks.OfNumber(
        (fun x -> -x + x ** 2.5 - pown x 3 / max x 0.1 + abs x * sqrt x + atan2 x 2.0 + x % 10.0 + exp x - log x + log10 x),
        (fun x -> -1.0 + 2.5 * x ** 1.5 - 2.0 * x + 1.5 * sqrt x + 2.0 / (x * x + 4.0) + 1.0 + exp x - 1.0 / x + 1.0 / (x * log 10.0)), 0.7, 2.2)

[<Fact>]
let ``Trigonometric and hyperbolic functions, and rounding`` () =
    QuotationChecks.OfNumber(
        (fun x -> sin x * cos x + tan x - sinh x * cosh x + tanh x + asin x + acos x + atan x + floor x + ceil x + round x + truncate x + float (int x) + float (sign x)),
        (fun x -> cos (2.0 * x) + 1.0 / cos x ** 2.0 - cosh (2.0 * x) + 1.0 / cosh x ** 2.0 + 1.0 / (1.0 + x * x)), 0.7, -0.3)

[<Fact>]
let ``Pipes, composition and functions by name`` () =
    QuotationChecks.OfNumber(
        (fun x -> (x |> sin |> (fun v -> v * v) |> Math.Exp) + (sin >> cos) x + (sqrt << exp) x + (id <| x)),
        (fun x -> 2.0 * sin x * cos x * exp (sin x ** 2.0) - sin (sin x) * cos x + 0.5 * exp (0.5 * x) + 1.0), 0.7, -0.3)

[<Fact>]
let ``Local functions, partially applied`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let times a b = a * b
            let byX = times x
            let swap (f: float -> float -> float) a b = f b a
            byX 2.0 + byX x + swap (fun a b -> a - b * b) x 1.0),
        (fun x -> 2.0 + 2.0 * x - 2.0 * x), 0.7)

[<Fact>]
let ``A function that is chosen by a test`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let factor = x * x
            let f =
                if x > 1.0 then
                    let twice = 2.0 * x
                    fun v -> v * twice
                else
                    sin
            f factor),
        (fun x -> if x > 1.0 then 6.0 * x * x else 2.0 * x * cos (x * x)), 0.7, 1.7)

[<Fact>]
let ``Patterns of tuples and constants`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let power n =
                match n, x > 0.0 with
                | 0, _ -> 1.0
                | 1, true -> x
                | k, _ -> x * x * float k
            power 0 + power 1 + power 2),
        (fun x -> if x > 0.0 then 1.0 + 4.0 * x else 2.0 * x + 4.0 * x), 0.7, -0.7)

[<Fact>]
let ``Tuples and struct tuples are taken apart`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let a, b = x, x * x
            let struct (c, d) = struct (sin x, 2.0)
            let e = (1, 2, 3, 4, 5, 6, 7, x * 3.0)
            let (_, _, _, _, _, _, _, f) = e
            a * b + c * d + f + fst (x, 1) + snd (1, x)),
        (fun x -> 3.0 * x * x + 2.0 * cos x + 5.0), 0.7)

[<Fact>]
let ``Records are made, copied and matched`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let shape = { Width = x; Height = 2.0 * x }
            let wider = { shape with Width = x * x }
            let pair = { First = wider.Width; Second = shape.Height }
            match pair with
            | { First = 0.0 } -> 0.0
            | { First = a; Second = b } -> a * b),
        (fun x -> 6.0 * x * x), 0.7)

[<Fact>]
let ``Options and unions that do not depend on the parameter`` () =
    let scaled, shifted, absent = Scaled 3.0, Shifted(1.0, 2.0), (None: float option)
    QuotationChecks.OfNumber(
        (fun x ->
            let apply kind v =
                match kind with
                | Scaled a -> a * v
                | Shifted(by, times) -> by + times * v
            let optional v = match v with Some a -> a * x * x | None -> x
            apply scaled x + apply shifted x + optional absent + optional (Some 4.0)),
        (fun x -> 6.0 + 8.0 * x), 0.7)

[<Fact>]
let ``Units of measure pass through`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let side = x * 1.0<m>
            let area: float<m^2> = side * side
            let mutable total = 0.0<m^2>
            for _ in 1..3 do
                total <- total + area
            float (sqrt total) * float (total / 1.0<m>)),
        (fun x -> 9.0 * sqrt 3.0 * x * x), 0.7)

[<Fact>]
let ``Logic is evaluated as far as needed`` () =
    QuotationChecks.OfNumber(
        (fun x -> if x > 0.0 && log x < 1.0 || not (x >= -1.0) then x * x else 2.0 * x),
        (fun x -> if (x > 0.0 && log x < 1.0) || x < -1.0 then 2.0 * x else 2.0), 0.7, -0.5, -2.0, 5.0)

[<Fact>]
let ``An exception is thrown where the function throws it`` () =
    let derived = ExprAD.FSharp.Verbs.grad <@ fun x -> if x < 0.0 then failwith "negative" else x * x @>
    Assert.Equal(3.0, derived 1.5)
    Assert.Equal("negative", Assert.ThrowsAny<Exception>(fun () -> derived -1.0 |> ignore).Message)

[<Fact>]
let ``A local function that calls itself last is a loop`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let rec go i acc = if i = 0 then acc else go (i - 1) (acc * x)
            go 5 1.0),
        (fun x -> 5.0 * x ** 4.0), 0.7)

[<Fact>]
let ``A local loop with several ends and names in between`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let rec newton n (s: float) =
                let next = (s + x / s) / 2.0
                if n > 50 then -1.0
                elif abs (next - s) < 1e-14 then next
                else newton (n + 1) next
            newton 0 x),
        (fun x -> 0.5 / sqrt x), 2.0, 9.5)

[<Fact>]
let ``A local loop that matches its counter and passes on a function`` () =
    QuotationChecks.OfNumber(
        (fun x ->
            let rec apply (f: float -> float) n v =
                match n with
                | 0 -> v
                | 1 -> f v
                | _ -> apply f (n - 1) (f v)
            apply (fun v -> v * x) 3 1.0),
        (fun x -> 3.0 * x * x), 0.7)

[<Fact>]
let ``A local loop over an array that it changes`` () =
    QuotationChecks.OfArray(
        (fun x ->
            let a = Array.copy x
            let rec accumulate i =
                if i < a.Length then
                    a[i] <- a[i] + a[i - 1]
                    accumulate (i + 1)
            accumulate 1
            a[a.Length - 1] * a[0]),
        (fun x -> Array.init x.Length (fun i -> x[0] + (if i = 0 then Array.sum x else 0.0))), [| 1.5; -0.5; 2.0 |], [| 3.0 |])
