namespace ExprAD.Bench;

/// <summary>A number and its derivative in one direction: forward mode as one writes it by hand.</summary>
internal readonly record struct Dual(double Value, double Tangent)
{
    public static implicit operator Dual(double value) => new(value, 0);

    public static Dual operator -(Dual a) => new(-a.Value, -a.Tangent);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Tangent + b.Tangent);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Tangent - b.Tangent);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Tangent * b.Value) + (a.Value * b.Tangent));

    public static Dual operator /(Dual a, Dual b)
    {
        var quotient = a.Value / b.Value;
        return new(quotient, (a.Tangent - (quotient * b.Tangent)) / b.Value);
    }

    public static Dual Exp(Dual a)
    {
        var exp = Math.Exp(a.Value);
        return new(exp, a.Tangent * exp);
    }

    public static Dual Log(Dual a) => new(Math.Log(a.Value), a.Tangent / a.Value);

    public static Dual Sqrt(Dual a)
    {
        var sqrt = Math.Sqrt(a.Value);
        return new(sqrt, a.Tangent / (2 * sqrt));
    }

    public static Dual Tanh(Dual a)
    {
        var tanh = Math.Tanh(a.Value);
        return new(tanh, a.Tangent * (1 - (tanh * tanh)));
    }

    /// <summary>The gradient of a function, one direction after the other.</summary>
    internal static double Gradient(Func<Dual[], Dual> f, double[] x, double[] gradient)
    {
        Dual[] variables = [.. x.Select(v => (Dual)v)];
        var value = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            variables[i] = new Dual(x[i], 1);
            (value, gradient[i]) = f(variables);
            variables[i] = x[i];
        }

        return value;
    }
}
