using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Tests.Oracles;

/// <summary>
/// Random smooth functions, made of loops of every kind, as graphs: of two arrays x and w of one length of at least two, and a number a.
/// </summary>
internal sealed class RandomLoops(int seed)
{
    private readonly Random random = new(seed);
    private readonly Graph g = new(AdArithmetic.Accurate);
    private readonly List<Value> numbers = [];
    private readonly List<Value> arrays = [];
    private readonly List<Value> indices = [];
    private int budget = 40;

    internal static (Graph Graph, Value[] Parameters, Value Result) Make(int seed)
    {
        var made = new RandomLoops(seed);
        Value[] parameters = [
            made.Parameter(0, typeof(double[]), "x"), made.Parameter(1, typeof(double[]), "w"), made.Parameter(2, typeof(double), "a")];
        made.arrays.AddRange(parameters[..2]);
        made.numbers.Add(parameters[2]);
        made.indices.AddRange([made.g.Integer(0), made.g.Integer(1)]);
        return (made.g, parameters, made.Number(5));
    }

    private Value Parameter(int index, Type type, string name) => g.Intern(new Parameter(type, 0, index, name));

    private Value Number(int depth)
    {
        if (depth <= 0 || --budget < 0)
        {
            return random.Next(3) switch
            {
                0 => g.Number(random.Next(1, 5) / 4.0, typeof(double)),
                1 => Pick(numbers),
                _ => g.Get(Pick(arrays), Pick(indices)),
            };
        }

        return random.Next(14) switch
        {
            0 => g.Add(Number(depth - 1), Number(depth - 1)),
            1 => g.Subtract(Number(depth - 1), Number(depth - 1)),
            2 or 3 => g.Multiply(Number(depth - 1), Number(depth - 1)),
            4 => g.Divide(Number(depth - 1), g.Add(g.Number(2, typeof(double)), Call(nameof(Math.Sin), Number(depth - 1)))),
            5 => Call(nameof(Math.Sin), Number(depth - 1)),
            6 => Call(nameof(Math.Tanh), Number(depth - 1)),
            7 => Call(nameof(Math.Exp), Call(nameof(Math.Sin), Number(depth - 1))),
            8 => g.If(Test(depth), Number(depth - 1), Number(depth - 1)),
            9 or 10 => Sum(depth),
            11 => Fold(depth),
            12 => While(depth),
            _ => g.Get(Array(depth - 1), Pick(indices)),
        };
    }

    private Value Array(int depth)
    {
        if (depth <= 0 || --budget < 0)
        {
            return Pick(arrays);
        }

        return random.Next(5) switch
        {
            0 => Pick(arrays),
            1 => Scan(depth),
            2 => ArrayFold(depth),
            _ => Build(depth),
        };
    }

    private Value Call(string name, Value argument) =>
        g.Make(new Call(typeof(double), typeof(Math).GetMethod(name, [typeof(double)])!), argument);

    private Value Test(int depth) => random.Next(2) == 0
        ? g.Operator(ExpressionType.LessThan, typeof(bool), Pick(indices), Pick(indices))
        : g.Operator(ExpressionType.LessThan, typeof(bool), Number(Math.Min(1, depth - 1)), g.Number(0.31719, typeof(double)));

    private Value Count() => random.Next(4) == 0 ? g.Integer(2) : g.LengthOf(arrays[random.Next(2)]);

    private Value Sum(int depth)
    {
        using var region = Open(out var scope);
        var body = Number(depth - 1);
        scope.Leave();
        return region.Sum(body);
    }

    private Value Build(int depth)
    {
        using var region = Open(out var scope, g.LengthOf(arrays[0]));
        var body = Number(depth - 1);
        scope.Leave();
        return region.Build(body);
    }

    private Value Fold(int depth)
    {
        var seeds = new[] { Number(depth - 2), Number(1) };
        using var region = Open(out var scope);
        var states = System.Array.ConvertAll(seeds, region.State);
        numbers.AddRange(states);
        foreach (var state in states)
        {
            region.Next(state, Call(nameof(Math.Tanh), g.Add(state, Number(depth - 1))));
        }

        var body = random.Next(2) == 0 ? Number(depth - 2) : null;
        scope.Leave();
        return body is null ? g.Multiply(region.Final(states[0]), region.Final(states[1])) : g.Add(region.Sum(body), region.Final(states[0]));
    }

    private Value Scan(int depth)
    {
        var seed = Number(depth - 2);
        using var region = Open(out var scope, g.LengthOf(arrays[0]));
        var state = region.State(seed);
        numbers.Add(state);
        region.Next(state, Call(nameof(Math.Sin), Number(depth - 1)));
        scope.Leave();
        return region.Build(state);
    }

    private Value ArrayFold(int depth)
    {
        var seed = Array(depth - 2);
        using var region = Open(out var scope, g.Integer(2));
        var state = region.State(seed);
        arrays.Add(state);
        region.Next(state, Build(depth - 1));
        scope.Leave();
        return region.Final(state);
    }

    private Value While(int depth)
    {
        var seed = Number(depth - 2);
        using var region = Open(out var scope, g.Integer(Loop.Endless), descending: false);
        var (state, steps) = (region.State(seed), region.State(g.Integer(0)));
        region.Test = g.Operator(ExpressionType.LessThan, typeof(bool), steps, g.Integer(random.Next(4)));
        numbers.Add(state);
        indices.Remove(region.Index);
        region.Next(state, Call(nameof(Math.Sin), Number(depth - 1)));
        region.Next(steps, g.Operator(ExpressionType.Add, typeof(int), steps, g.Integer(1)));
        scope.Leave();
        return region.Final(state);
    }

    private Region Open(out Scope scope, Value? count = null, bool? descending = null)
    {
        scope = new Scope(this);
        var region = g.Open(count ?? Count(), descending ?? random.Next(5) == 0);
        indices.Add(region.Index);
        return region;
    }

    private T Pick<T>(List<T> from) => from[from.Count - 1 - (int)(from.Count * Math.Pow(random.NextDouble(), 1.5))];

    // What is known inside a loop only is forgotten at its end.
    private sealed class Scope(RandomLoops made)
    {
        private readonly (int Numbers, int Arrays, int Indices) before = (made.numbers.Count, made.arrays.Count, made.indices.Count);

        internal void Leave()
        {
            made.numbers.RemoveRange(before.Numbers, made.numbers.Count - before.Numbers);
            made.arrays.RemoveRange(before.Arrays, made.arrays.Count - before.Arrays);
            made.indices.RemoveRange(before.Indices, made.indices.Count - before.Indices);
        }
    }
}
