using System.Linq.Expressions;
using System.Reflection;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>Writes calls, members and the creation of objects.</summary>
internal sealed partial class FSharpText
{
    private static PropertyInfo? PropertyOf(MethodInfo method) => PrintedCalls.PropertyOf(method);

    // The array or list of `x.[i]`.
    private static Expression? ElementOf(MethodCallExpression call) =>
        call.Object is { } receiver && ((receiver.Type.IsArray && call.Method.DeclaringType is { IsArray: true } && call.Method.Name is "Get" or "Set")
            || (PropertyOf(call.Method) is { } property && property.GetIndexParameters().Length > 0))
            ? receiver : null;

    /// <summary>Whether the call sets a property or an element.</summary>
    private static bool IsAssignment(MethodCallExpression call) =>
        call.Type == typeof(void) && (PropertyOf(call.Method)?.SetMethod == call.Method || (call.Method.DeclaringType is { IsArray: true } && call.Method.Name == "Set"));

    private void WriteCall(MethodCallExpression node)
    {
        var (method, arguments) = (node.Method, node.Arguments);
        var values = IsAssignment(node) ? arguments.SkipLast(1).ToList() : (IReadOnlyList<Expression>)arguments;
        if (ElementOf(node) is { } receiver)
        {
            Write(receiver, FSharpPrecedence.Call);
            WriteElement(values);
        }
        else
        {
            WriteOwner(node.Object, method.DeclaringType!);
            if (PropertyOf(method) is { } property) Text(FSharpNames.Escape(property.Name));
            else WriteName(method, arguments);
            if (PropertyOf(method) is null) WriteArguments(method, arguments);
        }
        if (!IsAssignment(node)) return;
        Text(" <- ");
        Write(arguments[^1], FSharpPrecedence.Cast);
    }

    private void WriteName(MethodInfo method, IReadOnlyList<Expression> arguments)
    {
        Text(FSharpNames.Escape(method.Name));
        if (method.IsGenericMethod && !CSharpInference.Infers(method, arguments, typesLambdas: true))
            Text("<" + string.Join(", ", method.GetGenericArguments().Select(FSharpTypeNames.Name)) + ">");
    }

    // `Math.`, `x.`, `(x :> IPrior).`; nothing for members of the captured `this`.
    private void WriteOwner(Expression? target, Type declaring)
    {
        if (target is null)
        {
            Text(FSharpTypeNames.Owner(declaring) + ".");
        }
        else if (!PrintedClosures.IsThis(target))
        {
            bool explicitly = declaring.IsInterface && !target.Type.IsInterface;
            if (explicitly || target is ConstantExpression { Value: null }) Text("(");
            Write(target, explicitly ? FSharpPrecedence.OrElse : FSharpPrecedence.Call);
            if (explicitly) Text(" :> " + FSharpTypeNames.Name(declaring));
            if (explicitly || target is ConstantExpression { Value: null }) Text(")");
            Text(".");
        }
    }

    private void WriteArguments(MethodBase? method, IReadOnlyList<Expression> arguments)
    {
        var parameters = method?.GetParameters();
        bool overloaded = method is { DeclaringType: { } type } && type != typeof(Enumerable) && type != typeof(Queryable) && PrintedCalls.HasOverloads(method, type);
        Text("(");
        layout.OpenStep();
        layout.SoftBreak();
        layout.OpenHere();
        for (int i = 0; i < arguments.Count; i++)
        {
            if (i > 0) Separate(",");
            WriteArgument(arguments[i], parameters?[i], overloaded);
        }
        layout.Close();
        layout.Close();
        Text(")");
    }

