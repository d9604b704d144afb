using ExprAD.Derivatives;
using ExprAD.Graphs;
using ExprAD.Tables;

namespace ExprAD.Sparsity;

/// <summary>
/// Which elements of the point a value depends on, as far as a derivative flows: the index expressions of what is read, with the loops and tests around them. What
/// cannot be followed depends on every element.
/// </summary>
internal sealed class Dependence(Graph g, Value point)
{
    private readonly Dictionary<Value, bool> isOfPoint = [];
    private readonly Calculus calculus = new(g);

    /// <summary>The reads of a value, seen from its home scope.</summary>
    internal HashSet<Read> Of(Value value, Scope from)
    {
        var home = from.Home(value);
        if (!home.Reads.TryGetValue(value, out var reads))
        {
            home.Reads[value] = reads = DeepStack.Call(() => Find(value, home));
        }

        return reads;
    }

    /// <summary>A test as a step, if its outcome depends on lengths, indices and data only; null if both outcomes are to be expected.</summary>
    internal Value? Known(Value test, Scope scope) => IsOfPoint(test) || scope.Closed(g, test) is not { } closed ? null : closed;

    private HashSet<Read> Find(Value value, Scope scope)
    {
        var a = value.Operands;
        if (value == point)
        {
            return [Read.Everything];
        }

        if (!Kinds.IsActive(value.Type) && value.Operation is not Construct)
        {
            return [];
        }

        switch (value.Operation)
        {
            case Literal or Zero or Capture or Allocate or Parameter { Level: 0 }:
                return [];
            case Parameter:
                return States(scope);
            case Get when a[0] == point:
                return [new Read(scope.Closed(g, a[1]), null)];
            case Get when a[0].Type.IsArray && a[0].Type.GetArrayRank() == 1:
                return Element(a[0], a[1], scope);
            case If:
                return [.. Under(a[0], true, Of(a[1], scope), scope), .. Under(a[0], false, Of(a[2], scope), scope)];
            case Ensure or Member:
                return a.Length == 0 ? [] : Of(a[0], scope);
            case Scatter scatter:
                return [.. scatter.Entries(value).SelectMany(entry => Under(entry.Test, true, Of(entry.Added, scope), scope))];
            case Set:
                return [.. Of(a[0], scope), .. Of(a[^1], scope)];
            case Loop loop:
                return OfLoop(value, loop, scope);
            case Call call when RuleTable.Find(call.Method) is { } rule:
                return [.. a.Where((_, i) => !rule.IsConstantIn(i)).SelectMany(operand => Of(operand, scope))];
            case Call { Method.DeclaringType: var type } when type == typeof(Ad):
                return [];
            default:
                return [.. a.SelectMany(operand => Of(operand, scope))];
        }
    }

    private HashSet<Read> OfLoop(Value value, Loop loop, Scope scope)
    {
        var inside = scope.Inside(g, value, loop);
        if (loop.Kind == LoopKind.State)
        {
            return States(inside);
        }

        return loop.Kind is LoopKind.Sum or LoopKind.Build ? Around(inside, Of(loop.Body(value), inside), inside.Variable!) : [];
    }

    // What any state depends on in any step; while that is being found, states depend on nothing else.
    private HashSet<Read> States(Scope scope)
    {
        if (scope.States is { } known)
        {
            return known;
        }

        scope.States = [];
        var carry = scope.Carry!;
        HashSet<Read> reads = [.. carry.Seeds.SelectMany(seed => Of(seed, scope.Outer!)), .. carry.Nexts.SelectMany(next => Of(next, scope))];
        scope.Forget();
        return scope.States = Around(scope, reads, g.Fresh(typeof(int), "i"));
    }

    // In every step: a loop around what depends on its variable.
    private HashSet<Read> Around(Scope scope, HashSet<Read> reads, Value variable) => [.. reads.Select(read =>
        !DependsOn(read, scope.Variable!) ? read
        : scope.Count is null ? Read.Everything
        : Inside(new Step(variable, scope.Count, true, null), Renamed(read, scope.Variable!, variable)))];

    private static Read Inside(Step step, Read read) => read with { Steps = step with { Next = read.Steps } };

    // A step that binds the variable again hides it from what is inside.
    private Read Renamed(Read read, Value from, Value to)
    {
        if (from == to)
        {
            return read;
        }

        var names = new Dictionary<Value, Value> { [from] = to };
        var isHidden = false;
        var steps = Steps(read.Steps);
        return new Read(read.Index is null || isHidden ? read.Index : g.Substitute(names, read.Index)[0], steps);

        Step? Steps(Step? step)
        {
            if (step is null || isHidden)
            {
                return step;
            }

            isHidden = step.Variable == from;
            return new Step(step.Variable, g.Substitute(names, step.Value)[0], step.Outcome, Steps(step.Next));
        }
    }

    private HashSet<Read> Under(Value test, bool outcome, HashSet<Read> reads, Scope scope) =>
        test.Data is bool constant ? constant == outcome ? reads : []
        : Known(test, scope) is { } known ? [.. reads.Select(read => read == Read.Everything ? read : Inside(new Step(null, known, outcome, null), read))]
        : reads;

    private HashSet<Read> Element(Value array, Value index, Scope scope)
    {
        var a = array.Operands;
        switch (array.Operation)
        {
            case NewArray when index.Data is int i && i >= 0 && i < a.Length:
                return Of(a[i], scope);
            case If:
                return [.. Under(a[0], true, Element(a[1], index, scope), scope), .. Under(a[0], false, Element(a[2], index, scope), scope)];
            case Ensure:
                return Element(a[0], index, scope);
            case Loop { Kind: LoopKind.Build, States: 0 } loop when loop.CarryOf(array).IsCounted:
                var at = new Dictionary<Value, Value> { [Loops.IndexAt(g, loop.Level)] = index };
                return Of(g.Substitute(at, loop.Body(array))[0], scope);
            default:
                return Of(array, scope);
        }
    }

    private static bool DependsOn(Read read, Value variable)
    {
        for (var step = read.Steps; step is not null; step = step.Next)
        {
            if (Mentions(step.Value, variable))
            {
                return true;
            }

            if (step.Variable == variable)
            {
                return false;
            }
        }

        return read.Index is { } index && Mentions(index, variable);
    }

    private static bool Mentions(Value value, Value variable) => value == variable || (value.Operands.Length > 0 && Order.Ascending(value).Contains(variable));

    private bool IsOfPoint(Value value)
    {
        if (!isOfPoint.TryGetValue(value, out var found))
        {
            found = value == point || (value.Operation is not Length && DeepStack.Call(() => Array.Exists(value.Operands, IsOfPoint)));
            isOfPoint.Add(value, found);
        }

        return found;
    }
}
