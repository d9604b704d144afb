using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Xunit;

namespace ExprAD.Tests.Contract;

/// <summary>
/// Equal lambdas are compiled once and keep their own captures. Compilation is observed by what it allocates: a compiled
/// derivative costs tens of kilobytes, one that is found costs its tree and a delegate.
/// </summary>
[Collection(nameof(CacheTests))]
public class CacheTests
{
    private const int Found = 10_000;

    private static readonly AdBackend[] Backends = Enum.GetValues<AdBackend>();

    [Fact]
    public void An_equal_lambda_without_captures_gives_the_same_delegate()
    {
        Assert.Same(Make(), Make());
        Assert.Same(Ad.Grad(x => x * Math.Cos(x) * 17), Ad.Grad(other => other * Math.Cos(other) * 17));

        static Func<double, double> Make() => Ad.Grad(x => x * Math.Sin(x) * 17);
    }

    [Fact]
    public void Lambdas_that_differ_do_not_share_a_delegate()
    {
        var made = new[]
        {
            Ad.Grad(x => x * 2), Ad.Grad(x => x * 3), Ad.Grad(x => 2 / x), Ad.Grad(x => x * Math.Sin(2)), Ad.Grad(x => x * -0.0), Ad.Grad(x => x * 0.0),
        };
        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.Equal([2.0, 3.0, -2.0, Math.Sin(2), -0.0, 0.0], made.Select(f => f(1)));
    }

    [Fact]
    public void Options_and_orders_are_part_of_the_key()
    {
        Expression<Func<double, double>> f = x => x * x * x * 23;
        var made = new[]
        {
            Ad.Grad(f), Ad.Grad(f, new AdOptions { Mode = AdMode.Reverse }), Ad.Grad(f, new AdOptions { Backend = AdBackend.System }),
            Ad.Grad(f, new AdOptions { Arithmetic = AdArithmetic.Strict }), Ad.Derivative(f, 2), Ad.Derivative(f, 3),
        };
        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.Same(made[4], Ad.Derivative(y => y * y * y * 23, 2));
        Assert.Equal([69.0, 69, 69, 69, 138, 138], made.Select(d => d(1)));
    }

    [Fact]
    public void Another_instance_of_a_closure_compiles_nothing()
    {
        foreach (var backend in Backends)
        {
            var options = new AdOptions { Backend = backend };
            Make(1, options);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var f = Make(2, options);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Found);
            Assert.Equal(2 * Math.Cos(0), f(0));
        }

