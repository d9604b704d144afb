using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ExprAD.Writers;

/// <summary>Writes calls, members and the creation of objects.</summary>
internal sealed partial class CSharpText
{
    private void WriteCall(MethodCallExpression node)
    {
        var method = node.Method;
        if (PrintedCalls.IsMethodGroup(node, out var group, out var target))
        {
            Text("(" + CSharpTypes.Name(node.Arguments[0] is ConstantExpression { Value: Type type } ? type : node.Type) + ")");
            if (target is null or ConstantExpression { Value: null }) Text(CSharpTypes.Name(group.DeclaringType!));
            else Write(target, Precedence.Primary);
            Text("." + CSharpNames.Escape(group.Name));
            return;
        }
        if (WriteAccessor(node)) return;
        bool extends = node.Object is null && IsExtension(node);
        if (extends) WriteExtended(node.Arguments[0]);
        else if (node.Object is null) Text(method.DeclaringType is { } declaring && CSharpTypes.IsNameable(declaring) ? CSharpTypes.Name(declaring) + "." : "");
        else WriteReceiver(node.Object, method.DeclaringType!);
        Text(CSharpNames.Escape(method.Name));
        if (method.IsGenericMethod && !CSharpInference.Infers(method, node.Arguments, TypesLambdas(method)))
            Text("<" + string.Join(", ", method.GetGenericArguments().Select(CSharpTypes.Name)) + ">");
        WriteArguments(method, node.Arguments, extends ? 1 : 0);
    }

    // A call of LINQ, or of an extension of ExprAD's own, that C# finds by `source.Select(..)`: nothing nearer has the name.
    private static bool IsExtension(MethodCallExpression node)
    {
        if (node.Method.DeclaringType is not { } type || (type != typeof(Enumerable) && type != typeof(Queryable) && type != typeof(ExpressionInvocation))
            || !node.Method.IsDefined(typeof(ExtensionAttribute), false) || node.Arguments[0] is ConstantExpression { Value: null } or LambdaExpression or DefaultExpression)
        {
            return false;
        }
        var receiver = node.Arguments[0].Type;
        return !(receiver.IsArray && typeof(MemoryExtensions).GetMember(node.Method.Name).Length > 0)
            && receiver.GetMember(node.Method.Name).Length == 0 && !receiver.GetInterfaces().Any(i => receiver.IsInterface && i.GetMember(node.Method.Name).Length > 0);
    }

    private void WriteExtended(Expression source)
    {
        Write(source, Precedence.Primary);
        Text(".");
    }

    // `x.` of an instance call; `this.` is left out, an interface that the receiver's type may implement out of sight is cast to.
    private void WriteReceiver(Expression target, Type declaring)
    {
        if (PrintedClosures.IsThis(target)) return;
        if (declaring.IsInterface && !target.Type.IsInterface)
        {
            Text("((" + CSharpTypes.Name(declaring) + ")");
            Write(target, Precedence.Unary);
            Text(")");
        }
        else
        {
            Write(target, Precedence.Primary);
        }
        Text(".");
    }

    // Overloads could read a lambda without types otherwise; LINQ's own are told apart by the source and the result.
    private static bool TypesLambdas(MethodInfo method) =>
        method.DeclaringType is { } type && type != typeof(Enumerable) && type != typeof(Queryable) && PrintedCalls.HasOverloads(method, type);

    private void WriteArguments(MethodBase? method, ReadOnlyCollection<Expression> arguments, int first = 0)
    {
        var parameters = method?.GetParameters();
        bool overloaded = method is { DeclaringType: { } type } && PrintedCalls.HasOverloads(method, type);
        bool typesLambdas = method is MethodInfo called && TypesLambdas(called);
        bool plain = method is { IsGenericMethod: false } && !overloaded && method.DeclaringType == typeof(Math);
        Text("(");
        layout.Open();
        for (int i = first; i < arguments.Count && !IsCut; i++)
        {
            if (i > first) Separate();
            WriteArgument(arguments[i], parameters?[i], overloaded, typesLambdas, plain, arguments.Count > first + 1);
        }
        layout.Close();
        Text(")");
    }

