namespace ExprAD.FSharp

open System
open System.Linq.Expressions
open System.Reflection
open ExprAD.FSharp.Meaning
open ExprAD.FSharp.QuotationText
open ExprAD.FSharp.Refusals
open ExprAD.FSharp.Shapes
open FSharp.Quotations
open FSharp.Quotations.Patterns
open FSharp.Reflection

/// A quotation becomes an expression tree that the core can read. Names of functions disappear: a function is applied by writing out
/// its body, loops of any kind become `Loop` with locals, and what is left of FSharp.Core are calls that the core knows by name.
type internal Translator() as t =
    inherit Translation()

    let calls = Calls t

    // FuncConvert.ToFSharpFunc(fun parameter -> body): the shape in which FSharp.Core converts lambdas itself.
    let functionObject (kind: Type) name (body: Scope -> Expression -> Expression) : Expression =
        let parameter = Expression.Parameter(kind, name)
        let inner = Scope()
        let result = body inner parameter
        let convert = Expression.Lambda(typedefof<Converter<_, _>>.MakeGenericType(kind, result.Type), inner.Result result, parameter)
        let isMaker (m: MethodInfo) = m.Name = "ToFSharpFunc" && (Array.head (m.GetParameters())).ParameterType.Name = "Converter`2"
        let make = typeof<FuncConvert>.GetMethods() |> Array.find isMaker
        Expression.Call(make.MakeGenericMethod(kind, result.Type), convert)

    let common (a: Expression) (b: Expression) (site: Expr) = if a.Type = b.Type then a.Type else site.Type

    override t.Reified(scope: Scope, meaning, e: Expr) : Expression =
        match meaning with
        | Code value -> value
        | Closure(v, body, names) -> functionObject v.Type v.Name (fun inner parameter -> t.Code(inner, Map.add v (Code parameter) names, body))
        | Partial(kind, _, _, _) -> functionObject (fst (FSharpType.GetFunctionElements kind)) "arg" (fun inner parameter -> t.Reified(inner, t.Apply(inner, meaning, Code parameter, e), e))
        | Case(case, items) -> Expression.Call(FSharpValue.PreComputeUnionConstructorInfo(case, true), [ for item in items -> t.Reified(scope, item, e) ])
        | Choice(test, one, another) ->
            let one, another = t.Reified(scope, one, e), t.Reified(scope, another, e)
            Expression.Condition(test, one, another, one.Type)
        | Cell _ -> refuse e "the reference cell is passed on, so that others may change it" "read and assign its Value where it is made, or use let mutable"

    override t.Apply(scope: Scope, f, argument, site: Expr) : Meaning =
        match f with
        | Closure(v, body, names) -> t.Eval(scope, t.Bind(scope, v, argument, names), body)
        | Partial(_, 1, arguments, run) -> run scope (List.rev (argument :: arguments))
        | Partial(kind, missing, arguments, run) -> Partial(snd (FSharpType.GetFunctionElements kind), missing - 1, argument :: arguments, run)
        | Choice(test, one, another) ->
            let argument = t.Kept(scope, argument)
            t.Branch(scope, test, (fun inner -> t.Apply(inner, one, argument, site)), (fun inner -> t.Apply(inner, another, argument, site)), site)
        | Code value ->
            let from, into = FSharpType.GetFunctionElements value.Type
            let invoke = FSharpType.MakeFunctionType(from, into).GetMethod("Invoke", [| from |])
            Code(remember site (Expression.Call(value, invoke, t.Reified(scope, argument, site))))
        | Cell _
        | Case _ -> refuse site "it is no function" "apply a function"

    override t.Branch(scope: Scope, test: Expression, one, another, site: Expr) : Meaning =
        let first, second = Scope(), Scope()
        match one first, another second with
        | a, b when site.Type = typeof<unit> ->
            t.Discard(first, a)
            t.Discard(second, b)
            if not (first.IsEmpty && second.IsEmpty) then
                scope.Emit(Expression.IfThenElse(test, first.Statement, second.Statement))
            nothing
        | Code a, Code b when first.IsEmpty && second.IsEmpty ->
            match a, b with
            | _, Known(:? bool as no) when not no -> Code(Expression.AndAlso(test, a))
            | Known(:? bool as yes), _ when yes -> Code(Expression.OrElse(test, b))
            | _ -> Code(Expression.Condition(test, a, b, common a b site))
        | Code a, Code b ->
            let result = scope.Declare(common a b site, "result")
            first.Emit(Expression.Assign(result, a))
            second.Emit(Expression.Assign(result, b))
            scope.Emit(Expression.IfThenElse(test, first.Statement, second.Statement))
            Code result
        | a, b ->
            let test = t.Stored(scope, "test", test)
            if not (first.IsEmpty && second.IsEmpty) then
                // What the functions have caught must be there when they are applied.
                scope.Emit(Expression.IfThenElse(test, first.StatementIn scope, second.StatementIn scope))
            Choice(test, a, b)

    override t.Let(scope: Scope, names, v: Var, value: Expr, body: Expr) : Names =
        match value with
        | Call(None, maker, [ first ]) when maker.Name = "Ref" && v.Type.Name = "FSharpRef`1" ->
            let first = t.Code(scope, names, first)
            Map.add v (Cell(t.Assignable(scope, v.Name, first, first.Type))) names
        | _ ->
            let meaning = t.Eval(scope, names, value)
            match meaning, value with
            // let a = Array.map .. in a[0] <- ..: the array becomes a copy, which the core knows as the function's own.
            | Code made, Call(None, maker, _) when
                v.Type.IsArray && maker.IsGenericMethod && maker.DeclaringType.Name = "ArrayModule"
                && maker.GetGenericMethodDefinition().ReturnType.IsArray && made :? MethodCallExpression && writesTo v body ->
                t.Bind(scope, v, Code(Expression.Convert(Expression.Call(made, typeof<Array>.GetMethod "Clone"), v.Type)), names)
            | _ -> t.Bind(scope, v, meaning, names)

    override t.Eval(scope: Scope, names: Names, e: Expr) : Meaning =
        let code value = Code(remember e value)
        match e with
        | Var v ->
            match Map.tryFind v names with
            | Some meaning -> meaning
            | None -> refuse e $"{v.Name} is declared outside of the quotation" "quote the function as a whole, or splice its parts in with %"
        | WithValue(_, _, definition) -> t.Eval(scope, names, definition)
        | Value(value, kind) -> code (Expression.Constant(value, kind))
        | Lambda(v, body) -> Closure(v, body, names)
        | ForEach(v, source, body) ->
            Loops.forEach t scope names v source body
            nothing
        | Let(v, value, body) -> t.Eval(scope, t.Let(scope, names, v, value, body), body)
        | LetRecursive(bindings, body) -> t.Eval(scope, t.Recursive(names, bindings), body)
        | Sequential(first, second) ->
            t.Discard(scope, t.Eval(scope, names, first))
            t.Eval(scope, names, second)
        | IfThenElse(test, one, another) ->
            match t.Code(scope, names, test) with
            | Known(:? bool as known) -> t.Eval(scope, names, (if known then one else another))
            | test -> t.Branch(scope, test, (fun inner -> t.Eval(inner, names, one)), (fun inner -> t.Eval(inner, names, another)), e)
        | Application(f, argument) ->
            let found = t.All(scope, names, [ f; argument ])
            t.Apply(scope, found[0], found[1], e)
        | ForIntegerRangeLoop(v, first, last, body) ->
            Loops.overRange t scope names v (t.Code(scope, names, first)) (constant 1) false last (fun inner names -> t.Discard(inner, t.Eval(inner, names, body)))
            nothing
        | WhileLoop(test, body) ->
            t.Loop(scope, fun inner leave ->
                inner.Emit(Expression.IfThen(Expression.Not(t.Code(inner, names, test)), leave))
                t.Discard(inner, t.Eval(inner, names, body)))
            nothing
        | Sequence inner -> t.Eval(scope, names, inner)
        | Coerce(inner, kind) ->
            match t.Eval(scope, names, inner) with
            | Code value when not (kind.IsAssignableFrom value.Type && not value.Type.IsValueType) -> code (Expression.Convert(value, kind))
            | known -> known
        | ListOf(_ :: _ as items) ->
            let element = e.Type.GetGenericArguments()[0]
            let ofArray = typeof<list<int>>.Assembly.GetType("Microsoft.FSharp.Collections.ListModule").GetMethod("OfArray").MakeGenericMethod element
            code (Expression.Call(ofArray, Expression.NewArrayInit(element, t.Codes(scope, names, items))))
        | NewUnionCase(case, items) when not (isList e.Type) -> Case(case, [ for item in t.All(scope, names, items) -> t.Kept(scope, item) ])
        | Call(owner, called, arguments) -> calls.Call(scope, names, owner, called, arguments, e)
        | NewDelegate(kind, parameters, body) -> code (t.Delegate(names, kind, parameters, body))
        | VarSet _
        | PropertySet _
        | FieldSet _ -> t.Assignment(scope, names, e)
        | PropertyGet _
        | FieldGet _ -> t.Member(scope, names, e)
        | _ -> code (t.Data(scope, names, e))

    member private t.Assignment(scope, names, e: Expr) : Meaning =
        match e with
        | VarSet(v, value) ->
            let value = t.Code(scope, names, value)
            match Map.tryFind v names with
            | Some(Code(Name variable))
            | Some(Cell variable) -> t.Change(scope, remember e (Expression.Assign(variable, value)))
            | _ -> refuse e $"{v.Name} is declared outside of the quotation" "declare the mutable variable inside"
        | PropertySet(Some cell, _, [], value) when (cellOf names cell).IsSome ->
            t.Change(scope, remember e (Expression.Assign((cellOf names cell).Value, t.Code(scope, names, value))))
        | PropertySet(Some owner, property, items, value) ->
            let values = t.Codes(scope, names, owner :: items @ [ value ])
            let indices, value = List.splitAt items.Length values.Tail
            let target: Expression = if items.IsEmpty then Expression.Property(values.Head, property) else Expression.Property(values.Head, property, indices)
            t.Change(scope, remember e (Expression.Assign(remember e target, value.Head)))
        | FieldSet(Some owner, field, value) ->
            let values = t.Codes(scope, names, [ owner; value ])
            t.Change(scope, remember e (Expression.Assign(remember e (Expression.Field(values[0], field)), values[1])))
        | _ -> refuse e "it changes what others see" "return the new value"

    member private t.Member(scope, names, e: Expr) : Meaning =
        let ownerOf (owner: Expr) (declaring: Type) : Expression =
            let value = t.Code(scope, names, owner)
            if declaring.IsAssignableFrom value.Type then value else Expression.Convert(value, declaring)
        let code value = Code(remember e value)
        match e with
        | PropertyGet(Some cell, _, []) when (cellOf names cell).IsSome -> Code (cellOf names cell).Value
        | PropertyGet(None, property, []) ->
            match Expr.TryGetReflectedDefinition(property.GetGetMethod true) with
            | Some definition when FSharpType.IsFunction property.PropertyType -> t.Eval(scope, Map.empty, definition)
            | _ -> code (Expression.Property(null, property))
        | PropertyGet(Some owner, property, []) ->
            match Expr.TryGetReflectedDefinition(property.GetGetMethod true) with
            | Some(Lambda(self, body)) -> t.Eval(scope, t.Bind(scope, self, t.Eval(scope, names, owner), Map.empty), body)
            | _ -> Unions.field t scope property (t.Eval(scope, names, owner)) e
        | PropertyGet(Some owner, property, items) ->
            let values = t.Codes(scope, names, owner :: items)
            code (Expression.Property(values.Head, property, values.Tail))
        | FieldGet(Some owner, field) -> code (Expression.Field(ownerOf owner field.DeclaringType, field))
        | FieldGet(None, field) -> code (Expression.Field(null, field))
        | _ -> code (t.Data(scope, names, e))

    // Values that are made of others, and their parts.
    member private t.Data(scope, names, e: Expr) : Expression =
        let part (item: Expr) = t.Code(scope, names, item)
        match e with
        | NewTuple items ->
            let rec made (kind: Type) (values: Expression list) : Expression =
                match FSharpValue.PreComputeTupleConstructorInfo kind with
                | maker, None -> Expression.New(maker, values)
                | maker, Some rest ->
                    let own, behind = List.splitAt 7 values
                    Expression.New(maker, own @ [ made rest behind ])
            made e.Type (t.Codes(scope, names, items))
        | TupleGet(tuple, index) ->
            let rec get (value: Expression) index : Expression =
                if index < 7 then Expression.PropertyOrField(value, $"Item{index + 1}") else get (Expression.PropertyOrField(value, "Rest")) (index - 7)
            get (part tuple) index
        | NewRecord(kind, items) -> Expression.New(FSharpValue.PreComputeRecordConstructorInfo(kind, true), t.Codes(scope, names, items))
        | NewUnionCase(case, items) -> Expression.Call(FSharpValue.PreComputeUnionConstructorInfo(case, true), t.Codes(scope, names, items))
        | UnionCaseTest(value, case) -> Unions.isCase case (t.Eval(scope, names, value)) e
        | NewArray(kind, items) -> Expression.NewArrayInit(kind, t.Codes(scope, names, items))
        | NewObject(maker, items) -> Expression.New(maker, t.Codes(scope, names, items))
        | TypeTest(value, kind) -> Expression.TypeIs(part value, kind)
        | DefaultValue kind -> Expression.Default kind
        | QuoteTyped _
        | QuoteRaw _ -> refuse e "the quotation is not given to a verb" "call grad or another verb on it, or splice it in with %"
        | TryWith _
        | TryFinally _ -> refuse e "try, with and finally cannot be differentiated" "test beforehand for what would be caught, with if; dispose of objects outside"
        | AddressOf _
        | AddressSet _ -> refuse e "what is passed by reference may be changed by others and cannot be followed" "pass the value"
        | _ -> refuse e "this kind of expression is not known" "write it with let, if, loops and functions"

    // let rec f x = ..: names for functions that may call themselves and one another.
    member private _.Recursive(names: Names, bindings) : Names =
        let functions =
            [ for v: Var, value in bindings do
                  let parameters, body = uncurried Int32.MaxValue value
                  v, { Key = v; Name = v.Name; Parameters = parameters; Body = body; Names = names; Unrolls = false } ]
        let rec all () = functions |> List.fold (fun known (v, f) -> Map.add v (Partial(v.Type, f.Parameters.Length, [], run v f)) known) names
        and run v f = fun scope arguments -> calls.Invoke(scope, { f with Names = all () }, arguments, Expr.Var v)
        all ()

    /// `fun parameters -> body` as a lambda of a delegate type.
    member t.Delegate(names, kind: Type, parameters: Var list, body) : LambdaExpression =
        let own = [ for v in parameters -> Expression.Parameter(v.Type, v.Name) ]
        let inner = Scope()
        let result = t.Code(inner, List.fold2 (fun all v p -> Map.add v (Code p) all) names parameters own, body)
        let isAction = kind.GetMethod("Invoke").ReturnType = typeof<Void>
        Expression.Lambda(kind, (if isAction then inner.Statement else inner.Result result), own)

    override t.Lambda(names, count, f: Expr) : LambdaExpression =
        let inner = Scope()
        let rec apply missing meaning (parameters: ParameterExpression list) (kind: Type) =
            if missing = 0 then
                Expression.Lambda(inner.Result(t.Reified(inner, meaning, f)), List.rev parameters)
            else
                let from, into = FSharpType.GetFunctionElements kind
                let name = match meaning with Closure(v, _, _) -> v.Name | _ -> "x"
                let parameter = Expression.Parameter(from, name)
                apply (missing - 1) (t.Apply(inner, meaning, Code parameter, f)) (parameter :: parameters) into
        apply count (t.Eval(inner, names, f)) [] f.Type

    /// The value of a quotation, with the statements before it.
    member t.Value(names, e: Expr) : Expression =
        let scope = Scope()
        let value = t.Code(scope, names, e)
        scope.Result value

    /// A function in a quotation as a lambda of some parameters.
    static member Lambda(count, f: Expr) : LambdaExpression =
        ExprAD.Graphs.DeepStack.Call(fun () -> Translator().Lambda(Map.empty, count, f))

    /// The definition of a method as a lambda of its parameters, of which some may be known.
    static member Definition(called: MethodInfo, known: obj array) : LambdaExpression option =
        let own = [ for p in called.GetParameters() -> Expression.Parameter(p.ParameterType, p.Name) ]
        let self = if called.IsStatic then [] else [ Expression.Parameter(called.DeclaringType, "this") ]
        let values = [ for p, value in List.zip own (List.ofArray known) -> if isNull value then p :> Expression else Expression.Constant(value, p.Type) ]
        let variables = [ for p in self @ own -> Var(p.Name, p.Type) ]
        let names = List.zip variables [ for value in [ for p in self -> p :> Expression ] @ values -> Code value ] |> Map.ofList
        let arguments = variables |> List.map Expr.Var
        let call, owner, arguments =
            if called.IsStatic then Expr.Call(called, arguments), None, arguments
            else Expr.Call(arguments.Head, called, arguments.Tail), Some arguments.Head, arguments.Tail
        Recursion.tryDefinition called owner arguments call
        |> Option.map (fun _ -> Expression.Lambda(Translator().Value(names, call), self @ own))
