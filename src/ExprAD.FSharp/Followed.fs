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

    /// The function that a verb gives for a quotation inside a lambda.
    /// <param name="verb">The verb.</param>
    /// <param name="quotation">The quotation.</param>
    /// <param name="variables">Its variables that are declared outside of it.</param>
    /// <param name="values">What these are in the lambda.</param>
    /// <param name="order">The first argument of a verb that takes an order; null for others.</param>
    static member Verb(verb: MethodInfo, quotation: obj, variables: obj array, values: Expression array, order: Expression) : Expression =
        let orders = [ if not (isNull order) then Var("order", order.Type), Code order ]
        let outside = [ for variable, value in Array.zip variables values -> variable :?> Var, Code value ]
        let call = Expr.Call(verb, [ for v, _ in orders -> Expr.Var v ] @ [ Expr.QuoteTyped(quotation :?> Expr) ])
        ExprAD.Graphs.DeepStack.Call(fun () -> Translator().Value(Map.ofList (orders @ outside), call))
