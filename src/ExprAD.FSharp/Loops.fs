/// Loops over ranges and collections, and functions that call themselves as the last thing they do.
module internal ExprAD.FSharp.Loops

open System
open System.Linq.Expressions
open ExprAD.FSharp.Meaning
open ExprAD.FSharp.QuotationText
open ExprAD.FSharp.Recursion
open ExprAD.FSharp.Refusals
open ExprAD.FSharp.Shapes
open FSharp.Quotations
open FSharp.Quotations.Patterns

// for index = first, first + step, .. while test: the body has a name of its own for the index, which never sees it change.
let private counted (t: Translation) scope name (first: Expression) (step: Expression) (test: Expression -> Expression) (body: Scope -> Expression -> unit) =
    let index = t.Assignable(scope, name, first, first.Type)
    t.Loop(scope, fun inner leave ->
        inner.Emit(Expression.IfThen(Expression.Not(test index), leave))
        body inner (inner.Store(name, index))
        inner.Emit(Expression.Assign(index, Expression.Add(index, step))))

/// `for v in first .. last do body`, in steps that are known.
let overRange (t: Translation) (scope: Scope) names (v: Var) (first: Expression) (step: Expression) isDown (last: Expr) body =
    let test: Expression -> Expression =
        match last with
        | CoreCall "Core.Operators" "op_Subtraction" [ bound; Value(:? int as one, _) ] when one = 1 && not isDown ->
            let count = t.Stored(scope, "count", t.Code(scope, names, bound))
            fun index -> Expression.LessThan(index, count)
        | _ ->
            let bound = t.Stored(scope, "last", t.Code(scope, names, last))
            fun index -> if isDown then Expression.GreaterThanOrEqual(index, bound) else Expression.LessThanOrEqual(index, bound)
    counted t scope v.Name first step test (fun inner index -> body inner (Map.add v (Code index) names))

/// A loop over the elements of what is an array or becomes one.
let overItems (t: Translation) (scope: Scope) (items: Expression) (element: Type) (body: Scope -> Expression -> Expression -> unit) =
    let isArray = items.Type.IsArray && items.Type.GetArrayRank() = 1
    let toArray = typeof<Linq.Enumerable>.GetMethod("ToArray").MakeGenericMethod element
    let items = t.Stored(scope, "items", (if isArray then items else Expression.Call(toArray, items)))
    counted t scope "index" (constant 0) (constant 1) (fun index -> Expression.LessThan(index, Expression.ArrayLength items)) (fun inner index ->
        body inner index (Expression.ArrayIndex(items, index)))

/// `for v in source do body`.
let forEach (t: Translation) (scope: Scope) names (v: Var) (source: Expr) (body: Expr) =
    match source with
    | IntegerRange(first, step, last) ->
        let first = t.Code(scope, names, first)
        let step =
            match step |> Option.map (fun step -> t.Code(scope, names, step)) with
            | None -> Expression.Constant(Convert.ChangeType(1, first.Type), first.Type) :> Expression
            | Some(Known value as known) when Convert.ToInt64 value <> 0L -> known
            | _ -> refuse source "the step of the range is not known when the derivative is made" "write the step as a literal other than 0, or use while"
        let isDown = match step with Known value -> Convert.ToInt64 value < 0L | _ -> false
        overRange t scope names v first step isDown last (fun inner names -> t.Discard(inner, t.Eval(inner, names, body)))
    | _ ->
        let items =
            match source with
            | ListOf items -> Expression.NewArrayInit(v.Type, t.Codes(scope, names, items)) :> Expression
            | _ -> t.Code(scope, names, source)
        overItems t scope items v.Type (fun inner _ item ->
            t.Discard(inner, t.Eval(inner, t.Bind(inner, v, Code item, names), body)))

// One round: the path that is taken ends in another round or in a leaf.
let rec private round (t: Translation) (scope: Scope) names (f: Function) (e: Expr) next (leaf: Scope -> Names -> Expr -> unit) =
    match e with
    | CallOf f arguments -> next scope names arguments
    | IfThenElse(test, one, another) ->
        match t.Code(scope, names, test) with
        | Known(:? bool as known) -> round t scope names f (if known then one else another) next leaf
        | test ->
            let first, second = Scope(), Scope()
            round t first names f one next leaf
            round t second names f another next leaf
            scope.Emit(Expression.IfThenElse(test, first.Statement, second.Statement))
    | ForEach _ -> leaf scope names e
    | Let(v, value, body) -> round t scope (t.Let(scope, names, v, value, body)) f body next leaf
    | Sequential(first, second) ->
        t.Discard(scope, t.Eval(scope, names, first))
        round t scope names f second next leaf
    | _ -> leaf scope names e

// The value after the last round, by way of the tests that have ended it.
let rec private ending (t: Translation) (scope: Scope) names (f: Function) (e: Expr) : Meaning =
    match e with
    | CallOf f _ -> Code(Expression.Default e.Type)
    | IfThenElse(_, one, another) when not (ends f one) -> ending t scope names f another
    | IfThenElse(_, one, another) when not (ends f another) -> ending t scope names f one
    | IfThenElse(test, one, another) when mentions f e > 0 ->
        t.Branch(scope, t.Code(scope, names, test), (fun inner -> ending t inner names f one), (fun inner -> ending t inner names f another), e)
    | ForEach _ -> t.Eval(scope, names, e)
    | Let(v, value, body) -> ending t scope (t.Let(scope, names, v, value, body)) f body
    | _ -> t.Eval(scope, names, e)

/// A function that calls itself as the last thing  becomes  a loop over those of its parameters that change.
let rounds (t: Translation) (scope: Scope) (f: Function) (arguments: Meaning list) : Meaning =
    let given = List.zip f.Parameters arguments |> List.indexed
    let constants, varying = given |> List.partition (fun (i, _) -> isInvariant f i)
    let names = constants |> List.fold (fun names (_, (v, argument)) -> t.Bind(scope, v, argument, names)) f.Names
    let varying = varying |> List.map (fun (i, (v, argument)) -> i, v, t.Assignable(scope, v.Name, t.Reified(scope, argument, Expr.Var v), v.Type))
    let names = varying |> List.fold (fun names (_, v, variable) -> Map.add v (Code variable) names) names
    let next (inner: Scope) names (given: Expr list) =
        let values = t.Codes(inner, names, [ for i, _, _ in varying -> given[i] ])
        let values = if values.Length = 1 then values else values |> List.map (fun value -> t.Stored(inner, "next", value))
        List.iter2 (fun (_, _, variable: ParameterExpression) value -> inner.Emit(Expression.Assign(variable, value))) varying values
    // Lambdas of a round keep its parameters as they are.
    let enter (inner: Scope) =
        varying
        |> List.filter (fun (_, v, _) -> isEnclosed f v)
        |> List.fold (fun names (_, v, variable) -> Map.add v (Code(inner.Store(v.Name, variable))) names) names
    if isPure f.Body then
        t.Loop(scope, fun inner leave -> round t inner (enter inner) f f.Body next (fun end' _ _ -> end'.Emit leave))
        ending t scope names f f.Body
    else
        let result = if f.Body.Type = typeof<unit> then None else Some(scope.Declare(f.Body.Type, "result"))
        t.Loop(scope, fun inner leave ->
            round t inner (enter inner) f f.Body next (fun last names e ->
                match result with
                | Some result -> last.Emit(Expression.Assign(result, t.Code(last, names, e)))
                | None -> t.Discard(last, t.Eval(last, names, e))
                last.Emit leave))
        match result with
        | Some result -> Code result
        | None -> nothing
