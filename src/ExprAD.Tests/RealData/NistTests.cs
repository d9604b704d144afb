using System.Linq.Expressions;
using CurveFit;
using Xunit;

namespace ExprAD.Tests.RealData;

/// <summary>
/// NIST's certified least-squares solutions: the gradient of the residual sum of squares vanishes there, to the digits
/// that the certificate allows.
/// </summary>
public class NistTests
{
    // A bound on what one evaluation of a model, its derivative and the sum over observations lose: operations in a row,
    // times the unit roundoff.
    private const double Rounding = 100 * 1.11e-16;

    // The Hessian matrix in the bounds comes from differences of gradients; its own error is far below this.
    private const double HessianSlack = 1.01;

    private static readonly Dictionary<string, Problem> Problems =
        Problem.ReadAll(Path.Combine(AppContext.BaseDirectory, "nist-strd")).ToDictionary(problem => problem.Name);

    public static TheoryData<string> Names => [.. Models.All.Select(model => model.Name)];

    public static TheoryData<string, AdMode> NamesAndModes
    {
        get
        {
            var cases = new TheoryData<string, AdMode>();
            foreach (var model in Models.All)
            {
                cases.Add(model.Name, AdMode.Forward);
                cases.Add(model.Name, AdMode.Reverse);
            }

            return cases;
        }
    }

