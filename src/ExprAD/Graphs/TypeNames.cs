namespace ExprAD.Graphs;

/// <summary>Short names of types for messages and dumps.</summary>
internal static class TypeNames
{
    internal static string Short(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => type.Name,
        TypeCode.Boolean => "bool",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.String => "string",
        _ when type.IsArray => $"{Short(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]",
        _ when type == typeof(object) => "object",
        _ when type.IsGenericType => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>",
        _ => type.Name,
    };

    /// <summary>An int, a string.</summary>
    internal static string WithArticle(Type type) => Short(type) is var name && "aeiouAEIOU".Contains(name[0], StringComparison.Ordinal) ? $"an {name}" : $"a {name}";
}
