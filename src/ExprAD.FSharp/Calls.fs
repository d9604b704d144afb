namespace ExprAD.FSharp

open System
open System.Collections.Generic
open System.Linq.Expressions
open System.Reflection
open ExprAD
open ExprAD.FSharp.Meaning
open ExprAD.FSharp.Recursion
open ExprAD.FSharp.Refusals
open ExprAD.FSharp.Shapes
open ExprAD.FSharp.VerbCalls
open FSharp.Quotations
open FSharp.Quotations.Patterns
open FSharp.Reflection

/// Calls: functions of FSharp.Core, verbs, functions whose definition is there, and methods of any other kind.
type internal Calls(t: Translation) =
    // How deep each function that has been entered is in itself, and how many calls have been written out so.
    let depths = Dictionary<obj, int>()
    let mutable repeated = 0

    let depthOf key =
        match depths.TryGetValue key with
        | true, depth -> depth
        | _ -> 0

    let core = typeof<list<int>>.Assembly

    let isCore (called: MethodInfo) = called.DeclaringType.Assembly = core

    let asIs (owner: Expression option) (called: MethodInfo) (arguments: Expression list) : Expression =
        let fitting (argument: Expression) (parameter: ParameterInfo) : Expression =
            if parameter.ParameterType.IsAssignableFrom argument.Type && argument.Type.IsValueType = parameter.ParameterType.IsValueType then argument
            else Expression.Convert(argument, parameter.ParameterType)
        Expression.Call(Option.toObj owner, called, Seq.map2 fitting arguments (called.GetParameters()))

    // The quotation that is given to a verb.
    let quoted (e: Expr) =
        match e with
        | QuoteTyped inner
        | QuoteRaw inner -> inner
        | Value((:? Expr as captured), _) -> captured
        | _ -> refuse e "which function to differentiate is not known when the derivative is made" "write the quotation in place, or capture it in a variable"

    let invoked (scope: Scope) (f: Expression) (arguments: Expression list) : Meaning =
        Code(asTuple (fun value -> scope.Store("both", value)) (Expression.Invoke(f, arguments)))

    let composed (kind: Type) first second site =
        Partial(kind, 1, [], fun scope arguments -> t.Apply(scope, second, t.Apply(scope, first, arguments.Head, site), site))

    /// The value of a function for all its arguments.
    member _.Invoke(scope: Scope, f: Function, arguments: Meaning list, site: Expr) : Meaning =
        let depth = depthOf f.Key
        let isCounted = arguments |> List.exists (fun argument -> match argument with Code(Known(:? int)) -> true | _ -> false)
        let repeats = depth > 0 || mentions f f.Body > 0
        let enter (inside: unit -> Meaning) =
            depths[f.Key] <- depth + 1
            try
                ExprAD.Graphs.DeepStack.Call(Func<Meaning> inside)
            finally
                depths[f.Key] <- depth
        if depth = 0 && repeats && isLoop f then
            enter (fun () -> Loops.rounds t scope f arguments)
        elif repeats && not f.Unrolls then
            refuse site $"{f.Name} calls itself before the last thing that it does"
                "pass what has been computed on in an accumulator, so that the call is the last thing, or use a loop; only a function with [<ReflectedDefinition>] may count a constant down"
        elif repeats && not isCounted then
            refuse site $"how often {f.Name} calls itself is not known when the derivative is made"
                "count an integer down from a constant, or make the call the last thing that the function does"
        elif depth >= 1000 || repeated > 100_000 then
            refuse site $"{f.Name} calls itself without end, or too often to be written out" "let an integer that counts down from a constant decide about the end, or use a loop"
        else
            repeated <- repeated + Math.Sign depth
            enter (fun () -> t.Eval(scope, List.fold2 (fun names v argument -> t.Bind(scope, v, argument, names)) f.Names f.Parameters arguments, f.Body))

    // Functions of FSharp.Core that are more than a node.
    member private _.Core(scope: Scope, names, called: MethodInfo, arguments: Expr list, e: Expr) : Meaning option =
        let all () = t.All(scope, names, arguments)
        let codes () = t.Codes(scope, names, arguments)
        let owner = called.DeclaringType.Name
        match called.Name, arguments with
        | "op_PipeRight", [ _; _ ] -> (match all () with [ x; f ] -> Some(t.Apply(scope, f, x, e)) | _ -> None)
        | "op_PipeLeft", [ _; _ ] -> (match all () with [ f; x ] -> Some(t.Apply(scope, f, x, e)) | _ -> None)
        | ("op_PipeRight2" | "op_PipeRight3"), _ ->
            let found = all ()
            Some(List.take (found.Length - 1) found |> List.fold (fun f x -> t.Apply(scope, f, x, e)) (List.last found))
        | "op_ComposeRight", [ _; _ ] -> (match all () with [ f; g ] -> Some(composed e.Type f g e) | _ -> None)
        | "op_ComposeLeft", [ _; _ ] -> (match all () with [ g; f ] -> Some(composed e.Type f g e) | _ -> None)
        | "Identity", [ x ] -> Some(t.Eval(scope, names, x))
        | "Ignore", [ x ] ->
            t.Discard(scope, t.Eval(scope, names, x))
            Some nothing
        // pown x n: without what multiplication is, the function cannot be called.
        | "PowInteger", _ ->
            match e with
            | CallWithWitnesses(_, _, witnessed, witnesses, _) -> Some(Code(remember e (asIs None witnessed (t.Codes(scope, names, witnesses @ arguments)))))
            | _ -> None
        | "op_Dereference", [ cell ] -> cellOf names cell |> Option.map (fun variable -> Code variable)
        | "op_ColonEquals", [ cell; value ] -> cellOf names cell |> Option.map (fun variable -> t.Change(scope, Expression.Assign(variable, t.Code(scope, names, value))))
        | ("Increment" | "Decrement"), [ cell ] ->
            let step = constant (if called.Name = "Increment" then 1 else -1)
            cellOf names cell |> Option.map (fun variable -> t.Change(scope, Expression.Assign(variable, Expression.Add(variable, step))))
        | "QuotationToLambdaExpression", [ quotation ] -> Some(Code(Expression.Quote(t.Code(scope, names, quoted quotation))))
        | "ZeroCreate", _ when owner.StartsWith("Array", StringComparison.Ordinal) ->
            Some(Code(Expression.NewArrayBounds(called.GetGenericArguments()[0], (codes ()))))
        | "Copy", _ when owner.StartsWith("Array", StringComparison.Ordinal) ->
            let array = (codes ()).Head
            Some(Code(Expression.Convert(Expression.Call(array, typeof<Array>.GetMethod "Clone"), array.Type)))
        | name, _ when name.StartsWith("SetArray", StringComparison.Ordinal) && not (name.EndsWith("Slice", StringComparison.Ordinal)) || name = "Set" && owner.StartsWith("Array", StringComparison.Ordinal) ->
            let values = codes ()
            let indices, value = List.splitAt (values.Length - 2) values.Tail
            Some(t.Change(scope, remember e (Expression.Assign(remember e (Expression.ArrayAccess(values.Head, indices)), value.Head))))
        | "Get", _ when owner.StartsWith("Array", StringComparison.Ordinal) ->
            let values = codes ()
            Some(Code(Expression.ArrayAccess(values.Head, values.Tail)))
        | "Length", _ when owner = "ArrayModule" -> Some(Code(Expression.ArrayLength((codes ()).Head)))
        | ("Length1" | "Length2" | "Length3"), [ _ ] when owner.StartsWith("Array", StringComparison.Ordinal) ->
            let dimension = constant (int called.Name[6] - int '1')
            Some(Code(Expression.Call((codes ()).Head, typeof<Array>.GetMethod("GetLength"), dimension)))
        | ("Iterate" | "IterateIndexed"), [ _; _ ] when e.Type = typeof<unit> ->
            match all () with
            | [ action; items ] ->
                let indexed = called.Name = "IterateIndexed"
                Loops.overItems t scope (t.Reified(scope, items, arguments[1])) (called.GetGenericArguments()[0]) (fun inner index item ->
                    let action = if indexed then t.Apply(inner, action, Code index, e) else action
                    t.Discard(inner, t.Apply(inner, action, Code item, e)))
                Some nothing
            | _ -> None
        | _ -> None

    // Verbs inside verbs.
    member private _.Verb(scope: Scope, names, called: MethodInfo, arguments: Expr list, e: Expr) : Meaning option =
        let order () = if arguments.Length = 2 then Some(t.Code(scope, names, arguments.Head)) else None
        let derivative verb = VerbCalls.call verb (t.Lambda(names, verb.Parameters, quoted (List.last arguments))) (order ())
        match called with
        | DelegateVerb verb ->
            let f = remember e (derivative verb)
            Some(Partial(e.Type, verb.Arguments, [], fun scope given -> invoked scope f (given |> List.map (fun argument -> t.Reified(scope, argument, e)))))
        | TreeVerb verb ->
            let kind = Array.head (e.Type.GetGenericArguments())
            let kinds = kind.GetGenericArguments()
            let own = [ for i in 0 .. kinds.Length - 2 -> Expression.Parameter(kinds[i], $"x{i}") ]
            let inner = Scope()
            let result = t.Reified(inner, invoked inner (derivative verb) [ for p in own -> p ], e)
            Some(Code(Expression.Quote(Expression.Lambda(kind, inner.Result result, own))))
        | ToExpression count -> Some(Code(Expression.Quote(t.Lambda(names, count, quoted (List.last arguments)))))
        | _ -> None

    /// What a call means.
    member calls.Call(scope: Scope, names, owner: Expr option, called: MethodInfo, arguments: Expr list, e: Expr) : Meaning =
        let special = if isCore called then calls.Core(scope, names, called, arguments, e) else calls.Verb(scope, names, called, arguments, e)
        match special, owner with
        | Some meaning, _ -> meaning
        | None, Some f when called.Name = "Invoke" && FSharpType.IsFunction f.Type ->
            List.fold (fun f argument -> t.Apply(scope, f, argument, e)) (t.Eval(scope, names, f)) (t.All(scope, names, arguments))
        | None, _ ->
            match tryDefinition called owner arguments e with
            | Some(f, given) -> calls.Invoke(scope, f, t.All(scope, names, given), e)
            | None ->
                let values = t.Codes(scope, names, Option.toList owner @ arguments)
                let self, values = match owner with Some _ -> Some values.Head, values.Tail | None -> None, values
                match Operators.tryTranslate called values with
                | Some node -> Code(remember e node)
                | None when called.ReturnType = typeof<Void> || called.ReturnType = typeof<unit> -> t.Change(scope, remember e (asIs self called values))
                | None -> Code(remember e (asIs self called values))
