using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace ExprAD.Graphs;

/// <summary>An instruction of a compiled method, as far as <see cref="Stored"/> asks for it.</summary>
internal sealed record Instruction(int Offset, OpCode Code)
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The argument that is loaded or stored; 0 is <c>this</c>.</summary>
    internal int? Argument { get; private init; }

    internal bool IsAddressOrStore => Code == OpCodes.Starg || Code == OpCodes.Starg_S || Code == OpCodes.Ldarga || Code == OpCodes.Ldarga_S;

    internal FieldInfo? Field { get; private init; }

    internal MethodBase? Method { get; private init; }

    /// <summary>Where the instruction jumps to; a switch to its farthest target.</summary>
    internal int? Jump { get; private init; }

    internal static List<Instruction> All(MethodBase method, byte[] bytes)
    {
        var instructions = new List<Instruction>();
        for (var at = 0; at < bytes.Length;)
        {
            var start = at;
            var code = bytes[at] == 0xFE ? Codes[(short)(0xFE00 | bytes[at + 1])] : Codes[bytes[at]];
            at += code.Size;
            var size = Size(code, bytes, at);
            if (code != OpCodes.Nop)
            {
                instructions.Add(Read(method, start, code, bytes.AsSpan(at, size), at + size));
            }

            at += size;
        }

        return instructions;
    }

    private static int Size(OpCode code, byte[] bytes, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))),
        _ => 4,
    };

    private static Instruction Read(MethodBase method, int start, OpCode code, ReadOnlySpan<byte> operand, int next)
    {
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        return new Instruction(start, code)
        {
            Argument = code.Value is >= 0x02 and <= 0x05 ? code.Value - 0x02
                : code == OpCodes.Ldarg_S || code == OpCodes.Ldarga_S || code == OpCodes.Starg_S ? operand[0]
                : code == OpCodes.Ldarg || code == OpCodes.Ldarga || code == OpCodes.Starg ? BinaryPrimitives.ReadInt16LittleEndian(operand) : null,
            Field = code.OperandType == OperandType.InlineField ? method.Module.ResolveField(BinaryPrimitives.ReadInt32LittleEndian(operand), ofType, null) : null,
            Method = code.OperandType == OperandType.InlineMethod ? method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(operand), ofType, null) : null,
            Jump = code.OperandType switch
            {
                OperandType.ShortInlineBrTarget => next + (sbyte)operand[0],
                OperandType.InlineBrTarget => next + BinaryPrimitives.ReadInt32LittleEndian(operand),
                OperandType.InlineSwitch => int.MaxValue,
                _ => null,
            },
        };
    }
}
