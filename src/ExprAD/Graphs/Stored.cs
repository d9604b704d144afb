using System.Reflection;
using System.Reflection.Emit;

namespace ExprAD.Graphs;

/// <summary>
/// Reads the code of constructors and accessors: whether they store and return what they are given and nothing else. A constructor
/// that clamps or scales its argument looks the same from outside.
/// </summary>
internal static class Stored
{
    /// <summary>Whether a getter returns the field.</summary>
    internal static bool IsReturned(MethodInfo? getter, FieldInfo field) =>
        Code(getter) is [{ Argument: 0 }, { Code: var load } read, { Code: var end }]
        && load == OpCodes.Ldfld && Same(read.Field, field) && end == OpCodes.Ret;

    /// <summary>Whether a setter stores its value in the field.</summary>
    internal static bool IsSet(MethodInfo? setter, FieldInfo field) =>
        Code(setter) is [{ Argument: 0 }, { Argument: 1 }, { Code: var store } write, { Code: var end }]
        && store == OpCodes.Stfld && Same(write.Field, field) && end == OpCodes.Ret;

    /// <summary>Whether a constructor stores each of its parameters, as it is and in any case, in the field of the same position.</summary>
    internal static bool IsKept(ConstructorInfo constructor, IReadOnlyList<FieldInfo> fields)
    {
        if (Code(constructor) is not { } code || !UsesItselfForStorageOnly(constructor, code))
        {
            return false;
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (!IsKept(constructor.DeclaringType!, code, i + 1, fields[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKept(Type type, List<Instruction> code, int argument, FieldInfo field)
    {
        if (code.Exists(at => at.Argument == argument && at.IsAddressOrStore))
        {
            return false;
        }

        var stores = Enumerable.Range(0, code.Count).Where(at => Same(Target(type, code[at]), field)).ToList();
        return stores.Count switch
        {
            0 => IsPassedOn(type, code, argument, field),
            1 => IsAlways(code, stores[0]) && (IsPlain(code, stores[0], argument) || IsChecked(code, stores[0], argument)),
            _ => false,
        };
    }

    // this.X = x
    private static bool IsPlain(List<Instruction> code, int store, int argument) =>
        store >= 2 && code[store - 1].Argument == argument && code[store - 2].Argument == 0
        && !IsJumpedTo(code, code[store]) && !IsJumpedTo(code, code[store - 1]);

    // this.X = x ?? throw ..
    private static bool IsChecked(List<Instruction> code, int store, int argument)
    {
        var jumps = Enumerable.Range(0, code.Count).Where(at => code[at].Jump == code[store].Offset).ToList();
        return jumps is [>= 3 and var jump] && (code[jump].Code == OpCodes.Brtrue || code[jump].Code == OpCodes.Brtrue_S) && code[jump - 1].Code == OpCodes.Dup
            && code[jump - 2].Argument == argument && code[jump - 3].Argument == 0 && code[store - 1].Code == OpCodes.Throw;
    }

    // : base(x) or : this(x)
    private static bool IsPassedOn(Type type, List<Instruction> code, int argument, FieldInfo field)
    {
        var at = code.FindIndex(i => i.Code == OpCodes.Call && i.Method is ConstructorInfo called && (called.DeclaringType == type || called.DeclaringType == type.BaseType));
        if (at < 0 || Code(code[at].Method) is not { } inner || !UsesItselfForStorageOnly(code[at].Method!, inner))
        {
            return false;
        }

        var count = code[at].Method!.GetParameters().Length;
        for (var i = 1; i <= count && at - count - 1 >= 0; i++)
        {
            if (code[at - count - 1].Argument == 0 && code[at - count - 1 + i].Argument == argument && !IsJumpedTo(code, code[at]))
            {
                return IsKept(code[at].Method!.DeclaringType!, inner, i, field);
            }
        }

        return false;
    }

    private static bool IsAlways(List<Instruction> code, int store) =>
        !code.Exists(at => at.Jump is { } to && at.Offset < code[store].Offset && to > code[store].Offset)
        && !code.Take(store).Any(at => at.Code == OpCodes.Ret);

    private static bool IsJumpedTo(List<Instruction> code, Instruction instruction) => code.Exists(at => at.Jump == instruction.Offset);

    // Every use of `this` is a store, a read or the constructor behind this one: no method gets to change what was stored.
    private static bool UsesItselfForStorageOnly(MethodBase constructor, List<Instruction> code)
    {
        var type = constructor.DeclaringType!;
        return code.Count(at => at.Argument == 0) == code.Count(at => (at.Field is not null && !at.Field.IsStatic && at.Code != OpCodes.Ldflda)
            || Target(type, at) is not null
            || (at.Code == OpCodes.Call && at.Method is ConstructorInfo));
    }

    // The field that an instruction stores to, by itself or by the setter of an automatic property.
    private static FieldInfo? Target(Type type, Instruction at) =>
        at.Code == OpCodes.Stfld ? at.Field
        : at.Method is MethodInfo { IsSpecialName: true } setter && setter.Name.StartsWith("set_", StringComparison.Ordinal)
            && setter.DeclaringType!.IsAssignableFrom(type) && Code(setter) is [_, _, { Field: { } field }, _] && IsSet(setter, field) ? field
        : null;

    private static bool Same(FieldInfo? a, FieldInfo b) => a is not null && a.Module == b.Module && a.MetadataToken == b.MetadataToken;

    private static List<Instruction>? Code(MethodBase? method) => method?.GetMethodBody()?.GetILAsByteArray() is { } bytes ? Instruction.All(method, bytes) : null;
}
