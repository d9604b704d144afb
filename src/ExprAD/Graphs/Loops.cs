namespace ExprAD.Graphs;

/// <summary>Makes loops canonical, and knows when one is not needed.</summary>
internal static class Loops
{
    internal static Value IndexAt(Graph g, int level) => g.Intern(new Parameter(typeof(int), level, 0, NameAt(level)));

    internal static Value StateAt(Graph g, int level, int number, Type type) => g.Intern(new Parameter(type, level, number + 1, "state"));

    /// <summary>Adds the replacements that move the parameters of a region to another level.</summary>
    internal static void Move(Graph g, Carry carry, int level, Dictionary<Value, Value> replacements)
    {
        replacements[IndexAt(g, carry.Level)] = IndexAt(g, level);
        for (var k = 0; k < carry.Seeds.Length; k++)
        {
            replacements[StateAt(g, carry.Level, k, carry.Seeds[k].Type)] = StateAt(g, level, k, carry.Seeds[k].Type);
        }
    }

    /// <summary>A loop of a kind with a carry; operands of the kind follow.</summary>
    internal static Value Of(Graph g, LoopKind kind, Type type, Carry carry, int which, params ReadOnlySpan<Value> own) => g.Make(
        new Loop(type, kind, carry.Level, carry.Seeds.Length, carry.IsDescending, which),
        [carry.Count, carry.Test, .. carry.Seeds, .. carry.Nexts, .. own]);

    internal static Value State(Graph g, Carry carry, int which) => Of(g, LoopKind.State, carry.Seeds[which].Type, carry, which);

    internal static Value Steps(Graph g, Carry carry) => Of(g, LoopKind.Steps, typeof(int), carry, 0);

    internal static Value Build(Graph g, Carry carry, Value body) => Of(g, LoopKind.Build, body.Type.MakeArrayType(), carry, 0, body);

    /// <summary>The sum of a body of any shape. Objects are summed member by member; the outer value has the shape of the body.</summary>
    internal static Value Sum(Graph g, Carry carry, Value body, Value? like)
    {
        if (body.IsZero)
        {
            return Kinds.IsReal(body.Type) ? body : g.Zero(like!);
        }

        if (Kinds.IsReal(body.Type))
        {
            return Of(g, LoopKind.Sum, body.Type, carry, 0, body);
        }

        return Kinds.Of(body.Type) == Kind.Structure && Shape.Of(body.Type) is { } shape
            ? g.Make(new Construct(body.Type, shape), Array.ConvertAll(shape.Members, member => Kinds.IsActive(Shape.TypeOf(member))
                ? Sum(g, carry, g.MemberOf(body, member), g.MemberOf(like!, member))
                : g.MemberOf(like!, member)))
            : Of(g, LoopKind.Sum, body.Type, carry, 0, body, like!);
    }

    /// <summary>What a loop is without being one, or at the level where it belongs; null if it is as it should be.</summary>
    internal static Value? Simplify(Graph g, Loop loop, Value[] a)
    {
        if (loop.Kind == LoopKind.State && (a[0].Data is int and <= 0 || a[2 + loop.States + loop.Which] == StateAt(g, loop.Level, loop.Which, loop.Type)))
        {
            return a[2 + loop.Which];
        }

        if (a[0].Data is int and <= 0 && OfNoSteps(g, loop, a) is { } nothing)
        {
            return nothing;
        }

        var needed = Needed(loop, a);
        if (needed < loop.States)
        {
            return g.Make(loop with { States = needed }, [
                .. a[..(2 + needed)], .. a[(2 + loop.States)..(2 + loop.States + needed)], .. a[loop.First..]]);
        }

        return AtItsLevel(g, loop, a) ?? Fused(g, loop, a) ?? (loop.Kind == LoopKind.Sum ? OfSum(g, loop, a) : null);
    }

    private static string NameAt(int level) => level <= 6 ? ((char)('h' + level)).ToString() : "index";

    private static Value? OfNoSteps(Graph g, Loop loop, Value[] a) => loop.Kind switch
    {
        LoopKind.Steps => g.Integer(0),
        LoopKind.Sum => Kinds.IsReal(loop.Type) ? g.Number(0, loop.Type) : g.Zero(a[^1]),
        LoopKind.Build or LoopKind.Collect => g.Make(new NewArray(loop.Type)),
        _ => null,
    };

    /// <summary>The numbers of the states that a loop's result depends on, by way of others and of the test, too.</summary>
    internal static SortedSet<int> StatesOf(Loop loop, Value[] a)
    {
        var needed = new SortedSet<int>();
        if (loop.States == 0)
        {
            return needed;
        }

        var pending = new Stack<Value>([a[1]]);
        for (var i = loop.First; i < a.Length; i++)
        {
            if (loop.IsInside(i))
            {
                pending.Push(a[i]);
            }
        }

        if (loop.Kind == LoopKind.State)
        {
            needed.Add(loop.Which);
            pending.Push(a[2 + loop.States + loop.Which]);
        }

        AddStates(loop, a, needed, pending);
        return needed;
    }

