using ExprAD.Caching;
using Xunit;

namespace ExprAD.Tests.Caching;

public class BindingTests
{
    private static readonly object[] Captures = ["!"];

    private delegate string Named(int a, string b);

    private delegate string ByReference(ref int a);

    private delegate string ReferenceAfterCaptures(object[] captures, ref int a);

    [Fact]
    public void Functions_of_no_argument_are_bound() =>
        Assert.Equal("!", Binding.Bind<Func<string>>(new Func<object[], string>(c => $"{c[0]}"), Captures)());

    [Fact]
    public void Functions_of_one_argument_are_bound() =>
        Assert.Equal("1!", Binding.Bind<Func<int, string>>(new Func<object[], int, string>((c, a) => $"{a}{c[0]}"), Captures)(1));

    [Fact]
    public void Functions_of_two_arguments_are_bound() =>
        Assert.Equal("12!", Binding.Bind<Func<int, double, string>>(new Func<object[], int, double, string>((c, x, y) => $"{x}{y}{c[0]}"), Captures)(1, 2));

    [Fact]
    public void Functions_of_three_arguments_are_bound() => Assert.Equal("123!", Binding.Bind<Func<int, int, string, string>>(
        new Func<object[], int, int, string, string>((c, x, y, z) => $"{x}{y}{z}{c[0]}"), Captures)(1, 2, "3"));

    [Fact]
    public void Functions_of_four_arguments_are_bound() => Assert.Equal("1234!", Binding.Bind<Func<int, int, int, int, string>>(
        new Func<object[], int, int, int, int, string>((c, x, y, z, u) => $"{x}{y}{z}{u}{c[0]}"), Captures)(1, 2, 3, 4));

    [Fact]
    public void Functions_of_five_arguments_are_bound() => Assert.Equal("12345!", Binding.Bind<Func<int, int, int, int, int, string>>(
        new Func<object[], int, int, int, int, int, string>((c, x, y, z, u, v) => $"{x}{y}{z}{u}{v}{c[0]}"), Captures)(1, 2, 3, 4, 5));

    [Fact]
    public void Functions_of_six_arguments_are_bound() => Assert.Equal("123456!", Binding.Bind<Func<int, int, int, int, int, int, string>>(
        new Func<object[], int, int, int, int, int, int, string>((c, x, y, z, u, v, w) => $"{x}{y}{z}{u}{v}{w}{c[0]}"), Captures)(1, 2, 3, 4, 5, 6));

    [Fact]
    public void Functions_of_seven_arguments_are_bound() => Assert.Equal("1234567!", Binding.Bind<Func<int, int, int, int, int, int, int, string>>(
        new Func<object[], int, int, int, int, int, int, int, string>((c, x, y, z, u, v, w, t) => $"{x}{y}{z}{u}{v}{w}{t}{c[0]}"), Captures)(1, 2, 3, 4, 5, 6, 7));

    [Fact]
    public void Actions_are_bound()
    {
        var seen = "";
        Binding.Bind<Action>(new Action<object[]>(c => seen += c[0]), Captures)();
        Binding.Bind<Action<int>>(new Action<object[], int>((c, a) => seen += $"{a}{c[0]}"), Captures)(1);
        Assert.Equal("!1!", seen);
    }

    [Fact]
    public void Delegates_with_names_of_their_own_are_bound()
    {
        Assert.Equal("1b!", Binding.Bind<Named>(new Func<object[], int, string, string>((c, a, b) => $"{a}{b}{c[0]}"), Captures)(1, "b"));
        Assert.True(Binding.Bind<Predicate<int>>(new Func<object[], int, bool>((c, a) => c.Length == a), Captures)(1));
    }

    [Fact]
    public void Parameters_by_reference_are_passed_on()
    {
        var value = 1;
        Binding.Bind<ByReference>(new ReferenceAfterCaptures((object[] c, ref int a) => $"{a += c.Length}"), Captures)(ref value);
        Assert.Equal(2, value);
    }

    [Fact]
    public void A_function_without_captures_is_returned_as_it_is()
    {
        Func<double, double> sine = Math.Sin;
        Assert.Same(sine, Binding.Bind<Func<double, double>>(sine, []));
    }

    [Fact]
    public void Each_bound_function_keeps_its_own_captures()
    {
        var inner = new Func<object[], double, double>((c, x) => (double)c[0] * x);
        var named = new Func<object[], int, string, string>((c, a, b) => $"{c[0]}");
        var functions = Enumerable.Range(0, 10).Select(i => Binding.Bind<Func<double, double>>(inner, [(double)i])).ToArray();
        var others = Enumerable.Range(0, 10).Select(i => Binding.Bind<Named>(named, [i])).ToArray();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(3.0 * i, functions[i](3));
            Assert.Equal($"{i}", others[i](0, ""));
        }
    }

    [Fact]
    public void Binding_allocates_the_bound_object_and_its_delegate_only()
    {
        var inner = new Func<object[], double, double>((c, x) => x);
        Binding.Bind<Func<double, double>>(inner, Captures);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Binding.Bind<Func<double, double>>(inner, Captures);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 120);
    }

    [Fact]
    public void A_function_of_other_parameters_is_refused() =>
        Assert.Throws<InvalidCastException>(() => Binding.Bind<Func<double, double>>(new Func<object[], int, double>((c, x) => x), Captures));
}
