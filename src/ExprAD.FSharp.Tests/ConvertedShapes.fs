/// let, if, tuples, records, options, unions, functions and pipes in lambdas that the compiler converts.
module ExprAD.FSharp.Tests.ConvertedShapes

open System
open System.Linq.Expressions
open ExprAD
open ExprAD.FSharp.Tests.Oracle
open Xunit

type Curve = { Height: float; Rate: float; Order: int }

type Shape =
    | Linear of float
    | Quadratic of float * float
    | Flat

[<Struct>]
type Point = { X: float; Y: float }

let private square (x: float) = x * x
let private zero (_: float) = 0.0

[<Fact>]
let ``let names values`` () =
    Right.Of((fun x -> let y = x * x in let z = y + 1.0 in y * z), (fun x -> x ** 4.0 + x * x), (fun x -> 4.0 * x ** 3.0 + 2.0 * x), (fun x -> 12.0 * x * x + 2.0), [ 1.5 ])

[<Fact>]
let ``if, elif and match choose branches`` () =
    let kind = 3
    Right.Of((fun x -> if x > 1.0 then x * x elif x > 0.0 then x else 0.0), (fun x -> if x > 1.0 then x * x else max x 0.0),
             (fun x -> if x > 1.0 then 2.0 * x elif x > 0.0 then 1.0 else 0.0), (fun x -> if x > 1.0 then 2.0 else 0.0), [ -1.0; 0.5; 2.0 ])
    Right.Of((fun x -> match kind with 1 -> x | 3 -> x * x | _ -> 0.0), square, (fun x -> 2.0 * x), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> match x with | y when y > 0.0 -> y * y | _ -> 0.0), (fun x -> if x > 0.0 then x * x else 0.0), (fun x -> 2.0 * max x 0.0), (fun x -> if x > 0.0 then 2.0 else 0.0), [ -1.0; 1.5 ])
    Right.Of((fun x -> match x, 2.0 with | a, b when a > b -> a | _, b -> b * x), (fun x -> if x > 2.0 then x else 2.0 * x), (fun x -> if x > 2.0 then 1.0 else 2.0), zero, [ 1.0; 3.0 ])

[<Fact>]
let ``Tuples are taken apart`` () =
    Right.Of((fun x -> let (a, b) = (x, x * x) in a * b), (fun x -> x * x * x), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])
    Right.Of((fun x -> let p = (x, 2.0, x) in let (a, b, c) = p in a * b * c), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 1.5 ])
    Right.Of((fun x -> let f (a, b) = a * b + a in f (x, x)), (fun x -> x * x + x), (fun x -> 2.0 * x + 1.0), (fun _ -> 2.0), [ 1.5 ])
    Right.Over((fun (a, b) -> a * sin b), (fun (a, b) -> a * sin b), (fun (a, b) -> (sin b, a * cos b)), (fun (a, b) -> [ a; b ]), [ (2.0, 0.5) ])

[<Fact>]
let ``Records are made, copied and read`` () =
    let curve = { Height = 1.0; Rate = 2.0; Order = 3 }
    Right.Of((fun x -> let c = { Height = x; Rate = x * x; Order = 1 } in c.Height * c.Rate), (fun x -> x ** 3.0), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])
    Right.Of((fun x -> let c = { curve with Height = x } in c.Height * c.Height * c.Rate), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 1.5 ])
    Right.Over((fun (c: Curve) -> c.Height * exp (-c.Rate)), (fun c -> c.Height * exp -c.Rate),
             (fun c -> { c with Height = exp -c.Rate; Rate = -c.Height * exp -c.Rate }), (fun c -> [ c.Height; c.Rate; float c.Order ]), [ curve ])
    Right.Over((fun (p: Point) -> p.X * p.Y * p.Y), (fun p -> p.X * p.Y * p.Y), (fun p -> { X = p.Y * p.Y; Y = 2.0 * p.X * p.Y }), (fun p -> [ p.X; p.Y ]), [ { X = 2.0; Y = 3.0 } ])

