module ExprAD.FSharp.Tests.ConvertedOperators

open ExprAD
open Xunit

[<Fact>]
let ``A lambda at a call of Grad is converted and differentiated`` () =
    Assert.Equal(3.0, Ad.Grad(fun (x: float) -> x * x).Invoke 1.5)
