using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Readers;

/// <summary>What an expression of captured variables and static members is worth now, when the derivative is made.</summary>
internal static class Present
{
    internal static object? Value(Expression node) => node switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => member.Expression is null || Value(member.Expression) is { } owner ? field.GetValue(Owner(member)) : null,
        MemberExpression { Member: PropertyInfo property } member => member.Expression is null || Value(member.Expression) is { } ? property.GetValue(Owner(member)) : null,
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.Quote } unary => unary.Operand as LambdaExpression ?? Value(unary.Operand),
        LambdaExpression lambda => lambda,
        NewExpression { Constructor: { } constructor } created => Values(created.Arguments) is { } arguments ? constructor.Invoke(arguments) : null,
        MemberInitExpression init => Initialised(init),
        _ => null,
    };

    // Null is no value of an argument here: it may not be known.
    private static object?[]? Values(IReadOnlyCollection<Expression> nodes) =>
        nodes.Select(Value).ToArray() is var values && Array.IndexOf(values, null) < 0 ? values : null;

    private static object? Initialised(MemberInitExpression init)
    {
        var created = Value(init.NewExpression);
        foreach (var binding in init.Bindings)
        {
            if (created is null || binding is not MemberAssignment assignment || Value(assignment.Expression) is not { } value)
            {
                return null;
            }

            if (assignment.Member is FieldInfo field)
            {
                field.SetValue(created, value);
            }
            else
            {
                ((PropertyInfo)assignment.Member).SetValue(created, value);
            }
        }

        return created;
    }

    private static object? Owner(MemberExpression member) => member.Expression is null ? null : Value(member.Expression);
}
