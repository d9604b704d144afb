using System.Collections.Frozen;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// F#, as its compiler converts lambdas. A function is an object that is applied to one argument at a time: <c>x |> f</c> becomes <c>f(x)</c>,
/// <c>let g = f 2.0 in g x</c> becomes <c>f(2.0)(x)</c>, read in place.
/// </summary>
internal sealed partial class Reader
{
    /// <summary>Reads a call of a function of FSharp.Core; null where it is evaluated as it is.</summary>
    private delegate Value? FSharpReading(Reader reader, FSharpCall call);

    // Made when the first function of F# is met.
    private static readonly Lazy<FrozenDictionary<string, FSharpReading>> FSharpFunctions = new(() =>
        new[] { Applications, Operators, ListMethods, Ranges, Collections }.SelectMany(rows => rows).ToFrozenDictionary(row => row.Name, row => row.Read));

    private static IEnumerable<(string Name, FSharpReading Read)> Applications =>
    [
        ("FuncConvert.ToFSharpFunc",         (r, c) => r.FunctionOf(c)),
        ("FuncConvert.FromFunc",             (r, c) => r.FunctionOf(c)),
        ("FSharpFunc`2.Invoke",              (r, c) => r.Applied(c.Arguments[0], c.Arguments.Skip(1))),
        ("FSharpFunc`2.InvokeFast",          (r, c) => r.Applied(c.Arguments[0], c.Arguments.Skip(1))),
        ("Operators.op_PipeLeft",            (r, c) => r.Applied(c.Arguments[0], c.Arguments.Skip(1))),
        ("Operators.op_PipeLeft2",           (r, c) => r.Applied(c.Arguments[0], c.Arguments.Skip(1))),
        ("Operators.op_PipeLeft3",           (r, c) => r.Applied(c.Arguments[0], c.Arguments.Skip(1))),
        ("Operators.op_PipeRight",           (r, c) => r.Piped(c)),
        ("Operators.op_PipeRight2",          (r, c) => r.Piped(c)),
        ("Operators.op_PipeRight3",          (r, c) => r.Piped(c)),
        ("Operators.op_ComposeRight",        (r, c) => r.Composed(c, c.Arguments[0], c.Arguments[1])),
        ("Operators.op_ComposeLeft",         (r, c) => r.Composed(c, c.Arguments[1], c.Arguments[0])),
        ("Operators.Identity",               (r, c) => r.Reference(c.Arguments[0])),
        ("Operators.Ignore",                 (r, c) => r.Ignored(c)),
        ("Operators.Fst",                    (r, c) => r.ItemOf(c.Arguments[0], "Item1")),
        ("Operators.Snd",                    (r, c) => r.ItemOf(c.Arguments[0], "Item2")),
        ("Operators.CreateSequence",         (r, c) => r.Reference(c.Arguments[0])),
        ("SeqModule.Delay",                  (r, c) => r.Applied(r.Read(c.Arguments[0]), r.Unit(c))),
        ("LanguagePrimitives.FloatWithMeasure",   (r, c) => r.Read(c.Arguments[0])),
        ("LanguagePrimitives.Float32WithMeasure", (r, c) => r.Read(c.Arguments[0])),
        ("LanguagePrimitives.Int32WithMeasure",   (r, c) => r.Read(c.Arguments[0])),
    ];

    private Value? OfFSharp(MethodCallExpression node) =>
        FSharpCall.Of(node) is { } call && FSharpFunctions.Value.TryGetValue(call.Name, out var read) ? read(this, call) : null;

    // A lambda that has become an object of F#; null for a delegate.
    private Value? FunctionOf(FSharpCall call)
    {
        var node = call.Arguments[0];
        while (node is UnaryExpression { NodeType: ExpressionType.Convert } wrapped)
        {
            node = wrapped.Operand;
        }

        if (node is not LambdaExpression lambda)
        {
            return null;
        }

        Capture(lambda);
        return graph.Intern(new Function(call.Type, lambda, state.Variables));
    }

    private Value Applied(Expression function, IEnumerable<Expression> arguments)
    {
        var applied = Read(function);
        return arguments.Select(Reference).ToArray().Aggregate(applied, Applied);
    }

    // What is piped is evaluated before the function.
    private Value Piped(FSharpCall call)
    {
        var arguments = call.Arguments.SkipLast(1).Select(Reference).ToArray();
        return arguments.Aggregate(Read(call.Arguments[^1]), Applied);
    }

    // A function that is chosen is applied where it is chosen. One that is not read here is compiled code.
    private Value Applied(Value function, Value argument)
    {
        switch (function.Operation)
        {
            case Function known:
                return Inline(known, [argument]);
            case If:
                var (then, otherwise) = Branches(function.Operands[0], () => Applied(function.Operands[1], argument), () => Applied(function.Operands[2], argument));
                return graph.If(function.Operands[0], then, otherwise);
            default:
                var invoke = function.Type.GetMethod("Invoke")!;
                return Numbered(new Call(invoke.ReturnType, invoke), [function, Contents(argument)]);
        }
    }

    // f >> g  becomes  x => g(f(x)).
    private Value Composed(FSharpCall call, Expression first, Expression second)
    {
        var (inner, outer) = (Expression.Parameter(first.Type, "inner"), Expression.Parameter(second.Type, "outer"));
        var variables = state.Variables.SetItem(inner, Read(first)).SetItem(outer, Read(second));
        var x = Expression.Parameter(call.Type.GetGenericArguments()[0], "x");
        var lambda = Expression.Lambda(Expression.Call(outer, "Invoke", null, Expression.Call(inner, "Invoke", null, x)), x);
        return graph.Intern(new Function(call.Type, lambda, variables));
    }

    private Value Ignored(FSharpCall call)
    {
        Read(call.Arguments[0]);
        return Default(call.Type);
    }

    private Value Unit(FSharpCall call) => Default(call.Arguments[0].Type.GetGenericArguments()[0]);

    private Value ItemOf(Expression tuple, string item) => graph.MemberOf(Read(tuple), tuple.Type.GetProperty(item)!);
}
