using System.Linq.Expressions;

namespace ExprAD.Caching;

/// <summary>
/// Tells blocks and conditionals that carry a type of their own from those whose type is that of a sub-expression.
/// </summary>
/// <remarks>
/// The latter find their type by asking downwards, which takes time and stack in proportion to the nesting at every level; the
/// structure of the sub-expression says it already. The framework uses different classes for the two, so samples of both show them.
/// </remarks>
internal static class TypeTransparency
{
    private static readonly HashSet<Type> Transparent = Find();

    /// <summary>Whether the node's type follows from its sub-expressions.</summary>
    internal static bool Holds(Expression node) => Transparent.Contains(node.GetType());

    private static HashSet<Type> Find()
    {
        Expression text = Expression.Constant(""), test = Expression.Constant(true);
        var local = Expression.Variable(typeof(string));
        var classes = new HashSet<Type>
        {
            Expression.Condition(test, text, text).GetType(),
            Expression.IfThen(test, Expression.Empty()).GetType(),
        };
        for (var count = 1; count <= 6; count++)
        {
            var body = Enumerable.Repeat(text, count).ToArray();
            classes.Add(Expression.Block(body).GetType());
            classes.Add(Expression.Block([local], body).GetType());
        }

        classes.Remove(Expression.Condition(test, text, text, typeof(object)).GetType());
        for (var count = 1; count <= 6; count++)
        {
            var body = Enumerable.Repeat(text, count).ToArray();
            classes.Remove(Expression.Block(typeof(object), body).GetType());
            classes.Remove(Expression.Block(typeof(object), [local], body).GetType());
        }

        return classes;
    }
}