[<Fact>]
let ``Options and unions that do not depend on the parameter are data`` () =
    let some, none = Some 2.0, (None: float option)
    let shape = Quadratic(3.0, 1.0)
    Right.Of((fun x -> match some with Some v -> v * x | None -> x), (fun x -> 2.0 * x), (fun _ -> 2.0), zero, [ 1.5 ])
    Right.Of((fun x -> some.Value * x * Option.defaultValue 3.0 none), (fun x -> 6.0 * x), (fun _ -> 6.0), zero, [ 1.5 ])
    Right.Of((fun x -> Option.defaultValue x none * defaultArg some x), (fun x -> 2.0 * x), (fun _ -> 2.0), zero, [ 1.5 ])
    Right.Of((fun x -> if Option.isSome some then x * x else x), square, (fun x -> 2.0 * x), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> match shape with Linear a -> a * x | Quadratic(a, b) -> a * x * x + b | Flat -> 0.0), (fun x -> 3.0 * x * x + 1.0), (fun x -> 6.0 * x), (fun _ -> 6.0), [ 1.5 ])

[<Fact>]
let ``Pipes and composition apply functions`` () =
    let value, first, second = (fun x -> exp (sin x)), (fun x -> cos x * exp (sin x)), (fun x -> (cos x * cos x - sin x) * exp (sin x))
    Right.Of((fun x -> x |> sin |> exp), value, first, second, [ 0.5 ])
    Right.Of((fun x -> exp <| sin x), value, first, second, [ 0.5 ])
    Right.Of((fun x -> (sin >> exp) x), value, first, second, [ 0.5 ])
    Right.Of((fun x -> (exp << sin) x), value, first, second, [ 0.5 ])
    Right.Of((fun x -> let f = sin >> exp in x |> f), value, first, second, [ 0.5 ])
    Right.Of((fun x -> (x, x) ||> (fun a b -> a * b)), square, (fun x -> 2.0 * x), (fun _ -> 2.0), [ 0.5 ])
    Right.Of((fun x -> (x, x, 2.0) |||> (fun a b c -> a * b * c)), (fun x -> 2.0 * x * x), (fun x -> 4.0 * x), (fun _ -> 4.0), [ 0.5 ])
    Right.Of((fun x -> (x, 0.0) ||> max), max 0.0, (fun x -> if x > 0.0 then 1.0 else 0.0), zero, [ 0.5; -1.0 ])

[<Fact>]
let ``Local functions are read where they are applied`` () =
    Right.Of((fun x -> let f y = y * x in f 2.0 + f x), (fun x -> 2.0 * x + x * x), (fun x -> 2.0 + 2.0 * x), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> let f y z = y * x + z in f x 3.0), (fun x -> x * x + 3.0), (fun x -> 2.0 * x), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> let f y z w = y * x + z - w in f x 3.0 x), (fun x -> x * x + 3.0 - x), (fun x -> 2.0 * x - 1.0), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> let f a b c d e = a * b * c + d - e in f x x x 1.0 x), (fun x -> x ** 3.0 + 1.0 - x), (fun x -> 3.0 * x * x - 1.0), (fun x -> 6.0 * x), [ 1.5 ])
    Right.Of((fun x -> (fun y -> y * y) x), square, (fun x -> 2.0 * x), (fun _ -> 2.0), [ 1.5 ])
    Right.Of((fun x -> let multiply a b = a * b in let twice = multiply 2.0 in twice x * twice x), (fun x -> 4.0 * x * x), (fun x -> 8.0 * x), (fun _ -> 8.0), [ 1.5 ])
    Right.Of((fun x -> let atLeast = max x in atLeast 2.0), (fun x -> max x 2.0), (fun x -> if x > 2.0 then 1.0 else 0.0), zero, [ 1.5; 2.5 ])
    Right.Of((fun x -> let f = (if x > 0.0 then sin else cos) in f x), (fun x -> if x > 0.0 then sin x else cos x), (fun x -> if x > 0.0 then cos x else -(sin x)), (fun x -> if x > 0.0 then -(sin x) else -(cos x)), [ -0.5; 0.5 ])
    Right.Of((fun x -> let apply (f: float -> float) y = f (f y) in apply (fun z -> z * x) x), (fun x -> x ** 3.0), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])

[<Fact>]
let ``A local function called twice keeps its own values`` () =
    Right.Of((fun x -> let f y = (let z = y * y in let g w = w * z in g y) in f x + f (2.0 * x)), (fun x -> 9.0 * x ** 3.0), (fun x -> 27.0 * x * x), (fun x -> 54.0 * x), [ 1.5 ])

