/// The verbs, as they are called inside quotations and by the functions of this package.
module internal ExprAD.FSharp.VerbCalls

open System
open System.Linq.Expressions
open System.Reflection
open ExprAD

/// A verb: which one it is, how many parameters its function has and how many arguments its derivative.
type QuotedVerb = { Verb: Verb; Parameters: int; Arguments: int }

let private verbs =
    [ "derivative", Verb.Derivative, 1, 1
      "grad", Verb.Grad, 1, 1
      "valueAndGrad", Verb.ValueAndGrad, 1, 1
      "grad2", Verb.Grad, 2, 2
      "gradFirst", Verb.GradFirst, 2, 2
      "valueAndGradFirst", Verb.ValueAndGradFirst, 2, 2
      "jacobian", Verb.Jacobian, 1, 1
      "hessian", Verb.Hessian, 1, 1
      "hvp", Verb.Hvp, 1, 2
      "jvp", Verb.Jvp, 1, 2
      "vjp", Verb.Vjp, 1, 2
      "taylor", Verb.Taylor, 1, 1 ]
    |> List.map (fun (name, verb, parameters, arguments) -> name, { Verb = verb; Parameters = parameters; Arguments = arguments })
    |> dict

let private isModule name (called: MethodInfo) = called.DeclaringType.FullName = "ExprAD.FSharp." + name

/// A verb that gives a function.
let (|DelegateVerb|_|) (called: MethodInfo) =
    match verbs.TryGetValue called.Name with
    | true, verb when isModule "Verbs" called -> Some verb
    | _ -> None

/// A verb that gives an expression tree.
let (|TreeVerb|_|) (called: MethodInfo) =
    match verbs.TryGetValue called.Name with
    | true, verb when isModule "Derive" called -> Some verb
    | _ -> None

/// `toExpression` and `toExpression2`: how many parameters.
let (|ToExpression|_|) (called: MethodInfo) =
    match called.Name with
    | "toExpression" when isModule "Verbs" called -> Some 1
    | "toExpression2" when isModule "Verbs" called -> Some 2
    | _ -> None

/// The call of a verb of `Ad` on a function, with an order where it takes one.
let call verb (f: LambdaExpression) (order: Expression option) : MethodCallExpression =
    let kinds = f.Type.GetGenericArguments()
    let closed (candidate: MethodInfo) =
        let count = candidate.GetGenericArguments().Length
        if count = 0 then Some candidate
        elif count <= kinds.Length then Some(candidate.MakeGenericMethod(Array.take count kinds))
        else None
    let fits (candidate: MethodInfo) =
        let parameters = candidate.GetParameters()
        parameters[0].ParameterType.IsAssignableFrom(f.GetType())
        && match order with
           | None -> parameters.Length = 1
           | Some _ -> parameters.Length = 2 && parameters[1].ParameterType = typeof<int>
    let found =
        typeof<Ad>.GetMethods()
        |> Seq.filter (fun candidate -> candidate.Name = string verb.Verb)
        |> Seq.choose closed
        |> Seq.find fits
    Expression.Call(found, (Expression.Quote f :> Expression) :: Option.toList order)

let private isStruct (kind: Type) = kind.IsValueType && kind.FullName.StartsWith("System.ValueTuple`", StringComparison.Ordinal)

/// A struct tuple as the tuple of F#; anything else as it is.
let asTuple (store: Expression -> Expression) (value: Expression) : Expression =
    if not (isStruct value.Type) then
        value
    else
        let kinds = value.Type.GetGenericArguments()
        let maker = FSharp.Reflection.FSharpType.MakeTupleType(kinds).GetConstructor kinds
        match value with
        | :? NewExpression as made -> Expression.New(maker, made.Arguments)
        | _ ->
            let stored = store value
            Expression.New(maker, [ for i in 1 .. kinds.Length -> Expression.Field(stored, $"Item{i}") :> Expression ])
