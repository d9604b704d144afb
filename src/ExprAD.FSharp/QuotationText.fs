/// Quotations as F# text, for messages: one line, shortened where it is long.
module internal ExprAD.FSharp.QuotationText

open System
open System.Globalization
open FSharp.Quotations
open FSharp.Quotations.Patterns
open FSharp.Reflection

let private infix =
    dict [
        "op_PipeRight", ("|>", 1); "op_PipeLeft", ("<|", 1); "op_ComposeRight", (">>", 1); "op_ComposeLeft", ("<<", 1)
        "op_ColonEquals", (":=", 1)
        "op_Equality", ("=", 2); "op_Inequality", ("<>", 2); "op_LessThan", ("<", 2); "op_GreaterThan", (">", 2)
        "op_LessThanOrEqual", ("<=", 2); "op_GreaterThanOrEqual", (">=", 2)
        "op_Addition", ("+", 3); "op_Subtraction", ("-", 3)
        "op_Multiply", ("*", 4); "op_Division", ("/", 4); "op_Modulus", ("%", 4)
        "op_Exponentiation", ("**", 5)
    ]

let private functions =
    dict [
        "ToDouble", "float"; "ToSingle", "float32"; "ToInt", "int"; "ToInt32", "int32"; "ToInt64", "int64"; "PowInteger", "pown"
        "Ceiling", "ceil"; "FailWith", "failwith"; "op_UnaryNegation", "-"; "op_Dereference", "!"; "CreateSequence", "seq"
    ]

let private literal (value: obj) =
    match value with
    | null -> "null"
    | :? float as number ->
        let text = number.ToString("R", CultureInfo.InvariantCulture)
        if text |> Seq.forall (fun c -> Char.IsDigit c || c = '-') then text + ".0" else text
    | :? string as text -> $"\"{text}\""
    | :? bool as truth -> if truth then "true" else "false"
    | :? IFormattable as number -> number.ToString(null, CultureInfo.InvariantCulture)
    | _ -> "..."

let private moduleName (declaring: Type) =
    if declaring.FullName.StartsWith("Microsoft.FSharp.Core.", StringComparison.Ordinal) then
        ""
    elif isNull (declaring.GetCustomAttributes(typeof<CompilationRepresentationAttribute>, false) |> Array.tryHead |> Option.toObj) then
        declaring.Name + "."
    else
        declaring.Name.Replace("Module", "") + "."

let private camel (name: string) = string (Char.ToLowerInvariant name[0]) + name[1..]

let private functionName (called: Reflection.MethodInfo) =
    match functions.TryGetValue called.Name with
    | true, name when moduleName called.DeclaringType = "" -> name
    | _ ->
        let owner = moduleName called.DeclaringType
        let source =
            match called.GetCustomAttributes(typeof<CompilationSourceNameAttribute>, false) |> Array.tryHead with
            | Some(:? CompilationSourceNameAttribute as attribute) -> attribute.SourceName
            | _ when owner = "" -> camel called.Name
            | _ -> called.Name
        owner + source

/// Whether a type is that of F#'s lists.
let isList (kind: Type) = kind.IsGenericType && kind.GetGenericTypeDefinition() = typedefof<list<_>>

/// A list that is written out: `[a; b]`.
let rec (|ListOf|_|) (e: Expr) =
    match e with
    | NewUnionCase(case, []) when case.Name = "Empty" && isList e.Type -> Some []
    | NewUnionCase(case, [ head; ListOf rest ]) when case.Name = "Cons" -> Some(head :: rest)
    | _ -> None

