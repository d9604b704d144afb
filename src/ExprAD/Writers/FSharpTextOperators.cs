using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Writes operators: chains, conversions, checked arithmetic, choices.</summary>
internal sealed partial class FSharpText
{
    private readonly record struct Operator(string Sign, FSharpPrecedence Precedence);

    private static readonly Dictionary<ExpressionType, Operator> Operators = new()
    {
        [ExpressionType.Multiply]           = new("*", FSharpPrecedence.Multiplicative),
        [ExpressionType.Divide]             = new("/", FSharpPrecedence.Multiplicative),
        [ExpressionType.Modulo]             = new("%", FSharpPrecedence.Multiplicative),
        [ExpressionType.Add]                = new("+", FSharpPrecedence.Additive),
        [ExpressionType.Subtract]           = new("-", FSharpPrecedence.Additive),
        [ExpressionType.LeftShift]          = new("<<<", FSharpPrecedence.Bits),
        [ExpressionType.RightShift]         = new(">>>", FSharpPrecedence.Bits),
        [ExpressionType.And]                = new("&&&", FSharpPrecedence.Bits),
        [ExpressionType.ExclusiveOr]        = new("^^^", FSharpPrecedence.Bits),
        [ExpressionType.Or]                 = new("|||", FSharpPrecedence.Bits),
        [ExpressionType.LessThan]           = new("<", FSharpPrecedence.Comparison),
        [ExpressionType.GreaterThan]        = new(">", FSharpPrecedence.Comparison),
        [ExpressionType.LessThanOrEqual]    = new("<=", FSharpPrecedence.Comparison),
        [ExpressionType.GreaterThanOrEqual] = new(">=", FSharpPrecedence.Comparison),
        [ExpressionType.Equal]              = new("=", FSharpPrecedence.Comparison),
        [ExpressionType.NotEqual]           = new("<>", FSharpPrecedence.Comparison),
        [ExpressionType.AndAlso]            = new("&&", FSharpPrecedence.AndAlso),
        [ExpressionType.OrElse]             = new("||", FSharpPrecedence.OrElse),
    };

    private static readonly Dictionary<ExpressionType, string> Checked = new()
    {
        [ExpressionType.AddChecked]      = "Checked.(+)",
        [ExpressionType.SubtractChecked] = "Checked.(-)",
        [ExpressionType.MultiplyChecked] = "Checked.( * )",
    };

    private FSharpPrecedence PrecedenceOf(BinaryExpression node) =>
        node.NodeType == ExpressionType.ArrayIndex ? Of(node.Left)
        : Checked.ContainsKey(node.NodeType) && node.Method is null ? FSharpPrecedence.Application
        : HasSign(node) ? Operators[node.NodeType].Precedence : FSharpPrecedence.Call;

    private FSharpPrecedence PrecedenceOf(UnaryExpression node) => node.NodeType switch
    {
        ExpressionType.ArrayLength => Of(node.Operand),
        ExpressionType.Negate or ExpressionType.UnaryPlus => node.Method is null || node.Type == typeof(decimal) ? FSharpPrecedence.Negation : FSharpPrecedence.Call,
        ExpressionType.Not or ExpressionType.OnesComplement or ExpressionType.NegateChecked => node.Method is null ? FSharpPrecedence.Application : FSharpPrecedence.Call,
        ExpressionType.TypeAs => FSharpPrecedence.Primary,
        ExpressionType.Throw => FSharpPrecedence.Application,
        ExpressionType.Convert or ExpressionType.ConvertChecked =>
            node.Method != null ? FSharpPrecedence.Primary
            : Nullable.GetUnderlyingType(node.Type) == node.Operand.Type ? FSharpPrecedence.Call
            : IsCast(node) ? FSharpPrecedence.Cast
            : IsEnumOfOtherNumber(node) ? FSharpPrecedence.Primary
            : FSharpPrecedence.Application,
        _ => FSharpPrecedence.Primary,
    };

    // F# compares by IComparable and Equals: for the types where these agree with the operators, and for operators of the operands' own type.
    private static bool HasSign(BinaryExpression node)
    {
        if (!Operators.TryGetValue(node.NodeType, out var row) || IsReferenceTest(node)) return false;
        if (node.Method is null) return true;
        if (row.Precedence == FSharpPrecedence.Comparison) return node.Left.Type == typeof(decimal) || node.Left.Type == typeof(string);
        return row.Precedence is FSharpPrecedence.Additive or FSharpPrecedence.Multiplicative && CSharpOperators.IsOperator(node)
            && node.Method.DeclaringType == node.Left.Type && node.Left.Type == node.Right.Type && node.Type == node.Left.Type;
    }

