namespace ExprAD.FSharp

open System.Linq.Expressions
open System.Reflection
open FSharp.Quotations

/// What the core asks for when a function that it reads calls one with a reflected definition. It finds this type by name.
[<AbstractClass; Sealed>]
type internal Followed =

    /// The definition of a method as a lambda of its parameters; null where there is none.
    /// <param name="called">The method.</param>
    /// <param name="known">The arguments that are known; null for the others.</param>
    static member Definition(called: MethodInfo, known: obj array) : LambdaExpression =
        ExprAD.Graphs.DeepStack.Call(fun () -> Translator.Definition(called, known) |> Option.toObj)

    /// A function that is the value of a module, as a lambda of its first parameter; null where there is no definition.
    static member Function(property: PropertyInfo) : LambdaExpression =
        match Expr.TryGetReflectedDefinition(property.GetGetMethod true) with
        | Some definition -> Translator.Lambda(1, definition)
        | None -> null

    /// A quotation as a lambda of a number of parameters.
    static member Quoted(quotation: obj, count: int) : LambdaExpression =
        match quotation :?> Expr with
        | Patterns.NewDelegate(kind, parameters, body) -> Translator().Delegate(Map.empty, kind, parameters, body)
        | f -> Translator.Lambda(count, f)