    // `x = y` as an argument would be a named one: what binds less tightly than a comparison's operands stands in parentheses.
    private void WriteArgument(Expression argument, ParameterInfo? parameter, bool overloaded)
    {
        if (parameter is { ParameterType.IsByRef: true, IsIn: false })
        {
            Text("&");
            Write(argument, FSharpPrecedence.Primary);
        }
        else if (argument is UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression quoted })
        {
            WriteQuoted(quoted);
        }
        else
        {
            WriteAs(argument, overloaded && parameter is { ParameterType: { IsByRef: false } type } && argument is not LambdaExpression ? type : argument.Type, FSharpPrecedence.Bits);
        }
    }

    // A lambda that F# itself makes an expression tree of.
    private void WriteQuoted(LambdaExpression lambda)
    {
        Text("(");
        layout.OpenHere();
        WriteFunction(lambda);
        layout.Close();
        Text(")");
    }

    private void Separate(string separator)
    {
        Text(separator);
        layout.Break();
    }

    private void WriteElement(IReadOnlyList<Expression> indices)
    {
        Text(".[");
        WriteList(indices, ",");
        Text("]");
    }

    private void WriteList(IReadOnlyList<Expression> nodes, string separator, IReadOnlyList<Type>? types = null)
    {
        layout.OpenHere();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (i > 0) Separate(separator);
            WriteAs(nodes[i], types?[i] ?? nodes[i].Type, FSharpPrecedence.Cast);
        }
        layout.Close();
    }

    private void WriteMember(MemberExpression node)
    {
        if (PrintedClosures.IsThis(node)) Text("this");
        else if (PrintedClosures.OwnerOf(node) is { } owner) Text(names.Capture(owner, node.Member, node.Type));
        else if (node.Expression is { } tuple && FSharpTypeNames.IsTuple(tuple.Type)) WriteItem(node);
        else
        {
            WriteOwner(node.Expression, node.Member.DeclaringType!);
            Text(FSharpNames.Escape(PrintedNames.Original(node.Member.Name)));
        }
    }

    // An element of a tuple has no name in F#: (let struct (_, item) = pair in item)
    private void WriteItem(MemberExpression node)
    {
        var tuple = node.Expression!;
        var pattern = tuple.Type.GetGenericArguments().Select((_, i) => "Item" + (i + 1) == node.Member.Name ? "item" : "_");
        Text("(let " + (tuple.Type.IsValueType ? "struct " : "") + "(" + string.Join(", ", pattern) + ") = ");
        Write(tuple, FSharpPrecedence.Cast);
        Text(" in item)");
    }

    private void WriteIndex(IndexExpression node)
    {
        Write(node.Object!, FSharpPrecedence.Call);
        if (node.Indexer is { } property && property.GetIndexParameters().Length == 0) Text("." + FSharpNames.Escape(property.Name));
        else WriteElement(node.Arguments);
    }

    private void WriteInvocation(InvocationExpression node)
    {
        Write(node.Expression, FSharpPrecedence.Call);
        Text(typeof(LambdaExpression).IsAssignableFrom(node.Expression.Type) ? ".Compile().Invoke" : ".Invoke");
        WriteArguments(null, node.Arguments);
    }

    private static bool IsTuple(NewExpression node) => FSharpTypeNames.IsTuple(node.Type) && node.Arguments.Count >= 2;

    private void WriteNew(NewExpression node)
    {
        if (CSharpTypes.IsAnonymous(node.Type)) WriteAnonymous(node);
        else if (IsTuple(node))
        {
            Text(node.Type.IsValueType ? "struct (" : "(");
            WriteList(node.Arguments, ",", node.Type.GetGenericArguments());
            Text(")");
        }
        else
        {
            Text(FSharpTypeNames.Name(node.Type));
            WriteArguments(node.Constructor, node.Arguments);
        }
    }

    // {| A = x; B = y |}
    private void WriteAnonymous(NewExpression node)
    {
        var parameters = node.Constructor!.GetParameters();
        Text("{| ");
        layout.OpenHere();
        for (int i = 0; i < node.Arguments.Count; i++)
        {
            if (i > 0) Separate(";");
            Text(FSharpNames.Escape(node.Members?[i].Name ?? parameters[i].Name!) + " = ");
            WriteAs(node.Arguments[i], parameters[i].ParameterType, FSharpPrecedence.Cast);
        }
        layout.Close();
        Text(" |}");
    }

    private void WriteNewArray(NewArrayExpression node)
    {
        var element = node.Type.GetElementType()!;
        if (node.NodeType == ExpressionType.NewArrayInit && node.Expressions.Count > 0)
        {
            Text("[| ");
            WriteList(node.Expressions, ";", [.. node.Expressions.Select(_ => element)]);
            Text(" |]");
            return;
        }
        var sizes = node.NodeType == ExpressionType.NewArrayInit ? [Expression.Constant(0)] : node.Expressions;
        if (sizes.Count > 4) throw new NotSupportedException("F# creates arrays of at most four dimensions.");
        Text("Array" + (sizes.Count > 1 ? sizes.Count + "D" : "") + ".zeroCreate<" + FSharpTypeNames.Name(element) + ">");
        foreach (var size in sizes)
        {
            Text(" ");
            Write(size, FSharpPrecedence.Primary);
        }
    }

    // Weights(Slope = 2.0 * slope, Bias = 1.0)
    private void WriteMemberInit(MemberInitExpression node)
    {
        var parameters = node.NewExpression.Constructor?.GetParameters();
        Text(FSharpTypeNames.Name(node.Type) + "(");
        layout.OpenHere();
        bool first = true;
        foreach (var (argument, i) in node.NewExpression.Arguments.Select((argument, i) => (argument, i)))
        {
            if (!first) Separate(",");
            WriteArgument(argument, parameters![i], overloaded: true);
            first = false;
        }
        foreach (var binding in node.Bindings.Cast<MemberAssignment>())
        {
            if (!first) Separate(",");
            Text(FSharpNames.Escape(binding.Member.Name) + " = ");
            WriteAs(binding.Expression, Shape.TypeOf(binding.Member), FSharpPrecedence.Bits);
            first = false;
        }
        layout.Close();
        Text(")");
    }
}