[<Fact>]
let ``Captured values are read at each call`` () =
    let cell = ref 2.0
    let data = [| 3.0; 4.0 |]
    let derivative = Ad.Grad(fun (x: float) -> cell.Value * x * data[0])
    close 6.0 (derivative.Invoke 1.0)
    cell.Value <- 5.0
    data[0] <- 1.0
    close 5.0 (derivative.Invoke 1.0)

[<Fact>]
let ``Lambdas of one shape that captured different values have different derivatives`` () =
    let slope a = Ad.Grad(fun (x: float) -> a * x |> sin)
    close (2.0 * cos 2.0) ((slope 2.0).Invoke 1.0)
    close (3.0 * cos 3.0) ((slope 3.0).Invoke 1.0)

[<Fact>]
let ``Several parameters are differentiated`` () =
    let struct (x, y) = Ad.Grad(fun (x: float) (y: float) -> x * sin y).Invoke(2.0, 0.5)
    close (sin 0.5) x
    close (2.0 * cos 0.5) y
    let struct (w, b) = Ad.Grad(fun (w: float[]) (b: float) -> w[0] * b + w[1]).Invoke([| 2.0; 3.0 |], 4.0)
    closeAll [ 4.0; 1.0 ] w
    close 2.0 b

[<Fact>]
let ``A call that fails fails where its branch is taken`` () =
    let derivative = Ad.Grad(fun (x: float) -> if x > 0.0 then x * x else failwith "negative")
    close 4.0 (derivative.Invoke 2.0)
    Assert.Equal("negative", Assert.Throws<Exception>(fun () -> derivative.Invoke -1.0 |> ignore).Message)

[<Fact>]
let ``A derivative prints as C# without a trace of F#`` () =
    Assert.Equal("x => Math.Sin(x) + x * Math.Cos(x)", Derive.Grad(fun (x: float) -> x |> fun y -> y * sin y).ToCSharp())

[<Fact>]
let ``Mutable locals are variables`` () =
    Right.Of((fun x -> let mutable s = x in s <- s * x; s + 1.0), (fun x -> x * x + 1.0), (fun x -> 2.0 * x), (fun _ -> 2.0), [ 1.5 ])

[<Measure>] type m
[<Measure>] type s

[<Fact>]
let ``Units of measure pass through`` () =
    let speed = 3.0<m / s>
    Right.Of((fun x -> let distance = speed * (x * 1.0<s>) in float (distance * distance) / float (abs distance)), (fun x -> 3.0 * abs x), (fun x -> 3.0 * float (sign x)), zero, [ 1.5 ])
    close 12.0 (Ad.Grad(fun (t: float<s>) -> float (t * t * 3.0)).Invoke(2.0<s>) |> float)

[<Fact>]
let ``Elements of arrays that the function has made are written to`` () =
    Right.Of((fun x -> let a = Array.zeroCreate<float> 2 in a[0] <- x; a[1] <- a[0] * x; a[1] * a[0]), (fun x -> x ** 3.0), (fun x -> 3.0 * x * x), (fun x -> 6.0 * x), [ 1.5 ])
    Right.Of((fun xs -> let a = xs |> Array.map (fun x -> x * x) in a[0] <- xs[1]; Array.sum a), (fun xs -> xs[1] + xs[1] * xs[1]), (fun xs -> [| 0.0; 1.0 + 2.0 * xs[1] |]), [ [| 2.0; 3.0 |] ])
    Right.Of((fun xs -> let a = Array.copy xs in a[0] <- a[0] * a[1]; Array.set a 1 (a[0] + xs[0]); a[0] + a[1]), (fun xs -> 2.0 * xs[0] * xs[1] + xs[0]), (fun xs -> [| 2.0 * xs[1] + 1.0; 2.0 * xs[0] |]), [ [| 2.0; 3.0 |] ])

[<Fact>]
let ``An element of a parameter is not written to`` () =
    Refused.Saying((fun (xs: float[]) -> xs[0] <- 2.0; xs[0] * xs[1]), "xs")

[<Fact>]
let ``Whole numbers are summed as F# sums them`` () =
    Right.Of((fun x -> x * float (Array.sum [| Int32.MaxValue; 1 |])), (fun x -> x * float Int32.MinValue), (fun _ -> float Int32.MinValue), zero, [ 1.5 ])