    [Fact]
    public void All_27_problems_are_read_with_two_starts_each()
    {
        Assert.Equal(27, Problems.Count);
        Assert.All(Problems.Values, problem => Assert.Equal(2, problem.Starts.Count));
        Assert.All(Problems.Values, problem => Assert.All(problem.Starts, start => Assert.Equal(problem.Certified.Length, start.Length)));
        Assert.Equal(8 + 11 + 8, Problems.Values.Count(problem => problem.Difficulty is "Lower" or "Average" or "Higher"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_certified_parameters_have_the_certified_residual_sum_of_squares(string name)
    {
        var certificate = new Certificate(Problems[name]);

        var allowed = HalfUnit(certificate.Problem.CertifiedSum) + certificate.SumBound;

        Assert.InRange(certificate.Sum - certificate.Problem.CertifiedSum, -allowed, allowed);
    }

    [Fact]
    public void The_misprinted_parameter_of_Roszman1_is_far_from_the_certified_sum()
    {
        var problem = Problems["Roszman1"];
        var printed = problem with { Certified = [1.20196866396, .. problem.Certified[1..]] };

        Assert.True(new Certificate(printed).Sum > 10_000 * problem.CertifiedSum);
    }

    [Theory]
    [MemberData(nameof(NamesAndModes))]
    public void The_gradient_of_the_residual_sum_of_squares_vanishes_at_the_certified_parameters(string name, AdMode mode)
    {
        var certificate = new Certificate(Problems[name]);
        var gradient = GradientByObservation(certificate.Problem, certificate.Problem.Certified, mode);

        Assert.All(gradient.Zip(certificate.GradientBound), pair => Assert.InRange(pair.First, -pair.Second, pair.Second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bound_on_the_gradient_notices_a_change_in_the_eighth_digit_of_any_parameter(string name)
    {
        var certificate = new Certificate(Problems[name]);
        for (var k = 0; k < certificate.Problem.Certified.Length; k++)
        {
            var changed = certificate.Problem.Certified.ToArray();
            changed[k] += 1000 * HalfUnit(changed[k]);

            var gradient = GradientByObservation(certificate.Problem, changed, AdMode.Auto);

            Assert.Contains(gradient.Zip(certificate.GradientBound), pair => Math.Abs(pair.First) > pair.Second);
        }
    }

    [Theory]
    [InlineData("Misra1a")]
    [InlineData("Nelson")]
    [InlineData("Rat43")]
    [InlineData("Thurber")]
    [InlineData("ENSO")]
    [InlineData("Gauss3")]
    [InlineData("Hahn1")]
    public void The_whole_residual_sum_of_squares_as_one_tree_has_the_same_gradient(string name)
    {
        var certificate = new Certificate(Problems[name]);
        var whole = SumOfSquares(certificate.Problem);
        foreach (var mode in new[] { AdMode.Forward, AdMode.Reverse })
        {
            var gradient = Ad.Grad(whole, new AdOptions { Mode = mode });

            var atCertified = gradient(certificate.Problem.Certified);
            Assert.All(atCertified.Zip(certificate.GradientBound), pair => Assert.InRange(pair.First, -pair.Second, pair.Second));

            var start = certificate.Problem.Starts[1];
            var expected = GradientByObservation(certificate.Problem, start, mode);
            var scale = TermsByObservation(certificate.Problem, start);
            Assert.All(Enumerable.Range(0, start.Length), j => Assert.Equal(expected[j], gradient(start)[j], Rounding * scale[j]));
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndModes))]
    public void Jacobian_rows_at_the_starting_points_agree_with_differences(string name, AdMode mode)
    {
        var problem = Problems[name];
        var value = problem.Model.Compile();
        var gradient = problem.Model.CompileGradient(new AdOptions { Mode = mode });
        foreach (var start in problem.Starts)
        {
            foreach (var x in problem.Predictors)
            {
                var row = gradient(start, x);
                var differences = Differences(b => value(b, x), start);
                for (var j = 0; j < start.Length; j++)
                {
                    var scale = Math.Abs(row[j]) + Math.Abs(value(start, x) / start[j]);
                    Assert.Equal(differences[j], row[j], 1e-8 * scale);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_written_into_an_array_is_the_row_returned(string name)
    {
        var problem = Problems[name];
        var value = problem.Model.Compile();
        var gradient = problem.Model.CompileGradient(AdOptions.Default);
        var into = problem.Model.CompileGradientInto();
        var row = new double[problem.Certified.Length];
        foreach (var x in problem.Predictors)
        {
            Assert.Equal(value(problem.Certified, x), into(problem.Certified, x, row), Math.Abs(Rounding * value(problem.Certified, x)));
            Assert.Equal(gradient(problem.Certified, x), row);
        }
    }

    /// <summary>Half a unit in the last certified digit of a number.</summary>
    private static double HalfUnit(double certified) =>
        0.5 * Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(certified))) - (Problem.CertifiedDigits - 1));

    private static double[] GradientByObservation(Problem problem, double[] b, AdMode mode)
    {
        var value = problem.Model.Compile();
        var gradient = problem.Model.CompileGradient(new AdOptions { Mode = mode });
        var sum = new double[b.Length];
        for (var i = 0; i < problem.Responses.Length; i++)
        {
            var row = gradient(b, problem.Predictors[i]);
            var residual = problem.Responses[i] - value(b, problem.Predictors[i]);
            for (var j = 0; j < b.Length; j++)
            {
                sum[j] -= 2 * residual * row[j];
            }
        }

        return sum;
    }

    /// <summary>Per parameter, the sum of the sizes of all terms that cancel in the gradient: what rounding errors are relative to.</summary>
    private static double[] TermsByObservation(Problem problem, double[] b)
    {
        var value = problem.Model.Compile();
        var gradient = problem.Model.CompileGradient(AdOptions.Default);
        var sum = new double[b.Length];
        for (var i = 0; i < problem.Responses.Length; i++)
        {
            var row = gradient(b, problem.Predictors[i]);
            var size = Math.Abs(problem.Responses[i]) + Math.Abs(value(b, problem.Predictors[i]));
            for (var j = 0; j < b.Length; j++)
            {
                sum[j] += 2 * size * Math.Abs(row[j]);
            }
        }

        return sum;
    }

    /// <summary>The sum over all observations written out: b => (y1 - f(b, x1)) * (y1 - f(b, x1)) + ...</summary>
    private static Expression<Func<double[], double>> SumOfSquares(Problem problem)
    {
        var function = problem.Model.Function;
        var b = function.Parameters[0];
        Expression? sum = null;
        for (var i = 0; i < problem.Responses.Length; i++)
        {
            var x = problem.Predictors[i];
            var data = function.Parameters[1].Type == typeof(double) ? Expression.Constant(x[0]) : Expression.Constant(x);
            var residual = Expression.Subtract(Expression.Constant(problem.Responses[i]), new Substitution(function.Parameters[1], data).Visit(function.Body));
            var square = Expression.Multiply(residual, residual);
            sum = sum is null ? square : Expression.Add(sum, square);
        }

        return Expression.Lambda<Func<double[], double>>(sum!, b);
    }

    /// <summary>Central differences of three step sizes, extrapolated twice (Richardson): error of the sixth order.</summary>
    private static double[] Differences(Func<double[], double> function, double[] at)
    {
        double Central(int j, double step)
        {
            var (right, left) = (at.ToArray(), at.ToArray());
            right[j] += step;
            left[j] -= step;
            return (function(right) - function(left)) / (right[j] - left[j]);
        }

        return
        [
            .. at.Select((b, j) =>
            {
                var step = 1e-4 * Math.Abs(b);
                var (coarse, middle, fine) = (Central(j, step), Central(j, step / 2), Central(j, step / 4));
                var (first, second) = ((4 * middle - coarse) / 3, (4 * fine - middle) / 3);
                return (16 * second - first) / 15;
            }),
        ];
    }

    private sealed class Substitution(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }

    /// <summary>
    /// What rounding the certified parameters to 11 digits allows. The exact minimum lies within d, half a unit of the last
    /// digit, of the printed parameters; so the gradient there is at most |H| d, and the sum exceeds its minimum by at most
    /// d |H| d / 2, with H the Hessian matrix. Both get what floating-point evaluation adds.
    /// </summary>
    private sealed class Certificate
    {
        public Certificate(Problem problem)
        {
            Problem = problem;
            var b = problem.Certified;
            var value = problem.Model.Compile();
            var halfUnits = b.Select(HalfUnit).ToArray();
            var hessian = Hessian(problem);
            var terms = TermsByObservation(problem, b);

            Sum = problem.Responses.Select((y, i) => Math.Pow(y - value(b, problem.Predictors[i]), 2)).Sum();
            var fromDigits = b.Select((_, j) => HessianSlack * halfUnits.Select((unit, k) => Math.Abs(hessian[k][j]) * unit).Sum()).ToArray();
            GradientBound = [.. fromDigits.Zip(terms, (digits, size) => digits + Rounding * size)];
            SumBound = fromDigits.Zip(halfUnits, (digits, unit) => digits * unit).Sum() / 2
                + problem.Responses.Select((y, i) => Residual(y, value(b, problem.Predictors[i]))).Sum();
        }

        public Problem Problem { get; }

        public double Sum { get; }

        public double SumBound { get; }

        public double[] GradientBound { get; }

        /// <summary>What rounding errors in y - f make of its square.</summary>
        private static double Residual(double y, double f)
        {
            var error = Rounding * (Math.Abs(y) + Math.Abs(f));
            return 2 * Math.Abs(y - f) * error + error * error;
        }

        private static double[][] Hessian(Problem problem)
        {
            double[] Column(int k)
            {
                var (right, left) = (problem.Certified.ToArray(), problem.Certified.ToArray());
                right[k] *= 1 + 1e-4;
                left[k] *= 1 - 1e-4;
                var difference = right[k] - left[k];
                return
                [
                    .. GradientByObservation(problem, right, AdMode.Auto)
                        .Zip(GradientByObservation(problem, left, AdMode.Auto), (r, l) => (r - l) / difference),
                ];
            }

            return [.. Enumerable.Range(0, problem.Certified.Length).Select(Column)];
        }
    }
}
