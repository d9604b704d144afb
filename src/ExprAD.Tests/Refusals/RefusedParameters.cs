using System.Numerics;
using static ExprAD.Tests.Refusals.Refused;

namespace ExprAD.Tests.Refusals;

/// <summary>Parameters and results that a derivative cannot be taken of.</summary>
internal static class RefusedParameters
{
    internal static IEnumerable<Refused> All()
    {
        yield return P<int>("int", n => n * 2.0,
            "n",
            "a derivative with respect to an int does not exist",
            "make it double, or put it behind the differentiated parameter and use GradFirst, or capture it");
        yield return P<bool>("bool", b => b ? 1 : 2,
            "b",
            "a derivative with respect to a bool does not exist",
            "put it behind the differentiated parameter and use GradFirst, or capture it");
        yield return P<string>("string", s => s.Length,
            "s",
            "a derivative with respect to a string does not exist",
            "put it behind the differentiated parameter and use GradFirst, or capture it");
        yield return P<DayOfWeek>("an enum", d => (int)d,
            "d",
            "a derivative with respect to a DayOfWeek does not exist",
            "put it behind the differentiated parameter and use GradFirst, or capture it");
        yield return P<decimal>("decimal", d => (double)d,
            "d",
            "decimal numbers are not differentiated, only double and float are",
            "use double instead of decimal");
        yield return P<Half>("Half", h => (double)h,
            "h",
            "numbers of type Half are not differentiated, only double and float are",
            "use double (or float) instead of Half");
        yield return P<Complex>("Complex", z => z.Real,
            "z",
            "numbers of type Complex are not differentiated, only double and float are",
            "keep real and imaginary part as two doubles, and write the formula with them");
        yield return P<BigInteger>("BigInteger", n => (double)n,
            "n",
            "numbers of type BigInteger are not differentiated, only double and float are",
            "compute in double: a whole number has no derivative");
        yield return P<DateTime>("DateTime", t => t.Ticks,
            "t",
            "a DateTime cannot be taken apart into numbers and put together again",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<object>("object", o => (double)o,
            "o",
            "the type object does not say which numbers it holds",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<IPoint>("an interface", p => p.X,
            "p",
            "the type IPoint does not say which numbers it holds",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<Figure>("an abstract class", p => p.Size,
            "p",
            "the type Figure does not say which numbers it holds",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<Opened>("a class that hides its numbers", o => o.Read(),
            "o",
            "a gradient has the type of its parameter, and an Opened cannot be made from its public members",
            "give it a constructor that stores each of its parameters in the member of that name, or public setters for all members");
        yield return P<Clamped>("a class whose constructor computes", c => c.X,
            "c",
            "a gradient has the type of its parameter, and a Clamped cannot be made from its public members",
            "give it a constructor that stores each of its parameters in the member of that name, or public setters for all members");
        yield return P<Tags>("a record without real numbers", t => t.Count,
            "t",
            "Tags has no member that is a double or float, or made of them",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<int[]>("int[]", a => a[0],
            "a",
            "the elements of int[] hold no double or float that can be followed",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<List<string>>("List<string>", a => a.Count,
            "a",
            "the elements of List<string> hold no double or float that can be followed",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<Dictionary<string, double>>("Dictionary", d => d["a"],
            "d",
            "the numbers in a Dictionary<string, double> cannot be followed",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<HashSet<double>>("HashSet", s => s.Count,
            "s",
            "the numbers in a HashSet<double> cannot be followed",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return P<Func<double, double>>("a delegate", f => f(1),
            "f",
            "a derivative with respect to a function does not exist",
            "put it behind the differentiated parameter and use GradFirst, or capture it");
        yield return P<Memory<double>>("Memory", m => m.Length,
            "m",
            "a Memory<double> cannot be taken apart into numbers and put together again",
            "use double, float, arrays or lists of them, or a record, class, struct, tuple or anonymous type made of those");
        yield return R<int>("a whole number as the result", x => (int)x,
            "(int)x",
            "the result is an int, which holds no double or float",
            "return double, float, or an array, list, record, tuple or anonymous object of them");
        yield return R<string>("text as the result", x => "x",
            "\"x\"",
            "the result is a string, which holds no double or float",
            "return double, float, or an array, list, record, tuple or anonymous object of them");
        yield return R<bool>("an answer as the result", x => x > 1,
            "x > 1",
            "the result is a bool, which holds no double or float",
            "return double, float, or an array, list, record, tuple or anonymous object of them");
    }
}
