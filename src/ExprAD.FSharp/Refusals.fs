/// What is refused, with the sub-expression as F#.
module internal ExprAD.FSharp.Refusals

open System.Linq.Expressions
open System.Runtime.CompilerServices
open ExprAD
open FSharp.Quotations

// Which part of a quotation an expression has been made from.
let private sources = ConditionalWeakTable<Expression, Expr>()

/// Takes note of what an expression has been made from; of several parts, the innermost.
let remember (source: Expr) (expression: Expression) =
    sources.TryAdd(expression, source) |> ignore
    expression

/// Refuses a part of a quotation.
let refuse (part: Expr) reason remedy : 'a =
    raise (NotDifferentiableException.OfText(QuotationText.ofQuotation part, null, reason, remedy))

/// Does something with a translated quotation; what is refused of it is named by its F# text.
let inFSharp (derive: unit -> 'a) : 'a =
    try
        derive ()
    with :? NotDifferentiableException as refusal when not (isNull refusal.Node) ->
        match sources.TryGetValue refusal.Node with
        | true, part -> raise (NotDifferentiableException.OfText(QuotationText.ofQuotation part, refusal.Node, refusal.Reason, refusal.Remedy))
        | _ -> reraise ()
