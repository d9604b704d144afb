using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Writers;

/// <summary>C#'s operators: the sign, the precedence and the special method of each kind of node.</summary>
internal static class CSharpOperators
{
    private readonly record struct Row(string Sign, Precedence Precedence, string Method);

    private static readonly Dictionary<ExpressionType, Row> Binary = new()
    {
        [ExpressionType.Multiply]           = new("*", Precedence.Multiplicative, "op_Multiply"),
        [ExpressionType.MultiplyChecked]    = new("*", Precedence.Multiplicative, "op_Multiply"),
        [ExpressionType.Divide]             = new("/", Precedence.Multiplicative, "op_Division"),
        [ExpressionType.Modulo]             = new("%", Precedence.Multiplicative, "op_Modulus"),
        [ExpressionType.Add]                = new("+", Precedence.Additive, "op_Addition"),
        [ExpressionType.AddChecked]         = new("+", Precedence.Additive, "op_Addition"),
        [ExpressionType.Subtract]           = new("-", Precedence.Additive, "op_Subtraction"),
        [ExpressionType.SubtractChecked]    = new("-", Precedence.Additive, "op_Subtraction"),
        [ExpressionType.LeftShift]          = new("<<", Precedence.Shift, "op_LeftShift"),
        [ExpressionType.RightShift]         = new(">>", Precedence.Shift, "op_RightShift"),
        [ExpressionType.LessThan]           = new("<", Precedence.Relational, "op_LessThan"),
        [ExpressionType.GreaterThan]        = new(">", Precedence.Relational, "op_GreaterThan"),
        [ExpressionType.LessThanOrEqual]    = new("<=", Precedence.Relational, "op_LessThanOrEqual"),
        [ExpressionType.GreaterThanOrEqual] = new(">=", Precedence.Relational, "op_GreaterThanOrEqual"),
        [ExpressionType.Equal]              = new("==", Precedence.Equality, "op_Equality"),
        [ExpressionType.NotEqual]           = new("!=", Precedence.Equality, "op_Inequality"),
        [ExpressionType.And]                = new("&", Precedence.And, "op_BitwiseAnd"),
        [ExpressionType.ExclusiveOr]        = new("^", Precedence.Xor, "op_ExclusiveOr"),
        [ExpressionType.Or]                 = new("|", Precedence.Or, "op_BitwiseOr"),
        [ExpressionType.AndAlso]            = new("&&", Precedence.AndAlso, "op_BitwiseAnd"),
        [ExpressionType.OrElse]             = new("||", Precedence.OrElse, "op_BitwiseOr"),
    };

    private static readonly Dictionary<ExpressionType, Row> Unary = new()
    {
        [ExpressionType.Negate]         = new("-", Precedence.Unary, "op_UnaryNegation"),
        [ExpressionType.NegateChecked]  = new("-", Precedence.Unary, "op_UnaryNegation"),
        [ExpressionType.UnaryPlus]      = new("+", Precedence.Unary, "op_UnaryPlus"),
        [ExpressionType.Not]            = new("!", Precedence.Unary, "op_LogicalNot"),
        [ExpressionType.OnesComplement] = new("~", Precedence.Unary, "op_OnesComplement"),
    };

    private static readonly Dictionary<ExpressionType, string> Compound = new()
    {
        [ExpressionType.AddAssign]         = "+=",
        [ExpressionType.SubtractAssign]    = "-=",
        [ExpressionType.MultiplyAssign]    = "*=",
        [ExpressionType.DivideAssign]      = "/=",
        [ExpressionType.ModuloAssign]      = "%=",
        [ExpressionType.AndAssign]         = "&=",
        [ExpressionType.OrAssign]          = "|=",
        [ExpressionType.ExclusiveOrAssign] = "^=",
        [ExpressionType.LeftShiftAssign]   = "<<=",
        [ExpressionType.RightShiftAssign]  = ">>=",
    };

    internal static bool IsBinary(ExpressionType kind) => Binary.ContainsKey(kind);

    internal static string Sign(ExpressionType kind) => Binary[kind].Sign;

    internal static Precedence PrecedenceOf(ExpressionType kind) => Binary[kind].Precedence;

    internal static string Sign(UnaryExpression node) =>
        node.NodeType == ExpressionType.Not && (Nullable.GetUnderlyingType(node.Type) ?? node.Type) != typeof(bool) && node.Method?.Name != "op_LogicalNot"
            ? "~" : Unary[node.NodeType].Sign;

    internal static bool IsComparison(ExpressionType kind) =>
        Binary.TryGetValue(kind, out var row) && row.Precedence is Precedence.Relational or Precedence.Equality;

    internal static bool IsChecked(ExpressionType kind) => kind is ExpressionType.AddChecked or ExpressionType.SubtractChecked
        or ExpressionType.MultiplyChecked or ExpressionType.NegateChecked or ExpressionType.ConvertChecked;

    internal static bool IsCompound(ExpressionType kind) => Compound.ContainsKey(kind) || kind is ExpressionType.PowerAssign
        or ExpressionType.AddAssignChecked or ExpressionType.SubtractAssignChecked or ExpressionType.MultiplyAssignChecked;

    internal static string? CompoundSign(ExpressionType kind) => Compound.GetValueOrDefault(kind);

    internal static bool HasCompoundText(BinaryExpression node) =>
        Compound.ContainsKey(node.NodeType) && node.Conversion is null && node.Method is null;

    /// <summary>`++x`, `x++`, `--x`, `x--`.</summary>
    internal static bool IsStep(ExpressionType kind) => kind is ExpressionType.PreIncrementAssign or ExpressionType.PreDecrementAssign
        or ExpressionType.PostIncrementAssign or ExpressionType.PostDecrementAssign;

    /// <summary>Whether the node's method is what C# calls for the operator.</summary>
    internal static bool IsOperator(BinaryExpression node) =>
        node.Method is { } method && Binary.TryGetValue(node.NodeType, out var row)
        && ((method.IsSpecialName && method.Name == row.Method) || IsConcatenation(node));

    internal static bool IsOperator(UnaryExpression node) =>
        node.Method is { IsSpecialName: true } method && Unary.TryGetValue(node.NodeType, out var row)
        && (method.Name == row.Method || (node.NodeType == ExpressionType.Not && method.Name == "op_OnesComplement"));

    /// <summary>The operator node that a call of `op_..` stands for, which C# allows as an operator only.</summary>
    internal static Expression? AsOperator(MethodCallExpression call)
    {
        var method = call.Method;
        if (!method.IsStatic || !method.IsSpecialName || !method.Name.StartsWith("op_", StringComparison.Ordinal)) return null;
        if (method.Name is "op_Implicit" or "op_Explicit") return Expression.Convert(call.Arguments[0], method.ReturnType, method);
        foreach (var (kind, row) in call.Arguments.Count == 2 ? Binary : Unary)
        {
            if (row.Method != method.Name || kind is ExpressionType.AndAlso or ExpressionType.OrElse || IsChecked(kind)) continue;
            return call.Arguments.Count == 2
                ? Expression.MakeBinary(kind, call.Arguments[0], call.Arguments[1], false, method)
                : Expression.MakeUnary(kind, call.Arguments[0], method.ReturnType, method);
        }
        return null;
    }

    private static bool IsConcatenation(BinaryExpression node) =>
        node.NodeType == ExpressionType.Add && node.Method!.DeclaringType == typeof(string) && node.Method.Name == nameof(string.Concat)
        && (node.Left.Type == typeof(string) || node.Right.Type == typeof(string));
}
