namespace ExprAD.FSharp

open System
open System.Collections.Generic
open System.Linq.Expressions
open FSharp.Quotations
open FSharp.Reflection

/// Where statements are written to: the body of a function, of a loop or of a branch.
type internal Scope() =
    let variables = List<ParameterExpression>()
    let statements = List<Expression>()

    member _.Count = statements.Count

    member _.IsEmpty = statements.Count = 0

    member _.Emit(statement: Expression) = statements.Add statement

    member _.Insert(index, statement: Expression) = statements.Insert(index, statement)

    member _.Declare(kind: Type, name) =
        let variable = Expression.Variable(kind, name)
        variables.Add variable
        variable

    /// A new variable with a value.
    member scope.Store(name, value: Expression) =
        let variable = scope.Declare(value.Type, name)
        scope.Emit(Expression.Assign(variable, value))
        variable

    /// The statements as one.
    member _.Statement: Expression = Expression.Block(typeof<Void>, variables, Seq.append statements [ Expression.Empty() ])

    /// The statements with a result behind them.
    member scope.Result(value: Expression) : Expression =
        if scope.IsEmpty then value else Expression.Block(value.Type, variables, Seq.append statements [ value ])

    /// The statements as one, whose variables are those of a scope around it.
    member _.StatementIn(outer: Scope) : Expression =
        outer.Adopt variables
        Expression.Block(typeof<Void>, Seq.append statements [ Expression.Empty() ])

    member private _.Adopt(others: List<ParameterExpression>) = variables.AddRange others

/// What an F# expression stands for while it is translated. Functions are applied by reading their bodies, as long as they are known.
type internal Meaning =
    /// A value that is computed.
    | Code of Expression
    /// `fun parameter -> body`, with what the names in the body mean.
    | Closure of parameter: Var * body: Expr * names: Names
    /// A function that is known otherwise, with the arguments that are there already; the last one comes first.
    | Partial of kind: Type * missing: int * arguments: Meaning list * run: (Scope -> Meaning list -> Meaning)
    /// A case of a union, whose values are known.
    | Case of UnionCaseInfo * Meaning list
    /// `if test then one else another`, of functions or cases.
    | Choice of test: Expression * one: Meaning * another: Meaning
    /// A reference cell.
    | Cell of ParameterExpression

and internal Names = Map<Var, Meaning>

/// A function that may call itself: `let rec`, or one with a reflected definition.
type internal Function = {
    /// The variable or method by which it is called.
    Key: obj
    Name: string
    Parameters: Var list
    Body: Expr
    Names: Names
    /// Whether calls that are not the last thing may be written out, as often as a constant argument says.
    Unrolls: bool
}

module internal Meaning =
    let unitValue = Expression.Constant(null, typeof<unit>) :> Expression

    let nothing = Code unitValue

    let constant (value: 'a) = Expression.Constant(value, typeof<'a>) :> Expression

    /// A value that is the same wherever it is computed.
    let (|Known|_|) (e: Expression) =
        match e with
        | :? ConstantExpression as known -> Some known.Value
        | _ -> None

    /// The variable behind a name that stands for a reference cell.
    let cellOf (names: Names) (e: Expr) =
        match e with
        | Patterns.Var v ->
            match Map.tryFind v names with
            | Some(Cell variable) -> Some variable
            | _ -> None
        | _ -> None

    /// The variable of a cell or value.
    let (|Name|_|) (e: Expression) =
        match e with
        | :? ParameterExpression as name -> Some name
        | _ -> None

