/// Operators and functions of FSharp.Core as nodes of expression trees and calls of System.Math. The rest stays a call.
module internal ExprAD.FSharp.Operators

open System
open System.Linq.Expressions
open System.Reflection
open ExprAD.FSharp.Meaning

let private binary =
    dict [
        "op_Addition", ExpressionType.Add
        "op_Subtraction", ExpressionType.Subtract
        "op_Multiply", ExpressionType.Multiply
        "op_Division", ExpressionType.Divide
        "op_Modulus", ExpressionType.Modulo
        "op_Equality", ExpressionType.Equal
        "op_Inequality", ExpressionType.NotEqual
        "op_LessThan", ExpressionType.LessThan
        "op_GreaterThan", ExpressionType.GreaterThan
        "op_LessThanOrEqual", ExpressionType.LessThanOrEqual
        "op_GreaterThanOrEqual", ExpressionType.GreaterThanOrEqual
        "op_BitwiseAnd", ExpressionType.And
        "op_BitwiseOr", ExpressionType.Or
        "op_ExclusiveOr", ExpressionType.ExclusiveOr
        "op_LeftShift", ExpressionType.LeftShift
        "op_RightShift", ExpressionType.RightShift
    ]

let private isChecked =
    dict [
        ExpressionType.Add, ExpressionType.AddChecked
        ExpressionType.Subtract, ExpressionType.SubtractChecked
        ExpressionType.Multiply, ExpressionType.MultiplyChecked
    ]

let private mathematics =
    dict [
        for name in [ "Abs"; "Acos"; "Asin"; "Atan"; "Atan2"; "Cos"; "Cosh"; "Exp"; "Floor"; "Log"; "Log10"; "Max"; "Min"; "Round"; "Sign"; "Sin"; "Sinh"; "Sqrt"; "Tan"; "Tanh"; "Truncate" ] do
            name, name
        "Ceiling", "Ceiling"
        "op_Exponentiation", "Pow"
    ]

let private isNumber (kind: Type) =
    kind.IsPrimitive && kind <> typeof<bool> && kind <> typeof<char> && kind <> typeof<nativeint> && kind <> typeof<unativeint> || kind = typeof<decimal>

let private isComparable (kind: Type) = isNumber kind || kind = typeof<bool> || kind = typeof<char>

/// Whether values of a type are equal where `=` of LINQ says so.
let private isPlain (kind: ExpressionType) (operand: Type) =
    match kind with
    | ExpressionType.Equal
    | ExpressionType.NotEqual -> isComparable operand || operand = typeof<string>
    | ExpressionType.LessThan
    | ExpressionType.GreaterThan
    | ExpressionType.LessThanOrEqual
    | ExpressionType.GreaterThanOrEqual -> isNumber operand
    | _ -> true

/// Folds what consists of integers and truth values only: it decides how far recursion goes and which branch is taken.
let private folded (node: Expression) =
    let isWhole (e: Expression) = e.NodeType = ExpressionType.Constant && (e.Type = typeof<int> || e.Type = typeof<bool>)
    let isKnown =
        match node with
        | :? BinaryExpression as pair -> isWhole pair.Left && isWhole pair.Right && not (pair.NodeType = ExpressionType.Divide || pair.NodeType = ExpressionType.Modulo)
        | :? UnaryExpression as single -> isWhole single.Operand && (single.Type = typeof<int> || single.Type = typeof<bool>)
        | _ -> false
    if not isKnown || not (node.Type = typeof<int> || node.Type = typeof<bool>) then
        node
    else
        try
            Expression.Constant(Expression.Lambda(node).Compile(true).DynamicInvoke(), node.Type)
        with :? TargetInvocationException ->
            node // Of a checked operation: it throws when it is computed.

let private tryMake (make: unit -> Expression) =
    try
        Some(make ())
    with :? InvalidOperationException ->
        None // No such operator for these types.

let private call name (arguments: Expression list) =
    let kinds = [| for argument in arguments -> argument.Type |]
    let owner = if Array.contains typeof<float32> kinds && not (isNull (typeof<MathF>.GetMethod(name, kinds))) then typeof<MathF> else typeof<Math>
    owner.GetMethod(name, kinds) |> Option.ofObj |> Option.map (fun known -> Expression.Call(known, arguments) :> Expression)

let private isCore (called: MethodInfo) =
    called.DeclaringType.FullName.StartsWith("Microsoft.FSharp.Core.", StringComparison.Ordinal)

let private conversion (called: MethodInfo) (value: Expression) =
    if called.Name.StartsWith("To", StringComparison.Ordinal) && isNumber value.Type && isNumber called.ReturnType then
        let isOverflowing = called.DeclaringType.Name = "Checked"
        Some(if value.Type = called.ReturnType then value
             elif isOverflowing then Expression.ConvertChecked(value, called.ReturnType)
             else Expression.Convert(value, called.ReturnType))
    else
        None

/// The node for a call of an operator or function of FSharp.Core; none if it stays a call.
let tryTranslate (called: MethodInfo) (arguments: Expression list) : Expression option =
    if not (isCore called) then
        None
    else
        let isOverflowing = called.DeclaringType.Name = "Checked"
        match called.Name, arguments with
        | name, [ a; b ] when binary.ContainsKey name ->
            let kind = binary[name]
            if isPlain kind a.Type then
                let kind = if isOverflowing && isNumber a.Type && isChecked.ContainsKey kind then isChecked[kind] else kind
                tryMake (fun () -> Expression.MakeBinary(kind, a, b)) |> Option.map folded
            else
                None
        | "op_UnaryNegation", [ a ] -> tryMake (fun () -> if isOverflowing && isNumber a.Type then Expression.NegateChecked a else Expression.Negate a) |> Option.map folded
        | "op_UnaryPlus", [ a ] -> Some a
        | "op_LogicalNot", [ a ] -> tryMake (fun () -> Expression.Not a)
        | "Not", [ a ] -> Some(folded (Expression.Not a))
        | ("Fst" | "Snd"), [ pair ] -> Some(Expression.Property(pair, (if called.Name = "Fst" then "Item1" else "Item2")))
        | "Truncate", [ a ]
        | "Round", [ a ]
        | "Floor", [ a ]
        | "Ceiling", [ a ] when a.Type <> typeof<float> && a.Type <> typeof<float32> && a.Type <> typeof<decimal> -> None
        | name, _ when mathematics.ContainsKey name && arguments |> List.forall (fun a -> isNumber a.Type) -> call mathematics[name] arguments
        | "GetArray", [ array; index ] -> Some(Expression.ArrayAccess(array, index))
        | ("GetArray2D" | "GetArray3D" | "GetArray4D"), array :: indices -> Some(Expression.ArrayAccess(array, indices))
        | _, [ value ] -> conversion called value
        | _ -> None
