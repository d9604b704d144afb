namespace ExprAD.Writers;

/// <summary>Names in C#: a keyword becomes a name by `@`.</summary>
internal sealed class CSharpNames() : PrintedNames(Keywords, Contextual, ["System", "Math", "MathF", "Func", "BitConverter"])
{
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit "
            + "extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator "
            + "out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this "
            + "throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
    ];

    private static readonly HashSet<string> Contextual =
        [.. "await yield var dynamic record when and or not with nameof scoped from".Split(' ')];

    internal static string Escape(string identifier) => Keywords.Contains(identifier) ? "@" + identifier : identifier;

    protected override string Quoted(string keyword) => "@" + keyword;

    internal override string OfType(Type type) => CSharpTypes.Name(type);
}
