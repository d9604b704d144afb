namespace ExprAD.Tests.Tables;

/// <summary>A rule may be for a method of an object.</summary>
internal sealed record UserModel(double Rate)
{
    internal double Decay(double t) => Math.Exp(-Rate * t);
}
