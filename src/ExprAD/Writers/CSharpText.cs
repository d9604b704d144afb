using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Writes a tree into a layout. This part: the way in, precedence and parentheses, constants, lambdas.</summary>
/// <param name="names">The names of the variables.</param>
/// <param name="shape">What is known of the tree beforehand; null for a fragment in a message, which need not compile.</param>
/// <param name="limit">Where a fragment may end.</param>
internal sealed partial class CSharpText(CSharpNames names, PrintedShape? shape, int limit)
{
    private enum Overflow : byte { Default, Checked, Unchecked }

    private const int DeepestFragment = 60;

    private readonly PrintedLayout layout = new();
    private Overflow overflow;
    private int depth;

    private bool IsFragment => shape is null;

    private bool IsCut => IsFragment && layout.Length > limit;

    public override string ToString() => layout.ToString();

    internal string OnOneLine() => layout.OnOneLine();

    internal void WriteFragment(Expression node)
    {
        if (node is LambdaExpression lambda) WriteLambda(lambda, explicitTypes: false);
        else if (PrintedShape.IsStatement(node)) WriteStatement(node, Destination.Discard);
        else Write(node);
    }

    private void Text(string text) => layout.Text(text);

    /// <summary>Writes an expression, in parentheses where it binds less tightly than <paramref name="least"/>.</summary>
    private void Write(Expression node, Precedence least = Precedence.Lowest)
    {
        if (IsCut) return;
        if (IsFragment && depth > DeepestFragment) Text("…");
        else if (DeepStack.IsLow) DeepStack.Continue(() => WriteHere(node, least));
        else WriteHere(node, least);
    }

