using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ExprAD.Writers;

/// <summary>Constants as F# literals of exactly their type and bits, in invariant culture.</summary>
internal static class FSharpLiterals
{
    private static readonly Dictionary<Type, string> Suffixes = new()
    {
        [typeof(sbyte)]  = "y",
        [typeof(byte)]   = "uy",
        [typeof(short)]  = "s",
        [typeof(ushort)] = "us",
        [typeof(int)]    = "",
        [typeof(uint)]   = "u",
        [typeof(long)]   = "L",
        [typeof(ulong)]  = "UL",
        [typeof(nint)]   = "n",
        [typeof(nuint)]  = "un",
    };

    /// <summary>The text of a value seen as <paramref name="type"/>, or null when it has no literal (a captured object).</summary>
    internal static string? Of(object? value, Type type)
    {
        if (value is null) return Default(type);
        if (Text(value) is not { } text) return null;
        var own = value is Type ? typeof(Type) : value.GetType();
        if (own == type) return text;
        return Nullable.GetUnderlyingType(type) == own ? FSharpTypeNames.Name(type) + "(" + text + ")"
            : own.IsValueType && type == typeof(object) ? "(box " + (text[0] == '-' ? "(" + text + ")" : text) + ")"
            : "(" + text + " :> " + FSharpTypeNames.Name(type) + ")";
    }

    /// <summary>The default value of a type.</summary>
    internal static string Default(Type type)
    {
        if (type == typeof(void)) return "()";
        if (type.IsPrimitive || type == typeof(decimal)) return Text(RuntimeHelpers.GetUninitializedObject(type))!;
        return Nullable.GetUnderlyingType(type) != null ? FSharpTypeNames.Name(type) + "()" : "Unchecked.defaultof<" + FSharpTypeNames.Name(type) + ">";
    }

    private static string? Text(object value) => value switch
    {
        double d => Double(d),
        float f => Float(f),
        decimal m => Decimal(m),
        int.MinValue => "Int32.MinValue",
        int.MaxValue => "Int32.MaxValue",
        long.MinValue => "Int64.MinValue",
        long.MaxValue => "Int64.MaxValue",
        Enum e => EnumValue(e),
        bool b => b ? "true" : "false",
        char c => "'" + (c == '\'' ? "\\'" : c == '"' ? "\"" : CSharpLiterals.Escaped(c)) + "'",
        string s => String(s),
        Type t => CSharpTypes.IsNameable(t) ? TypeOf(t) : null,
        ITuple t when FSharpTypeNames.IsTuple(value.GetType()) => Tuple(t, value.GetType()),
        IFormattable n when Suffixes.TryGetValue(value.GetType(), out var suffix) => n.ToString(null, CultureInfo.InvariantCulture) + suffix,
        _ => null,
    };

    private static string TypeOf(Type type) => type.IsGenericTypeDefinition
        ? "typedefof<" + FSharpTypeNames.Name(type.MakeGenericType(Array.ConvertAll(type.GetGenericArguments(), _ => typeof(object)))) + ">"
        : "typeof<" + FSharpTypeNames.Name(type) + ">";

    private static string? Tuple(ITuple tuple, Type type)
    {
        var types = type.GetGenericArguments();
        var parts = types.Select((t, i) => Of(tuple[i], t)).ToList();
        return parts.Contains(null) ? null : (type.IsValueType ? "struct (" : "(") + string.Join(", ", parts) + ")";
    }

    private static string Double(double value)
    {
        if (double.IsNaN(value))
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            return bits == BitConverter.DoubleToInt64Bits(double.NaN) ? "nan" : "BitConverter.Int64BitsToDouble(0x" + bits.ToString("X16", CultureInfo.InvariantCulture) + "L)";
        }
        return value switch
        {
            double.PositiveInfinity => "infinity",
            double.NegativeInfinity => "-infinity",
            double.MaxValue => "Double.MaxValue",
            double.MinValue => "Double.MinValue",
            double.Epsilon => "Double.Epsilon",
            _ => CSharpLiterals.Constant(value) ?? CSharpLiterals.Pointed(value.ToString("R", CultureInfo.InvariantCulture)),
        };
    }

    private static string Float(float value)
    {
        if (float.IsNaN(value))
        {
            int bits = BitConverter.SingleToInt32Bits(value);
            return bits == BitConverter.SingleToInt32Bits(float.NaN) ? "nanf" : "BitConverter.Int32BitsToSingle(0x" + bits.ToString("X8", CultureInfo.InvariantCulture) + ")";
        }
        return value switch
        {
            float.PositiveInfinity => "infinityf",
            float.NegativeInfinity => "-infinityf",
            float.MaxValue => "Single.MaxValue",
            float.MinValue => "Single.MinValue",
            float.Epsilon => "Single.Epsilon",
            MathF.PI => "MathF.PI",
            -MathF.PI => "-MathF.PI",
            MathF.E => "MathF.E",
            -MathF.E => "-MathF.E",
            _ => CSharpLiterals.Pointed(value.ToString("R", CultureInfo.InvariantCulture)) + "f",
        };
    }

    private static string Decimal(decimal value) =>
        value == 0 && decimal.IsNegative(value)
            ? "Decimal(0, 0, 0, true, " + value.Scale.ToString(CultureInfo.InvariantCulture) + "uy)"
            : value.ToString(CultureInfo.InvariantCulture) + "m";

    private static string EnumValue(Enum value)
    {
        var type = value.GetType();
        if (Enum.GetName(type, value) is { } name) return FSharpTypeNames.Name(type) + "." + FSharpNames.Escape(name);
        var number = Text(Convert.ChangeType(value, type.GetEnumUnderlyingType(), CultureInfo.InvariantCulture))!;
        return "(LanguagePrimitives.EnumOfValue " + (number[0] == '-' ? "(" + number + ")" : number) + ": " + FSharpTypeNames.Name(type) + ")";
    }

    private static string String(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (char c in value) text.Append(CSharpLiterals.Escaped(c));
        return text.Append('"').ToString();
    }
}
