namespace CurveFit;

/// <summary>One problem as NIST publishes it: two starting points, certified results, observations.</summary>
/// <param name="Difficulty">Lower, Average or Higher.</param>
/// <param name="Starts">The two starting points.</param>
/// <param name="Certified">The certified parameters, rounded to <see cref="CertifiedDigits"/> significant digits.</param>
/// <param name="CertifiedSum">The certified residual sum of squares.</param>
/// <param name="Predictors">The predictors, an array per observation.</param>
/// <param name="Responses">The observed responses, transformed as the model asks.</param>
internal sealed record Problem(
    Model Model,
    string Difficulty,
    IReadOnlyList<double[]> Starts,
    double[] Certified,
    double CertifiedSum,
    double[][] Predictors,
    double[] Responses)
{
    public const int CertifiedDigits = 11;

    public string Name => Model.Name;

    /// <summary>All problems, read from the .dat files of a folder.</summary>
    public static IReadOnlyList<Problem> ReadAll(string folder) =>
        [.. Models.All.Select(model => StrdFile.Read(Path.Combine(folder, model.Name + ".dat"), model))];
}
