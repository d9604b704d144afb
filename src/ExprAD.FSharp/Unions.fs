/// Options and other unions. Of a case that is made and matched in a function, nothing is left but the values in it.
module internal ExprAD.FSharp.Unions

open System.Linq.Expressions
open System.Reflection
open ExprAD.FSharp.Meaning
open ExprAD.FSharp.Refusals
open FSharp.Quotations
open FSharp.Reflection

let private refuseCell e = refuse e "a reference cell is no case of a union" "use its Value"

/// Whether a value is of a case.
let rec isCase (case: UnionCaseInfo) meaning (e: Expr) : Expression =
    match meaning with
    | Case(made, _) -> constant (made.Tag = case.Tag)
    | Choice(test, one, another) ->
        match isCase case one e, isCase case another e with
        | Known(:? bool as a), Known(:? bool as b) when a = b -> constant a
        | Known(:? bool as a), Known(:? bool) -> if a then test else Expression.Not test
        | a, b -> Expression.Condition(test, a, b)
    | Code value ->
        let tag: Expression =
            match FSharpValue.PreComputeUnionTagMemberInfo(case.DeclaringType, true) with
            | :? PropertyInfo as property -> Expression.Property(value, property)
            | reader -> Expression.Call((reader :?> MethodInfo), value)
        Expression.Equal(tag, constant case.Tag)
    | _ -> refuseCell e

// The place of a field in a case, if it is one of it.
let private place (property: PropertyInfo) (case: UnionCaseInfo) =
    case.GetFields() |> Array.tryFindIndex (fun field -> field.Name = property.Name && field.DeclaringType = property.DeclaringType)

/// A property of a value, which may be a field of a case. What has been chosen and has no such field is not what is read.
let rec field (t: Translation) (scope: Scope) (property: PropertyInfo) meaning (e: Expr) : Meaning =
    match meaning with
    | Case(case, items) when (place property case).IsSome -> items[(place property case).Value]
    | Choice(_, Case(case, _), another) when (place property case).IsNone -> field t scope property another e
    | Choice(_, one, Case(case, _)) when (place property case).IsNone -> field t scope property one e
    | Choice(test, one, another) -> t.Branch(scope, test, (fun inner -> field t inner property one e), (fun inner -> field t inner property another e), e)
    | _ ->
        let owner = t.Reified(scope, meaning, e)
        let owner = if property.DeclaringType.IsAssignableFrom owner.Type then owner else Expression.Convert(owner, property.DeclaringType)
        Code(remember e (Expression.Property(owner, property)))
