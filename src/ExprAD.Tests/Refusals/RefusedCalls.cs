using System.Globalization;
using System.Linq.Expressions;
using System.Numerics;
using static ExprAD.Tests.Refusals.Refused;

namespace ExprAD.Tests.Refusals;

/// <summary>Methods, types and operators in C# lambdas that hide how the result depends on x.</summary>
internal static class RefusedCalls
{
    private static double s_field = 1;

    internal static IEnumerable<Refused> Methods()
    {
        Func<double, double> square = x => x * x;
        var settings = new Settings();
        var random = new Random(1);
        Expression<Func<double, double>> cube = x => x * x * x;
        yield return F("a method of your own", x => Own.Model(x),
            "ExprAD.Tests.Refusals.Own.Model(x)",
            "Own.Model is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define or [Derivative], or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a method of your own, inside a formula", x => x * Own.Model(2 * x) + 1,
            "ExprAD.Tests.Refusals.Own.Model(2 * x)",
            "Own.Model is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define or [Derivative], or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a method of an array", x => Own.Weighted(new[] { x, 1 }),
            "ExprAD.Tests.Refusals.Own.Weighted(new double[] { x, 1.0 })",
            "Own.Weighted is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a method that answers yes or no", x => Own.IsLarge(x) ? x * x : x,
            "ExprAD.Tests.Refusals.Own.IsLarge(x)",
            "Own.IsLarge is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a method of an object", x => settings.Set(x),
            "settings.Set(x)",
            "Settings.Set is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a generic method", x => Own.Same(x),
            "ExprAD.Tests.Refusals.Own.Same(x)",
            "Own.Same is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("an indexer of your own", x => settings[x],
            "settings[x]",
            "the indexer of Settings is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a captured delegate", x => square(x),
            "square(x)",
            "a delegate is compiled code that cannot be read",
            "declare the function as Expression<Func<double, double>> and call it with .Invoke(..)");
        yield return F("a delegate in a property", x => settings.Function(x),
            "settings.Function(x)",
            "a delegate is compiled code that cannot be read",
            "declare the function as Expression<Func<double, double>> and call it with .Invoke(..)");
        yield return F("a static delegate", x => Own.Static(x),
            "ExprAD.Tests.Refusals.Own.Static(x)",
            "a delegate is compiled code that cannot be read",
            "declare the function as Expression<Func<double, double>> and call it with .Invoke(..)");
        yield return F("a method group", x => new Func<double, double>(Own.Model)(x),
            "ExprAD.Tests.Refusals.Own.Model(x)",
            "Own.Model is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define or [Derivative], or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a delegate called by DynamicInvoke", x => (double)square.DynamicInvoke(x)!,
            "square.DynamicInvoke(new object[] { (object)x })",
            "a delegate is compiled code that cannot be read",
            "declare the function as Expression<Func<double, double>> and call it with .Invoke(..)");
        yield return F("a lambda given to a method", x => Own.Apply(y => y * x),
            "ExprAD.Tests.Refusals.Own.Apply(y => y * x)",
            "Own.Apply is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a task", x => Task.Run(() => x * x).Result,
            "System.Threading.Tasks.Task.Run(() => x * x)",
            "Task.Run is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("an array that a method may fill", x => Flow.Let(new[] { 1.0, 2.0 }, a => Own.Fill(a) + (a[0] * x)),
            "ExprAD.Tests.Refusals.Own.Fill(a)",
            "it may change a, which is used afterwards",
            "call it on a copy, or compute with what it returns");
        yield return F("an object that a method may change", x => Flow.Let(new Settings(), s => s.Set(3) + (s.Value * x)),
            "s.Set(3.0)",
            "it may change s, which is used afterwards",
            "call it on a copy, or compute with what it returns");
        yield return F("a list that a method may change", x => Flow.Let(new List<double> { 1, 2 }, l => Own.Count(l) + (l[0] * x)),
            "ExprAD.Tests.Refusals.Own.Count(l)",
            "it may change l, which is used afterwards",
            "call it on a copy, or compute with what it returns");
        yield return F("a rule that knows nothing of an array", x => Own.Scaled(new[] { x, 1 }, 2),
            "ExprAD.Tests.Refusals.Own.Scaled(new double[] { x, 1.0 }, 2.0)",
            "the rule of Scaled has no derivative for its argument of type double[], which depends on the parameters",
            "pass the numbers one by one, as arguments of type double, or write the formula in the lambda");
        yield return F("[Derivative] that names nothing", x => Own.NamesNothing(x),
            "ExprAD.Tests.Refusals.Own.NamesNothing(x)",
            "[Derivative] on Own.NamesNothing names 'Missing', which Own does not have in a fitting form",
            "make it a static method or a static lambda expression that takes the arguments of NamesNothing, or these and its value, and returns double");
        yield return F("[Derivative] that names too many", x => Own.NamesTooMany(x),
            "ExprAD.Tests.Refusals.Own.NamesTooMany(x)",
            "[Derivative] on Own.NamesTooMany names 2 partial derivatives for 1 real arguments",
            "put it on a static method and name one partial derivative for each argument of type double or float, in order");
        yield return F("[Derivative] that names something else", x => Own.NamesAnother(x),
            "ExprAD.Tests.Refusals.Own.NamesAnother(x)",
            "[Derivative] on Own.NamesAnother names 'IsLarge', which Own does not have in a fitting form",
            "make it a static method or a static lambda expression that takes the arguments of NamesAnother, or these and its value, and returns double");
        yield return F("a field by reference", x => Interlocked.Exchange(ref s_field, 2) * x,
            "ExprAD.Tests.Refusals.RefusedCalls.s_field",
            "Interlocked.Exchange may change what it is passed by reference",
            "call a method that takes the value and returns the new one");
        yield return F("a Lazy", x => new Lazy<double>(x).Value,
            "new Lazy<double>(x)",
            "numbers in a Lazy<double> cannot be followed",
            "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those");
        yield return F("Random", x => random.GetItems(new[] { x, 2 * x }, 1)[0],
            "random.GetItems(new double[] { x, 2 * x }, 1)",
            "random numbers have no derivative",
            "draw them before and capture the result");
        yield return F("a method that draws", x => Own.Sample(random, x),
            "ExprAD.Tests.Refusals.Own.Sample(random, x)",
            "Own.Sample is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define or [Derivative], or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("Array.Clone", x => ((double[])new[] { x, 1 }.Clone())[0],
            "new double[] { x, 1.0 }.Clone()",
            "Array.Clone on elements that depend on the parameters is not differentiated",
            "write it out element by element, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("Array.IndexOf", x => Array.IndexOf(new[] { x, 1 }, 1) * x,
            "Array.IndexOf(new double[] { x, 1.0 }, 1.0)",
            "Array.IndexOf on elements that depend on the parameters is not differentiated",
            "write it out element by element, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("Math.BitIncrement", x => Math.BitIncrement(x),
            "Math.BitIncrement(x)",
            "it steps to the next representable number, which no real function describes",
            "wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("double.CreateChecked", x => double.CreateChecked(x),
            "double.CreateChecked(x)",
            "it converts between generic number types: use a cast",
            "do that, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("bits of a number", x => BitConverter.DoubleToInt64Bits(x) * x,
            "BitConverter.DoubleToInt64Bits(x)",
            "BitConverter.DoubleToInt64Bits is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("GetHashCode", x => x.GetHashCode() + x,
            "x.GetHashCode()",
            "double.GetHashCode is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("Convert.ToDouble", x => Convert.ToDouble(x),
            "Convert.ToDouble(x)",
            "Convert.ToDouble is compiled code that cannot be read",
            "use a cast");
        yield return F("an expression that is not known", x => Ad.Grad(x > 0 ? cube : cube)(x),
            "x > 0 ? cube : cube",
            "which function to differentiate is not known when the derivative is made",
            "write the lambda in place or capture one Expression in a variable, and choose between derivatives with ?:");
        yield return F("an expression that a method makes", x => Ad.Grad(Own.Choose(x > 0))(x),
            "ExprAD.Tests.Refusals.Own.Choose(x > 0)",
            "which function to differentiate is not known when the derivative is made",
            "write the lambda in place or capture one Expression in a variable, and choose between derivatives with ?:");
        yield return F("an order that is not known", x => Ad.Derivative(y => y * y * y, (int)x + 1)(x),
            "(int)x + 1",
            "the order and the options of a derivative must be known when it is made",
            "write the order as a literal, or capture it and the options in variables");
        yield return F("a negative order", x => Ad.Derivative(y => y * x, -1)(x),
            "Ad.Derivative((double y) => y * x, -1)",
            "the order -1 of the derivative is negative",
            "use 0 for the function itself, 1 for its derivative");
        yield return F("a derivative that is not called", x => Ad.Grad(y => y * y * x).GetHashCode() * x,
            "Ad.Grad((double y) => y * y * x)",
            "the result of Ad.Grad is used without being called",
            "call it in place, as in Ad.Grad(f)(x)");
        yield return F("a derivative tree that is not called", x => Derive.Grad(y => y * y * x).Parameters.Count * x,
            "Derive.Grad((double y) => y * y * x)",
            "the result of Derive.Grad is used without being called",
            "call it in place, as in Derive.Grad(f).Compile()(x)");
    }

