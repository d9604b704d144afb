namespace CurveFit;

/// <summary>The 27 models of NIST's nonlinear regression problems, in the order of NIST's list: by difficulty.</summary>
internal static class Models
{
    public static IReadOnlyList<Model> All { get; } =
    [
        // Lower level of difficulty.
        Model.Of("Misra1a",  (b, x) => b[0] * (1 - Math.Exp(-b[1] * x))),
        Model.Of("Chwirut2", (b, x) => Math.Exp(-b[0] * x) / (b[1] + b[2] * x)),
        Model.Of("Chwirut1", (b, x) => Math.Exp(-b[0] * x) / (b[1] + b[2] * x)),
        Model.Of("Lanczos3", (b, x) => b[0] * Math.Exp(-b[1] * x) + b[2] * Math.Exp(-b[3] * x) + b[4] * Math.Exp(-b[5] * x)),
        Model.Of("Gauss1",   (b, x) => b[0] * Math.Exp(-b[1] * x)
                                     + b[2] * Math.Exp(-Math.Pow((x - b[3]) / b[4], 2))
                                     + b[5] * Math.Exp(-Math.Pow((x - b[6]) / b[7], 2))),
        Model.Of("Gauss2",   (b, x) => b[0] * Math.Exp(-b[1] * x)
                                     + b[2] * Math.Exp(-Math.Pow((x - b[3]) / b[4], 2))
                                     + b[5] * Math.Exp(-Math.Pow((x - b[6]) / b[7], 2))),
        Model.Of("DanWood",  (b, x) => b[0] * Math.Pow(x, b[1])),
        Model.Of("Misra1b",  (b, x) => b[0] * (1 - Math.Pow(1 + b[1] * x / 2, -2))),

        // Average level of difficulty.
        Model.Of("Kirby2",   (b, x) => (b[0] + b[1] * x + b[2] * x * x) / (1 + b[3] * x + b[4] * x * x)),
        Model.Of("Hahn1",    (b, x) => (b[0] + b[1] * x + b[2] * x * x + b[3] * x * x * x)
                                     / (1 + b[4] * x + b[5] * x * x + b[6] * x * x * x)),
        Model.OfSeveral("Nelson", (b, x) => b[0] - b[1] * x[0] * Math.Exp(-b[2] * x[1]), response: Math.Log),
        Model.Of("MGH17",    (b, x) => b[0] + b[1] * Math.Exp(-x * b[3]) + b[2] * Math.Exp(-x * b[4])),
        Model.Of("Lanczos1", (b, x) => b[0] * Math.Exp(-b[1] * x) + b[2] * Math.Exp(-b[3] * x) + b[4] * Math.Exp(-b[5] * x)),
        Model.Of("Lanczos2", (b, x) => b[0] * Math.Exp(-b[1] * x) + b[2] * Math.Exp(-b[3] * x) + b[4] * Math.Exp(-b[5] * x)),
        Model.Of("Gauss3",   (b, x) => b[0] * Math.Exp(-b[1] * x)
                                     + b[2] * Math.Exp(-Math.Pow((x - b[3]) / b[4], 2))
                                     + b[5] * Math.Exp(-Math.Pow((x - b[6]) / b[7], 2))),
        Model.Of("Misra1c",  (b, x) => b[0] * (1 - 1 / Math.Sqrt(1 + 2 * b[1] * x))),
        Model.Of("Misra1d",  (b, x) => b[0] * b[1] * x / (1 + b[1] * x)),
        Model.Of("Roszman1", (b, x) => b[0] - b[1] * x - Math.Atan(b[2] / (x - b[3])) / Math.PI),
        Model.Of("ENSO",     (b, x) => b[0]
                                     + b[1] * Math.Cos(2 * Math.PI * x / 12)   + b[2] * Math.Sin(2 * Math.PI * x / 12)
                                     + b[4] * Math.Cos(2 * Math.PI * x / b[3]) + b[5] * Math.Sin(2 * Math.PI * x / b[3])
                                     + b[7] * Math.Cos(2 * Math.PI * x / b[6]) + b[8] * Math.Sin(2 * Math.PI * x / b[6])),

        // Higher level of difficulty.
        Model.Of("MGH09",    (b, x) => b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3])),
        Model.Of("Thurber",  (b, x) => (b[0] + b[1] * x + b[2] * x * x + b[3] * x * x * x)
                                     / (1 + b[4] * x + b[5] * x * x + b[6] * x * x * x)),
        Model.Of("BoxBOD",   (b, x) => b[0] * (1 - Math.Exp(-b[1] * x))),
        Model.Of("Rat42",    (b, x) => b[0] / (1 + Math.Exp(b[1] - b[2] * x))),
        Model.Of("MGH10",    (b, x) => b[0] * Math.Exp(b[1] / (x + b[2]))),
        Model.Of("Eckerle4", (b, x) => b[0] / b[1] * Math.Exp(-0.5 * Math.Pow((x - b[2]) / b[1], 2))),
        Model.Of("Rat43",    (b, x) => b[0] / Math.Pow(1 + Math.Exp(b[1] - b[2] * x), 1 / b[3])),
        Model.Of("Bennett5", (b, x) => b[0] * Math.Pow(b[1] + x, -1 / b[2])),
    ];
}
