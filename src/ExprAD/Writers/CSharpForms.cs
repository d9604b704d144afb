using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>The forms of C#.</summary>
internal sealed class CSharpForms : PrintedForms
{
    protected override bool HasShortForms => true;

    internal static LambdaExpression Rewrite(LambdaExpression lambda) => (LambdaExpression)new CSharpForms().Visit(lambda)!;
}