    internal static IEnumerable<Refused> Numbers()
    {
        var price = 2m;
        yield return F("decimal: a cast", x => (double)((decimal)x * 2m),
            "(decimal)x",
            "decimal numbers are not differentiated, only double and float are",
            "use double instead of decimal");
        yield return F("decimal: arithmetic", x => (double)(price + (decimal)x),
            "(decimal)x",
            "decimal numbers are not differentiated, only double and float are",
            "use double instead of decimal");
        yield return F("decimal: a constructor", x => (double)new decimal(x),
            "new decimal(x)",
            "decimal numbers are not differentiated, only double and float are",
            "use double instead of decimal");
        yield return F("decimal: a comparison", x => (decimal)x > 0.5m ? x : 2 * x,
            "(decimal)x",
            "decimal numbers are not differentiated, only double and float are",
            "use double instead of decimal");
        yield return F("Half", x => (double)(Half)x,
            "(Half)x",
            "numbers of type Half are not differentiated, only double and float are",
            "use double (or float) instead of Half");
        yield return F("Int128", x => (double)(Int128)x * x,
            "(Int128)x",
            "numbers of type Int128 are not differentiated, only double and float are",
            "compute in double: a whole number has no derivative");
        yield return F("BigInteger", x => (double)new BigInteger(x) * x,
            "new System.Numerics.BigInteger(x)",
            "numbers of type BigInteger are not differentiated, only double and float are",
            "compute in double: a whole number has no derivative");
        yield return F("Complex", x => new Complex(x, 1).Magnitude,
            "new System.Numerics.Complex(x, 1.0)",
            "numbers of type Complex are not differentiated, only double and float are",
            "keep real and imaginary part as two doubles, and write the formula with them");
        yield return F("Complex: a conversion", x => ((Complex)x).Real,
            "(System.Numerics.Complex)x",
            "numbers of type Complex are not differentiated, only double and float are",
            "keep real and imaginary part as two doubles, and write the formula with them");
        yield return F("Vector2", x => new Vector2((float)x, 1).Length(),
            "new System.Numerics.Vector2((float)x, 1f).Length()",
            "numbers of type Vector2 are not differentiated, only double and float are",
            "keep the numbers in a double[] or a record of doubles, and write the formula with them");
        yield return F("Vector<double>", x => new Vector<double>(x)[0],
            "new System.Numerics.Vector<double>(x)",
            "numbers of type Vector<double> are not differentiated, only double and float are",
            "keep the numbers in a double[] or a record of doubles, and write the formula with them");
        yield return F("DateTime", x => new DateTime(2020, 1, 1).AddDays(x).ToOADate(),
            "new DateTime(2020, 1, 1).AddDays(x)",
            "DateTime counts whole ticks, which have no derivative",
            "compute with a double number of seconds or days");
        yield return F("TimeSpan", x => TimeSpan.FromSeconds(x).TotalSeconds,
            "TimeSpan.FromSeconds(x)",
            "TimeSpan counts whole ticks, which have no derivative",
            "compute with a double number of seconds or days");
    }

