using System.Linq.Expressions;
using ExprAD.Graphs;
using ExprAD.Readers;

namespace ExprAD.Derivatives;

/// <summary>
/// The derivative of a solution x of F(x, p) = 0 by the implicit function theorem: x' = -J⁻¹ F' with J = dF/dx. F is there as a value of the unknown; what is made
/// of it has the solution in the place of the unknown, so that it can be differentiated again.
/// </summary>
internal sealed class ImplicitFunction
{
    private static readonly Expression<Func<double[,], double[], double[]>> Tangential = (j, d) => Vec.Scale(-1, Mat.Solve(j, d));
    private static readonly Expression<Func<double[,], double[], double[]>> Transposed = (j, e) => Vec.Scale(-1, Mat.SolveTranspose(j, Mat.Factor(j), e));

    private readonly Graph g;
    private readonly Value unknown;
    private readonly Value zero;
    private readonly Value jacobian;
    private readonly Substitution atSolution;

    internal ImplicitFunction(Graph g, Value solution)
    {
        (this.g, unknown, zero) = (g, solution.Operands[0], solution.Operands[1]);
        atSolution = new Substitution(g, new Dictionary<Value, Value> { [unknown] = solution, [solution] = solution });
        jacobian = Kinds.IsReal(unknown.Type) ? Derivative() : new Matrices(g, unknown).Jacobian(AdMode.Forward, zero);
        if (jacobian.IsZero)
        {
            throw new NotDifferentiableException(
                g.Origin(solution), "the equation does not depend on its unknown, the first parameter of the lambda", "write an equation that does, or use Ad.Stop if the solution is a constant");
        }
    }

    /// <summary>The tangent of the solution from that of F at a fixed unknown.</summary>
    internal Tangent? Tangent(Tangent? t) => t is null ? null : AtSolution(Solve(t, Tangential));

    /// <summary>What the solution's adjoint contributes to those of the values that F takes from outside.</summary>
    internal IEnumerable<(Value Input, Tangent Contribution)> Adjoints(Tangent adjoint, Predicate<Value> isActive)
    {
        Value[] inputs = [.. Inputs().Where(input => isActive(input))];
        var ofZero = Solve(adjoint, Transposed);
        var contributions = Reverse.Adjoints(g, zero, ofZero.Value, inputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!contributions[i].IsZero)
            {
                yield return (inputs[i], AtSolution(ofZero with { Value = contributions[i] }));
            }
        }
    }

    private Tangent Solve(Tangent t, LambdaExpression system) => Derivatives.Tangent.Multiple(t, value => Kinds.IsReal(unknown.Type)
        ? g.Negate(g.Divide(value, jacobian))
        : new Reader(g, null, null, Verbs.Result).Read(system, [jacobian, value]))!;

    private Tangent AtSolution(Tangent t) => t with { Value = atSolution.Of(t.Value)[0], Guard = t.Guard is null ? null : atSolution.Of(t.Guard)[0] };

    private Value Derivative() => Forward.Of(g, zero, new Dictionary<Value, Value> { [unknown] = g.Number(1, unknown.Type) });

    // What F uses of the function around it: operands that do not depend on the unknown, of values that do.
    private List<Value> Inputs()
    {
        var dependent = new HashSet<Value> { unknown };
        var inputs = new HashSet<Value>();
        foreach (var value in Order.Outside([zero], static value => value.Operation is Unknown))
        {
            if (Array.Exists(value.Inputs, dependent.Contains))
            {
                dependent.Add(value);
                inputs.UnionWith(value.Inputs);
            }
        }

        inputs.ExceptWith(dependent);
        return [.. inputs.OrderBy(input => input.Id)];
    }
}
