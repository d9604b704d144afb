using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>
/// Names for locals: from the part they play (value, dx, denominator, angle) or else from what they hold (sinX, x0, sum, product);
/// made unique by numbers.
/// </summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, int> last = [];
    private readonly Dictionary<Value, string> parts = [];
    private readonly Dictionary<Value, string> names = [];

    internal LocalNames(IEnumerable<string?> taken) => this.taken = [.. taken.OfType<string>()];

    /// <summary>The name of a value: the same one wherever it is computed, which is nowhere twice in sight.</summary>
    internal string For(Value value)
    {
        if (!names.TryGetValue(value, out var name))
        {
            names.Add(value, name = Reserve(parts.GetValueOrDefault(value) ?? Proposal(value)));
        }

        return name;
    }

    /// <summary>The name for a value if it gets one; the first one given stays.</summary>
    internal void Prefer(Value value, string name) => parts.TryAdd(value, name);

    /// <summary>The name, or the name with a number if it is taken.</summary>
    internal string Reserve(string name)
    {
        if (taken.Add(name))
        {
            return name;
        }

        var number = last.GetValueOrDefault(name, 1);
        string numbered;
        do
        {
            numbered = string.Create(CultureInfo.InvariantCulture, $"{name}{++number}");
        }
        while (!taken.Add(numbered));
        last[name] = number;
        return numbered;
    }

    /// <summary>Names the results of a verb: value, gradient, derivative; the derivatives by several parameters dx, dy.</summary>
    internal void NameResults(Verb verb, Value result, LambdaExpression function)
    {
        var root = result.Operation is Ensure ? result.Operands[0] : result;
        var isPair = verb is Verb.ValueAndGrad or Verb.ValueAndGradFirst or Verb.GradInto or Verb.Jvp or Verb.Vjp;
        if (isPair && root.Operation is not Construct)
        {
            return;
        }

        var derivative = isPair ? root.Operands[1] : root;
        var count = function.Parameters.Count;
        if (isPair)
        {
            Prefer(root.Operands[0], "value");
        }

        if (verb is Verb.Grad or Verb.ValueAndGrad && count > 1 && derivative.Operation is Construct)
        {
            for (var i = 0; i < count; i++)
            {
                Prefer(derivative.Operands[i], By(function.Parameters[i].Name ?? "x"));
            }
        }
        else
        {
            Prefer(derivative, verb is Verb.Jacobian or Verb.Hessian ? Lower(verb.ToString()) : verb == Verb.Hvp ? "product" : Kinds.IsReal(derivative.Type) ? "derivative" : "gradient");
        }
    }

    /// <summary>Names values after what they are for: divisors, exponents, angles, factors.</summary>
    internal void Watch(IReadOnlyCollection<Value> values)
    {
        var factors = new HashSet<Value>();
        var others = new HashSet<Value>();
        foreach (var value in values)
        {
            var isProduct = value.Operation is Operator { Kind: ExpressionType.Multiply };
            foreach (var operand in value.Operands)
            {
                (isProduct ? factors : others).Add(operand);
            }

            if (value.Operation is Operator { Kind: ExpressionType.Divide } && IsSum(value.Operands[1]))
            {
                Prefer(value.Operands[1], "denominator");
            }
            else if (value.Operation is Call call && value.Operands is [{ Operation: Operator } argument] && Kinds.IsReal(argument.Type) && Square(argument) is null)
            {
                Prefer(argument, call.Method.Name is "Sin" or "Cos" or "Tan" ? "angle" : call.Method.Name is "Exp" ? "exponent" : "argument");
            }
        }

        foreach (var factor in factors)
        {
            if (!others.Contains(factor) && Square(factor) is null && factor.Operation is Operator { Kind: not ExpressionType.Convert } && Kinds.IsReal(factor.Type))
            {
                Prefer(factor, factor.Operation is Operator { Kind: ExpressionType.Subtract } ? "difference" : "factor");
            }
        }
    }

    private static string By(string parameter) => "d" + (parameter.Length == 1 ? parameter : Upper(parameter));

    private static bool IsSum(Value value) => value.Operation is Operator { Kind: ExpressionType.Add or ExpressionType.Subtract };

    private static string Proposal(Value value) => value.Operation switch
    {
        Call call when value.Operands is [var argument] && Stem(argument) is { } stem => Lower(call.Method.Name) + Upper(stem),
        Call call => Lower(call.Method.Name.StartsWith("get_", StringComparison.Ordinal) ? call.Method.Name[4..] : call.Method.Name),
        Get => Stem(value) ?? (Stem(value.Operands[0]) ?? "element") + "At",
        Member member => Lower(member.Info.Name),
        Length => "length",
        Scatter or Zero when value.Type.IsArray || Kinds.Element(value.Type) is not null =>
            value.Operands[0].Operation is not Parameter && Stem(value.Operands[0]) is { } stem ? stem + "Gradient" : "gradient",
        Zero => "zero",
        Loop { Kind: LoopKind.Sum } => value.Type.IsArray ? "gradient" : "sum",
        Loop { Kind: LoopKind.Build } loop when loop.Body(value).Operation is Parameter { Index: > 0, Level: > 0 } => "states",
        Loop { Kind: LoopKind.Build or LoopKind.Collect } => "values",
        Loop { Kind: LoopKind.Steps } => "steps",
        Loop => "last",
        Graphs.NewArray or Allocate or Set => "array",
        Construct => Lower(value.Type.Name.Split('`')[0] is var name && name.Contains("Anonymous", StringComparison.Ordinal) ? "item" : name),
        If => value.Type == typeof(bool) ? "condition" : "choice",
        Operator op => op.Kind switch
        {
            ExpressionType.Add or ExpressionType.AddChecked => "sum",
            ExpressionType.Subtract or ExpressionType.SubtractChecked => "difference",
            ExpressionType.Multiply => Square(value) ?? Product(value),
            ExpressionType.MultiplyChecked => "product",
            ExpressionType.Divide => "quotient",
            ExpressionType.Modulo => "remainder",
            ExpressionType.Negate or ExpressionType.NegateChecked => "opposite",
            _ when op.Type == typeof(bool) => "condition",
            _ => Stem(value) ?? "converted",
        },
        _ => "value",
    };

    private static string? Square(Value value) => value.Operation is not Operator { Kind: ExpressionType.Multiply } || value.Operands[0] != value.Operands[1]
        ? null
        : Stem(value.Operands[0]) is { } stem ? stem + "Squared" : "square";

    private static string Product(Value value) =>
        (Stem(value.Operands[0]), Stem(value.Operands[1])) is ({ Length: 1 } a, { Length: 1 } b) ? a + b : "product";

    // What a value is called where it stands without a name: x, x0, slope; null if it is computed.
    private static string? Stem(Value value) => value.Operation switch
    {
        Parameter p => p.Name,
        Member member => Lower(PrintedNames.Original(member.Info.Name)),
        Get when Stem(value.Operands[0]) is { } stem && value.Operands.Skip(1).All(index => Index(index) is not null) =>
            stem + string.Concat(value.Operands.Skip(1).Select(Index)),
        Operator { Kind: ExpressionType.Convert } => Stem(value.Operands[0]),
        _ => null,
    };

    private static string? Index(Value index) => index switch
    {
        { Data: int i and >= 0 } => i.ToString(CultureInfo.InvariantCulture),
        { Operation: Parameter { Name: { Length: 1 } name } } => name,
        _ => null,
    };

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static string Upper(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