    internal static IEnumerable<Refused> Texts()
    {
        yield return F("ToString", x => x.ToString(CultureInfo.InvariantCulture).Length * x,
            "x.ToString((IFormatProvider)System.Globalization.CultureInfo.InvariantCulture)",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
        yield return F("parsing", x => double.Parse(x.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            "x.ToString((IFormatProvider)System.Globalization.CultureInfo.InvariantCulture)",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
        yield return F("an interpolated string", x => $"{x}".Length * x,
            "string.Format(\"{0}\", (object)x)",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
        yield return F("string.Format", x => string.Format(CultureInfo.InvariantCulture, "{0:n} {1}", x, 1).Length * x,
            "string.Format((IFormatProvider)System.Globalization.CultureInfo.InvariantCulture, \"{0:n} {1}\", (object)x, (object)1)",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
        yield return F("string concatenation", x => ("x = " + x).Length * x,
            "\"x = \" + (object)x",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
        yield return F("string.Join", x => string.Join(",", new[] { x, x }).Length * x,
            "string.Join(\",\", (IEnumerable<double>)new double[] { x, x })",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
    }

    internal static IEnumerable<Refused> Queries()
    {
        double[] data = [1, 2, 3];
        yield return F("LINQ: Distinct", x => data.Select(d => d * x).Distinct().Sum(),
            "data.Select(d => d * x).Distinct()",
            "the LINQ operator Distinct is not differentiated, and here it is given what depends on the parameters",
            "write it with operators that are, such as Select, Where, Zip, Sum and Aggregate, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("LINQ: GroupBy", x => data.GroupBy(d => d > x).Sum(g => g.Key ? x : 1),
            "data.GroupBy(d => d > x)",
            "the LINQ operator GroupBy is not differentiated, and here it is given what depends on the parameters",
            "write it with operators that are, such as Select, Where, Zip, Sum and Aggregate, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("LINQ: ToDictionary", x => data.ToDictionary(d => (int)(d * x), d => d * x)[1],
            "data.ToDictionary(d => (int)(d * x), d => d * x)",
            "the LINQ operator ToDictionary is not differentiated, and here it is given what depends on the parameters",
            "write it with operators that are, such as Select, Where, Zip, Sum and Aggregate, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("LINQ: Union", x => new[] { x, 1 }.Union(data).Sum(),
            "new double[] { x, 1.0 }.Union(data)",
            "the LINQ operator Union is not differentiated, and here it is given what depends on the parameters",
            "write it with operators that are, such as Select, Where, Zip, Sum and Aggregate, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("LINQ: a queryable", x => data.AsQueryable().Sum(d => d * x),
            "data.AsQueryable().Sum(d => d * x)",
            "the LINQ operator Sum of Queryable is not differentiated, and here it is given what depends on the parameters",
            "leave out AsQueryable, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("LINQ: parallel", x => data.AsParallel().Sum(d => d * x),
            "ParallelEnumerable.Sum(ParallelEnumerable.AsParallel((IEnumerable<double>)data), (double d) => d * x)",
            "the LINQ operator Sum of ParallelEnumerable is not differentiated, and here it is given what depends on the parameters",
            "leave out AsParallel, or wrap it in Ad.Stop(..) to take its value as a constant");
    }

    internal static IEnumerable<Refused> Types()
    {
        yield return F("a property that computes", x => new Point(x, 2).Norm,
            "new ExprAD.Tests.Refusals.Point(x, 2.0).Norm",
            "the property Norm of Point is computed by code that cannot be read",
            "write its formula in the lambda");
        yield return F("a property of type object", x => (double)new Point(x, 2).Anything,
            "new ExprAD.Tests.Refusals.Point(x, 2.0).Anything",
            "the property Anything of Point is computed by code that cannot be read",
            "write its formula in the lambda");
        yield return F("a method of a record", x => new Point(x, 1).Equals(new Point(1, 1)) ? x : 2 * x,
            "new ExprAD.Tests.Refusals.Point(x, 1.0).Equals(new ExprAD.Tests.Refusals.Point(1.0, 1.0))",
            "Point.Equals is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("equality of records", x => new Point(x, 1) == new Point(1, 1) ? x : 2 * x,
            "new ExprAD.Tests.Refusals.Point(x, 1.0) == new ExprAD.Tests.Refusals.Point(1.0, 1.0)",
            "the operator is a method of Point that ExprAD cannot read",
            "write its formula in the lambda, member by member, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a constructor that computes", x => new Clamped(x).X,
            "new ExprAD.Tests.Refusals.Clamped(x)",
            "what Clamped does with the numbers it is given cannot be read",
            "use a record, a tuple or an anonymous type, which only store them, and write what is computed in the lambda");
        yield return F("a setter that computes", x => new Doubled { X = x }.X,
            "new ExprAD.Tests.Refusals.Doubled { X = x }",
            "what Doubled does with the numbers it is given cannot be read",
            "use a record, a tuple or an anonymous type, which only store them, and write what is computed in the lambda");
        yield return F("a class that hides its numbers", x => new Opened(x).Read(),
            "new ExprAD.Tests.Refusals.Opened(x)",
            "what Opened does with the numbers it is given cannot be read",
            "use a record, a tuple or an anonymous type, which only store them, and write what is computed in the lambda");
        yield return F("an operator of your own", x => (new Money(x) + new Money(1)).Amount,
            "new ExprAD.Tests.Refusals.Money(x) + new ExprAD.Tests.Refusals.Money(1.0)",
            "the operator is a method of Money that ExprAD cannot read",
            "write its formula in the lambda, member by member, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a conversion of your own", x => ((Money)x).Amount,
            "(ExprAD.Tests.Refusals.Money)x",
            "the operator is a method of Money that ExprAD cannot read",
            "write its formula in the lambda, member by member, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("an interface", x => (x > 0 ? (IPoint)new Point(x, 1) : new Point(1, x)).X,
            "(ExprAD.Tests.Refusals.IPoint)new ExprAD.Tests.Refusals.Point(x, 1.0)",
            "behind the cast to IPoint the numbers in the Point can no longer be followed",
            "use the Point itself, without the cast");
        yield return F("a dictionary", x => new Dictionary<string, double> { { "a", x } }["a"],
            "new Dictionary<string, double> { { \"a\", x } }",
            "numbers in a Dictionary<string, double> cannot be followed",
            "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those");
        yield return F("a hash set", x => new HashSet<double> { x }.Count * x,
            "new HashSet<double> { x }",
            "numbers in a HashSet<double> cannot be followed",
            "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those");
        yield return F("a stack", x => new Stack<double>(new[] { x }).Peek(),
            "new Stack<double>((IEnumerable<double>)new double[] { x })",
            "numbers in a Stack<double> cannot be followed",
            "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those");
        yield return F("a list made from an array", x => new List<double>(new[] { x })[0],
            "new List<double>((IEnumerable<double>)new double[] { x })",
            "numbers in a List<double> cannot be followed",
            "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those");
        yield return F("a search in a list", x => new List<double> { x, 1 }.IndexOf(1) * x,
            "new List<double> { x, 1.0 }.IndexOf(1.0)",
            "List<double>.IndexOf on elements that depend on the parameters is not differentiated",
            "write it out element by element, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("a memory", x => new Memory<double>(new[] { x }).Length * x,
            "new Memory<double>(new double[] { x })",
            "numbers in a Memory<double> cannot be followed",
            "use arrays, List<double>, records, tuples or anonymous types: numbers are followed through those");
        yield return F("an array seen as IList", x => (double)((System.Collections.IList)new[] { x })[0]!,
            "(System.Collections.IList)new double[] { x }",
            "behind the cast to IList the numbers in the double[] can no longer be followed",
            "use the double[] itself, without the cast");
        yield return F("a nested initialiser", x => new Holder { Inner = { Value = x } }.Inner.Value,
            "new ExprAD.Tests.Refusals.Holder { Inner = { Value = x } }",
            "what Holder does with the numbers it is given cannot be read",
            "use a record, a tuple or an anonymous type, which only store them, and write what is computed in the lambda");
        yield return F("boxing", x => ((object)x as double?)!.Value,
            "(object)x",
            "a number that has become an object can no longer be followed",
            "keep it a double, without the cast");
        yield return F("boxing for a method", x => Own.Boxed(x),
            "ExprAD.Tests.Refusals.Own.Boxed((object)x)",
            "Own.Boxed is compiled code that cannot be read",
            "write its formula in the lambda, or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return F("boxing to an interface", x => ((IConvertible)x).ToDouble(null),
            "(IConvertible)x",
            "a number that has become an object can no longer be followed",
            "keep it a double, without the cast");
    }
}