/// The translator, as the parts of it use one another.
[<AbstractClass>]
type internal Translation() =
    let assigned = HashSet<ParameterExpression>()

    /// How many statements that change something have been written.
    member val Effects = 0 with get, set

    /// What a quotation means.
    abstract Eval: Scope * Names * Expr -> Meaning

    /// A meaning as a value: functions become objects of F#.
    abstract Reified: Scope * Meaning * Expr -> Expression

    /// The value of a function for an argument.
    abstract Apply: Scope * Meaning * Meaning * Expr -> Meaning

    /// `if test then one else another`, where both branches are written by functions.
    abstract Branch: Scope * Expression * (Scope -> Meaning) * (Scope -> Meaning) * Expr -> Meaning

    /// The names that a `let` makes.
    abstract Let: Scope * Names * Var * value: Expr * body: Expr -> Names

    /// A function of some parameters as a lambda; the quotation may also name a function.
    abstract Lambda: Names * int * Expr -> LambdaExpression

    /// The value of a quotation.
    member t.Code(scope: Scope, names: Names, e: Expr) = t.Reified(scope, t.Eval(scope, names, e), e)

    /// The values of several quotations, in their order.
    member t.Codes(scope: Scope, names: Names, items: Expr list) =
        List.map2 (fun meaning item -> t.Reified(scope, meaning, item)) (t.All(scope, names, items)) items

    /// What several quotations mean, in their order: what an earlier one reads is read before a later one changes it.
    member t.All(scope: Scope, names: Names, items: Expr list) : Meaning list =
        let found = List<Meaning>()
        for item in items do
            let start, before = scope.Count, t.Effects
            let meaning = t.Eval(scope, names, item)
            if t.Effects > before then
                for i in 0 .. found.Count - 1 do
                    match found[i] with
                    | Code e when not (t.IsStable e) ->
                        let variable = scope.Declare(e.Type, "before")
                        scope.Insert(start, Expression.Assign(variable, e))
                        found[i] <- Code variable
                    | _ -> ()
            found.Add meaning
        List.ofSeq found

    /// Whether a value is the same wherever in its scope it is computed.
    member _.IsStable(e: Expression) =
        match e with
        | :? ConstantExpression -> true
        | :? ParameterExpression as name -> not (assigned.Contains name)
        | _ -> false

    /// A name for a value that has none.
    member t.Stored(scope: Scope, name, e: Expression) : Expression = if t.IsStable e then e else scope.Store(name, e)

    /// A meaning that stays what it is, whatever is changed afterwards.
    member t.Kept(scope: Scope, meaning) =
        match meaning with
        | Code e -> Code(t.Stored(scope, "item", e))
        | known -> known

    /// A new variable with a value, to be assigned later.
    member _.Assignable(scope: Scope, name, e: Expression, kind: Type) =
        let variable = scope.Declare(kind, name)
        assigned.Add variable |> ignore
        scope.Emit(Expression.Assign(variable, e))
        variable

    /// Writes a statement that changes something.
    member t.Change(scope: Scope, statement: Expression) =
        t.Effects <- t.Effects + 1
        scope.Emit statement
        Code(Expression.Constant(null, typeof<unit>))

    /// Writes a value whose result nobody wants.
    member t.Discard(scope: Scope, meaning) =
        match meaning with
        | Code e when not (t.IsStable e) && not (e :? ParameterExpression) -> scope.Emit e
        | _ -> ()

    /// A name for a meaning.
    member t.Bind(scope: Scope, v: Var, meaning, names: Names) : Names =
        match meaning with
        | Cell _ -> Map.add v meaning names
        | _ when v.IsMutable -> Map.add v (Code(t.Assignable(scope, v.Name, t.Reified(scope, meaning, Expr.Var v), v.Type))) names
        | Code _ when v.Type = typeof<unit> ->
            t.Discard(scope, meaning)
            Map.add v (Code(Expression.Constant(null, typeof<unit>))) names
        | Code e -> Map.add v (Code(t.Stored(scope, v.Name, e))) names
        | _ -> Map.add v meaning names

    /// Writes a loop; its body is written by a function, which is given the statement that leaves it.
    member t.Loop(scope: Scope, body: Scope -> Expression -> unit) =
        let inner, leave = Scope(), Expression.Label "done"
        body inner (Expression.Break leave)
        t.Effects <- t.Effects + 1
        scope.Emit(Expression.Loop(inner.Statement, leave))
