module ExprAD.FSharp.Tests.FollowedTests

open System
open ExprAD
open ExprAD.FSharp
open ExprAD.FSharp.Tests
open ExprAD.FSharp.Tests.FollowedModels
open Xunit

let private isClose (expected: float) (actual: float) = Assert.Equal(expected, actual, 1e-10)

[<Fact>]
let ``A definition is followed, across modules`` () =
    QuotationChecks.OfNumber((fun x -> square x + FollowedModule.cube x), (fun x -> 2.0 * x + 3.0 * x * x), 0.7, -1.2)

[<Fact>]
let ``Arguments are given as the definition groups them`` () =
    QuotationChecks.OfNumber((fun x -> mixed x (2.0, x) + tupled (x, 4.0)), (fun x -> 2.0 + 2.0 * x + 0.25), 0.7)

[<Fact>]
let ``A recursion on a decreasing constant is written out`` () =
    QuotationChecks.OfNumber((fun x -> power x 5 + fibonacci x 6), (fun x -> 5.0 * x ** 4.0 + 8.0), 0.7)

[<Fact>]
let ``A deep recursion is written out`` () =
    Assert.Equal(500.0 * 1.001 ** 499.0, grad <@ fun x -> power x 500 @> 1.001, 1e-9)
    Assert.Equal(500.0 * 499.0 * 1.001 ** 498.0, Ad.Derivative(toExpression <@ fun x -> power x 500 @>, 2).Invoke 1.001, 1e-6)

[<Fact>]
let ``Functions that call one another count a constant down`` () =
    QuotationChecks.OfNumber((fun x -> even x 4), (fun x -> 12.0 * x * x), 0.7)

[<Fact>]
let ``A recursion that is the last thing is a loop, over a number that is not known`` () =
    let derived = gradFirst <@ fun (x: float) (n: int) -> powerLast 1.0 x n @>
    isClose (5.0 * 0.7 ** 4.0) (derived 0.7 5)
    isClose 0.0 (derived 0.7 0)

[<Fact>]
let ``Functions as arguments, and functions that are values of a module`` () =
    QuotationChecks.OfNumber(
        (fun x -> twice square x + twice (fun v -> v * x) 1.0 + exponential x + composed x),
        (fun x -> 4.0 * x ** 3.0 + 2.0 * x + 2.0 * exp x + 2.0 * x * cos (x * x)), 0.7)

[<Fact>]
let ``Values of a module, generic functions and members`` () =
    let decay = Decay 0.5
    QuotationChecks.OfNumber(
        (fun x -> horner weights x + generic x 3.0 + decay.At x),
        (fun x -> 2.0 + 4.0 - 0.5 * exp (-0.5 * x)), 0.7)

[<Fact>]
let ``A lambda that calls the function follows it, as from CSharp`` () =
    isClose (2.0 * 0.7 + 3.0 * 0.49) (Ad.Grad(fun (x: float) -> square x + FollowedModule.cube x).Invoke 0.7)
    isClose (5.0 * 0.7 ** 4.0) (Ad.Grad(fun (x: float) -> power x 5).Invoke 0.7)
    isClose (2.0 + 2.0 * 0.7 + 0.25) (Ad.Grad(fun (x: float) -> mixed x (2.0, x) + tupled (x, 4.0)).Invoke 0.7)
    isClose 2.0 (Ad.Grad(fun (x: float) -> horner weights x).Invoke 0.7)
    isClose 4.0 (Ad.Grad(fun (x: float) -> generic x 3.0).Invoke 0.7)
    let derived = Ad.GradFirst(fun (x: float) (n: int) -> powerLast 1.0 x n)
    isClose (5.0 * 0.7 ** 4.0) (derived.Invoke(0.7, 5))

[<Fact>]
let ``A lambda that calls the value of a module follows it`` () =
    isClose (2.0 * exp 0.7) (Ad.Grad(fun (x: float) -> exponential x).Invoke 0.7)
    isClose (1.4 * cos 0.49) (Ad.Grad(fun (x: float) -> composed x).Invoke 0.7)
    let decay = Decay 0.5
    isClose (-0.5 * exp -0.35) (Ad.Grad(fun (x: float) -> decay.At x).Invoke 0.7)

[<Fact>]
let ``What does not depend on the parameter need not be followed`` () =
    isClose 4.0 (Ad.Grad(fun (x: float) -> x * guarded 2.0).Invoke 0.7)

let private refused (derive: unit -> obj) (parts: string list) =
    let refusal = Assert.Throws<NotDifferentiableException>(Action(fun () -> derive () |> ignore))
    for part in parts do
        Assert.Contains(part, refusal.Message)

[<Fact>]
let ``A recursion whose depth is not known is refused`` () =
    refused (fun () -> grad <@ fun x -> untilSmall x @>) [ "untilSmall"; "is not known when the derivative is made"; "count an integer down from a constant" ]
    refused (fun () -> gradFirst <@ fun (x: float) (n: int) -> power x n @>) [ "power x n`"; "is not known when the derivative is made" ]
    refused (fun () -> Ad.GradFirst(fun (x: float) (n: int) -> power x n)) [ "is not known when the derivative is made" ]

[<Fact>]
let ``A recursion that never ends is refused`` () =
    refused (fun () -> grad <@ fun x -> power x -1 @>) [ "calls itself without end" ]

[<Fact>]
let ``What a definition cannot be read for is said as FSharp`` () =
    refused (fun () -> Ad.Grad(fun (x: float) -> guarded x)) [ "try x * x with ..."; "test beforehand" ]

[<Fact>]
let ``A function without a definition is refused by name`` () =
    refused (fun () -> grad <@ fun x -> compiled x @>) [ "compiled x"; "FollowedModels.compiled" ]

[<Fact>]
let ``A rule comes before the definition`` () =
    Rules.Define((fun (x: float) -> FollowedRule.wrong x), (fun (x: float) -> 3.0 * x * x))
    isClose (3.0 * 0.49) (grad <@ fun x -> FollowedRule.wrong x @> 0.7)
    isClose (3.0 * 0.49) (Ad.Grad(fun (x: float) -> FollowedRule.wrong x).Invoke 0.7)