        static Func<double, double> Make(double a, AdOptions options) => Ad.Grad(x => a * Math.Sin(x) * Math.Exp(a - a), options);
    }

    [Fact]
    public void Other_names_of_parameters_compile_nothing()
    {
        var a = 2.0;
        Ad.Grad(x => a * Math.Sinh(x) * 31);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var f = Ad.Grad(time => a * Math.Sinh(time) * 31);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Found);
        Assert.Equal(62 * Math.Cosh(0), f(0));
    }

    [Fact]
    public void A_lambda_that_differs_does_compile()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ad.Grad(x => Math.Tanh(x) * 33.5);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Found + 1, long.MaxValue);
    }

    [Fact]
    public void Captures_of_equal_lambdas_are_never_mixed_up()
    {
        foreach (var backend in Backends)
        {
            var options = new AdOptions { Backend = backend };
            var made = Enumerable.Range(0, 200).Select(i => Make(i, [i + 0.5], options)).ToList();
            for (var i = made.Count - 1; i >= 0; i--)
            {
                Assert.Equal((i * 3) + i + 0.5, made[i](3, new double[1]));
            }
        }

        static Func<double, double[], double> Make(double a, double[] data, AdOptions options) =>
            Ad.GradFirst((double x, double[] y) => (x * x * a / 2) + (x * data[0]) + y[0], options);
    }

    [Fact]
    public void The_same_capture_twice_is_not_two_captures()
    {
        var (a, b) = (2.0, 3.0);
        var twice = Ad.Grad(x => x * a * a);
        var both = Ad.Grad(x => x * a * b);
        Assert.Equal((4, 6), (twice(1), both(1)));
        (a, b) = (5, 7);
        Assert.Equal((25, 35), (twice(1), both(1)));
    }

    [Fact]
    public void Captured_expressions_of_other_shape_are_other_functions()
    {
        Assert.Equal((6, 27), (Make(y => y * y)(3), Make(y => y * y * y)(3)));

        static Func<double, double> Make(Expression<Func<double, double>> f) => Ad.Grad(x => f.Invoke(x) + (0 * 37));
    }

    [Fact]
    public void Equal_calls_leave_nothing_behind()
    {
        // A capture per call, so that every delegate is a new one; none may be kept, nor the lambda that it was made from.
        var made = Calls(300);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The compiler of the first one may still have its tree on its stack or in its pools.
        Assert.InRange(made.Count(reference => reference.IsAlive), 0, 2);

        static List<WeakReference> Calls(int count)
        {
            var made = new List<WeakReference>();
            for (var i = 0; i < count; i++)
            {
                Call(i, made);
            }

            return made;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Call(double a, List<WeakReference> made)
        {
            Expression<Func<double, double>> f = x => a * Math.Sin(x) * 41 / 41;
            var derivative = Ad.Grad(f);
            Assert.Equal(a, derivative(0));
            made.Add(new WeakReference(f));
            made.Add(new WeakReference(derivative));
        }
    }

    [Fact]
    public void Derivatives_that_nobody_holds_are_collected()
    {
        var dead = Make();
        for (var i = 0; i < 3 && dead.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(dead.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Make()
        {
            var data = new double[] { 3 };
            var f = Ad.Grad(x => x * data[0] * 43);
            Assert.Equal(129, f(1));
            return new WeakReference(data);
        }
    }

    [Fact]
    public void Many_threads_make_and_call_derivatives_at_once()
    {
        const int threads = 32;
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var start = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(t => new Thread(() => Work(t, start, failures))).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        Assert.Empty(failures);
    }

    // Equal lambdas with captures of its own, and lambdas that only one, or a few, of the threads make.
    private static void Work(int thread, Barrier start, System.Collections.Concurrent.ConcurrentQueue<string> failures)
    {
        try
        {
            var f = Expression.Parameter(typeof(double), "x");
            start.SignalAndWait();
            for (var i = 0; i < 60; i++)
            {
                double a = (thread * 1000) + i;
                var equal = Ad.Grad(x => a * x * x * 47);
                double own = i % 20;
                var different = Ad.Grad(Expression.Lambda<Func<double, double>>(
                    Expression.Multiply(Expression.Multiply(f, f), Expression.Constant(own + (i < 30 ? 0 : 1000 * thread))), f));
                var into = new double[2];
                var value = Ad.GradInto(v => v[0] * v[1] * a)([2, 3], into);
                if (equal(1) != 94 * a || different(1) != 2 * (own + (i < 30 ? 0 : 1000 * thread)) || value != 6 * a || into[0] != 3 * a || into[1] != 2 * a)
                {
                    failures.Enqueue($"thread {thread}, step {i}");
                }
            }
        }
        catch (Exception e)
        {
            failures.Enqueue($"thread {thread}: {e}");
        }
    }

    [Fact]
    public void One_delegate_is_called_from_many_threads()
    {
        foreach (var options in Everywhere.Options)
        {
            var f = Ad.Grad((double[] v) => Math.Sin(v[0]) * v[1] * v[1], options);
            var wrong = 0;
            Parallel.For(0, 2_000, i =>
            {
                var g = f([i, 2]);
                if (Math.Abs(g[0] - (4 * Math.Cos(i))) > 1e-14 || Math.Abs(g[1] - (4 * Math.Sin(i))) > 1e-14)
                {
                    Interlocked.Increment(ref wrong);
                }
            });
            Assert.Equal(0, wrong);
        }
    }
}
