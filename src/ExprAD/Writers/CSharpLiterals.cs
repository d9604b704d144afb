using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ExprAD.Writers;

/// <summary>Constants as C# literals of exactly their type and bits, in invariant culture.</summary>
internal static class CSharpLiterals
{
    private static readonly Type[] Numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(nint), typeof(nuint), typeof(char), typeof(float), typeof(double), typeof(decimal),
    ];

    internal static bool IsNumber(Type type) => Array.IndexOf(Numbers, type) >= 0;

    internal static bool IsInteger(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(nint) || type == typeof(nuint) || Type.GetTypeCode(type) is >= TypeCode.Char and <= TypeCode.UInt64;
    }

    internal static bool IsReal(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) is TypeCode.Single or TypeCode.Double or TypeCode.Decimal;

    /// <summary>The text of a value seen as <paramref name="type"/>, or null when it has no literal (a captured object).</summary>
    internal static string? Of(object? value, Type type)
    {
        if (value is null) return type == typeof(void) ? null : Null(type);
        var text = Text(value);
        if (text is null) return null;
        var own = value is Type ? typeof(Type) : value.GetType();
        return own == type ? text : "(" + CSharpTypes.Name(type) + ")" + (text[0] == '-' ? "(" + text + ")" : text);
    }

    internal static string Null(Type type) => !CSharpTypes.IsNameable(type) ? "null"
        : type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default(" + CSharpTypes.Name(type) + ")"
        : "(" + CSharpTypes.Name(type) + ")null";

    /// <summary>`default(T)` as the literal that it is where there is one.</summary>
    internal static string Default(Type type)
    {
        if (type.IsPrimitive || type == typeof(decimal)) return Text(RuntimeHelpers.GetUninitializedObject(type))!;
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default(" + CSharpTypes.Name(type) + ")" : Null(type);
    }

    /// <summary>A whole number of moderate size without decimal point, for places where the other operand makes it a <c>double</c> (or <c>float</c>) exactly.</summary>
    internal static string? Plain(object? value) => value switch
    {
        double d when IsShortWhole(d, 1e9) => d.ToString("F0", CultureInfo.InvariantCulture),
        float f when IsShortWhole(f, 1e7) => f.ToString("F0", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool IsShortWhole(double value, double bound) =>
        Math.Abs(value) <= bound && Math.Floor(value) == value && !(value == 0 && double.IsNegative(value));

    private static string? Text(object value) => value switch
    {
        double d => Double(d),
        float f => Float(f),
        Half h => "(Half)" + (Half.IsFinite(h) && !Half.IsNegative(h) ? Double((double)h) : "(" + Double((double)h) + ")"),
        decimal m => Decimal(m),
        int i => i == int.MinValue ? "int.MinValue" : i == int.MaxValue ? "int.MaxValue" : Whole(i),
        uint u => Whole(u) + "U",
        long l => l == long.MinValue ? "long.MinValue" : l == long.MaxValue ? "long.MaxValue" : Whole(l) + "L",
        ulong ul => Whole(ul) + "UL",
        short or ushort or byte or sbyte or nint or nuint => Cast(value),
        bool b => b ? "true" : "false",
        char c => Char(c),
        string s => String(s),
        Enum e => EnumValue(e),
        Type t => CSharpTypes.IsNameable(t) ? "typeof(" + OpenName(t) + ")" : null,
        ITuple t when CSharpTypes.IsTuple(value.GetType()) => Tuple(t, value.GetType()),
        _ => null,
    };

    // typeof(List<>)
    private static string OpenName(Type type)
    {
        if (!type.IsGenericTypeDefinition) return CSharpTypes.Name(type);
        var name = CSharpTypes.Name(type);
        int open = name.LastIndexOf('<');
        return name[..open] + "<" + new string(',', type.GetGenericArguments().Length - 1) + ">";
    }

    private static string? Tuple(ITuple tuple, Type type)
    {
        var parts = new List<string>();
        var types = type.GetGenericArguments();
        for (int i = 0; i < tuple.Length; i++)
        {
            if (Of(tuple[i], types[i]) is not { } part) return null;
            parts.Add(part);
        }
        return "(" + string.Join(", ", parts) + ")";
    }

    private static string Whole(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Cast(object value)
    {
        var digits = Whole((IFormattable)value);
        return "(" + CSharpTypes.Name(value.GetType()) + ")" + (digits[0] == '-' ? "(" + digits + ")" : digits);
    }

    /// <summary>The name of a constant of System.Math, or of the one with the other sign; null if the number is none.</summary>
    internal static string? Constant(double value) => value switch
    {
        Math.PI => "Math.PI",
        -Math.PI => "-Math.PI",
        Math.E => "Math.E",
        -Math.E => "-Math.E",
        Math.Tau => "Math.Tau",
        -Math.Tau => "-Math.Tau",
        _ => null,
    };

    private static string Double(double value)
    {
        if (double.IsNaN(value))
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(value);
            return bits == BitConverter.DoubleToUInt64Bits(double.NaN) ? "double.NaN"
                : "BitConverter.UInt64BitsToDouble(0x" + bits.ToString("X16", CultureInfo.InvariantCulture) + ")";
        }
        return value switch
        {
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            double.MaxValue => "double.MaxValue",
            double.MinValue => "double.MinValue",
            double.Epsilon => "double.Epsilon",
            _ => Constant(value) ?? Pointed(value.ToString("R", CultureInfo.InvariantCulture)),
        };
    }

    private static string Float(float value)
    {
        if (float.IsNaN(value))
        {
            uint bits = BitConverter.SingleToUInt32Bits(value);
            return bits == BitConverter.SingleToUInt32Bits(float.NaN) ? "float.NaN"
                : "BitConverter.UInt32BitsToSingle(0x" + bits.ToString("X8", CultureInfo.InvariantCulture) + ")";
        }
        return value switch
        {
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float.MaxValue => "float.MaxValue",
            float.MinValue => "float.MinValue",
            float.Epsilon => "float.Epsilon",
            MathF.PI => "MathF.PI",
            -MathF.PI => "-MathF.PI",
            MathF.E => "MathF.E",
            -MathF.E => "-MathF.E",
            _ => value.ToString("R", CultureInfo.InvariantCulture) + "f",
        };
    }

    // 1 -> 1.0, 10000000000000000 -> 1E+16
    internal static string Pointed(string digits)
    {
        if (digits.AsSpan().IndexOfAny(".E") >= 0) return digits;
        var mantissa = digits.TrimEnd('0');
        int first = digits[0] == '-' ? 2 : 1;
        if (digits.Length - mantissa.Length < 10 || mantissa.Length < first) return digits + ".0";
        if (mantissa.Length > first) mantissa = mantissa.Insert(first, ".");
        return mantissa + "E+" + Whole(digits.Length - first);
    }

    private static string Decimal(decimal value) =>
        value == 0 && decimal.IsNegative(value)
            ? "new decimal(0, 0, 0, true, " + Whole(value.Scale) + ")"
            : value.ToString(CultureInfo.InvariantCulture) + "m";

    private static string EnumValue(Enum value)
    {
        var type = value.GetType();
        if (Enum.GetName(type, value) is { } name) return CSharpTypes.Name(type) + "." + CSharpNames.Escape(name);
        var number = Whole((IFormattable)Convert.ChangeType(value, type.GetEnumUnderlyingType(), CultureInfo.InvariantCulture));
        return "(" + CSharpTypes.Name(type) + ")" + (number[0] == '-' ? "(" + number + ")" : number);
    }

    private static string Char(char value) => "'" + (value == '\'' ? "\\'" : value == '"' ? "\"" : Escaped(value)) + "'";

    private static string String(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (char c in value) text.Append(Escaped(c));
        return text.Append('"').ToString();
    }

    internal static string Escaped(char value) => value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => char.GetUnicodeCategory(value) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            ? "\\u" + ((int)value).ToString("X4", CultureInfo.InvariantCulture)
            : value.ToString(),
    };
}
