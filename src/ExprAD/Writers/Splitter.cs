using System.Linq.Expressions;

namespace ExprAD.Writers;

/// <summary>
/// Long straight-line code becomes several methods of moderate length, because the JIT stops optimising long ones (measured: 0.5 ns
/// an operation at 1,000 operations, 3.4 at 5,000). Locals that several parts use live in frames that all parts share.
/// </summary>
internal static class Splitter
{
    /// <summary>The number of nodes above which code is split, and the size of the parts.</summary>
    private const int PartSize = 3000;

    internal static LambdaExpression Split(LambdaExpression lambda, AdBackend backend)
    {
        if (lambda.Body is not BlockExpression block || backend == AdBackend.Interpreted)
        {
            return lambda;
        }

        var sizes = block.Expressions.Select(NodeCount.Of).ToList();
        return sizes.Sum() <= PartSize * 3 / 2 ? lambda : new Work(lambda, block, sizes, backend).Result();
    }

    private sealed class Work(LambdaExpression lambda, BlockExpression block, List<int> sizes, AdBackend backend)
    {
        private readonly ParameterExpression reals = Expression.Variable(typeof(double[]), "reals");
        private readonly ParameterExpression objects = Expression.Variable(typeof(object[]), "objects");
        private readonly Dictionary<ParameterExpression, Expression> slots = [];
        private int realCount;
        private int objectCount;

        internal LambdaExpression Result()
        {
            var parts = Parts();
            var used = parts.ConvertAll(part => Locals.In(part, block.Variables));
            var last = parts.Count - 1;
            foreach (var shared in used.SelectMany((locals, i) => locals.Select(local => (local, i))).GroupBy(pair => pair.local).Where(g => g.Count() > 1))
            {
                slots.Add(shared.Key, Slot(shared.Key.Type));
            }

            ParameterExpression[] parameters = [.. lambda.Parameters, reals, objects];
            var statements = new List<Expression>
            {
                Expression.Assign(reals, Expression.Call(typeof(Frames), nameof(Frames.Rent), [typeof(double)], Expression.Constant(realCount))),
                Expression.Assign(objects, Expression.Call(typeof(Frames), nameof(Frames.Rent), [typeof(object)], Expression.Constant(objectCount))),
            };
            for (var i = 0; i < last; i++)
            {
                var part = Expression.Lambda(Expression.Block(typeof(void), Body(parts[i], used[i], stores: true)), parameters);
                statements.Add(Expression.Invoke(Expression.Constant(Compiler.Compile(part, backend)), parameters));
            }

            var result = Expression.Variable(block.Type, "result");
            var final = Expression.Lambda(Body(parts[last], used[last], stores: false), parameters);
            statements.Add(Expression.Assign(result, Expression.Invoke(Expression.Constant(Compiler.Compile(final, backend)), parameters)));
            statements.Add(Expression.Call(typeof(Frames), nameof(Frames.Return), [typeof(double)], reals, Expression.Constant(false)));
            statements.Add(Expression.Call(typeof(Frames), nameof(Frames.Return), [typeof(object)], objects, Expression.Constant(true)));
            statements.Add(result);
            return Expression.Lambda(lambda.Type, Expression.Block([reals, objects, result], statements), lambda.Parameters);
        }

        private List<List<Expression>> Parts()
        {
            var parts = new List<List<Expression>> { new() };
            var size = 0;
            for (var i = 0; i < block.Expressions.Count; i++)
            {
                if (size + sizes[i] > PartSize && parts[^1].Count > 0)
                {
                    parts.Add([]);
                    size = 0;
                }

                parts[^1].Add(block.Expressions[i]);
                size += sizes[i];
            }

            return parts;
        }

        // Shared locals are loaded at the start of a part and stored where the part assigns them.
        private BlockExpression Body(List<Expression> part, HashSet<ParameterExpression> locals, bool stores)
        {
            var assigned = new HashSet<ParameterExpression>();
            var body = new List<Expression>();
            foreach (var statement in part)
            {
                body.Add(statement);
                foreach (var local in Locals.AssignedIn(statement).Where(slots.ContainsKey))
                {
                    assigned.Add(local);
                    if (stores)
                    {
                        body.Add(Expression.Assign(slots[local], Stored(local)));
                    }
                }
            }

            var loads = locals.Where(local => slots.ContainsKey(local) && (!assigned.Contains(local) || IsRead(part, local)))
                .Select(local => (Expression)Expression.Assign(local, Loaded(slots[local], local.Type)));
            return Expression.Block(part[^1].Type == typeof(void) || stores ? typeof(void) : part[^1].Type, locals, loads.Concat(body));
        }

        // Assigned in a part before anything reads it there: nothing to load.
        private static bool IsRead(List<Expression> part, ParameterExpression local) =>
            part.First(statement => Locals.Mentions(statement, local)) is not BinaryExpression { NodeType: ExpressionType.Assign } first || first.Left != local;

        private Expression Slot(Type type) => IsNumber(type)
            ? Expression.ArrayAccess(reals, Expression.Constant(realCount++))
            : Expression.ArrayAccess(objects, Expression.Constant(objectCount++));

        private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(int);

        private static Expression Stored(ParameterExpression local) =>
            local.Type == typeof(double) ? local : Expression.Convert(local, IsNumber(local.Type) ? typeof(double) : typeof(object));

        private static Expression Loaded(Expression slot, Type type) =>
            slot.Type == type ? slot
            : slot.Type == typeof(object) && type.IsValueType
                ? Expression.Call(typeof(Locals), nameof(Locals.Unboxed), [type], slot)
                : Expression.Convert(slot, type);
    }
}
