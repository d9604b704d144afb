using System.Linq.Expressions;
using ExprAD;

namespace CurveFit;

/// <summary>A regression model: the function of parameters b and predictors x, and what it predicts of the response y.</summary>
internal sealed class Model
{
    private Model(string name, LambdaExpression function, Func<double, double> response)
    {
        Name = name;
        Function = function;
        Response = response;
    }

    public string Name { get; }

    /// <summary>The model as written in the table: (b, x) with x a number or, for several predictors, an array.</summary>
    public LambdaExpression Function { get; }

    /// <summary>The transformation of the observed response that the model predicts.</summary>
    public Func<double, double> Response { get; }

    /// <summary>A model of one predictor.</summary>
    public static Model Of(string name, Expression<Func<double[], double, double>> function) =>
        new(name, function, y => y);

    /// <summary>A model of several predictors and a transformed response.</summary>
    public static Model OfSeveral(string name, Expression<Func<double[], double[], double>> function, Func<double, double> response) =>
        new(name, function, response);

    /// <summary>The model itself, compiled: (b, predictors) to the predicted response.</summary>
    public Func<double[], double[], double> Compile()
    {
        if (Function is Expression<Func<double[], double, double>> single)
        {
            var value = single.Compile();
            return (b, x) => value(b, x[0]);
        }

        return ((Expression<Func<double[], double[], double>>)Function).Compile();
    }

    /// <summary>The row of the Jacobian matrix that belongs to one observation: (b, predictors) to df/db.</summary>
    public Func<double[], double[], double[]> CompileGradient(AdOptions options)
    {
        if (Function is Expression<Func<double[], double, double>> single)
        {
            var gradient = Ad.GradFirst(single, options);
            return (b, x) => gradient(b, x[0]);
        }

        return Ad.GradFirst((Expression<Func<double[], double[], double>>)Function, options);
    }

    /// <summary>The same row written into the last array, without allocating; the predicted response is returned.</summary>
    public Func<double[], double[], double[], double> CompileGradientInto()
    {
        if (Function is Expression<Func<double[], double, double>> single)
        {
            var gradient = Ad.GradInto(single);
            return (b, x, row) => gradient(b, x[0], row);
        }

        return Ad.GradInto((Expression<Func<double[], double[], double>>)Function);
    }
}