    private void WriteArgument(Expression argument, ParameterInfo? parameter, bool overloaded, bool typesLambdas, bool plain, bool listed)
    {
        var wanted = parameter?.ParameterType ?? argument.Type;
        if (wanted.IsByRef && !parameter!.IsIn)
        {
            Text(parameter.IsOut ? "out " : "ref ");
            Write(argument, Precedence.Unary);
        }
        else if (argument is LambdaExpression lambda && lambda.Type == wanted)
        {
            WriteLambda(lambda, typesLambdas);
        }
        else if (argument is UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression quoted } && wanted.IsAssignableFrom(argument.Type))
        {
            WriteLambda(quoted, typesLambdas);
        }
        else if (plain && argument is ConstantExpression { Value: double } constant && CSharpLiterals.Plain(constant.Value) is { } digits)
        {
            Text(digits);
        }
        else if (overloaded && !wanted.IsByRef && !argument.Type.IsValueType && !wanted.IsGenericParameter)
        {
            WriteAs(argument, wanted, Precedence.Lowest);
        }
        else
        {
            WriteListed(argument, listed);
        }
    }

    // In a list `a < b, c > (d)` could be read as a generic call.
    private void WriteListed(Expression node, bool listed) =>
        Write(node, listed && node.NodeType == ExpressionType.LessThan ? Precedence.Shift : Precedence.Assignment);

    private void Separate()
    {
        Text(",");
        layout.Break();
    }

    private void WriteList(IReadOnlyList<Expression> nodes, Type? type = null)
    {
        layout.Open();
        for (int i = 0; i < nodes.Count && !IsCut; i++)
        {
            if (i > 0) Separate();
            if (type != null && nodes[i].Type != type) WriteAs(nodes[i], type, Precedence.Assignment);
            else WriteListed(nodes[i], nodes.Count > 1);
        }
        layout.Close();
    }

    // Calls of accessors: properties, indexers, elements of multi-dimensional arrays.
    private bool WriteAccessor(MethodCallExpression node)
    {
        var (method, arguments) = (node.Method, node.Arguments);
        if (method.DeclaringType is { IsArray: true } && method.Name is "Get" or "Set" && node.Object!.Type.IsArray)
        {
            Write(node.Object, Precedence.Primary);
            WriteElement(arguments, method.Name == "Set");
            return true;
        }
        if (PrintedCalls.PropertyOf(method) is not { } property) return false;
        bool writes = property.SetMethod == method;
        bool isIndexer = property.GetIndexParameters().Length > 0;
        if (isIndexer)
        {
            if (node.Object is null) return false;
            Write(node.Object, Precedence.Primary);
            WriteElement(arguments, writes);
            return true;
        }
        if (node.Object is null) Text(CSharpTypes.Name(method.DeclaringType!) + ".");
        else WriteReceiver(node.Object, method.DeclaringType!);
        Text(CSharpNames.Escape(property.Name));
        if (writes)
        {
            Text(" = ");
            Write(arguments[0], Precedence.Assignment);
        }
        return true;
    }

    private void WriteElement(ReadOnlyCollection<Expression> arguments, bool writes)
    {
        Text("[");
        WriteList(writes ? arguments.SkipLast(1).ToList() : arguments);
        Text("]");
        if (!writes) return;
        Text(" = ");
        Write(arguments[^1], Precedence.Assignment);
    }

    private static bool IsAssignment(MethodCallExpression call) =>
        call.Type == typeof(void) && ((call.Method.DeclaringType is { IsArray: true } && call.Method.Name == "Set")
            || PrintedCalls.PropertyOf(call.Method)?.SetMethod == call.Method);

    private void WriteMember(MemberExpression node)
    {
        if (PrintedClosures.IsThis(node)) Text("this");
        else if (PrintedClosures.OwnerOf(node) is { } owner) Text(names.Capture(owner, node.Member, node.Type));
        else
        {
            if (node.Expression is ConstantExpression { Value: null }) Text("((" + CSharpTypes.Name(node.Expression.Type) + ")null).");
            else if (node.Expression is null) Text(CSharpTypes.Name(node.Member.DeclaringType!) + ".");
            else WriteReceiver(node.Expression, node.Member.DeclaringType!);
            Text(CSharpNames.Escape(PrintedNames.Original(node.Member.Name)));
        }
    }

    private void WriteIndex(IndexExpression node)
    {
        Write(node.Object!, Precedence.Primary);
        if (node.Indexer is { } property && property.GetIndexParameters().Length == 0)
        {
            Text("." + CSharpNames.Escape(property.Name));
            return;
        }
        Text("[");
        WriteList(node.Arguments);
        Text("]");
    }

    private void WriteInvocation(InvocationExpression node)
    {
        if (node.Expression is LambdaExpression)
        {
            Parenthesised(node.Expression);
        }
        else
        {
            Write(node.Expression, Precedence.Primary);
            if (typeof(LambdaExpression).IsAssignableFrom(node.Expression.Type)) Text(".Compile()");
        }
        WriteArguments(null, node.Arguments);
    }

    private void WriteQuote(UnaryExpression node)
    {
        Text("(" + CSharpTypes.Name(node.Type) + ")(");
        WriteLambda((LambdaExpression)node.Operand, explicitTypes: false);
        Text(")");
    }

    private void WriteNew(NewExpression node)
    {
        if (CSharpTypes.IsAnonymous(node.Type)) WriteAnonymous(node);
        else if (node.Constructor is null) Text("default(" + CSharpTypes.Name(node.Type) + ")");
        else if (CSharpTypes.IsTuple(node.Type) && node.Arguments.Count >= 2) WriteTuple(node);
        else
        {
            Text("new " + NameForCreation(node.Type));
            WriteArguments(node.Constructor, node.Arguments);
        }
    }

    // `new (double, int)(..)` is not C#.
    private static string NameForCreation(Type type) => !CSharpTypes.IsTuple(type) ? CSharpTypes.Name(type)
        : "ValueTuple<" + string.Join(", ", type.GetGenericArguments().Select(CSharpTypes.Name)) + ">";

    private void WriteTuple(NewExpression node)
    {
        var types = node.Type.GetGenericArguments();
        Text("(");
        layout.Open();
        for (int i = 0; i < node.Arguments.Count; i++)
        {
            if (i > 0) Separate();
            if (node.Arguments[i].Type != types[i]) WriteAs(node.Arguments[i], types[i], Precedence.Assignment);
            else WriteListed(node.Arguments[i], listed: true);
        }
        layout.Close();
        Text(")");
    }

    private void WriteAnonymous(NewExpression node)
    {
        var parameters = node.Constructor!.GetParameters();
        Text("new {");
        layout.Open();
        for (int i = 0; i < node.Arguments.Count; i++)
        {
            Text(i > 0 ? "," : "");
            layout.Break();
            Text(CSharpNames.Escape(node.Members?[i].Name ?? parameters[i].Name!) + " = ");
            WriteAs(node.Arguments[i], parameters[i].ParameterType, Precedence.Assignment);
        }
        layout.Close();
        Text(" }");
    }

    private void WriteNewArray(NewArrayExpression node)
    {
        var element = node.Type.GetElementType()!;
        if (node.NodeType == ExpressionType.NewArrayInit)
        {
            Text("new " + (CSharpTypes.IsNameable(element) ? CSharpTypes.Name(node.Type) : "[]") + " { ");
            WriteList(node.Expressions);
            Text(node.Expressions.Count > 0 ? " }" : "}");
            return;
        }
        var (before, after) = CSharpTypes.AroundBounds(node.Type);
        Text("new " + before);
        WriteList(node.Expressions);
        Text(after);
    }

    private void WriteMemberInit(MemberInitExpression node)
    {
        WriteCreation(node.NewExpression);
        Text(" ");
        WriteBindings(node.Bindings);
    }

    private void WriteCreation(NewExpression node)
    {
        Text("new " + NameForCreation(node.Type));
        if (node.Arguments.Count > 0) WriteArguments(node.Constructor, node.Arguments);
        else Text(node.Type.IsValueType ? "()" : "");
    }

    private void WriteBindings(ReadOnlyCollection<MemberBinding> bindings)
    {
        Text("{ ");
        layout.Open();
        for (int i = 0; i < bindings.Count; i++)
        {
            if (i > 0) Separate();
            Text(CSharpNames.Escape(bindings[i].Member.Name) + " = ");
            switch (bindings[i])
            {
                case MemberAssignment assignment: Write(assignment.Expression, Precedence.Assignment); break;
                case MemberMemberBinding members: WriteBindings(members.Bindings); break;
                case MemberListBinding list: WriteInitializers(list.Initializers); break;
            }
        }
        layout.Close();
        Text(bindings.Count > 0 ? " }" : "}");
    }

    private void WriteListInit(ListInitExpression node)
    {
        WriteCreation(node.NewExpression);
        Text(" ");
        WriteInitializers(node.Initializers);
    }

    private void WriteInitializers(ReadOnlyCollection<ElementInit> initializers)
    {
        Text("{ ");
        layout.Open();
        for (int i = 0; i < initializers.Count; i++)
        {
            if (i > 0) Separate();
            var arguments = initializers[i].Arguments;
            if (arguments.Count == 1)
            {
                Write(arguments[0], Precedence.Conditional);
                continue;
            }
            Text("{ ");
            WriteList(arguments);
            Text(" }");
        }
        layout.Close();
        Text(initializers.Count > 0 ? " }" : "}");
    }

    /// <summary>Whether C# accepts the expression as a statement of its own.</summary>
    private static bool IsStatementExpression(Expression node) => node switch
    {
        MethodCallExpression call => CSharpOperators.AsOperator(call) is null && !PrintedCalls.IsMethodGroup(call, out _, out _)
            && (IsAssignment(call) || (PrintedCalls.PropertyOf(call.Method) is null && call.Method.DeclaringType is not { IsArray: true })),
        BinaryExpression => node.NodeType == ExpressionType.Assign || CSharpOperators.IsCompound(node.NodeType),
        UnaryExpression => CSharpOperators.IsStep(node.NodeType),
        InvocationExpression => true,
        NewExpression creation => creation.Constructor != null && !CSharpTypes.IsAnonymous(node.Type) && !typeof(ITuple).IsAssignableFrom(node.Type),
        _ => false,
    };
}
