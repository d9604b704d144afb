using ExprAD.Graphs;

namespace ExprAD.Passes;

/// <summary>
/// Arrays that a loop carries and writes to element by element: <c>a = (a with v at i)</c> becomes <c>a[i] = v</c> in the loop's own array, where whatever reads the
/// array as it was can be computed before.
/// </summary>
internal sealed class Overwrites(Schedule schedule)
{
    private readonly Dictionary<Place, Dictionary<int, HashSet<Value>>> arrays = [];
    private readonly Dictionary<(Value Set, Place Loop), List<(Value, Place)>> before = [];
    private Dictionary<Value, List<Value>>? users;

    /// <summary>Whether a loop writes to its own array, which is a state of the loop.</summary>
    internal bool Includes(Place loop, int state) => Of(loop).ContainsKey(state);

    /// <summary>Whether an array with an element changed, computed at a place, is the loop's own array.</summary>
    internal bool Includes(Value set, Place place) => VersionsOf(set, place) is not null;

    /// <summary>What must have been computed before an element is changed: what reads the array as it was, or the whole statement that this stands in.</summary>
    internal IReadOnlyList<(Value Value, Place Place)> Before(Value set, Place place) => before.TryGetValue((set, LoopOf(set, place)!), out var earlier) ? earlier : [];

    /// <summary>The same, wherever the elements are changed.</summary>
    internal IEnumerable<Value> Before(Value set) => schedule.Of(set).Where(place => Includes(set, place)).SelectMany(place => Before(set, place)).Select(earlier => earlier.Value);

    /// <summary>Whether a value is read from an array that is written to later, so that it needs a name.</summary>
    internal bool IsReadBefore(Value value, Place place) => value.Operation is Get && VersionsOf(value.Operands[0], place) is not null;

    private HashSet<Value>? VersionsOf(Value version, Place place) =>
        LoopOf(version, place) is { } loop && Of(loop).TryGetValue(((Parameter)First(version).Operation).Index - 1, out var versions) && versions.Contains(version) ? versions : null;

    private static Place? LoopOf(Value version, Place place) =>
        First(version) is { Operation: Parameter { Level: > 0, Index: > 0 } } first && place.Home(first.Levels) is { IsLoop: true } loop ? loop : null;

    // The state that a version begins with.
    private static Value First(Value version)
    {
        while (version.Operation is Set or If)
        {
            version = version.Operands[version.Operation is Set ? 0 : 1];
        }

        return version;
    }

    private Dictionary<int, HashSet<Value>> Of(Place loop)
    {
        if (!arrays.TryGetValue(loop, out var found))
        {
            arrays.Add(loop, found = []);
            var carry = loop.Carry!;
            for (var k = 0; k < carry.Seeds.Length; k++)
            {
                if (carry.Seeds[k].Type.IsArray && carry.Seeds[k].Type.GetElementType()!.IsPrimitive && Versions(carry, k) is { } versions && CanShare(loop, carry, k, versions))
                {
                    found.Add(k, versions);
                }
            }
        }

        return found;
    }

    // What the array becomes in a step: the state, with elements changed, perhaps under tests. Null if it becomes anything else.
    private static HashSet<Value>? Versions(Carry carry, int k)
    {
        var (versions, pending) = (new HashSet<Value>(), new Stack<Value>([carry.Nexts[k]]));
        while (pending.TryPop(out var version))
        {
            if (!versions.Add(version))
            {
                continue;
            }

            switch (version.Operation)
            {
                case Set:
                    pending.Push(version.Operands[0]);
                    break;
                case If:
                    pending.Push(version.Operands[1]);
                    pending.Push(version.Operands[2]);
                    break;
                case Parameter state when state.Index == k + 1 && state.Level == carry.Level:
                    break;
                default:
                    return null;
            }
        }

        return versions.Any(version => version.Operation is Set) ? versions : null;
    }

    private bool CanShare(Place loop, Carry carry, int k, HashSet<Value> versions)
    {
        foreach (var version in versions)
        {
            if (version.Operation is not Parameter && PlacesIn(loop, version).Count != 1)
            {
                return false;
            }

            if (!Users(loop, version).All(user => IsAllowed(user, version, carry, k, versions)) || (version.Operation is If && !IsChoice(loop, version)))
            {
                return false;
            }
        }

        foreach (var set in versions.Where(version => version.Operation is Set))
        {
            var place = PlacesIn(loop, set)[0];
            var below = Below(set.Operands[0]);
            var others = versions.Where(other => other != set && other.Operation is Set && below.Contains(other.Operands[0]) && !below.Contains(other));
            if (others.Any(other => !Below(other).Contains(set) && !AreApart(loop, other, place)) || Earlier(loop, set, place, below) is not { } earlier)
            {
                return false;
            }

            before[(set, loop)] = earlier;
        }

        return true;
    }

