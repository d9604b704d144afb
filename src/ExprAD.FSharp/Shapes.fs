/// What F# makes of its syntax in quotations, recognised again.
module internal ExprAD.FSharp.Shapes

open System
open System.Reflection
open FSharp.Quotations
open FSharp.Quotations.Patterns
open FSharp.Quotations.ExprShape

/// Whether something holds somewhere in a quotation.
let rec exists (holds: Expr -> bool) (e: Expr) =
    holds e
    || match e with
       | ShapeVar _ -> false
       | ShapeLambda(_, body) -> exists holds body
       | ShapeCombination(_, parts) -> List.exists (exists holds) parts

let private isCoreCall (owner: string) (name: string) (called: MethodInfo) =
    called.Name = name && called.DeclaringType.FullName.StartsWith("Microsoft.FSharp." + owner, StringComparison.Ordinal)

/// A call of a function of FSharp.Core by its compiled name, with the end of its module's name.
let (|CoreCall|_|) owner name (e: Expr) =
    match e with
    | Call(None, called, arguments) when isCoreCall owner name called -> Some arguments
    | _ -> None

let rec private uncoerced (e: Expr) =
    match e with
    | Coerce(inner, _) -> uncoerced inner
    | _ -> e

/// `for v in source do body`, as it arrives where the source is no array: an enumerator that is moved on and disposed of at the end.
let (|ForEach|_|) (e: Expr) =
    match e with
    | Let(sequence, source, Let(enumerator, Call(Some used, starts, []), TryFinally(WhileLoop(Call(Some(Var moved), moves, []), Let(v, PropertyGet(Some(Var read), current, []), body)), _))) when
        moved = enumerator && read = enumerator && uncoerced used = Expr.Var sequence
        && starts.Name = "GetEnumerator" && moves.Name = "MoveNext" && current.Name = "Current" ->
        Some(v, source, body)
    | Let(enumerator, Call(Some source, starts, []), TryFinally(WhileLoop(Call(Some(Var moved), moves, []), Let(v, PropertyGet(Some(Var read), current, []), body)), _)) when
        moved = enumerator && read = enumerator
        && starts.Name = "GetEnumerator" && moves.Name = "MoveNext" && current.Name = "Current" ->
        Some(v, source, body)
    | _ -> None

/// `first .. step .. last` of integers.
let (|IntegerRange|_|) (e: Expr) =
    let isInteger (bound: Expr) = bound.Type = typeof<int> || bound.Type = typeof<int64>
    match uncoerced e with
    | CoreCall "Core.Operators" "op_RangeStep" [ first; step; last ] when isInteger first -> Some(first, Some step, last)
    | CoreCall "Core.Operators" "op_Range" [ first; last ] when isInteger first -> Some(first, None, last)
    | _ -> None

/// `seq { .. }`, without what makes it lazy.
let (|Sequence|_|) (e: Expr) =
    match e with
    | CoreCall "Core.Operators" "CreateSequence" [ inner ] -> Some inner
    | CoreCall "Collections.SeqModule" "Delay" [ Lambda(_, body) ] -> Some body
    | _ -> None

/// A function and all the arguments that it is applied to.
let applied (e: Expr) =
    let rec collect arguments (e: Expr) =
        match e with
        | Application(f, argument) -> collect (argument :: arguments) f
        | _ -> e, arguments
    collect [] e

/// The parameters of a curried function, up to a number, and its body.
let rec uncurried count (e: Expr) =
    match e with
    | Lambda(v, body) when count > 0 ->
        let rest, inner = uncurried (count - 1) body
        v :: rest, inner
    // fun (a, b) c -> ..: the tuple is taken apart before the next parameter comes.
    | Let(v, (TupleGet(Var _, _) as item), body) when count > 0 ->
        match uncurried count body with
        | [], _ -> [], e
        | rest, inner -> rest, Expr.Let(v, item, inner)
    | _ -> [], e

/// Whether the elements of an array variable are assigned.
let writesTo (array: Var) (body: Expr) =
    let isThat (e: Expr) =
        match e with
        | Var v -> v = array
        | _ -> false
    body
    |> exists (fun e ->
        match e with
        | Call(None, called, target :: _) -> (called.Name.StartsWith("SetArray", StringComparison.Ordinal) || called.Name = "Set" || called.Name = "Fill") && isThat target
        | PropertySet(Some target, _, _, _) -> isThat target
        | _ -> false)

/// Whether evaluating something changes what is evaluated after it.
let hasEffects (e: Expr) =
    e
    |> exists (fun part ->
        match part with
        | VarSet _
        | PropertySet _
        | FieldSet _
        | WhileLoop _
        | ForIntegerRangeLoop _ -> true
        | Call(_, called, _) -> called.Name.StartsWith("SetArray", StringComparison.Ordinal) || called.ReturnType = typeof<unit> || called.ReturnType = typeof<Void>
        | _ -> false)

/// How a method groups its parameters: curried ones stand alone, tupled ones together. What the operators of an inline function are, stands alone.
let private groups (called: MethodInfo) =
    let parameters = called.GetParameters().Length
    let inlined =
        if called.Name.EndsWith("$W", StringComparison.Ordinal) then
            called.DeclaringType.GetMethods(BindingFlags.Static ||| BindingFlags.Public ||| BindingFlags.NonPublic)
            |> Array.tryFind (fun m -> m.Name + "$W" = called.Name && m.GetGenericArguments().Length = called.GetGenericArguments().Length)
        else
            None
    let written = defaultArg inlined called
    let ownCount = written.GetParameters().Length
    let counts =
        match written.GetCustomAttributes(typeof<CompilationArgumentCountsAttribute>, false) |> Array.tryHead with
        | Some(:? CompilationArgumentCountsAttribute as counts) -> List.ofSeq counts.Counts
        | _ -> [ ownCount ]
    List.replicate (parameters - ownCount) 1 @ counts

/// A call of a method as its definition has it: an argument for each group of parameters, tuples made where the source had them.
let grouped (called: MethodInfo) (owner: Expr option) (arguments: Expr list) =
    let rec group sizes (rest: Expr list) =
        match sizes with
        | [] -> []
        | 0 :: others -> Expr.Value(()) :: group others rest
        | size :: others ->
            let own, behind = List.splitAt size rest
            (if size = 1 then own.Head else Expr.NewTuple own) :: group others behind
    Option.toList owner @ group (groups called) arguments
