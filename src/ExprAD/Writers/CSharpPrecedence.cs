namespace ExprAD.Writers;

/// <summary>How tightly the parts of C# text bind, loosest first (C# specification, 12.4.2).</summary>
internal enum Precedence
{
    Lowest,
    Assignment,
    Conditional,
    Coalesce,
    OrElse,
    AndAlso,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Switch,
    Unary,
    Primary,
}
