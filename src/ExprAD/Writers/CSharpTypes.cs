using System.Runtime.CompilerServices;
using System.Text;

namespace ExprAD.Writers;

/// <summary>Names of types as C# writes them, for text that begins with `using System, System.Linq, System.Collections.Generic, ExprAD`.</summary>
internal static class CSharpTypes
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)]   = "bool",
        [typeof(byte)]    = "byte",
        [typeof(sbyte)]  = "sbyte",
        [typeof(char)]   = "char",
        [typeof(short)]  = "short",
        [typeof(ushort)]  = "ushort",
        [typeof(int)]    = "int",
        [typeof(uint)]   = "uint",
        [typeof(long)]   = "long",
        [typeof(ulong)]   = "ulong",
        [typeof(float)]  = "float",
        [typeof(double)] = "double",
        [typeof(nint)]   = "nint",
        [typeof(nuint)]   = "nuint",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)]    = "void",
    };

    private static readonly HashSet<string> OpenNamespaces = ["System", "System.Linq", "System.Collections.Generic", "ExprAD"];

    internal static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        var text = new StringBuilder();
        Append(text, type);
        return text.ToString();
    }

    /// <summary>An array type after `new`, with the bounds in place of the first brackets: `double[` bounds `][]`.</summary>
    internal static (string Before, string After) AroundBounds(Type array)
    {
        var element = array.GetElementType()!;
        var ranks = new StringBuilder("]");
        while (element.IsArray)
        {
            AppendRank(ranks, element);
            element = element.GetElementType()!;
        }
        return (Name(element) + "[", ranks.ToString());
    }

    internal static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    /// <summary>Whether C# text can say the type's name (anonymous types have none).</summary>
    internal static bool IsNameable(Type type)
    {
        if (type.HasElementType) return IsNameable(type.GetElementType()!);
        if (type.IsGenericParameter) return true;
        for (var t = type; t != null; t = t.DeclaringType)
            if (t.Name.AsSpan().IndexOfAny("<>$") >= 0) return false;
        return !type.IsGenericType || Array.TrueForAll(type.GetGenericArguments(), IsNameable);
    }

    /// <summary>The nearest base of the framework's internal types: a tree captured as `Expression1&lt;..&gt;` is an `Expression&lt;..&gt;` to C#.</summary>
    internal static Type Accessible(Type type)
    {
        bool ofFramework = type.Assembly == typeof(object).Assembly || type.Assembly == typeof(System.Linq.Expressions.Expression).Assembly;
        while (ofFramework && !IsAccessible(type) && type.BaseType is { } nearest) type = nearest;
        return type;
    }

    // IsVisible also asks for the type arguments, which may be the user's own internal types.
    private static bool IsAccessible(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).IsVisible;

    /// <summary>`(double, int)`: a tuple type that C# has syntax for.</summary>
    internal static bool IsTuple(Type type) =>
        type.IsGenericType && type.GetGenericArguments().Length is >= 2 and <= 7
        && type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);

    private static void Append(StringBuilder text, Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) text.Append(keyword);
        else if (type.IsByRef) Append(text, type.GetElementType()!);
        else if (type.IsPointer) { Append(text, type.GetElementType()!); text.Append('*'); }
        else if (type.IsArray) AppendArray(text, type);
        else if (Nullable.GetUnderlyingType(type) is { } underlying) { Append(text, underlying); text.Append('?'); }
        else if (type.IsGenericParameter) text.Append(type.Name);
        else if (IsTuple(type)) AppendList(text, "(", type.GetGenericArguments(), ")");
        else if (IsAnonymous(type)) text.Append("AnonymousType");
        else AppendNamed(text, type);
    }

    // An array of arrays is written outermost rank first: typeof(double[,]).MakeArrayType() is double[][,].
    private static void AppendArray(StringBuilder text, Type type)
    {
        var element = type;
        while (element.IsArray) element = element.GetElementType()!;
        Append(text, element);
        for (element = type; element.IsArray; element = element.GetElementType()!) AppendRank(text, element);
    }

    private static void AppendRank(StringBuilder text, Type array) =>
        text.Append('[').Append(',', array.GetArrayRank() - 1).Append(']');

    private static void AppendNamed(StringBuilder text, Type type)
    {
        var arguments = type.GetGenericArguments();
        var levels = new Stack<Type>();
        for (var t = type; t != null; t = t.DeclaringType) levels.Push(t);

        var outermost = levels.Peek();
        if (!string.IsNullOrEmpty(outermost.Namespace) && !OpenNamespaces.Contains(outermost.Namespace))
            text.Append(outermost.Namespace).Append('.');

        int used = 0;
        bool first = true;
        foreach (var level in levels)
        {
            if (!first) text.Append('.');
            first = false;
            int tick = level.Name.IndexOf('`', StringComparison.Ordinal);
            text.Append(CSharpNames.Escape(tick < 0 ? level.Name : level.Name[..tick]));
            int count = level.GetGenericArguments().Length - used;
            if (count > 0) AppendList(text, "<", arguments.AsSpan(used, count), ">");
            used += Math.Max(count, 0);
        }
    }

    private static void AppendList(StringBuilder text, string open, ReadOnlySpan<Type> types, string close)
    {
        text.Append(open);
        for (int i = 0; i < types.Length; i++)
        {
            if (i > 0) text.Append(", ");
            Append(text, types[i]);
        }
        text.Append(close);
    }
}