    private void WriteHere(Expression node, Precedence least)
    {
        depth++;
        if (node is MethodCallExpression call && CSharpOperators.AsOperator(call) is { } operation) node = operation;
        if (PrintedShape.IsStatement(node))
        {
            Lift(node);
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
        depth--;
    }

    private Precedence PrecedenceOf(Expression node) => node switch
    {
        ConstantExpression constant => PrecedenceOf(Constant(constant)),
        DefaultExpression => PrecedenceOf(CSharpLiterals.Default(node.Type)),
        LambdaExpression => Precedence.Unary,
        ConditionalExpression => Precedence.Conditional,
        SwitchExpression => Precedence.Switch,
        TypeBinaryExpression { NodeType: ExpressionType.TypeIs } => Precedence.Relational,
        TypeBinaryExpression => Precedence.Equality,
        BinaryExpression binary => PrecedenceOf(binary),
        UnaryExpression unary => PrecedenceOf(unary),
        MethodCallExpression call => IsAssignment(call) ? Precedence.Assignment : PrintedCalls.IsMethodGroup(call, out _, out _) ? Precedence.Unary : Precedence.Primary,
        _ => Precedence.Primary,
    };

    private static Precedence PrecedenceOf(string literal) =>
        literal[0] is '-' or '(' ? Precedence.Unary : Precedence.Primary;

    private void WriteNode(Expression node)
    {
        switch (node)
        {
            case ConstantExpression constant: Text(Constant(constant)); break;
            case ParameterExpression variable: Text(names.Of(variable)); break;
            case DefaultExpression: Text(CSharpLiterals.Default(node.Type)); break;
            case LambdaExpression lambda: WriteCastLambda(lambda); break;
            case BinaryExpression binary: WriteBinary(binary); break;
            case UnaryExpression unary: WriteUnary(unary); break;
            case ConditionalExpression choice: WriteConditional(choice); break;
            case SwitchExpression choice: WriteSwitchExpression(choice); break;
            case TypeBinaryExpression test: WriteTypeTest(test); break;
            case MethodCallExpression call: WriteCall(call); break;
            case MemberExpression member: WriteMember(member); break;
            case IndexExpression index: WriteIndex(index); break;
            case InvocationExpression invocation: WriteInvocation(invocation); break;
            case NewExpression creation: WriteNew(creation); break;
            case NewArrayExpression creation: WriteNewArray(creation); break;
            case MemberInitExpression creation: WriteMemberInit(creation); break;
            case ListInitExpression creation: WriteListInit(creation); break;
            default: WriteUnknown(node); break;
        }
    }

    private void WriteUnknown(Expression node)
    {
        if (IsFragment && node.CanReduce) Write(node.Reduce());
        else if (IsFragment) Text(node.ToString());
        else throw new NotSupportedException("C# has no text for a node of kind " + node.NodeType + " (" + node.GetType().Name + ").");
    }

    private string Constant(ConstantExpression node) =>
        CSharpLiterals.Of(node.Value, node.Type) ?? names.Capture(node.Value!, null, node.Type);

    // Beside an operand that is double or float anyway `2.0` becomes `2`.
    private void WriteOperand(Expression node, Expression other, Precedence least)
    {
        bool typed = other is not (ConstantExpression or DefaultExpression) && other.Type == node.Type;
        if (typed && node is ConstantExpression constant && CSharpLiterals.Plain(constant.Value) is { } plain && node.Type == constant.Value!.GetType()) Text(plain);
        else if (typed && IsImplied(node) && !IsImplied(other)) Write(((UnaryExpression)node).Operand, least > Precedence.Unary ? least : Precedence.Unary);
        else if (node is ConstantExpression { Value: null } && !other.Type.IsValueType && other is not ConstantExpression) Text("null");
        else Write(node, least);
    }

    // A conversion that C# makes by itself beside a double: n * x.
    private static bool IsImplied(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert, Method: null, Operand: var number } && node.Type == typeof(double)
        && (number.Type == typeof(int) || number.Type == typeof(long) || number.Type == typeof(float)) && number is not (ConstantExpression or DefaultExpression);

    /// <summary>`x => x * x`, `(double x, int n) => { .. }`.</summary>
    internal void WriteLambda(LambdaExpression lambda, bool explicitTypes)
    {
        explicitTypes = explicitTypes && lambda.Parameters.All(p => CSharpTypes.IsNameable(p.Type));
        var scope = names.Enter(lambda.Parameters, "x");
        var (outerPending, outerLabels, outerBreakables) = (pending, labels, breakables);
        (pending, labels, breakables) = ([], [], new());

        if (lambda.Parameters.Count == 1 && !explicitTypes) Text(names.Of(lambda.Parameters[0]));
        else WriteParameters(lambda.Parameters, explicitTypes);
        Text(" =>");
        if (IsExpressionBody(lambda))
        {
            Text(" ");
            Write(lambda.Body, Precedence.Assignment);
        }
        else
        {
            WriteBraced(lambda.Body, lambda.ReturnType == typeof(void) ? Destination.Discard : Destination.Return, inline: true);
        }

        (pending, labels, breakables) = (outerPending, outerLabels, outerBreakables);
        names.Leave(scope);
    }

    private void WriteParameters(ReadOnlyCollection<ParameterExpression> parameters, bool explicitTypes)
    {
        Text("(");
        for (int i = 0; i < parameters.Count; i++)
        {
            if (i > 0) Text(", ");
            if (explicitTypes) Text((parameters[i].IsByRef ? "ref " : "") + CSharpTypes.Name(parameters[i].Type) + " ");
            Text(names.Of(parameters[i]));
        }
        Text(")");
    }

    private bool IsExpressionBody(LambdaExpression lambda) =>
        !PrintedShape.IsStatement(lambda.Body) && shape?.NeedsStatements(lambda.Body) != true
        && (lambda.ReturnType != typeof(void) || IsStatementExpression(lambda.Body));

    // A lambda where nothing else says its type: (Func<double, double>)(x => ..)
    private void WriteCastLambda(LambdaExpression lambda)
    {
        Text("(" + CSharpTypes.Name(lambda.Type) + ")(");
        WriteLambda(lambda, explicitTypes: lambda.Parameters.Any(p => p.IsByRef));
        Text(")");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
