using System.Globalization;
using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>Writes operators: chains, casts, `checked`, choices.</summary>
internal sealed partial class CSharpText
{
    private const int FoldingSearch = 64;

    private Precedence PrecedenceOf(BinaryExpression node) => node.NodeType switch
    {
        ExpressionType.ArrayIndex => Precedence.Primary,
        ExpressionType.Coalesce => Precedence.Coalesce,
        ExpressionType.Assign => Precedence.Assignment,
        _ when CSharpOperators.IsCompound(node.NodeType) => Precedence.Assignment,
        _ when !CSharpOperators.IsBinary(node.NodeType) || IsForeign(node) || Context(node) != overflow => Precedence.Primary,
        _ => Narrowed(node) is null ? CSharpOperators.PrecedenceOf(node.NodeType) : Precedence.Unary,
    };

    private Precedence PrecedenceOf(UnaryExpression node) => node.NodeType switch
    {
        ExpressionType.ArrayLength or ExpressionType.PostIncrementAssign or ExpressionType.PostDecrementAssign => Precedence.Primary,
        ExpressionType.TypeAs => Precedence.Relational,
        ExpressionType.Increment or ExpressionType.Decrement => Precedence.Additive,
        ExpressionType.IsTrue or ExpressionType.IsFalse => Precedence.Equality,
        _ => Context(node) != overflow ? Precedence.Primary : Precedence.Unary,
    };

    // A method that is not the operator's own is called by name (only fragments still have such nodes).
    private static bool IsForeign(BinaryExpression node) => node.Method != null && !CSharpOperators.IsOperator(node);

    // C# computes short, byte and the like in int: the result is cast back.
    private static Type? Narrowed(Expression node)
    {
        var type = Nullable.GetUnderlyingType(node.Type) ?? node.Type;
        return Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 && !type.IsEnum ? node.Type : null;
    }

    // The overflow context the node has to stand in: its own, or the present one if it does not matter.
    private Overflow Context(Expression node)
    {
        if (!CanOverflow(node)) return overflow;
        if (CSharpOperators.IsChecked(node.NodeType)) return Overflow.Checked;
        return overflow == Overflow.Default && !(!IsFragment && IsFolded(node)) ? Overflow.Default : Overflow.Unchecked;
    }

