/// What cannot be read in lambdas that the compiler converts: evaluated as it is where it is data, refused by name where it is not.
module ExprAD.FSharp.Tests.ConvertedRefusals

open System
open ExprAD
open ExprAD.FSharp.Tests.Oracle
open Xunit

let private data = [| 2.0; -1.0; 0.5 |]
let private cube (x: float) = x * x * x
let private zero (_: float) = 0.0

type Counted = { mutable Count: int; Weight: float }

let private weigh (c: Counted) = c.Weight

[<Fact>]
let ``A closure is refused by name`` () =
    let factor = data[0]
    let scaled = fun (x: float) -> factor * x
    Refused.Saying((fun x -> scaled x), "the F# function scaled is a closure", "define it with let inside the lambda", "Ad.Stop")
    Refused.Saying((fun xs -> Array.sumBy scaled xs), "the F# function scaled is a closure")
    Refused.Saying((fun x -> x |> scaled |> sin), "the F# function scaled is a closure")

[<Fact>]
let ``A closure of data is evaluated as it is`` () =
    let factor = data[0]
    let scaled = fun (x: float) -> factor * x
    Right.Of((fun x -> x * scaled 3.0), (fun x -> 6.0 * x), (fun _ -> 6.0), zero, [ 1.5 ])
    Right.Of((fun x -> data |> Array.sumBy (fun d -> x * scaled d)), (fun x -> 3.0 * x), (fun _ -> 3.0), zero, [ 1.5 ])

[<Fact>]
let ``A function of a module without a rule is refused by name`` () =
    Refused.Saying((fun x -> cube x), "ConvertedRefusals.cube is compiled code", "Rules.Define")

[<Fact>]
let ``Functions that are not differentiated are named as F# names them`` () =
    Refused.Saying((fun xs -> xs |> Array.distinct |> Array.sum), "the F# function Array.distinct is not differentiated", "map, filter, zip, sum and fold")
    Refused.Saying((fun xs -> xs |> List.ofArray |> List.groupBy (fun x -> x > 0.0) |> List.sumBy (fun (_, g) -> List.sum g)), "the F# function List.groupBy is not differentiated")
    Refused.Saying((fun (xs: float[]) -> Seq.sum (Seq.unfold (fun s -> if s > 9.0 then None else Some(s, s * 2.0)) xs.[0])), "the F# function Seq.unfold is not differentiated")
    Refused.Saying((fun x -> [ 0.0 .. x ] |> List.sum), "F# function", "is not differentiated")

type Trend =
    | Constant of float
    | Line of float * float

[<Fact>]
let ``Options and unions of the parameter are refused`` () =
    Refused.Saying((fun x -> match Some(x * x) with Some v -> v | None -> 0.0), "a case of the union FSharpOption<double> cannot be followed", "use a record or a tuple")
    Refused.Saying((fun x -> match Line(x, 2.0) with Line(a, b) -> a * b | Constant c -> c), "a case of the union Trend cannot be followed", "with if, then and else")

[<Fact>]
let ``Functions of data are evaluated as they are`` () =
    Right.Of((fun x -> x * float (Array.findIndex (fun d -> d < 0.0) data)), id, (fun _ -> 1.0), zero, [ 1.5 ])
    Right.Of((fun x -> let isNegative (d: float) = d < 0.0 in x * float (Array.findIndex isNegative data)), id, (fun _ -> 1.0), zero, [ 1.5 ])
    Right.Of((fun x -> x * (data |> Array.distinct |> Array.sum)), (fun x -> 1.5 * x), (fun _ -> 1.5), zero, [ 1.5 ])
    Right.Of((fun x -> let limit = 1.0 in let tooLarge (d: float) = d > limit in x * Array.find tooLarge data), (fun x -> 2.0 * x), (fun _ -> 2.0), zero, [ 1.5 ])

[<Fact>]
let ``A function of data that leaves its argument alone may be called twice`` () =
    let counted = { Count = 1; Weight = 2.0 }
    Right.Of((fun x -> let l = [ 2.0; 3.0 ] in x * List.find (fun v -> v > 2.0) l * l[0]), (fun x -> 6.0 * x), (fun _ -> 6.0), zero, [ 1.5 ])
    Right.Of((fun x -> x * weigh counted * counted.Weight), (fun x -> 4.0 * x), (fun _ -> 4.0), zero, [ 1.5 ])

[<Fact>]
let ``A stopped closure is a constant`` () =
    let factor = data[0]
    let scaled = fun (x: float) -> factor * x
    let derivative = Ad.Grad(fun (x: float) -> x * Ad.Stop(scaled x))
    close 6.0 (derivative.Invoke 3.0)

[<Fact>]
let ``Functions of options and other functions of arrays are named`` () =
    let some = Some 2.0
    Refused.Saying((fun x -> some |> Option.map (fun v -> v * x) |> Option.defaultValue 0.0), "Option", "cannot be differentiated")
    Refused.Saying((fun (rows: float[]) -> [| rows; rows |] |> Array.transpose |> Array.sumBy Array.sum), "the F# function Array.transpose is not differentiated")
