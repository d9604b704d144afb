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
        _ => null,
    };

    private static object? Owner(MemberExpression member) => member.Expression is null ? null : Value(member.Expression);
}
