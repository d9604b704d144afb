using System.Reflection;
using System.Reflection.Emit;

namespace ExprAD.Tests.Oracles;

/// <summary>The types that a type refers to: in its declaration, in signatures, in method bodies (but for <c>typeof</c>).</summary>
internal static class References
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    internal static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        Add(found, type.GetInterfaces());
        foreach (var field in type.GetFields(All))
        {
            Add(found, field.FieldType);
        }

        foreach (var method in type.GetMembers(All).OfType<MethodBase>())
        {
            Add(found, (method as MethodInfo)?.ReturnType);
            Add(found, [.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
            foreach (var member in Mentioned(method))
            {
                Add(found, member as Type ?? member.DeclaringType);
                Add(found, (member as MethodInfo)?.GetGenericArguments() ?? []);
            }
        }

        return found;
    }

    private static void Add(HashSet<Type> found, params ReadOnlySpan<Type?> types)
    {
        foreach (var type in types)
        {
            if (type is null || type.IsGenericParameter)
            {
                continue;
            }

            if (type.HasElementType)
            {
                Add(found, type.GetElementType());
                continue;
            }

            if (found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type) || type.IsGenericType)
            {
                Add(found, type.GenericTypeArguments);
            }
        }
    }

    // The members and types whose tokens stand in a method's code.
    private static List<MemberInfo> Mentioned(MethodBase method)
    {
        var mentioned = new List<MemberInfo>();
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
        {
            return mentioned;
        }

        mentioned.AddRange(body.LocalVariables.Select(local => local.LocalType).OfType<Type>());
        for (var at = 0; at < code.Length;)
        {
            var isLong = code[at] == 0xFE;
            var operation = OpCodesByValue[isLong ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += isLong ? 2 : 1;
            if (operation.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType)
            {
                mentioned.Add(method.Module.ResolveMember(
                    BitConverter.ToInt32(code, at), method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null)!);
            }

            at += operation.OperandType == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(code, at)) : SizeOf(operation.OperandType);
        }

        return mentioned;
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
