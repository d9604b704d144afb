using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ExprAD.Writers;

/// <summary>A name in printed text that stands for something outside of it: a captured variable or object.</summary>
internal sealed record PrintedCapture(string Name, Type Type, object? Owner, MemberInfo? Member)
{
    /// <summary>The value at this moment.</summary>
    internal object? Read() => Member switch
    {
        FieldInfo field => field.GetValue(Owner),
        PropertyInfo property => property.GetValue(Owner),
        _ => Owner,
    };
}

/// <summary>
/// Gives every variable a name of its own: a valid identifier, no keyword, never one that is already visible where the
/// variable is, so that nothing is hidden or mixed up. Scopes side by side may use a name again.
/// </summary>
/// <param name="keywords">The words of the language, which are no names.</param>
/// <param name="contextual">Words with a meaning in some places only; a variable of that name could be misread there.</param>
/// <param name="taken">Names that the text itself uses.</param>
internal abstract class PrintedNames(IReadOnlySet<string> keywords, IReadOnlySet<string> contextual, IEnumerable<string> taken)
{
    private readonly Dictionary<ParameterExpression, string> current = [];
    private readonly HashSet<string> visible = [.. taken];
    private readonly Dictionary<string, int> next = [];
    private readonly Dictionary<(object Owner, MemberInfo? Member), PrintedCapture> captures = new(new ByIdentity());
    private readonly List<PrintedCapture> inOrder = [];

    internal IReadOnlyList<PrintedCapture> Captures => inOrder;

    /// <summary>A name as it is written, also where it is a keyword.</summary>
    internal string Written(string name) => keywords.Contains(name) ? Quoted(name) : name;

    /// <summary>A keyword as a name.</summary>
    protected abstract string Quoted(string keyword);

    /// <summary>The name of a type.</summary>
    internal abstract string OfType(Type type);

    /// <summary>The name of a variable; one that no scope has declared gets a name on first sight.</summary>
    internal string Of(ParameterExpression variable)
    {
        if (!current.TryGetValue(variable, out var name)) current[variable] = name = Unique(Identifier(variable.Name, "x"));
        return Written(name);
    }

    /// <summary>Names the variables of a scope; give the result to <see cref="Leave"/>.</summary>
    internal List<(ParameterExpression Variable, string? Outer)> Enter(IReadOnlyCollection<ParameterExpression> variables, string unnamed)
    {
        var scope = new List<(ParameterExpression, string?)>(variables.Count);
        foreach (var variable in variables)
        {
            scope.Add((variable, current.GetValueOrDefault(variable)));
            current[variable] = Unique(Identifier(variable.Name, unnamed));
        }
        return scope;
    }

    internal void Leave(List<(ParameterExpression Variable, string? Outer)> scope)
    {
        for (int i = scope.Count - 1; i >= 0; i--)
        {
            var (variable, outer) = scope[i];
            visible.Remove(current[variable]);
            if (outer is null) current.Remove(variable);
            else current[variable] = outer;
        }
    }

    /// <summary>Keeps variables from taking this name.</summary>
    internal void Reserve(string name)
    {
        if (!keywords.Contains(name)) visible.Add(name);
    }

    /// <summary>A name that nothing visible has: `x`, `x1`, `x2`, ...</summary>
    internal string Unique(string wanted)
    {
        if (visible.Add(wanted)) return wanted;
        var stem = wanted.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (stem.Length == 0 || stem.Length == wanted.Length) stem = wanted;
        int number = next.GetValueOrDefault(stem, 1);
        string name;
        do name = stem + number++.ToString(CultureInfo.InvariantCulture);
        while (!visible.Add(name));
        next[stem] = number;
        return name;
    }

    /// <summary>The name of a captured variable (a member of an object) or of a captured object.</summary>
    internal string Capture(object owner, MemberInfo? member, Type type)
    {
        if (!captures.TryGetValue((owner, member), out var capture))
        {
            type = CSharpTypes.Accessible(type);
            var wanted = Identifier(member is null ? Placeholder(type) : Original(member.Name), "captured");
            bool free = member != null && !inOrder.Exists(other => other.Name == wanted);
            if (free) visible.Add(wanted);
            captures[(owner, member)] = capture = new PrintedCapture(free ? wanted : Unique(wanted), type, owner, member);
            inOrder.Add(capture);
        }
        return Written(capture.Name);
    }

    /// <summary>The name in the source text behind the name of a compiler-generated field: `&lt;rate&gt;5__2` was `rate`.</summary>
    internal static string Original(string name)
    {
        if (name.StartsWith("$VB$Local_", StringComparison.Ordinal)) return name["$VB$Local_".Length..];
        int close = name.IndexOf('>', StringComparison.Ordinal);
        return name.Length > 0 && name[0] == '<' && close > 1 ? name[1..close] : name;
    }

    // double[] -> doubles, double[,] -> matrix, Model -> model, Func<..> -> func, IReadOnlyList<..> -> readOnlyList
    private string Placeholder(Type type)
    {
        if (type.IsArray && type.GetArrayRank() > 1) return "matrix";
        if (type.IsArray) return Placeholder(type.GetElementType()!).TrimEnd('s') + "s";
        if (CSharpTypes.IsAnonymous(type) || !char.IsLetter(type.Name[0])) return "captured";
        if (typeof(MethodInfo).IsAssignableFrom(type)) return "method";
        if (typeof(LambdaExpression).IsAssignableFrom(type)) return "expression";
        if (type == typeof(object)) return "captured";
        var word = OfType(type);
        if (keywords.Contains(word)) return word;
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var name = tick < 0 ? type.Name : type.Name[..tick];
        if (type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1])) name = name[1..];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private string Identifier(string? raw, string otherwise)
    {
        if (string.IsNullOrEmpty(raw) || raw == "_") return otherwise;
        var text = new StringBuilder(raw.Length);
        foreach (char c in raw)
        {
            bool letter = char.IsLetter(c) || c == '_';
            if (letter || (text.Length > 0 && char.IsDigit(c))) text.Append(c);
            else if (text.Length == 0 && char.IsDigit(c)) text.Append('_').Append(c);
            else if (text.Length > 0 && text[^1] != '_') text.Append('_');
        }
        var name = text.ToString().TrimEnd('_') is { Length: > 0 } trimmed && !IsIdentifier(raw) ? trimmed : text.ToString();
        name = name.Normalize(NormalizationForm.FormC);
        if (name.Length == 0 || name == "_") return otherwise;
        return contextual.Contains(name) ? name + "1" : name;
    }

    private static bool IsIdentifier(string name)
    {
        foreach (char c in name)
            if (!char.IsLetterOrDigit(c) && c != '_') return false;
        return !char.IsDigit(name[0]);
    }

    private sealed class ByIdentity : IEqualityComparer<(object Owner, MemberInfo? Member)>
    {
        public bool Equals((object Owner, MemberInfo? Member) x, (object Owner, MemberInfo? Member) y) =>
            ReferenceEquals(x.Owner, y.Owner) && Equals(x.Member, y.Member);

        public int GetHashCode((object Owner, MemberInfo? Member) key) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(key.Owner), key.Member);
    }
}