    private static bool CanOverflow(Expression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Add or ExpressionType.AddChecked or ExpressionType.Subtract or ExpressionType.SubtractChecked
                or ExpressionType.Multiply or ExpressionType.MultiplyChecked or ExpressionType.Negate or ExpressionType.NegateChecked:
                return CSharpLiterals.IsInteger(node.Type);
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                var from = ((UnaryExpression)node).Operand.Type;
                return CSharpLiterals.IsInteger(node.Type) && (CSharpLiterals.IsInteger(from) || CSharpLiterals.IsReal(from)) && !IsWidening(from, node.Type);
            case ExpressionType.And or ExpressionType.Or or ExpressionType.ExclusiveOr or ExpressionType.LeftShift or ExpressionType.RightShift
                or ExpressionType.Not or ExpressionType.OnesComplement or ExpressionType.Divide or ExpressionType.Modulo:
                return Narrowed(node) != null;
            default:
                return false;
        }
    }

    private static bool IsWidening(Type from, Type to)
    {
        var (a, b) = (Type.GetTypeCode(Nullable.GetUnderlyingType(from) ?? from), Type.GetTypeCode(Nullable.GetUnderlyingType(to) ?? to));
        return a == b || (a is >= TypeCode.SByte and <= TypeCode.UInt64 && b is TypeCode.Int64 && a != TypeCode.UInt64)
            || (a is TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 && b is TypeCode.Int32);
    }

    // Whether the C# compiler would compute this while compiling, and refuse it on overflow or division by zero.
    private static bool IsFolded(Expression node)
    {
        var waiting = new Stack<Expression>([node]);
        for (int budget = FoldingSearch; budget > 0 && waiting.TryPop(out var next); budget--)
        {
            switch (next)
            {
                case ConstantExpression { Value: not null } when CSharpLiterals.IsNumber(next.Type) || next.Type.IsEnum: break;
                case DefaultExpression when CSharpLiterals.IsNumber(next.Type) || next.Type.IsEnum: break;
                case UnaryExpression unary when CSharpLiterals.IsNumber(next.Type): waiting.Push(unary.Operand); break;
                case BinaryExpression binary when CSharpOperators.IsBinary(binary.NodeType) && CSharpLiterals.IsNumber(next.Type):
                    waiting.Push(binary.Left);
                    waiting.Push(binary.Right);
                    break;
                default: return false;
            }
        }
        return true;
    }

    private void InContext(Overflow context, Action write)
    {
        var outer = overflow;
        if (context != outer) Text(context == Overflow.Checked ? "checked(" : "unchecked(");
        overflow = context;
        write();
        overflow = outer;
        if (context != outer) Text(")");
    }

    // A value that the compiler must not fold: (int)(object)0
    private void WriteOpaque(Expression node, Precedence least)
    {
        if (least > Precedence.Unary) Text("(");
        Text("(" + CSharpTypes.Name(node.Type) + ")(object)");
        Write(node, Precedence.Primary);
        if (least > Precedence.Unary) Text(")");
    }

    private void WriteBinary(BinaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.ArrayIndex:
                Write(node.Left, Precedence.Primary);
                Text("[");
                Write(node.Right);
                Text("]");
                return;
            case ExpressionType.Coalesce:
                WriteCoalesce(node);
                return;
            case ExpressionType.Assign:
                Write(node.Left, Precedence.Unary);
                Text(" = ");
                Write(node.Right, Precedence.Assignment);
                return;
            case var kind when CSharpOperators.IsCompound(kind):
                Write(node.Left, Precedence.Unary);
                Text(" " + (CSharpOperators.CompoundSign(kind) ?? kind.ToString()) + " ");
                Write(node.Right, Precedence.Assignment);
                return;
        }
        if (!CSharpOperators.IsBinary(node.NodeType) || IsForeign(node))
        {
            Text(node.NodeType == ExpressionType.Power ? "Math.Pow(" : node.Method is { DeclaringType: { } type } ? CSharpTypes.Name(type) + "." + node.Method.Name + "(" : node.NodeType + "(");
            Write(node.Left);
            Text(", ");
            Write(node.Right);
            Text(")");
            return;
        }
        InContext(Context(node), () =>
        {
            if (Narrowed(node) is not { } narrow)
            {
                WriteChain(node);
                return;
            }
            Text("(" + CSharpTypes.Name(narrow) + ")(");
            WriteChain(node);
            Text(")");
        });
    }

    // a + b - c: operators of one precedence, nested on the left, are written from left to right without parentheses.
    private void WriteChain(BinaryExpression node)
    {
        var precedence = CSharpOperators.PrecedenceOf(node.NodeType);
        var links = new Stack<BinaryExpression>();
        bool single = precedence is Precedence.Equality or Precedence.Relational;
        Expression first = node;
        for (var link = node; ;)
        {
            links.Push(link);
            first = link.Left;
            if (first is not BinaryExpression left || single || PrecedenceOf(left) != precedence) break;
            link = left;
        }

        layout.Open();
        bool start = true;
        while (links.TryPop(out var link) && !IsCut)
        {
            var reference = IsReferenceTest(link);
            if (start)
            {
                if (reference) Text("(object)");
                if (IsRefusedFolding(link)) WriteOpaque(link.Left, precedence);
                else WriteOperand(first, link.Right, reference ? Precedence.Unary : single ? Precedence.Shift : precedence);
                start = false;
            }
            layout.Break();
            Text(CSharpOperators.Sign(link.NodeType) + " ");
            if (reference) Text("(object)");
            if (IsRefusedDivision(link)) WriteOpaque(link.Right, precedence + 1);
            else WriteOperand(link.Right, link.Left, reference ? Precedence.Unary : single ? Precedence.Shift : precedence + 1);
        }
        layout.Close();
    }

    // == on references where the type has an == of its own, or the types are unrelated for C#
    private static bool IsReferenceTest(BinaryExpression node) =>
        node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && node.Method is null && !node.Left.Type.IsValueType && !node.Right.Type.IsValueType
        && node.Left is not ConstantExpression { Value: null } && node.Right is not ConstantExpression { Value: null }
        && !(node.Left.Type == typeof(object) && node.Right.Type == typeof(object));

    private bool IsRefusedFolding(BinaryExpression node)
    {
        bool refuses = node.Type == typeof(decimal)
            || (CSharpLiterals.IsInteger(node.Type) && (CSharpOperators.IsChecked(node.NodeType) || node.NodeType is ExpressionType.Divide or ExpressionType.Modulo));
        return !IsFragment && refuses && IsFolded(node);
    }

    private bool IsRefusedDivision(BinaryExpression node) =>
        !IsFragment && node.NodeType is ExpressionType.Divide or ExpressionType.Modulo && (CSharpLiterals.IsInteger(node.Type) || node.Type == typeof(decimal))
        && IsFolded(node.Right) && !(node.Right is ConstantExpression { Value: { } value } && Convert.ToDecimal(value, CultureInfo.InvariantCulture) != 0);

    private void WriteCoalesce(BinaryExpression node)
    {
        layout.Open();
        Write(node.Left, Precedence.Coalesce + 1);
        layout.Break();
        Text("?? ");
        if (PrintedShape.IsThrowBranch(node.Right, null)) WriteThrow(node.Right);
        else Write(node.Right, Precedence.Coalesce);
        layout.Close();
    }

    private void WriteThrow(Expression node)
    {
        Text("throw ");
        Write(((UnaryExpression)node).Operand);
    }

    private void WriteUnary(UnaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.ArrayLength:
                Write(node.Operand, Precedence.Primary);
                Text(".Length");
                break;
            case ExpressionType.TypeAs:
                Write(node.Operand, Precedence.Shift);
                Text(" as " + CSharpTypes.Name(node.Type));
                break;
            case ExpressionType.Quote:
                WriteQuote(node);
                break;
            case ExpressionType.PreIncrementAssign or ExpressionType.PreDecrementAssign:
                Text(node.NodeType == ExpressionType.PreIncrementAssign ? "++" : "--");
                Write(node.Operand, Precedence.Unary);
                break;
            case ExpressionType.PostIncrementAssign or ExpressionType.PostDecrementAssign:
                Write(node.Operand, Precedence.Primary);
                Text(node.NodeType == ExpressionType.PostIncrementAssign ? "++" : "--");
                break;
            case ExpressionType.Increment or ExpressionType.Decrement:
                Write(node.Operand, Precedence.Additive);
                Text(node.NodeType == ExpressionType.Increment ? " + 1" : " - 1");
                break;
            case ExpressionType.IsTrue or ExpressionType.IsFalse:
                Write(node.Operand, Precedence.Relational);
                Text(node.NodeType == ExpressionType.IsTrue ? " == true" : " == false");
                break;
            case ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Unbox:
                InContext(Context(node), () => WriteCast(node));
                break;
            default:
                InContext(Context(node), () => WriteSign(node));
                break;
        }
    }

    private void WriteSign(UnaryExpression node)
    {
        if (Narrowed(node) != null) Text("(" + CSharpTypes.Name(node.Type) + ")(");
        Text(CSharpOperators.Sign(node));
        WriteAfterSign(node);
        if (Narrowed(node) != null) Text(")");
    }

    private void WriteAfterSign(UnaryExpression node)
    {
        bool refused = !IsFragment && IsFolded(node) && (node.NodeType == ExpressionType.NegateChecked || node.Type == typeof(decimal));
        if (refused) WriteOpaque(node.Operand, Precedence.Unary);
        else if (StartsWithSign(node.Operand)) Parenthesised(node.Operand);
        else Write(node.Operand, Precedence.Unary);
    }

    private void WriteCast(UnaryExpression node)
    {
        Text("(" + CSharpTypes.Name(node.Type) + ")");
        bool refused = !IsFragment && CanOverflow(node) && IsFolded(node.Operand)
            && (CSharpOperators.IsChecked(node.NodeType) || CSharpLiterals.IsReal(node.Operand.Type));
        if (refused || (!IsFragment && node.Operand.Type == typeof(decimal) && IsFolded(node.Operand))) WriteOpaque(node.Operand, Precedence.Unary);
        else if (StartsWithSign(node.Operand)) Parenthesised(node.Operand);
        else Write(node.Operand, Precedence.Unary);
    }

    private void Parenthesised(Expression node)
    {
        Text("(");
        Write(node);
        Text(")");
    }

    private bool StartsWithSign(Expression node) => node switch
    {
        ConstantExpression constant => Constant(constant)[0] == '-',
        UnaryExpression unary => PrecedenceOf(unary) == Precedence.Unary && Narrowed(unary) is null && unary.NodeType is ExpressionType.Negate
            or ExpressionType.NegateChecked or ExpressionType.UnaryPlus or ExpressionType.PreIncrementAssign or ExpressionType.PreDecrementAssign,
        _ => false,
    };

    private void WriteConditional(ConditionalExpression node)
    {
        layout.Open();
        if (node.Test is TypeBinaryExpression) Parenthesised(node.Test);
        else Write(node.Test, Precedence.Coalesce);
        layout.Break();
        Text("? ");
        WriteBranch(node.IfTrue, node.IfFalse, node.Type, Precedence.Coalesce);
        layout.Break();
        Text(": ");
        WriteBranch(node.IfFalse, node.IfTrue, node.Type, Precedence.Conditional);
        layout.Close();
    }

    private void WriteBranch(Expression branch, Expression other, Type type, Precedence least)
    {
        if (PrintedShape.IsThrowBranch(branch, other)) WriteThrow(branch);
        else WriteAs(branch, type, least);
    }

    // A reference of a more special type, where C# would take the type of the value.
    private void WriteAs(Expression node, Type type, Precedence least)
    {
        bool cast = node.Type != type && CSharpTypes.IsNameable(type) && type != typeof(void);
        if (cast) Text("(" + CSharpTypes.Name(type) + ")");
        Write(node, cast ? Precedence.Primary : least);
    }

    private void WriteTypeTest(TypeBinaryExpression node)
    {
        var name = CSharpTypes.Name(Nullable.GetUnderlyingType(node.TypeOperand) ?? node.TypeOperand);
        if (node.NodeType == ExpressionType.TypeIs)
        {
            Write(node.Expression, Precedence.Shift);
            Text(" is " + name);
            return;
        }
        Text("((object)");
        Write(node.Expression, Precedence.Unary);
        Text(")?.GetType() == typeof(" + name + ")");
    }
}
