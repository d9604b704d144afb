using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Writes a tree into a layout. This part: the way in, precedence and parentheses, constants, lambdas.</summary>
/// <param name="names">The names of the variables.</param>
/// <param name="shape">Which assignments declare their variables.</param>
/// <param name="variables">Which variables change.</param>
internal sealed partial class FSharpText(FSharpNames names, PrintedShape shape, FSharpVariables variables)
{
    private readonly PrintedLayout layout = new();

    // Variables whose value is read and written through a cell, because a lambda captures them.
    private readonly HashSet<ParameterExpression> cells = [];

    public override string ToString() => layout.ToString();

    private void Text(string text) => layout.Text(text);

    /// <summary>Writes an expression, in parentheses where it binds less tightly than <paramref name="least"/>.</summary>
    private void Write(Expression node, FSharpPrecedence least = FSharpPrecedence.Lowest)
    {
        if (DeepStack.IsLow) DeepStack.Continue(() => WriteHere(node, least));
        else WriteHere(node, least);
    }

    private void WriteHere(Expression node, FSharpPrecedence least)
    {
        if (HasLines(node))
        {
            Text("(");
            layout.IndentHere();
            WriteLines(node, node.Type != typeof(void));
            layout.Dedent();
            Text(")");
        }
        else if (PrecedenceOf(node) < least)
        {
            Text("(");
            WriteNode(node);
            Text(")");
        }
        else
        {
            WriteNode(node);
        }
    }

    private FSharpPrecedence PrecedenceOf(Expression node) => node switch
    {
        ConstantExpression constant => PrecedenceOf(Constant(constant)),
        DefaultExpression => PrecedenceOf(FSharpLiterals.Default(node.Type)),
        ConditionalExpression => FSharpPrecedence.Lowest,
        LambdaExpression => FSharpPrecedence.Call,
        TypeBinaryExpression => node.NodeType == ExpressionType.TypeIs ? FSharpPrecedence.Comparison : FSharpPrecedence.Primary,
        BinaryExpression binary => PrecedenceOf(binary),
        UnaryExpression unary => PrecedenceOf(unary),
        MethodCallExpression call when ElementOf(call) is { } receiver => Of(receiver),
        MethodCallExpression { Object: { } receiver } call when PropertyOf(call.Method) is { GetMethod: { } getter } && getter == call.Method => Of(receiver),
        MethodCallExpression call when PropertyOf(call.Method) is null => FSharpPrecedence.Call,
        MemberExpression { Expression: { } tuple } when FSharpTypeNames.IsTuple(tuple.Type) => FSharpPrecedence.Primary,
        MemberExpression { Expression: { } receiver } => PrintedClosures.OwnerOf((MemberExpression)node) is null ? Of(receiver) : FSharpPrecedence.Primary,
        IndexExpression index => Of(index.Object!),
        NewExpression { Type: var type } creation => IsTuple(creation) || CSharpTypes.IsAnonymous(type) ? FSharpPrecedence.Primary : FSharpPrecedence.Call,
        NewArrayExpression { NodeType: ExpressionType.NewArrayBounds } => FSharpPrecedence.Application,
        MemberInitExpression or InvocationExpression => FSharpPrecedence.Call,
        _ => FSharpPrecedence.Primary,
    };

    // `x.P` is a call where x is.
    private FSharpPrecedence Of(Expression receiver) => PrecedenceOf(receiver) == FSharpPrecedence.Call ? FSharpPrecedence.Call : FSharpPrecedence.Primary;

    private static FSharpPrecedence PrecedenceOf(string literal) => literal[0] == '-' ? FSharpPrecedence.Negation
        : literal[^1] == ')' && literal[0] != '(' ? FSharpPrecedence.Call : FSharpPrecedence.Primary;

    private void WriteNode(Expression node)
    {
        switch (node)
        {
            case ConstantExpression constant: Text(Constant(constant)); break;
            case ParameterExpression variable: Text(Name(variable)); break;
            case DefaultExpression: Text(FSharpLiterals.Default(node.Type)); break;
            case LambdaExpression lambda: WriteDelegate(lambda); break;
            case BinaryExpression binary: WriteBinary(binary); break;
            case UnaryExpression unary: WriteUnary(unary); break;
            case ConditionalExpression choice: WriteConditional(choice); break;
            case TypeBinaryExpression test: WriteTypeTest(test); break;
            case MethodCallExpression call: WriteCall(call); break;
            case MemberExpression member: WriteMember(member); break;
            case IndexExpression index: WriteIndex(index); break;
            case InvocationExpression invocation: WriteInvocation(invocation); break;
            case NewExpression creation: WriteNew(creation); break;
            case NewArrayExpression creation: WriteNewArray(creation); break;
            case MemberInitExpression creation: WriteMemberInit(creation); break;
            default: throw new NotSupportedException("F# has no text for a node of kind " + node.NodeType + " (" + node.GetType().Name + ").");
        }
    }

    private string Constant(ConstantExpression node) =>
        FSharpLiterals.Of(node.Value, node.Type) ?? names.Capture(node.Value!, null, node.Type);

    private string Name(ParameterExpression variable) => names.Of(variable) + (cells.Contains(variable) ? ".Value" : "");

    /// <summary>`fun (x: float) (n: int) -> ..`: curried, with the types of the parameters.</summary>
    internal void WriteFunction(LambdaExpression lambda)
    {
        var scope = names.Enter(lambda.Parameters, "x");
        var parameters = lambda.Parameters.Select(p => "(" + names.Of(p) + ": " + FSharpTypeNames.Name(ParameterType(p)) + ")");
        Text("fun " + string.Join(" ", parameters.DefaultIfEmpty("()")) + " ->");
        WriteBody(lambda);
        names.Leave(scope);
    }

    private static Type ParameterType(ParameterExpression parameter) => parameter.IsByRef ? parameter.Type.MakeByRefType() : parameter.Type;

    // Func<float, float>(fun x -> ..)
    private void WriteDelegate(LambdaExpression lambda)
    {
        var scope = names.Enter(lambda.Parameters, "x");
        Text(FSharpTypeNames.Name(lambda.Type) + "(");
        layout.OpenHere();
        Text("fun " + string.Join(" ", lambda.Parameters.Select(p => p.IsByRef ? FSharpTypeNames.Name(ParameterType(p)) : names.Of(p)).DefaultIfEmpty("()")) + " ->");
        WriteBody(lambda);
        layout.Close();
        Text(")");
        names.Leave(scope);
    }

    private void WriteBody(LambdaExpression lambda)
    {
        bool value = lambda.ReturnType != typeof(void);
        var changed = lambda.Parameters.Where(p => variables.Assignments(p) > 0).ToList();
        if (changed.Count == 0 && !TakesLines(lambda.Body) && (value || lambda.Body.Type == typeof(void)))
        {
            WriteAfter(lambda.Body, FSharpPrecedence.Lowest);
            return;
        }
        layout.Indent();
        foreach (var parameter in changed)
        {
            layout.Line();
            Text("let " + (variables.IsCaptured(parameter) ? "" : "mutable ") + names.Of(parameter) + " = " + (variables.IsCaptured(parameter) ? "ref " : "") + names.Of(parameter));
            if (variables.IsCaptured(parameter)) cells.Add(parameter);
        }
        WriteLines(lambda.Body, value);
        layout.Dedent();
    }

    // A value behind `=` or `->`: on the same line, or as a whole on the next.
    private void WriteAfter(Expression value, FSharpPrecedence least)
    {
        layout.OpenStep();
        layout.Break();
        layout.OpenHere();
        Write(value, least);
        layout.Close();
        layout.Close();
    }
}
