using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>The functions of numbers in F#, which are those of <see cref="Math"/>, and its operators in the form of methods.</summary>
internal sealed partial class Reader
{
    private static readonly string[] SameInMath =
    [
        "Abs", "Acos", "Asin", "Atan", "Atan2", "Ceiling", "Cos", "Cosh", "Exp", "Floor", "Log", "Log10", "Max", "Min", "Round", "Sign", "Sin", "Sinh", "Sqrt", "Tan",
        "Tanh", "Truncate",
    ];

    private static readonly (string Name, ExpressionType Kind)[] SameAsNodes =
    [
        ("Operators.op_Addition",           ExpressionType.Add),
        ("Operators.op_Subtraction",        ExpressionType.Subtract),
        ("Operators.op_Multiply",           ExpressionType.Multiply),
        ("Operators.op_Division",           ExpressionType.Divide),
        ("Operators.op_Modulus",            ExpressionType.Modulo),
        ("Operators.op_UnaryNegation",      ExpressionType.Negate),
        ("Operators.op_UnaryPlus",          ExpressionType.UnaryPlus),
        ("Operators.op_BitwiseAnd",         ExpressionType.And),
        ("Operators.op_BitwiseOr",          ExpressionType.Or),
        ("Operators.op_ExclusiveOr",        ExpressionType.ExclusiveOr),
        ("Operators.op_LogicalNot",         ExpressionType.OnesComplement),
        ("Operators.op_LeftShift",          ExpressionType.LeftShift),
        ("Operators.op_RightShift",         ExpressionType.RightShift),
        ("Operators.Not",                   ExpressionType.Not),
        ("Operators.op_Equality",           ExpressionType.Equal),
        ("Operators.op_Inequality",         ExpressionType.NotEqual),
        ("Operators.op_LessThan",           ExpressionType.LessThan),
        ("Operators.op_LessThanOrEqual",    ExpressionType.LessThanOrEqual),
        ("Operators.op_GreaterThan",        ExpressionType.GreaterThan),
        ("Operators.op_GreaterThanOrEqual", ExpressionType.GreaterThanOrEqual),
        ("Checked.op_Addition",             ExpressionType.AddChecked),
        ("Checked.op_Subtraction",          ExpressionType.SubtractChecked),
        ("Checked.op_Multiply",             ExpressionType.MultiplyChecked),
        ("Checked.op_UnaryNegation",        ExpressionType.NegateChecked),
        ("LanguagePrimitives.AdditionDynamic",        ExpressionType.Add),
        ("LanguagePrimitives.SubtractionDynamic",     ExpressionType.Subtract),
        ("LanguagePrimitives.MultiplyDynamic",        ExpressionType.Multiply),
        ("LanguagePrimitives.DivisionDynamic",        ExpressionType.Divide),
        ("LanguagePrimitives.ModulusDynamic",         ExpressionType.Modulo),
        ("LanguagePrimitives.UnaryNegationDynamic",   ExpressionType.Negate),
        ("HashCompare.GenericEqualityIntrinsic",      ExpressionType.Equal),
        ("HashCompare.GenericEqualityERIntrinsic",    ExpressionType.Equal),
        ("HashCompare.GenericLessThanIntrinsic",      ExpressionType.LessThan),
        ("HashCompare.GenericLessOrEqualIntrinsic",   ExpressionType.LessThanOrEqual),
        ("HashCompare.GenericGreaterThanIntrinsic",   ExpressionType.GreaterThan),
        ("HashCompare.GenericGreaterOrEqualIntrinsic", ExpressionType.GreaterThanOrEqual),
    ];

    private static readonly string[] NumberConversions =
    [
        "ToByte", "ToSByte", "ToInt16", "ToUInt16", "ToInt", "ToInt32", "ToUInt32", "ToInt64", "ToUInt64", "ToSingle", "ToDouble",
    ];

