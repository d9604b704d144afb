using System.Text;

namespace ExprAD.Writers;

/// <summary>
/// Pieces of text in reading order with groups and the places where a line may end; lays them out in lines of limited width.
/// </summary>
/// <remarks>
/// A group that fits stays on its line; in a group that does not, a break becomes a new line where the text up to the
/// next break of the same group would run over the edge. Everything is done in passes over the list of pieces, so nesting
/// costs no stack and the time is linear. Where indentation has a meaning (F#), groups and blocks begin in the column they stand in. After D. Oppen, "Prettyprinting", ACM TOPLAS 2 (1980).
/// </remarks>
internal sealed class PrintedLayout
{
    private const int Width = 110;
    private const int Step = 4;
    private const int DeepestIndent = 60;

    private enum Kind : byte { Text, Open, OpenStep, OpenHere, Close, Break, Line, BlockStart, InlineBlockStart, BlockEnd, Indent, IndentHere, Dedent }

    private readonly record struct Piece(Kind Kind, string Text);

    private readonly List<Piece> pieces = [];

    /// <summary>Characters written so far, without indentation.</summary>
    internal int Length { get; private set; }

    internal void Text(string text) => Add(Kind.Text, text);

    internal void Open() => Add(Kind.Open, "");

    /// <summary>A group whose lines stand one step further in than the block, or than the group begun by <see cref="OpenHere"/>, that it is in.</summary>
    internal void OpenStep() => Add(Kind.OpenStep, "");

    /// <summary>A group whose lines begin in the column where it does.</summary>
    internal void OpenHere() => Add(Kind.OpenHere, "");

    internal void Close() => Add(Kind.Close, "");

    /// <summary>A space that may become the end of the line.</summary>
    internal void Break() => Add(Kind.Break, " ");

    /// <summary>A place without a space where the line may end.</summary>
    internal void SoftBreak() => Add(Kind.Break, "");

    /// <summary>A new line at the indentation of the innermost block.</summary>
    internal void Line() => Add(Kind.Line, "");

    /// <summary>`{` on a line of its own; lines that follow stand one step further in. Inline: the block of a lambda within an expression.</summary>
    internal void StartBlock(bool inline) => Add(inline ? Kind.InlineBlockStart : Kind.BlockStart, "{");

    internal void EndBlock() => Add(Kind.BlockEnd, "}");

    /// <summary>A block without braces: its lines stand one step further in than the block, or than the group begun by <see cref="OpenHere"/>, that it is in.</summary>
    internal void Indent() => Add(Kind.Indent, "");

    /// <summary>A block without braces whose first line begins here; the others stand in the same column.</summary>
    internal void IndentHere() => Add(Kind.IndentHere, "");

    internal void Dedent() => Add(Kind.Dedent, "");

    private void Add(Kind kind, string text)
    {
        pieces.Add(new Piece(kind, text));
        Length += text.Length;
    }

    /// <summary>Everything on one line, for messages.</summary>
    internal string OnOneLine()
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            bool separate = piece.Kind is Kind.Line or Kind.BlockStart or Kind.InlineBlockStart or Kind.BlockEnd;
            if (separate && text.Length > 0) text.Append(' ');
            text.Append(piece.Text);
        }
        return text.ToString();
    }

    public override string ToString()
    {
        var (positions, ends) = Measure();
        var text = new StringBuilder(positions[^1] + positions[^1] / 8);
        var blocks = new Stack<int>();
        var groups = new Stack<(bool Broken, int Indent, int Margin)>();
        int block = 0, margin = 0, lineIndent = 0, lineStart = 0;
        bool begun = false;

        void NewLine(int indent)
        {
            text.Append('\n').Append(' ', indent);
            lineStart = text.Length - indent;
            lineIndent = indent;
        }

        bool Fits(int from, int to) => text.Length - lineStart + positions[to] - positions[from] <= Width;

        for (int i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            switch (piece.Kind)
            {
                case Kind.Text:
                    text.Append(piece.Text);
                    break;
                case Kind.Open:
                    groups.Push((!Fits(i, ends[i]), Math.Min(lineIndent + Step, DeepestIndent), margin));
                    break;
                case Kind.OpenStep:
                    groups.Push((!Fits(i, ends[i]), margin + Step, margin));
                    break;
                case Kind.OpenHere:
                    groups.Push((!Fits(i, ends[i]), text.Length - lineStart, margin));
                    margin = text.Length - lineStart;
                    break;
                case Kind.Close:
                    margin = groups.Pop().Margin;
                    break;
                case Kind.Break:
                    var (broken, indent, _) = groups.Count > 0 ? groups.Peek() : (false, 0, 0);
                    if (broken && !Fits(i, ends[i])) NewLine(indent);
                    else text.Append(piece.Text);
                    break;
                case Kind.Line:
                    if (text.Length > 0 && !begun) NewLine(block);
                    begun = false;
                    break;
                case Kind.Indent or Kind.IndentHere:
                    blocks.Push(block);
                    blocks.Push(margin);
                    begun = piece.Kind == Kind.IndentHere;
                    block = margin = begun ? text.Length - lineStart : margin + Step;
                    break;
                case Kind.Dedent:
                    margin = blocks.Pop();
                    block = blocks.Pop();
                    break;
                case Kind.BlockStart or Kind.InlineBlockStart:
                    blocks.Push(block);
                    int outer = piece.Kind == Kind.BlockStart ? block : lineIndent;
                    NewLine(outer);
                    text.Append(piece.Text);
                    block = Math.Min(outer + Step, DeepestIndent);
                    blocks.Push(outer);
                    break;
                case Kind.BlockEnd:
                    NewLine(blocks.Pop());
                    block = blocks.Pop();
                    text.Append(piece.Text);
                    break;
            }
        }
        return text.ToString();
    }

    // For every piece the width of all before it; for a group where it ends and for a break where the next one stands,
    // but no further than the next line end that is there anyway.
    private (int[] Positions, int[] Ends) Measure()
    {
        int count = pieces.Count;
        var positions = new int[count + 1];
        for (int i = 0; i < count; i++) positions[i + 1] = positions[i] + pieces[i].Text.Length;

        var ends = new int[count];
        var following = new Stack<int>();       // per open group, read backwards: the next break or the end of the group
        var closes = new Stack<int>();
        int line = count;
        for (int i = count - 1; i >= 0; i--)
        {
            switch (pieces[i].Kind)
            {
                case Kind.Close:
                    following.Push(i);
                    closes.Push(i);
                    break;
                case Kind.Open or Kind.OpenStep or Kind.OpenHere:
                    following.Pop();
                    ends[i] = Math.Min(closes.Pop(), line);
                    break;
                case Kind.Break when following.Count > 0:
                    ends[i] = Math.Min(following.Pop(), line);
                    following.Push(i);
                    break;
                case Kind.Line or Kind.BlockStart or Kind.InlineBlockStart or Kind.BlockEnd:
                    line = i;
                    break;
            }
        }
        return (positions, ends);
    }
}
