using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Caching;

// The tokens of each kind of node.
internal sealed partial class StructureWalk
{
    // Flags of constants above the type code of the value; type codes are those of TypeCode and these.
    private const int SameType = 64;
    private const int NativeCode = 20;
    private const int UnsignedNativeCode = 21;
    private const int EnumCode = 22;
    private const int ReflectionCode = 23;
    private const int CaptureCode = 24;

    private void Visit(ConstantExpression node)
    {
        switch (node.Value)
        {
            case null:
                Emit(ExpressionType.Constant);
                Emit(node.Type);
                break;
            case double number:
                EmitLiteral(node, (int)TypeCode.Double, BitConverter.DoubleToInt64Bits(number));
                break;
            case int number:
                EmitLiteral(node, (int)TypeCode.Int32, number);
                break;
            case float number:
                EmitLiteral(node, (int)TypeCode.Single, BitConverter.SingleToInt32Bits(number));
                break;
            case string text:
                EmitLiteralHead(node, (int)TypeCode.String);
                Emit((object)text);
                break;
            case decimal number:
                EmitDecimal(node, number);
                break;
            case MemberInfo member when member is Type or MethodInfo:
                EmitLiteralHead(node, ReflectionCode);
                Emit((object)member);
                break;
            case Enum number:
                EmitLiteral(node, EnumCode, BitsOf(number));
                Emit(number.GetType());
                break;
            case var value when value.GetType().IsPrimitive:
                EmitPrimitive(node, value);
                break;
            default:
                EmitCapture(node, node.Value);
                break;
        }
    }

    private void EmitCapture(ConstantExpression node, object value)
    {
        EmitLiteralHead(node, CaptureCode);
        Emit(_captures.Of(value, out var isNew));
        if (!isNew)
        {
            return;
        }

        var type = value.GetType();
        Emit((object)type);
        if (CapturedTypes.ShapeDerivative(type))
        {
            EmitResolved(value);
        }
    }

    private void EmitLiteralHead(ConstantExpression node, int code)
    {
        var type = node.Type;
        var same = ReferenceEquals(type, node.Value!.GetType());
        Emit(ExpressionType.Constant, same ? code | SameType : code);
        if (!same)
        {
            Emit((object)type);
        }
    }

    private void EmitLiteral(ConstantExpression node, int code, long bits)
    {
        EmitLiteralHead(node, code);
        Emit(unchecked((int)bits));
        Emit((int)(bits >> 32));
    }

    private void EmitDecimal(ConstantExpression node, decimal number)
    {
        EmitLiteralHead(node, (int)TypeCode.Decimal);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        foreach (var word in bits)
        {
            Emit(word);
        }
    }

