using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Caching;

/// <summary>Reads values that stand behind a chain of members, elements and conversions over constants.</summary>
internal static class CapturedValues
{
    private const int MaxChain = 100;

    /// <summary>Reads the value of a node that is such a chain; false where it is none or where reading throws.</summary>
    /// <param name="node">The end of the chain.</param>
    /// <param name="value">The value.</param>
    /// <param name="ranCode">Whether a property or indexer was called, so that reading again may give another object.</param>
    internal static bool TryRead(Expression node, out object? value, out bool ranCode)
    {
        ranCode = false;
        try
        {
            return TryRead(node, MaxChain, out value, ref ranCode);
        }
        catch (Exception)
        {
            // What the user's getter throws, it throws again when the function itself is called.
            value = null;
            return false;
        }
    }

    private static bool TryRead(Expression? node, int remaining, out object? value, ref bool ranCode)
    {
        value = null;
        if (remaining == 0)
        {
            return false;
        }

        switch (node)
        {
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case MemberExpression member:
                return TryReadMember(member, remaining - 1, out value, ref ranCode);
            case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs, Method: null } conversion:
                return TryRead(conversion.Operand, remaining - 1, out value, ref ranCode)
                    && (value is null ? !conversion.Type.IsValueType : conversion.Type.IsInstanceOfType(value));
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element:
                return TryReadElement(element.Left, new([element.Right]), null, remaining - 1, out value, ref ranCode);
            case IndexExpression { Object: not null } element:
                return TryReadElement(element.Object, element.Arguments, element.Indexer?.GetMethod, remaining - 1, out value, ref ranCode);
            case MethodCallExpression { Object: not null, Method.Name: "get_Item" or "Get" } call when call.Method.IsSpecialName || call.Object.Type.IsArray:
                return TryReadElement(call.Object, call.Arguments, call.Method, remaining - 1, out value, ref ranCode);
            default:
                return false;
        }
    }

    private static bool TryReadMember(MemberExpression member, int remaining, out object? value, ref bool ranCode)
    {
        value = null;
        object? owner = null;
        if (member.Expression is not null && (!TryRead(member.Expression, remaining, out owner, ref ranCode) || owner is null))
        {
            return false;
        }

        if (member.Member is FieldInfo field)
        {
            value = field.GetValue(owner);
            return true;
        }

        ranCode = true;
        value = ((PropertyInfo)member.Member).GetValue(owner);
        return true;
    }

    private static bool TryReadElement(
        Expression collection, ReadOnlyCollection<Expression> indices, MethodInfo? getter, int remaining, out object? value, ref bool ranCode)
    {
        value = null;
        if (!TryRead(collection, remaining, out var owner, ref ranCode) || owner is null)
        {
            return false;
        }

        var arguments = new object?[indices.Count];
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!TryRead(indices[index], remaining, out arguments[index], ref ranCode))
            {
                return false;
            }
        }

        if (owner is Array array && Array.TrueForAll(arguments, argument => argument is int))
        {
            value = array.GetValue(Array.ConvertAll(arguments, argument => (int)argument!));
            return true;
        }

        ranCode = true;
        value = getter?.Invoke(owner, arguments);
        return getter is not null;
    }
}