    private static bool IsReferenceTest(BinaryExpression node) =>
        node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && node.Method is null && !node.Left.Type.IsValueType;

    private void WriteBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.ArrayIndex)
        {
            Write(node.Left, FSharpPrecedence.Call);
            WriteElement([node.Right]);
        }
        else if (node.Method is null && Checked.TryGetValue(node.NodeType, out var function))
        {
            Text(function + " ");
            Write(node.Left, FSharpPrecedence.Primary);
            Text(" ");
            Write(node.Right, FSharpPrecedence.Primary);
        }
        else if (HasSign(node))
        {
            WriteChain(node);
        }
        else if (IsReferenceTest(node))
        {
            WriteReferenceTest(node);
        }
        else if (node.Method is { } method)
        {
            Text(FSharpTypeNames.Owner(method.DeclaringType!) + "." + method.Name);
            WriteArguments(method, [node.Left, node.Right]);
        }
        else
        {
            throw new NotSupportedException("F# has no operator for " + node.NodeType + ".");
        }
    }

    private void WriteReferenceTest(BinaryExpression node)
    {
        Text(node.NodeType == ExpressionType.Equal ? "obj.ReferenceEquals(" : "(not (obj.ReferenceEquals(");
        Write(node.Left, FSharpPrecedence.OrElse);
        Text(", ");
        Write(node.Right, FSharpPrecedence.OrElse);
        Text(node.NodeType == ExpressionType.Equal ? ")" : ")))");
    }

    // a + b - c: operators of one precedence, nested on the left, are written from left to right without parentheses. No line begins with
    // `<`, `>` or `=`, which F# would not take for the rest of the expression.
    private void WriteChain(BinaryExpression node)
    {
        var precedence = Operators[node.NodeType].Precedence;
        bool single = precedence is FSharpPrecedence.Comparison or FSharpPrecedence.Bits;
        var links = new Stack<BinaryExpression>([node]);
        while (!single && links.Peek().Left is BinaryExpression left && HasSign(left) && PrecedenceOf(left) == precedence) links.Push(left);

        bool lines = !single && shape.NeedsStatements(node);
        if (lines) StartLines();
        else layout.OpenHere();
        Write(links.Peek().Left, single ? precedence + 1 : precedence);
        while (links.TryPop(out var link))
        {
            if (single) Text(" ");
            else if (lines) layout.Line();
            else layout.Break();
            Text(Operators[link.NodeType].Sign + " ");
            Write(link.Right, precedence + 1);
        }
        if (lines) layout.Dedent();
        else layout.Close();
    }

    // A block that begins here, on its first line.
    private void StartLines()
    {
        layout.IndentHere();
        layout.Line();
    }

    private void WriteUnary(UnaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.ArrayLength:
                Write(node.Operand, FSharpPrecedence.Call);
                Text(".Length");
                break;
            case ExpressionType.Throw:
                if (node.Operand is null) Text("reraise ()");
                else WriteApplication("raise", node.Operand);
                break;
            case ExpressionType.TypeAs:
                Text("(match box ");
                Write(node.Operand, FSharpPrecedence.Primary);
                Text(" with :? " + FSharpTypeNames.Name(node.Type) + " as value -> value | _ -> " + FSharpLiterals.Default(node.Type) + ")");
                break;
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                WriteConversion(node);
                break;
            case ExpressionType.Quote:
                throw new NotSupportedException("F# makes an expression tree of a lambda only where it is an argument.");
            case ExpressionType.Negate or ExpressionType.UnaryPlus when node.Method is null || node.Type == typeof(decimal):
                Text(node.NodeType == ExpressionType.Negate ? "-" : "+");
                Write(node.Operand, FSharpPrecedence.Application);
                break;
            case var kind when node.Method is null:
                WriteApplication(kind == ExpressionType.NegateChecked ? "Checked.(~-)" : node.Type == typeof(bool) ? "not" : "(~~~)", node.Operand);
                break;
            default:
                Text(FSharpTypeNames.Owner(node.Method!.DeclaringType!) + "." + node.Method.Name);
                WriteArguments(node.Method, [node.Operand]);
                break;
        }
    }

    private void WriteApplication(string function, Expression argument)
    {
        Text(function + " ");
        Write(argument, FSharpPrecedence.Primary);
    }

    private static bool IsCast(UnaryExpression node) =>
        !(node.Operand.Type.IsValueType && node.Type == typeof(object)) && !(node.Type.IsValueType && !node.Operand.Type.IsValueType)
        && !(node.Operand.Type.IsValueType && node.Type.IsValueType);

    private static bool IsEnumOfOtherNumber(UnaryExpression node) => node.Type.IsEnum && node.Type.GetEnumUnderlyingType() != typeof(int);

    private void WriteConversion(UnaryExpression node)
    {
        var (from, to) = (node.Operand.Type, node.Type);
        if (node.Method is { } method)
        {
            Text("(" + FSharpTypeNames.Owner(method.DeclaringType!) + "." + method.Name);
            WriteArguments(method, [node.Operand]);
            Text(": " + FSharpTypeNames.Name(to) + ")");
        }
        else if (Nullable.GetUnderlyingType(to) == from)
        {
            Text(FSharpTypeNames.Name(to) + "(");
            Write(node.Operand, FSharpPrecedence.Bits);
            Text(")");
        }
        else if (IsCast(node))
        {
            Write(node.Operand, FSharpPrecedence.OrElse);
            Text((to.IsAssignableFrom(from) ? " :> " : " :?> ") + FSharpTypeNames.Name(to));
        }
        else if (!from.IsValueType || !to.IsValueType)
        {
            WriteApplication(to == typeof(object) ? "box" : "unbox<" + FSharpTypeNames.Name(to) + ">", node.Operand);
        }
        else if (to.IsEnum)
        {
            var number = from == to.GetEnumUnderlyingType() ? node.Operand : Expression.MakeUnary(node.NodeType, node.Operand, to.GetEnumUnderlyingType());
            Text(IsEnumOfOtherNumber(node) ? "(LanguagePrimitives.EnumOfValue " : "enum<" + FSharpTypeNames.Name(to) + "> ");
            Write(number, FSharpPrecedence.Primary);
            Text(IsEnumOfOtherNumber(node) ? ": " + FSharpTypeNames.Name(to) + ")" : "");
        }
        else if (CSharpLiterals.IsNumber(to))
        {
            bool isChecked = node.NodeType == ExpressionType.ConvertChecked && CSharpLiterals.IsInteger(to);
            WriteApplication((isChecked ? "Checked." : "") + FSharpTypeNames.Conversion(to), node.Operand);
        }
        else
        {
            throw new NotSupportedException("F# has no conversion from " + FSharpTypeNames.Name(from) + " to " + FSharpTypeNames.Name(to) + ".");
        }
    }

    // if a then b elif c then d else e
    private void WriteConditional(ConditionalExpression node)
    {
        layout.OpenHere();
        Text("if ");
        for (; ; )
        {
            Write(node.Test, FSharpPrecedence.Cast);
            Text(" then ");
            WriteAs(node.IfTrue, node.Type, FSharpPrecedence.Cast);
            layout.Break();
            if (node.IfFalse is not ConditionalExpression next || HasLines(next) || next.Type != node.Type) break;
            Text("elif ");
            node = next;
        }
        Text("else ");
        WriteAs(node.IfFalse, node.Type, FSharpPrecedence.Cast);
        layout.Close();
    }

    // A value where another type is expected: F# converts to a base type by itself in few places only.
    private void WriteAs(Expression node, Type type, FSharpPrecedence least)
    {
        if (node.Type == type || node.Type.IsValueType || type == typeof(void) || !CSharpTypes.IsNameable(type)) Write(node, least);
        else if (node is ConstantExpression { Value: null } or DefaultExpression) Text(FSharpLiterals.Default(type));
        else if (node is UnaryExpression { NodeType: ExpressionType.Throw }) Write(node, least);
        else Write(Expression.Convert(node, type), least);
    }

    private void WriteTypeTest(TypeBinaryExpression node)
    {
        if (node.NodeType == ExpressionType.TypeIs)
        {
            WriteApplication("box", node.Expression);
            Text(" :? " + FSharpTypeNames.Name(Nullable.GetUnderlyingType(node.TypeOperand) ?? node.TypeOperand));
            return;
        }
        Text("(match box ");
        Write(node.Expression, FSharpPrecedence.Primary);
        Text(" with null -> false | value -> value.GetType() = typeof<" + FSharpTypeNames.Name(node.TypeOperand) + ">)");
    }
}