    // What reads the array before an element is changed; null if something needs the changed array first.
    private List<(Value, Place)>? Earlier(Place loop, Value set, Place place, HashSet<Value> below)
    {
        var earlier = new List<(Value, Place)>();
        foreach (var reader in below.SelectMany(version => Readers(loop, version)).Distinct())
        {
            foreach (var at in PlacesIn(loop, reader).Where(at => !AreApart(at, place)))
            {
                var around = at.Contains(place) ? [(reader, at)] : Around(reader, at, place);
                if (around.Count == 0 || around.Exists(pair => DependsOn(pair.Value, set)))
                {
                    return null;
                }

                earlier.AddRange(around);
            }
        }

        return earlier;
    }

    // The values at places around another one that need a value in their branches or steps.
    private List<(Value Value, Place Place)> Around(Value reader, Place at, Place place)
    {
        var (around, seen, pending) = (new List<(Value, Place)>(), new HashSet<Value> { reader }, new Stack<Value>([reader]));
        while (pending.TryPop(out var next))
        {
            foreach (var user in Users(next).Where(seen.Add))
            {
                var places = schedule.Of(user);
                var outer = places.Where(outer => outer.Contains(place) && outer.Contains(at)).ToList();
                around.AddRange(outer.Select(outer => (user, outer)));
                if (outer.Count < places.Count || places.Count == 0)
                {
                    pending.Push(user);
                }
            }
        }

        return around;
    }

    // Operands are older than their users.
    private static bool DependsOn(Value value, Value set)
    {
        var (seen, pending) = (new HashSet<Value> { value }, new Stack<Value>([value]));
        while (pending.TryPop(out var next))
        {
            if (next == set)
            {
                return true;
            }

            foreach (var operand in next.Operands.Where(operand => operand.Id >= set.Id && seen.Add(operand)))
            {
                pending.Push(operand);
            }
        }

        return false;
    }

    // Whether the elements that a choice has changed are changed in its branches only.
    private bool IsChoice(Place loop, Value choice)
    {
        var place = PlacesIn(loop, choice)[0];
        var (then, otherwise) = (Below(choice.Operands[1]), Below(choice.Operands[2]));
        return Array.TrueForAll([true, false], branch => (branch ? then : otherwise).Where(version => version.Operation is Set && !(branch ? otherwise : then).Contains(version))
            .All(set => PlacesIn(loop, set) is [var at] && place.Inside(choice.Operands[0], branch).Contains(at)));
    }

    private static bool IsAllowed(Value user, Value version, Carry carry, int k, HashSet<Value> versions) => user.Operation switch
    {
        Set or If => versions.Contains(user) && !user.Operands.Skip(user.Operation is Set ? 1 : 3).Contains(version),
        Get => user.Operands[0] == version,
        Length or Zero => true,
        Scatter => !user.Operands.Skip(1).Contains(version),
        Loop loop when user.Operands.Count(operand => operand == version) == 1 => version == carry.Nexts[k]
            ? loop.Level == carry.Level && loop.States > k && user.Operands[2 + loop.States + k] == version
            : loop.Kind == LoopKind.Sum && user.Operands[^1] == version,
        _ => false,
    };

    private IEnumerable<Value> Readers(Place loop, Value version) => Users(loop, version).Where(user => user.Operation is Get);

    // In the steps of a loop; of loops and of what is not computed by itself it is not known where.
    private IEnumerable<Value> Users(Place loop, Value value) =>
        Users(value).Where(user => user.Operation is Loop || schedule.Of(user).Count == 0 || schedule.Of(user).Any(loop.Contains));

    private List<Value> Users(Value value)
    {
        if (users is null)
        {
            users = [];
            foreach (var user in schedule.Values)
            {
                foreach (var operand in user.Operands.Distinct())
                {
                    (users.TryGetValue(operand, out var known) ? known : users[operand] = []).Add(user);
                }
            }
        }

        return users.GetValueOrDefault(value) ?? [];
    }

    private static HashSet<Value> Below(Value version)
    {
        var (below, pending) = (new HashSet<Value>(), new Stack<Value>([version]));
        while (pending.TryPop(out var next))
        {
            if (below.Add(next) && next.Operation is Set or If)
            {
                pending.Push(next.Operands[next.Operation is Set ? 0 : 1]);
                if (next.Operation is If)
                {
                    pending.Push(next.Operands[2]);
                }
            }
        }

        return below;
    }

    private List<Place> PlacesIn(Place loop, Value value) => [.. schedule.Of(value).Where(loop.Contains)];

    // Whether a value is computed only where a test comes out the other way.
    private bool AreApart(Place loop, Value value, Place place) => PlacesIn(loop, value).TrueForAll(other => AreApart(other, place));

    private static bool AreApart(Place other, Place place)
    {
        var common = Place.Common(place, other);
        return common != place && common != other && place.At(common.Depth + 1) is var a && other.At(common.Depth + 1) is var b && a.Test is not null && a.Test == b.Test && a.Branch != b.Branch;
    }
}
