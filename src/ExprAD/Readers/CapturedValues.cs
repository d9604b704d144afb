using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Readers;

/// <summary>Reads values made of constants by members, elements, conversions, constructors and member initialisers.</summary>
internal static class CapturedValues
{
    private const int MaxChain = 100;

    /// <summary>Reads the value of such a node; false where it is none or where reading throws.</summary>
    /// <param name="node">The node.</param>
    /// <param name="value">The value.</param>
    /// <param name="ranCode">Whether a property or indexer was called, so that reading again may give another object.</param>
    internal static bool TryRead(Expression node, out object? value, out bool ranCode)
    {
        ranCode = false;
        try
        {
            return TryRead(node, MaxChain, out value, ref ranCode);
        }
        catch (Exception e) when (e is not NotDifferentiableException)
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
            case MethodCallExpression call when Quotations.IsLambda(call):
                ranCode = true;
                value = Quotations.Lambda(call);
                return value is not null;
            case NewExpression { Constructor: not null } creation:
                return TryCreate(creation, remaining - 1, out value, ref ranCode);
            case MemberInitExpression initialization:
                return TryInitialize(initialization, remaining - 1, out value, ref ranCode);
            default:
                return false;
        }
    }

    private static bool TryCreate(NewExpression creation, int remaining, out object? value, ref bool ranCode)
    {
        value = null;
        if (!TryReadAll(creation.Arguments, remaining, out var arguments, ref ranCode))
        {
            return false;
        }

        ranCode = true;
        value = creation.Constructor!.Invoke(arguments);
        return true;
    }

    private static bool TryInitialize(MemberInitExpression initialization, int remaining, out object? value, ref bool ranCode)
    {
        if (!TryRead(initialization.NewExpression, remaining, out value, ref ranCode))
        {
            return false;
        }

        foreach (var binding in initialization.Bindings)
        {
            if (binding is not MemberAssignment assignment || !TryRead(assignment.Expression, remaining, out var assigned, ref ranCode))
            {
                return false;
            }

            if (assignment.Member is FieldInfo field)
            {
                field.SetValue(value, assigned);
            }
            else
            {
                ((PropertyInfo)assignment.Member).SetValue(value, assigned);
            }
        }

        return true;
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

        if (!TryReadAll(indices, remaining, out var arguments, ref ranCode))
        {
            return false;
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

    private static bool TryReadAll(ReadOnlyCollection<Expression> nodes, int remaining, out object?[] values, ref bool ranCode)
    {
        values = new object?[nodes.Count];
        for (var index = 0; index < values.Length; index++)
        {
            if (!TryRead(nodes[index], remaining, out values[index], ref ranCode))
            {
                return false;
            }
        }

        return true;
    }
}
