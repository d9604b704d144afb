using System.Linq.Expressions;
using ExprAD.Caching;
using Xunit;

namespace ExprAD.Tests.Caching;

public class BoundedCacheTests
{
    [Fact]
    public void A_value_is_made_once()
    {
        var cache = new BoundedCache<string, object>();
        var made = 0;
        var first = cache.GetOrAdd("a", _ => ++made);
        Assert.Same(first, cache.GetOrAdd("a", _ => ++made));
        Assert.Equal(1, made);
        Assert.True(cache.TryGet("a", out var found));
        Assert.Same(first, found);
        Assert.False(cache.TryGet("b", out _));
    }

    [Fact]
    public void The_factory_gets_the_key_and_the_state() =>
        Assert.Equal("ab", new BoundedCache<string, string>().GetOrAdd("a", "b", (key, state) => key + state));

    [Fact]
    public void Endless_distinct_keys_do_not_grow_the_cache()
    {
        var cache = new BoundedCache<int, int>(64);
        for (var key = 0; key < 100_000; key++)
        {
            Assert.Equal(-key, cache.GetOrAdd(key, k => -k));
            Assert.InRange(cache.Count, 1, 64);
        }

        Assert.Equal(64, Enumerable.Range(0, 100_000).Count(key => cache.TryGet(key, out _)));
    }

    [Fact]
    public void Evicted_values_can_be_collected()
    {
        var cache = new BoundedCache<int, object>(4);
        var watched = Fill(cache, 100);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(4, watched.Count(reference => reference.IsAlive));
        GC.KeepAlive(cache);
    }

    [Fact]
    public void What_is_used_stays()
    {
        var cache = new BoundedCache<int, int>(16);
        cache.GetOrAdd(-1, _ => 42);
        for (var key = 0; key < 1000; key++)
        {
            cache.GetOrAdd(key, k => k);
            Assert.True(cache.TryGet(-1, out _));
        }
    }

    [Fact]
    public void A_cache_of_one_entry_works()
    {
        var cache = new BoundedCache<int, int>(1);
        Assert.Equal(2, cache.GetOrAdd(1, _ => 2));
        Assert.Equal(3, cache.GetOrAdd(2, _ => 3));
        Assert.False(cache.TryGet(1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedCache<int, int>(0));
    }

    [Fact]
    public void A_factory_that_throws_stores_nothing()
    {
        var cache = new BoundedCache<int, int>();
        Assert.Throws<InvalidOperationException>(() => cache.GetOrAdd(1, _ => throw new InvalidOperationException()));
        Assert.Equal(0, cache.Count);
        Assert.Equal(5, cache.GetOrAdd(1, _ => 5));
    }

    [Fact]
    public void A_factory_may_use_the_cache()
    {
        var cache = new BoundedCache<int, int>();
        Assert.Equal(3, cache.GetOrAdd(1, _ => 1 + cache.GetOrAdd(2, _ => 2)));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Threads_that_meet_get_one_value()
    {
        var cache = new BoundedCache<int, object>();
        using var barrier = new Barrier(8);
        var values = new object[8];
        OnThreads(thread => values[thread] = cache.GetOrAdd(1, _ =>
        {
            barrier.SignalAndWait();
            return new object();
        }));
        Assert.Single(values.Distinct());
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void Eight_threads_hammering_never_see_a_foreign_value()
    {
        var cache = new BoundedCache<int, string>(50);
        OnThreads(thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 20_000; i++)
            {
                var key = random.Next(random.Next(2) == 0 ? 20 : 200);
                if (cache.GetOrAdd(key, k => $"{k}") is var value && int.Parse(value, null) != key)
                {
                    throw new InvalidOperationException($"{value} for {key}");
                }
            }
        });
        Assert.Equal(50, cache.Count);
    }

    [Fact]
    public void Eight_threads_with_closures_never_mix_up_captures()
    {
        var cache = new BoundedCache<StructuralKey, Delegate>();
        OnThreads(thread =>
        {
            for (var i = 0; i < 2000; i++)
            {
                double a = thread, b = i;
                Expression<Func<double, double>> f = x => a * x + b;
                var key = StructuralKey.Of(f, out var captures);
                var inner = cache.GetOrAdd(key, f, (_, lambda) => CaptureReader.Compile(lambda));
                if (Binding.Bind<Func<double, double>>(inner, captures)(2) != (2 * a) + b)
                {
                    throw new InvalidOperationException($"thread {thread}, call {i}");
                }
            }
        });
        Assert.Equal(1, cache.Count);
    }

    private static WeakReference[] Fill(BoundedCache<int, object> cache, int count) =>
        [.. Enumerable.Range(0, count).Select(key => new WeakReference(cache.GetOrAdd(key, _ => new object())))];

    private static void OnThreads(Action<int> work)
    {
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
    }

    /// <summary>f becomes (captures, x) => f with each captured object read from its slot.</summary>
    private sealed class CaptureReader(ParameterExpression slots) : ExpressionVisitor
    {
        internal static Delegate Compile(Expression<Func<double, double>> f)
        {
            var slots = Expression.Parameter(typeof(object[]));
            var body = new CaptureReader(slots).Visit(f.Body);
            return Expression.Lambda<Func<object[], double, double>>(body, slots, f.Parameters[0]).Compile();
        }

        protected override Expression VisitConstant(ConstantExpression node) => StructuralKey.IsLiteral(node.Value)
            ? node
            : Expression.Convert(Expression.ArrayIndex(slots, Expression.Constant(0)), node.Type);
    }
}
