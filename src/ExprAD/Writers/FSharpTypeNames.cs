using System.Text;

namespace ExprAD.Writers;

/// <summary>Names of types as F# writes them, for text that begins with `open System`.</summary>
internal static class FSharpTypeNames
{
    private static readonly Dictionary<Type, string> Abbreviations = new()
    {
        [typeof(bool)]    = "bool",
        [typeof(byte)]    = "byte",
        [typeof(sbyte)]   = "sbyte",
        [typeof(char)]    = "char",
        [typeof(short)]   = "int16",
        [typeof(ushort)]  = "uint16",
        [typeof(int)]     = "int",
        [typeof(uint)]    = "uint32",
        [typeof(long)]    = "int64",
        [typeof(ulong)]   = "uint64",
        [typeof(float)]   = "float32",
        [typeof(double)]  = "float",
        [typeof(nint)]    = "nativeint",
        [typeof(nuint)]   = "unativeint",
        [typeof(decimal)] = "decimal",
        [typeof(string)]  = "string",
        [typeof(object)]  = "obj",
        [typeof(void)]    = "unit",
    };

    /// <summary>The name; <see cref="NotSupportedException"/> for a type that F# text cannot name.</summary>
    internal static string Name(Type type)
    {
        var text = new StringBuilder();
        Append(text, type);
        return text.ToString();
    }

    /// <summary>The name in front of a static member: `Double.IsNaN`.</summary>
    internal static string Owner(Type type) => Abbreviations.ContainsKey(type) ? type.Name : Name(type);

    /// <summary>The function that converts a number to the type.</summary>
    internal static string Conversion(Type type) => Abbreviations[type];

    /// <summary>Whether F# reads the type as one of its own tuples, whose elements have no names there.</summary>
    internal static bool IsTuple(Type type) => CSharpTypes.IsTuple(type)
        || (type.IsGenericType && type.GetGenericArguments().Length is >= 2 and <= 7 && type.Namespace == "System" && type.Name.StartsWith("Tuple`", StringComparison.Ordinal));

    private static void Append(StringBuilder text, Type type)
    {
        if (Abbreviations.TryGetValue(type, out var abbreviation)) text.Append(abbreviation);
        else if (!CSharpTypes.IsNameable(type)) throw new NotSupportedException("F# has no name for the type " + CSharpTypes.Name(type) + ": give it one, as a record or a tuple.");
        else if (type.IsByRef || type.IsPointer) throw new NotSupportedException("F# lambdas have no parameters of type " + CSharpTypes.Name(type) + "&: pass an array or a mutable object.");
        else if (type.IsArray) AppendArray(text, type);
        else if (IsTuple(type)) AppendTuple(text, type);
        else if (type.IsGenericParameter) text.Append('\'').Append(type.Name);
        else AppendNamed(text, type);
    }

    // An array of matrices is float[,][]: the element first.
    private static void AppendArray(StringBuilder text, Type type)
    {
        Append(text, type.GetElementType()!);
        text.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
    }

    private static void AppendTuple(StringBuilder text, Type type)
    {
        text.Append(type.IsValueType ? "struct (" : "(");
        AppendAll(text, type.GetGenericArguments(), " * ");
        text.Append(')');
    }

    private static void AppendNamed(StringBuilder text, Type type)
    {
        var arguments = type.GetGenericArguments();
        var levels = new Stack<Type>();
        for (var t = type; t != null; t = t.DeclaringType) levels.Push(t);
        if (levels.Peek().Namespace is { Length: > 0 } space && space != "System") text.Append(space).Append('.');

        int used = 0;
        foreach (var level in levels)
        {
            if (level != levels.Peek()) text.Append('.');
            int tick = level.Name.IndexOf('`', StringComparison.Ordinal);
            text.Append(FSharpNames.Escape(tick < 0 ? level.Name : level.Name[..tick]));
            int count = level.GetGenericArguments().Length - used;
            if (count <= 0) continue;
            text.Append('<');
            AppendAll(text, arguments.AsSpan(used, count), ", ");
            text.Append('>');
            used += count;
        }
    }

    private static void AppendAll(StringBuilder text, ReadOnlySpan<Type> types, string separator)
    {
        for (int i = 0; i < types.Length; i++)
        {
            if (i > 0) text.Append(separator);
            Append(text, types[i]);
        }
    }
}
