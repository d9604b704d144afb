using System.Globalization;
using ExprAD;
using Models;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The model is F#, with loops and mutable variables: its definition is followed.
var observed = Epidemic.course(new(infection: 0.5, recovery: 0.12, initial: 0.002), 60);
var misfit = Ad.ValueAndGradFirst((Epidemic.Parameters p, double[] data) => Epidemic.misfit(p, data) + Math.Pow(p.Recovery - 0.1, 2));

var guess = new Epidemic.Parameters(infection: 0.45, recovery: 0.1, initial: 0.002);
var (value, gradient) = misfit(guess, observed);
Console.WriteLine($"The misfit at {guess.Infection}, {guess.Recovery}, {guess.Initial} is {value:F2}.");
Console.WriteLine($"It changes by {gradient.Infection:F1} per unit of infection, {gradient.Recovery:F1} of recovery, {gradient.Initial:F1} of people that are ill initially.");

var check = Ad.Check((double[] x) => Epidemic.misfit(new(x[0], x[1], x[2]), observed), [0.45, 0.1, 0.002]);
Console.WriteLine(check);