    private static IEnumerable<(string Name, FSharpReading Read)> Operators =>
    [
        .. SameInMath.Select(name => ($"Operators.{name}", (FSharpReading)((r, c) => r.InMath(name, c)))),
        .. SameAsNodes.Select(row => (row.Name, (FSharpReading)((r, c) => r.AsNode(row.Kind, c)))),
        .. NumberConversions.Select(name => ($"Operators.{name}", (FSharpReading)((r, c) => r.ConvertedNumber(c)))),
        ("ExtraTopLevelOperators.ToDouble",  (r, c) => r.ConvertedNumber(c)),
        ("ExtraTopLevelOperators.ToSingle",  (r, c) => r.ConvertedNumber(c)),
        ("Operators.op_Exponentiation",      (r, c) => r.InMath(nameof(Math.Pow), c)),
        ("Operators.PowInteger",             (r, c) => r.IntegerPower(c)),
        ("Operators.Compare",                (r, c) => r.Compared(c)),
        ("LanguagePrimitives.GenericZero",   (r, c) => r.Literal(0, c)),
        ("LanguagePrimitives.GenericOne",    (r, c) => r.Literal(1, c)),
        ("OptionModule.DefaultValue",        (r, c) => r.OrDefault(c.Arguments[1], c.Arguments[0])),
        ("Operators.DefaultArg",             (r, c) => r.OrDefault(c.Arguments[0], c.Arguments[1])),
    ];

    private static bool AreNumbers(FSharpCall call) => call.Arguments.All(argument => argument.Type.IsPrimitive);

    // The function of Math for exactly these types of numbers; another type does it by itself.
    private Value? InMath(string name, FSharpCall call)
    {
        Type[] types = [.. call.Arguments.Select(argument => argument.Type)];
        var method = (types.Contains(typeof(float)) ? typeof(MathF).GetMethod(name, types) : null) ?? typeof(Math).GetMethod(name, types);
        return method is not null && method.ReturnType == call.Type && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(types)
            ? Known(method, [.. call.Arguments.Select(Read)])
            : ByWitness(call);
    }

    private Value? AsNode(ExpressionType kind, FSharpCall call)
    {
        if (!AreNumbers(call))
        {
            return ByWitness(call);
        }

        Value[] operands = [.. call.Arguments.Select(Read)];
        return kind == ExpressionType.UnaryPlus ? operands[0] : graph.Operator(Unchecked(kind, operands[0].Type), call.Type, operands);
    }

    // What the type itself does; null where there is nobody to ask.
    private Value? ByWitness(FSharpCall call) => call.Witnesses is [var witness] ? Applied(witness, call.Arguments) : null;

    private Value? ConvertedNumber(FSharpCall call) => AreNumbers(call) && call.Type.IsPrimitive ? graph.Cast(Read(call.Arguments[0]), call.Type) : null;

    private Value? Literal(int number, FSharpCall call) => call.Type.IsPrimitive ? graph.Number(number, call.Type) : null;

    // pown x n
    private Value? IntegerPower(FSharpCall call)
    {
        if (!Kinds.IsReal(call.Type))
        {
            return null;
        }

        var (x, n) = (Read(call.Arguments[0]), Read(call.Arguments[1]));
        if (graph.Arithmetic == AdArithmetic.Strict && n.Data is int and > int.MinValue and var known)
        {
            var product = Product(x, Math.Abs(known));
            return known < 0 ? graph.Divide(graph.Number(1, call.Type), product) : product;
        }

        var power = call.Type == typeof(float) ? typeof(MathF).GetMethod(nameof(MathF.Pow))! : Pow;
        return Known(power, x, graph.Cast(n, call.Type));
    }

    // The products in the order in which F# takes them.
    private Value Product(Value x, int factors)
    {
        if (factors <= 1)
        {
            return factors == 0 ? graph.Number(1, x.Type) : x;
        }

        var half = Product(x, factors / 2);
        var square = graph.Multiply(half, half);
        return factors % 2 == 0 ? square : graph.Multiply(square, x);
    }

    // compare x y: not-a-number comes before every number.
    private Value? Compared(FSharpCall call)
    {
        if (!AreNumbers(call))
        {
            return null;
        }

        var (x, y) = (Read(call.Arguments[0]), Read(call.Arguments[1]));
        var (before, same, after) = (graph.Integer(-1), graph.Integer(0), graph.Integer(1));
        var rest = Kinds.IsReal(x.Type)
            ? graph.If(graph.AreEqual(y, y), before, graph.If(graph.AreEqual(x, x), after, same))
            : same;
        return graph.If(IsLess(x, y), before, graph.If(IsLess(y, x), after, graph.If(graph.AreEqual(x, y), same, rest)));
    }

    // Option.defaultValue d o, defaultArg o d
    private Value OrDefault(Expression option, Expression value)
    {
        var (given, otherwise) = (Read(option), Read(value));
        var isNone = graph.AreEqual(given, graph.Literal(null, given.Type));
        return Either(isNone, () => otherwise, () => graph.MemberOf(given, given.Type.GetProperty("Value")!));
    }
}