let rec private text level (e: Expr) : string =
    let parenthesised at (s: string) = if at < level then $"({s})" else s
    let atom = text 9
    let all separator items = items |> List.map (text 0) |> String.concat separator
    match e with
    | ValueWithName(_, _, name) -> name
    | Value(null, kind) when kind = typeof<unit> -> "()"
    | Value(value, _) -> literal value
    | Var v -> v.Name
    | IfThenElse(a, b, Value((:? bool as no), _)) when not no -> parenthesised 1 $"{text 2 a} && {text 2 b}"
    | IfThenElse(a, Value((:? bool as yes), _), b) when yes -> parenthesised 1 $"{text 2 a} || {text 2 b}"
    | IfThenElse(test, a, b) -> parenthesised 0 $"if {text 1 test} then {text 1 a} else {text 1 b}"
    | Lambda(v, body) -> parenthesised 0 $"fun {v.Name} -> {text 0 body}"
    | Let(v, value, body) -> parenthesised 0 $"""let {if v.IsMutable then "mutable " else ""}{v.Name} = {text 0 value} in {text 0 body}"""
    | LetRecursive(bindings, body) ->
        let each = bindings |> List.map (fun (v, value) -> $"{v.Name} = {text 0 value}") |> String.concat " and "
        parenthesised 0 $"let rec {each} in {text 0 body}"
    | Sequential(a, b) -> parenthesised 0 $"{text 1 a}; {text 0 b}"
    | Application(f, argument) -> parenthesised 8 $"{text 8 f} {atom argument}"
    | VarSet(v, value) -> parenthesised 1 $"{v.Name} <- {text 1 value}"
    | ForIntegerRangeLoop(v, first, last, body) -> parenthesised 0 $"for {v.Name} in {text 1 first} .. {text 1 last} do {text 0 body}"
    | WhileLoop(test, body) -> parenthesised 0 $"while {text 1 test} do {text 0 body}"
    | NewTuple items -> $"""({all ", " items})"""
    | NewArray(_, items) -> $"""[| {all "; " items} |]"""
    | NewRecord(kind, items) ->
        let fields = FSharpType.GetRecordFields(kind, true)
        let each = Seq.map2 (fun (field: Reflection.PropertyInfo) item -> $"{field.Name} = {text 1 item}") fields items |> String.concat "; "
        $"{{ {each} }}"
    | ListOf items -> $"""[{all "; " items}]"""
    | NewUnionCase(case, []) -> case.Name
    | NewUnionCase(case, [ head; tail ]) when case.Name = "Cons" -> parenthesised 3 $"{text 4 head} :: {text 3 tail}"
    | NewUnionCase(case, items) -> parenthesised 8 $"""{case.Name}({all ", " items})"""
    | NewObject(maker, items) -> parenthesised 8 $"""{maker.DeclaringType.Name}({all ", " items})"""
    | NewDelegate(_, parameters, body) ->
        let names = parameters |> List.map _.Name |> String.concat " "
        parenthesised 0 $"fun {names} -> {text 0 body}"
    | TupleGet(tuple, index) -> parenthesised 8 $"item {index + 1} of {atom tuple}"
    | Coerce(inner, _) -> text level inner
    | TypeTest(inner, kind) -> parenthesised 2 $"{atom inner} :? {kind.Name}"
    | UnionCaseTest(inner, case) -> parenthesised 2 $"{atom inner} is {case.Name}"
    | PropertyGet(Some owner, property, []) -> $"{atom owner}.{property.Name}"
    | PropertyGet(Some owner, _, items) -> $"""{atom owner}[{all ", " items}]"""
    | PropertyGet(None, property, _) -> $"{moduleName property.DeclaringType}{property.Name}"
    | PropertySet(Some owner, property, [], value) -> parenthesised 1 $"{atom owner}.{property.Name} <- {text 1 value}"
    | FieldGet(Some owner, field) -> $"{atom owner}.{field.Name}"
    | FieldSet(Some owner, field, value) -> parenthesised 1 $"{atom owner}.{field.Name} <- {text 1 value}"
    | Call(None, called, owner :: items) when called.Name.StartsWith("GetArray", StringComparison.Ordinal) && not (called.Name.EndsWith("Slice", StringComparison.Ordinal)) ->
        $"""{atom owner}[{all ", " items}]"""
    | Call(None, called, owner :: items) when called.Name.StartsWith("SetArray", StringComparison.Ordinal) ->
        let indices, value = List.splitAt (items.Length - 1) items
        parenthesised 1 $"""{atom owner}[{all ", " indices}] <- {text 1 value.Head}"""
    | Call(None, called, bounds) when called.Name = "op_Range" || called.Name = "op_RangeStep" -> bounds |> List.map (text 2) |> String.concat " .. "
    | Call(None, called, [ a; b ]) when infix.ContainsKey called.Name ->
        let symbol, strength = infix[called.Name]
        parenthesised strength $"{text strength a} {symbol} {text (strength + 1) b}"
    | Call(None, called, items) when called.DeclaringType.Namespace = "System" || called.DeclaringType.Namespace = "ExprAD" ->
        parenthesised 8 $"""{called.DeclaringType.Name}.{called.Name}({all ", " items})"""
    | Call(None, called, [ item ]) when called.Name = "op_UnaryNegation" -> parenthesised 6 $"-{atom item}"
    | Call(None, called, items) -> parenthesised 8 (functionName called :: List.map atom items |> String.concat " ")
    | Call(Some owner, called, items) -> parenthesised 8 $"""{atom owner}.{called.Name}({all ", " items})"""
    | QuoteTyped inner
    | QuoteRaw inner -> $"<@ {text 0 inner} @>"
    | TryWith(body, _, _, _, _) -> parenthesised 0 $"try {text 1 body} with ..."
    | TryFinally(body, _) -> parenthesised 0 $"try {text 1 body} finally ..."
    | DefaultValue kind -> $"{kind.Name}()"
    | _ -> e.ToString()

/// The text of a quotation; the middle of a long one is left out.
let ofQuotation (e: Expr) =
    let whole = text 0 e
    if whole.Length <= 300 then whole else whole[..199] + " ... " + whole[whole.Length - 80 ..]
