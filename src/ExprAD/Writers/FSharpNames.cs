namespace ExprAD.Writers;

/// <summary>Names in F#: a keyword becomes a name by double backticks.</summary>
internal sealed class FSharpNames() : PrintedNames(Keywords, Contextual, Taken)
{
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract and as asr assert base begin break checked class component const constraint continue default delegate do done downcast downto elif "
            + "else end event exception extern external false finally fixed for fun function global if in include inherit inline interface internal land "
            + "lazy let lor lsl lsr lxor match member mixin mod module mutable namespace new not null of open or override parallel private process "
            + "protected public pure rec return select sealed sig static struct tailcall then to trait true try type upcast use val virtual void when while "
            + "with yield").Split(' '),
    ];

    private static readonly HashSet<string> Contextual = [];

    // Functions and types that the text uses, and the cases of the unions that are always open, which are patterns and not names.
    private static readonly string[] Taken =
    [
        .. ("System ExprAD Math MathF Func Action BitConverter Nullable Checked Unchecked Array Array2D Array3D Array4D LanguagePrimitives Decimal Double Single "
            + "bool byte sbyte char int16 uint16 int uint uint32 int64 uint64 nativeint unativeint float float32 decimal string obj unit enum ref nan infinity "
            + "nanf infinityf raise reraise ignore box unbox typeof typedefof Some None ValueSome ValueNone Ok Error").Split(' '),
    ];

    internal static string Escape(string identifier) => Keywords.Contains(identifier) ? Quote(identifier) : identifier;

    protected override string Quoted(string keyword) => Quote(keyword);

    internal override string OfType(Type type) => CSharpTypes.IsNameable(type) && !type.IsByRef ? FSharpTypeNames.Name(type) : "";

    private static string Quote(string name) => "``" + name + "``";
}
