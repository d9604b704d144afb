using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Tables;

/// <summary>
/// The many names of one function: <c>double.Sin</c> and <c>Math.Sin</c> are one row. The canonical name of a function is the one
/// in <see cref="MathF"/> for float, or else in <see cref="Math"/>, where it exists there, because the other calls it.
/// </summary>
internal static class Spellings
{
    private static readonly ConcurrentDictionary<MethodInfo, MethodInfo> Known = new();

    internal static MethodInfo Canonical(MethodInfo method) =>
        method.IsStatic && method.DeclaringType is { } type && (type == typeof(double) || type == typeof(float) || type == typeof(Math))
            ? Known.GetOrAdd(method, Find)
            : method;

    /// <summary>The float form of a function of doubles, in canonical spelling; null if there is none.</summary>
    internal static MethodInfo? ToSingle(MethodInfo method)
    {
        var types = Array.ConvertAll(method.GetParameters(), p => ToSingle(p.ParameterType));
        var owner = method.DeclaringType == typeof(Math) ? typeof(MathF) : typeof(float);
        var found = owner.GetMethod(method.Name, types) ?? typeof(float).GetMethod(method.Name, types) ?? typeof(Math).GetMethod(method.Name, types);
        return found is null ? null : Canonical(found);
    }

    internal static Type ToSingle(Type type) => type == typeof(double) ? typeof(float) : type;

    /// <summary>x => Math.Cos(x) for double becomes x => MathF.Cos(x) for float.</summary>
    internal static LambdaExpression? ToSingle(LambdaExpression? lambda) => lambda is null ? null : (LambdaExpression?)new Single().Visit(lambda);

    private static MethodInfo Find(MethodInfo method)
    {
        var types = Array.ConvertAll(method.GetParameters(), p => p.ParameterType);
        var name = method.Name == nameof(double.Ieee754Remainder) ? nameof(Math.IEEERemainder) : method.Name;
        Type[] owners = Array.Exists(types, type => type == typeof(float)) ? [typeof(MathF), typeof(Math)] : [typeof(Math)];
        return owners.Select(owner => owner.GetMethod(name, BindingFlags.Public | BindingFlags.Static, types))
            .FirstOrDefault(same => same is not null && same.ReturnType == method.ReturnType) ?? method;
    }

    private sealed class Single : ExpressionVisitor
    {
        private readonly Dictionary<ParameterExpression, ParameterExpression> parameters = [];

        protected override Expression VisitLambda<T>(Expression<T> node) =>
            Expression.Lambda(Visit(node.Body), node.Parameters.Select(p => (ParameterExpression)Visit(p)));

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (!parameters.TryGetValue(node, out var parameter))
            {
                parameters[node] = parameter = Expression.Parameter(ToSingle(node.Type), node.Name);
            }

            return parameter;
        }

        protected override Expression VisitConstant(ConstantExpression node) =>
            node.Value is double number ? Expression.Constant((float)number) : node;

        protected override Expression VisitMember(MemberExpression node) => node.Type == typeof(double)
            ? Expression.Constant((float)(double)((FieldInfo)node.Member).GetValue(null)!)
            : base.VisitMember(node);

        protected override Expression VisitBinary(BinaryExpression node) =>
            Expression.MakeBinary(node.NodeType, Visit(node.Left), Visit(node.Right));

        protected override Expression VisitUnary(UnaryExpression node) =>
            Expression.MakeUnary(node.NodeType, Visit(node.Operand), ToSingle(node.Type));

        protected override Expression VisitConditional(ConditionalExpression node) =>
            Expression.Condition(Visit(node.Test), Visit(node.IfTrue), Visit(node.IfFalse));

        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            Expression.Call(ToSingle(node.Method)!, Visit(node.Arguments));
    }
}
