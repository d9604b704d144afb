/// Calls of a function in its own body.
module internal ExprAD.FSharp.Recursion

open System.Reflection
open FSharp.Quotations
open FSharp.Quotations.Patterns
open FSharp.Quotations.ExprShape

/// The arguments of a call of a function with all its parameters.
let (|CallOf|_|) (f: Function) (e: Expr) =
    match e with
    | Call(owner, called, arguments) when f.Key.Equals called ->
        let given = Shapes.grouped called owner arguments
        if given.Length = f.Parameters.Length then Some given else None
    | Application _ ->
        match Shapes.applied e with
        | Var v, arguments when f.Key.Equals v && arguments.Length = f.Parameters.Length -> Some arguments
        | _ -> None
    | _ -> None

let private names (f: Function) (e: Expr) =
    match e with
    | Var v -> f.Key.Equals v
    | Call(_, called, _) -> f.Key.Equals called
    | _ -> false

/// How often a function is named in an expression.
let rec mentions (f: Function) (e: Expr) : int =
    let inside =
        match e with
        | ShapeVar _ -> 0
        | ShapeLambda(_, body) -> mentions f body
        | ShapeCombination(_, parts) -> List.sumBy (mentions f) parts
    if names f e then inside + 1 else inside

/// What is evaluated last on each path through an expression.
let rec leaves (e: Expr) =
    match e with
    | IfThenElse(_, a, b) -> leaves a @ leaves b
    | Let(_, _, body)
    | LetRecursive(_, body)
    | Sequential(_, body) -> leaves body
    | _ -> [ e ]

/// The arguments of the calls that are the last thing a function does.
let tailCalls (f: Function) =
    leaves f.Body |> List.choose (fun leaf -> match leaf with CallOf f arguments -> Some arguments | _ -> None)

/// Whether a function calls itself only as the last thing it does.
let isLoop (f: Function) =
    let calls = tailCalls f
    calls.Length = mentions f f.Body

/// The end of a path that is not another round.
let ends (f: Function) (e: Expr) =
    leaves e |> List.exists (fun leaf -> match leaf with CallOf f _ -> false | _ -> true)

/// Whether finding out which path is taken changes nothing.
let rec isPure (e: Expr) =
    match e with
    | IfThenElse(test, a, b) -> not (Shapes.hasEffects test) && isPure a && isPure b
    | Let(v, value, body) -> not v.IsMutable && not (Shapes.hasEffects value) && isPure body
    | LetRecursive(_, body) -> isPure body
    | Sequential _ -> false
    | _ -> true

/// Whether all rounds pass a parameter on as it is.
let isInvariant (f: Function) index =
    let parameter = f.Parameters[index]
    tailCalls f |> List.forall (fun arguments -> match arguments[index] with Var v -> v = parameter | _ -> false)

/// Whether a lambda inside a function uses a parameter of it.
let isEnclosed (f: Function) (parameter: Var) =
    f.Body |> Shapes.exists (fun e -> match e with Lambda(_, body) | NewDelegate(_, _, body) -> Shapes.exists ((=) (Expr.Var parameter)) body | _ -> false)

/// The reflected definition of a method that is called, as a function, with the arguments of its parameters. A rule comes before it.
let tryDefinition (called: MethodInfo) (owner: Expr option) (arguments: Expr list) (site: Expr) =
    let asFunction (definition: Expr) given =
        let parameters, body = Shapes.uncurried (List.length given) definition
        if parameters.Length < given.Length then
            None
        else
            Some({ Key = called; Name = called.Name; Parameters = parameters; Body = body; Names = Map.empty; Unrolls = true }, given)
    if not (isNull (box (ExprAD.Tables.RuleTable.Find called))) then
        None
    else
        match Expr.TryGetReflectedDefinition called, site with
        | Some definition, _ -> asFunction definition (Shapes.grouped called owner arguments)
        // let inline f x = x * x: the definition is that of a method that is also given what the operators are.
        | None, CallWithWitnesses(_, _, witnessed, witnesses, _) ->
            Expr.TryGetReflectedDefinition witnessed
            |> Option.bind (fun definition -> asFunction definition (Shapes.grouped witnessed owner (witnesses @ arguments)))
        | None, _ -> None