    private void EmitPrimitive(ConstantExpression node, object value)
    {
        switch (value)
        {
            case nint number:
                EmitLiteral(node, NativeCode, number);
                break;
            case nuint number:
                EmitLiteral(node, UnsignedNativeCode, unchecked((long)number));
                break;
            case ulong number:
                EmitLiteral(node, (int)TypeCode.UInt64, unchecked((long)number));
                break;
            case char letter:
                EmitLiteral(node, (int)TypeCode.Char, letter);
                break;
            default:
                EmitLiteral(node, (int)Type.GetTypeCode(value.GetType()), Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static long BitsOf(Enum number) => number.GetTypeCode() == TypeCode.UInt64
        ? unchecked((long)Convert.ToUInt64(number, CultureInfo.InvariantCulture))
        : Convert.ToInt64(number, CultureInfo.InvariantCulture);

    // The type follows from the operands and the method, except that a lifted comparison is bool or bool?.
    private void Visit(BinaryExpression node)
    {
        MethodInfo? method = node.Method;
        LambdaExpression? conversion = node.Conversion;
        Emit(node.NodeType, (method is null ? 0 : 1) | (conversion is null ? 0 : 2) | (node.Type == typeof(bool?) ? 4 : 0));
        if (method is not null)
        {
            Emit((object)method);
        }

        if (node.NodeType == ExpressionType.ArrayIndex)
        {
            Resolve(node, node.Type);
        }

        if (conversion is not null)
        {
            Push(conversion);
        }

        Push(node.Right);
        Push(node.Left);
    }

    private void Visit(MethodCallExpression node)
    {
        var method = node.Method;
        var target = node.Object;
        Emit(ExpressionType.Call, target is null ? 0 : 1);
        Emit((object)method);
        Resolve(node, method.ReturnType);
        if (CapturedTypes.IsVerb(method))
        {
            ResolveOrders(node);
        }

        PushArguments(node);
        if (target is not null)
        {
            Push(target);
        }
    }

    private void ResolveOrders(MethodCallExpression node)
    {
        for (var index = 0; index < ((IArgumentProvider)node).ArgumentCount; index++)
        {
            var argument = ((IArgumentProvider)node).GetArgument(index);
            if (argument is not ConstantExpression && argument.Type == typeof(int))
            {
                Resolve(argument);
            }
        }
    }

    private void Visit(MemberExpression node)
    {
        var target = node.Expression;
        Emit(ExpressionType.MemberAccess, target is null ? 0 : 1);
        Emit((object)node.Member);
        Resolve(node, node.Type);
        if (target is not null)
        {
            Push(target);
        }
    }

    private void Visit(UnaryExpression node)
    {
        var kind = node.NodeType;
        var method = node.Method;
        Emit(kind, (method is null ? 0 : 1) | (node.Operand is null ? 2 : 0));
        Emit((object)node.Type);
        if (method is not null)
        {
            Emit((object)method);
        }

        if (kind is ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs)
        {
            Resolve(node, node.Type);
        }

        if (node.Operand is not null)
        {
            Push(node.Operand);
        }
    }

    private void Visit(LambdaExpression node)
    {
        node = Provenance.Unfold(node);
        Emit(ExpressionType.Lambda, node.TailCall ? 1 : 0);
        Emit((object)node.Type);
        EmitVariables(node.Parameters);
        Push(node.Body);
    }

    private void EmitVariables(ReadOnlyCollection<ParameterExpression> variables)
    {
        Emit(variables.Count);
        for (var index = 0; index < variables.Count; index++)
        {
            EmitParameter(variables[index]);
        }
    }

    private void VisitRarer(Expression node)
    {
        switch (node)
        {
            case ConditionalExpression conditional:
                EmitOwnType(conditional);
                Push(conditional.IfFalse);
                Push(conditional.IfTrue);
                Push(conditional.Test);
                break;
            case InvocationExpression invocation:
                Emit(ExpressionType.Invoke);
                Emit(((IArgumentProvider)invocation).ArgumentCount);
                PushArguments(invocation);
                Push(invocation.Expression);
                break;
            case NewExpression creation:
                Visit(creation);
                break;
            case NewArrayExpression array:
                Emit(array.NodeType);
                Emit((object)array.Type);
                Emit(array.Expressions.Count);
                PushReversed(array.Expressions);
                break;
            case MemberInitExpression initialization:
                Emit(ExpressionType.MemberInit);
                Emit(initialization.Bindings.Count);
                Resolve(initialization, initialization.Type);
                PushReversed(initialization.Bindings);
                Push(initialization.NewExpression);
                break;
            case ListInitExpression initialization:
                Emit(ExpressionType.ListInit);
                EmitInitializers(initialization.Initializers);
                Push(initialization.NewExpression);
                break;
            case IndexExpression element:
                Visit(element);
                break;
            case TypeBinaryExpression test:
                Emit(test.NodeType);
                Emit((object)test.TypeOperand);
                Push(test.Expression);
                break;
            case DefaultExpression:
                Emit(ExpressionType.Default);
                Emit((object)node.Type);
                break;
            case BlockExpression block:
                EmitOwnType(block);
                EmitVariables(block.Variables);
                Emit(block.Expressions.Count);
                PushReversed(block.Expressions);
                break;
            default:
                VisitStatement(node);
                break;
        }
    }

    private void EmitOwnType(Expression node)
    {
        if (TypeTransparency.Holds(node))
        {
            Emit(node.NodeType);
        }
        else
        {
            Emit(node.NodeType, 1);
            Emit((object)node.Type);
        }
    }

    private void Visit(NewExpression node)
    {
        Emit(ExpressionType.New, (node.Constructor is null ? 0 : 1) | (node.Members is null ? 0 : 2));
        Emit((object?)node.Constructor ?? node.Type);
        Emit(((IArgumentProvider)node).ArgumentCount);
        if (node.Members is not null)
        {
            foreach (var member in node.Members)
            {
                Emit((object)member);
            }
        }

        Resolve(node, node.Type);
        PushArguments(node);
    }

    private void Visit(IndexExpression node)
    {
        Emit(ExpressionType.Index, node.Indexer is null ? 0 : 1);
        Emit(((IArgumentProvider)node).ArgumentCount);
        if (node.Indexer is not null)
        {
            Emit((object)node.Indexer);
        }

        Resolve(node, node.Type);
        PushArguments(node);
        Push(node.Object!);
    }

    private void Visit(MemberBinding binding)
    {
        Emit(Binding, (int)binding.BindingType);
        Emit((object)binding.Member);
        switch (binding)
        {
            case MemberAssignment assignment:
                Push(assignment.Expression);
                break;
            case MemberListBinding list:
                EmitInitializers(list.Initializers);
                break;
            case MemberMemberBinding members:
                Emit(members.Bindings.Count);
                PushReversed(members.Bindings);
                break;
        }
    }

    private void EmitInitializers(ReadOnlyCollection<ElementInit> initializers)
    {
        Emit(initializers.Count);
        for (var index = 0; index < initializers.Count; index++)
        {
            Emit((object)initializers[index].AddMethod);
        }

        for (var index = initializers.Count - 1; index >= 0; index--)
        {
            PushArguments(initializers[index]);
        }
    }
}
