using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Writers;

/// <summary>If statements, and arrays filled by statements.</summary>
internal sealed partial class TreeWriter
{
    // y = t ? a : b; z = t ? c : d  becomes  if (t) { y = a; z = c; } else { y = b; z = d; }
    private void WriteChoice(Body body, Value choice)
    {
        var test = choice.Operands[0];
        var group = Group(body, choice);
        Complete(body, group.SelectMany(member => Outside(body, member)));
        group = [.. group.Where(member => !body.Done.Contains(member))];
        body.Done.UnionWith(group);
        var (then, otherwise) = (BodyAt(body.Place.Inside(test, true)), BodyAt(body.Place.Inside(test, false)));
        var locals = group.Select(member => Expression.Variable(member.Type, names.For(member))).ToList();
        var (thenBlock, elseBlock) = (Branch(body, then, group, locals, 1), Branch(body, otherwise, group, locals, 2));
        body.Variables.AddRange(locals);
        body.Statements.Add(Expression.IfThenElse(At(test, body.Place), thenBlock, elseBlock));
        for (var i = 0; i < group.Count; i++)
        {
            written[(group[i], body.Place)] = locals[i];
            sizes[(group[i], body.Place)] = 1;
        }
    }

    // A branch may be written in parts, when a later statement with the same test needs more of it; what the parts share is
    // declared outside.
    private BlockExpression Branch(Body outer, Body branch, List<Value> group, List<ParameterExpression> locals, int arm)
    {
        var (statements, from) = (branch.Statements, branch.Variables.Count);
        branch.Statements = [];
        Complete(branch, group.Select(member => member.Operands[arm]));
        for (var i = 0; i < group.Count; i++)
        {
            branch.Statements.Add(Expression.Assign(locals[i], At(group[i].Operands[arm], branch.Place)));
        }

        var remaining = branch.Values.Exists(value => !branch.Done.Contains(value));
        var variables = branch.Variables[from..];
        if (remaining || statements.Count > 0)
        {
            outer.Variables.AddRange(variables);
            variables = [];
        }

        var block = Expression.Block(typeof(void), variables, branch.Statements);
        branch.Statements = [.. statements, block];
        return block;
    }

    // The conditionals of this body with the same test that can be decided together with this one: none of what they need has to
    // wait for it.
    private List<Value> Group(Body body, Value choice)
    {
        var group = new List<Value> { choice };
        foreach (var other in body.Choices[choice.Operands[0]])
        {
            if (other.Id > choice.Id && !body.Done.Contains(other) && !body.Waiting.Contains(other) && !DependsOn(body, other, group))
            {
                group.Add(other);
            }
        }

        body.Waiting.UnionWith(group);
        return group;
    }

    private bool DependsOn(Body body, Value value, List<Value> group)
    {
        var cone = Cone(body, Outside(body, value));
        return cone.Exists(needed => group.Contains(needed) || body.Waiting.Contains(needed));
    }

    // What a conditional needs from this body: its test, and what its branches use of it.
    private List<Value> Outside(Body body, Value choice)
    {
        var outside = new List<Value> { choice.Operands[0] };
        var seen = new HashSet<(Value, Place)>();
        var pending = new Stack<(Value, Place)>(Schedule.Needs(choice, body.Place).Skip(1));
        while (pending.TryPop(out var next))
        {
            var (value, at) = next;
            if (Schedule.IsLeaf(value))
            {
                continue;
            }

            var own = schedule.Visible(value, at);
            if (own == body.Place)
            {
                outside.Add(value);
            }
            else if (body.Place.Contains(own) && seen.Add((value, own)) && !BodyAt(own).Done.Contains(value))
            {
                foreach (var need in Schedule.Needs(value, own))
                {
                    pending.Push(need);
                }
            }
        }

        return outside;
    }

    private void WriteScatter(Body body, Value value, Scatter scatter)
    {
        var place = body.Place;
        var like = At(value.Operands[0], place);
        var element = Kinds.Element(value.Type)!;
        var type = value.Type.IsArray ? value.Type : typeof(List<>).MakeGenericType(element);
        var created = destinations.TryGetValue(value, out var destination) ? destination
            : value.Type == typeof(double[]) || value.Type == typeof(float[]) ? Expression.NewArrayBounds(element, Expression.ArrayLength(like))
            : Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Zero), [value.Type], like);
        var local = Expression.Variable(type, names.For(value));
        body.Variables.Add(local);
        body.Statements.Add(Expression.Assign(local, type == created.Type ? created : Expression.Convert(created, type)));
        var entries = scatter.Entries(value).ToList();
        var distinct = entries.TrueForAll(e => e.Test.Operation is Literal && e.At.All(index => index.Operation is Literal))
            && entries.Select(e => string.Join(',', e.At.Select(index => index.Data))).Distinct().Count() == entries.Count;
        foreach (var entry in entries)
        {
            WriteEntry(body, local, entry, element, distinct && Kinds.IsReal(element));
        }

        written[(value, place)] = type == value.Type ? local : Expression.Convert(local, value.Type);
        sizes[(value, place)] = 1;
    }

    // g[k] = v where nothing else is added at k; g[k] = g[k] + v otherwise; inside if (test) where there is one.
    private void WriteEntry(Body body, Expression array, Entry entry, Type element, bool isOnly)
    {
        var inside = entry.Test.Operation is Literal ? body : BodyAt(body.Place.Inside(entry.Test, true));
        var before = inside.Statements;
        if (inside != body)
        {
            inside.Statements = [];
            Complete(inside, entry.At.Append(entry.Added));
        }

        var target = Express.Place(array, entry.At.Select(index => At(index, inside.Place)));
        var added = At(entry.Added, inside.Place);
        var sum = isOnly ? added
            : Kinds.IsReal(element) ? Expression.Add(target, added)
            : (Expression)Expression.Call(typeof(VectorSpace), nameof(VectorSpace.Add), [element], target, added);
        inside.Statements.Add(Expression.Assign(target, sum));
        if (inside != body)
        {
            body.Variables.AddRange(inside.Variables.Except(body.Variables));
            body.Statements.Add(Expression.IfThen(At(entry.Test, body.Place), Expression.Block(typeof(void), inside.Statements)));
            inside.Statements = [.. before, .. inside.Statements];
        }
    }

    // The array with one element changed: in place where nobody else sees the array it comes from, in a copy otherwise.
    private void WriteSet(Body body, Value value)
    {
        var place = body.Place;
        var container = value.Operands[0];
        var from = At(container, place);
        var isOwn = container.Operation is Graphs.NewArray or Allocate or Set or Scatter or Zero && schedule.Uses(container) == 1
            && schedule.Of(container) is [var made] && made == place;
        if (!isOwn || from is not ParameterExpression)
        {
            var copy = isOwn ? from : Expression.Convert(Expression.Call(from, typeof(Array).GetMethod(nameof(Array.Clone))!), value.Type);
            var local = Expression.Variable(value.Type, names.For(value));
            body.Variables.Add(local);
            body.Statements.Add(Expression.Assign(local, copy));
            from = local;
        }

        var at = value.Operands[1..^1].Select(index => At(index, place));
        body.Statements.Add(Expression.Assign(Express.Place(from, at), At(value.Operands[^1], place)));
        written[(value, place)] = from;
        sizes[(value, place)] = 1;
    }
}