    private static void AddStates(Loop loop, Value[] a, SortedSet<int> needed, Stack<Value> pending)
    {
        var seen = new HashSet<Value>();
        while (pending.TryPop(out var value))
        {
            if ((value.Levels & loop.Bit) == 0 || !seen.Add(value))
            {
                continue;
            }

            if (value.Operation is Parameter { Index: > 0 } state && state.Level == loop.Level && needed.Add(state.Index - 1))
            {
                pending.Push(a[2 + loop.States + state.Index - 1]);
            }

            foreach (var input in value.Inputs)
            {
                pending.Push(input);
            }
        }
    }

    // States after the last one that the result or the test depends on are not carried; those before keep their numbers, and what they depend on.
    private static int Needed(Loop loop, Value[] a)
    {
        var needed = StatesOf(loop, a);
        for (var k = 0; needed.Count > 0 && k <= needed.Max; k++)
        {
            if (needed.Add(k))
            {
                AddStates(loop, a, needed, new Stack<Value>([a[2 + loop.States + k]]));
            }
        }

        return needed.Count == 0 ? 0 : needed.Max + 1;
    }

    private static Value? AtItsLevel(Graph g, Loop loop, Value[] a)
    {
        var others = 0UL;
        for (var i = 0; i < a.Length; i++)
        {
            others |= loop.IsInside(i) ? a[i].Levels & ~loop.Bit : a[i].Levels;
        }

        var level = Loop.Highest(others) + 1;
        if (level == loop.Level)
        {
            return null;
        }

        var moves = new Dictionary<Value, Value>();
        Move(g, new Carry(loop.Level, a[0], a[1], a[2..(2 + loop.States)], [], loop.IsDescending), level, moves);
        return g.Make(loop with { Level = level }, Replaced(g, loop, a, moves));
    }

    // The element at the loop's own index of an array that has been made step by step as this loop runs is what its step gives: the array is not needed
    // for that, and loops that can run together compute it once. A deeper loop reads the array: it would compute the element again and again.
    private static Value? Fused(Graph g, Loop loop, Value[] a)
    {
        var index = IndexAt(g, loop.Level);
        var elements = new Dictionary<Value, Value>();
        foreach (var value in InRegion(loop, a))
        {
            if (value.Operation is Get && value.Operands is [{ Operation: Loop { Kind: LoopKind.Build, States: 0 } build } array, var at] && at == index
                && build.Level == loop.Level && array.Operands[0] == a[0] && array.Operands[1].Data is true)
            {
                elements.Add(value, build.Body(array));
            }
        }

        return elements.Count == 0 ? null : g.Make(loop, Replaced(g, loop, a, elements));
    }

    private static Value[] Replaced(Graph g, Loop loop, Value[] a, Dictionary<Value, Value> replacements)
    {
        var replacing = new Substitution(g, replacements);
        var operands = new Value[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            operands[i] = loop.IsInside(i) ? replacing.Of(a[i])[0] : a[i];
        }

        return operands;
    }

    // What depends on the parameters of the region, without what stands inside of further loops only.
    private static HashSet<Value> InRegion(Loop loop, Value[] a)
    {
        var found = new HashSet<Value>();
        var pending = new Stack<Value>(a.Where((_, i) => loop.IsInside(i)));
        while (pending.TryPop(out var value))
        {
            if ((value.Levels & loop.Bit) != 0 && found.Add(value))
            {
                foreach (var input in value.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        return found;
    }

    private static Value? OfSum(Graph g, Loop loop, Value[] a)
    {
        var body = a[loop.First];
        if (body.IsZero)
        {
            return Kinds.IsReal(loop.Type) ? body : g.Zero(a[^1]);
        }

        if (a[1].Data is not true)
        {
            return null;
        }

        // Sum of what is the same in every step: n times that, if there is a step; 0 is no factor of what is not finite.
        if (Kinds.IsReal(loop.Type) && (body.Levels & loop.Bit) == 0 && !Identities.IsStrict(g) && body.Operation is not Ensure)
        {
            var product = g.Multiply(g.Cast(a[0], loop.Type), body);
            return a[0].Data is int ? product
                : g.If(g.Operator(System.Linq.Expressions.ExpressionType.GreaterThan, typeof(bool), a[0], g.Integer(0)), product, g.Number(0, loop.Type));
        }

        // Each element of an array is added to once: the array of what is added.
        return body.Operation is Scatter { Rank: 1 } scatter && scatter.Entries(body).ToList() is [var entry]
            && entry.Test.Data is true && entry.At[0] == IndexAt(g, loop.Level) && body.Operands[0] == a[^1]
            && loop.Type.IsArray && g.LengthOf(a[^1]) == a[0] && Kinds.Element(loop.Type) == entry.Added.Type
            ? Of(g, LoopKind.Build, loop.Type, loop.CarryOf(g.Intern(loop, a)), 0, entry.Added)
            : null;
    }
}
