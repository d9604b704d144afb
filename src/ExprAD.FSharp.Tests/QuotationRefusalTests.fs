module ExprAD.FSharp.Tests.QuotationRefusalTests

open System
open ExprAD
open ExprAD.FSharp
open FSharp.Quotations
open Xunit

type Counter() =
    member val Total = 0.0 with get, set

let private refused (derive: unit -> obj) (text: string) (reason: string) (remedy: string) =
    let refusal = Assert.Throws<NotDifferentiableException>(Action(fun () -> derive () |> ignore))
    Assert.Contains($"`{text}` cannot be differentiated", refusal.Message)
    Assert.Contains(reason, refusal.Message)
    Assert.Contains(remedy, refusal.Message)
    refusal

let private refusedQuotation derive text reason remedy =
    Assert.Null (refused derive text reason remedy).Node

[<Fact>]
let ``Local recursion that is not the last thing`` () =
    refusedQuotation
        (fun () -> grad <@ fun x -> (let rec power n = (if n = 0 then 1.0 else x * power (n - 1)) in power 3) @>)
        "power" "power calls itself before the last thing that it does" "in an accumulator"

[<Fact>]
let ``Local functions that call one another`` () =
    refusedQuotation
        (fun () ->
            grad <@ fun x ->
                let rec even n = if n = 0 then x else odd (n - 1)
                and odd n = if n = 0 then 1.0 else even (n - 1)
                even 3 @>)
        "even" "even calls itself before the last thing" "use a loop"

[<Fact>]
let ``Exceptions that are caught`` () =
    refusedQuotation (fun () -> grad <@ fun x -> try x * x with _ -> 0.0 @>) "try x * x with ..." "try, with and finally" "test beforehand"
    refusedQuotation (fun () -> grad <@ fun x -> try x * x finally ignore x @>) "try x * x finally ..." "try, with and finally" "dispose of objects outside"

[<Fact>]
let ``A reference cell that is passed on`` () =
    refusedQuotation
        (fun () -> grad <@ fun x -> (let cell = ref x in [ cell ].Head.Value) @>)
        "cell" "others may change it" "use let mutable"

[<Fact>]
let ``A step that is not known`` () =
    refusedQuotation
        (fun () -> gradFirst <@ fun x (step: int) -> (let mutable s = x in (for i in 0 .. step .. 10 do s <- s * x); s) @>)
        "0 .. step .. 10" "the step of the range is not known" "write the step as a literal"

[<Fact>]
let ``A quotation that no verb is given`` () =
    refusedQuotation (fun () -> grad <@ fun x -> (let q = <@ x * x @> in ignore q; x) @>) "<@ x * x @>" "the quotation is not given to a verb" "splice it in"

[<Fact>]
let ``A quotation that is computed`` () =
    let make (k: float) = <@ fun x -> k * x @>
    refusedQuotation (fun () -> grad <@ fun x -> grad (make 2.0) x @>) "make 2.0" "which function to differentiate is not known" "capture it in a variable"

[<Fact>]
let ``A variable of another quotation`` () =
    let stray = Expr.Cast<float -> float>(Expr.Lambda(Var("x", typeof<float>), Expr.Var(Var("y", typeof<float>))))
    refusedQuotation (fun () -> grad stray) "y" "y is declared outside of the quotation" "quote the function as a whole"

[<Fact>]
let ``A captured closure has no body`` () =
    let factor = 2.0
    let closure = fun (x: float) -> factor * x * x
    let refusal = refused (fun () -> grad <@ fun x -> closure x @>) "closure x" "compiled code that cannot be read" "with let inside the lambda"
    Assert.NotNull refusal.Node

[<Fact>]
let ``What the core refuses is named as FSharp`` () =
    let refusal = refused (fun () -> grad <@ fun (x: float array) -> (x[0] <- 1.0; x[1]) @>) "x[0] <- 1.0" "only an array that the lambda has made" "make the array in the lambda"
    Assert.NotNull refusal.Node
    refused (fun () -> grad <@ fun x -> (let c = Counter() in c.Total <- x; c.Total) @>) "c.Total <- x" "others see" "make a new object" |> ignore

[<Fact>]
let ``Nothing is refused that does not depend on the parameter`` () =
    let closure = fun (x: float) -> x + 1.0
    Assert.Equal(3.0, grad <@ fun x -> x * closure 2.0 @> 0.7)
