using System.Linq.Expressions;
using System.Reflection;
using static System.Linq.Expressions.Expression;
using static ExprAD.Tests.Refusals.Refused;

namespace ExprAD.Tests.Refusals;

/// <summary>What only trees made by hand contain.</summary>
internal static class RefusedTrees
{
    internal static IEnumerable<Refused> All()
    {
        var (v, w) = (Variable(typeof(double), "v"), Variable(typeof(double), "w"));
        var (f, end, into) = (Variable(typeof(Func<double, double>), "f"), Label("end"), Label("inside"));
        var (a, b) = (Variable(typeof(double[]), "a"), Variable(typeof(double[]), "b"));
        yield return Tree("try/catch", x => TryCatch(x, Catch(typeof(Exception), Constant(1.0))),
            "try { } catch (Exception) { }",
            "try, catch and finally cannot be differentiated",
            "test beforehand for what would be caught, with ?:");
        yield return Tree("try/finally", x => Block([v], TryFinally(Assign(v, x), Assign(v, Constant(1.0))), v),
            "try { v = x; } finally { v = 1.0; }",
            "try, catch and finally cannot be differentiated",
            "test beforehand for what would be caught, with ?:");
        yield return Tree("throw", x => Condition(GreaterThan(x, Constant(0.0)), x, Throw(New(typeof(InvalidOperationException)), typeof(double))),
            "throw new InvalidOperationException();",
            "a throw has no value that could be differentiated",
            "call a method that throws, or check the arguments before calling the function");
        yield return Tree("a loop without end", x => Block([v], Assign(v, x), Loop(Assign(v, Add(v, v))), v),
            "while (true) { v += v; }",
            "the loop has no way out",
            "leave it with Break");
        yield return Tree("a jump into a loop", x => Block([v], Assign(v, x), IfThen(GreaterThan(x, Constant(0.0)), Goto(into)), Loop(Block(IfThen(GreaterThan(v, Constant(9.0)), Break(end)), Label(into), Assign(v, Add(v, v))), end), v),
            "goto inside;",
            "it jumps into a loop",
            "put the label before the loop, or test inside the loop what is to be passed over");
        yield return Tree("a loop over lambdas", x => Block([v, f], Assign(f, Lambda<Func<double, double>>(Multiply(w, w), w)), Loop(Block(IfThen(GreaterThan(v, Constant(9.0)), Break(end)), Assign(v, Add(v, Invoke(f, x))), Assign(f, Lambda<Func<double, double>>(Add(w, w), w))), end), v),
            "f",
            "a loop assigns a variable that holds a lambda, so that which one it is depends on the step",
            "choose in the step between what the lambdas give");
        yield return Tree("an array with two names in a loop", x => Block([v, a, b], Assign(a, NewArrayInit(typeof(double), x)), Assign(b, a), Loop(Block(IfThen(GreaterThan(v, Constant(9.0)), Break(end)), AddAssign(v, ArrayIndex(a, Constant(0))), Assign(a, NewArrayInit(typeof(double), v))), end), v),
            "a",
            "a loop assigns it while another variable holds the same array",
            "copy the array");
        yield return Tree("an array that a loop gives a second name", x => Block([v, a, b], Assign(a, NewArrayInit(typeof(double), x)), Assign(b, NewArrayInit(typeof(double), x)), Loop(Block(IfThen(GreaterThan(v, Constant(9.0)), Break(end)), AddAssign(v, ArrayIndex(b, Constant(0))), Assign(b, a)), end), v),
            "b",
            "a loop gives it an array that has another name outside",
            "copy the array");
        yield return Tree("a jump back", x => Block([v], Assign(v, x), Label(end), Assign(v, Multiply(v, v)), IfThen(GreaterThan(v, Constant(0.1)), Goto(end)), v),
            "goto end;",
            "a jump backwards makes a loop that cannot be seen as one",
            "use Expression.Loop with Break and Continue");
        yield return Tree("a variable from nowhere", x => Multiply(x, w),
            "w",
            "the variable w is declared nowhere in the lambda",
            "declare it in a Block or make it a parameter");
        yield return Tree("runtime variables", x => Convert(Property(RuntimeVariables(x), "Count"), typeof(double)),
            "(x)",
            "RuntimeVariables gives access to variables by reference, which cannot be followed",
            "use the variables themselves");
        yield return Tree("a dynamic operation", x => Dynamic(
            Microsoft.CSharp.RuntimeBinder.Binder.Convert(0, typeof(double), typeof(RefusedTrees)), typeof(double), x),
            "callSite.Target(callSite, x)",
            "what a dynamic operation does is known only when it runs",
            "cast to double first, so that the compiler decides");
        yield return Tree("an extension node that does not reduce", x => Multiply(x, new Irreducible()),
            "irreducible",
            "an expression node of kind Extension that cannot be reduced is not known",
            "override CanReduce and Reduce, or write it with arithmetic and System.Math");
        yield return Tree("writing a captured property", x => Block(Assign(Property(Constant(new Settings()), "Value"), x), x),
            "settings.Value",
            "an assignment to a member may change an object that others see",
            "make a new object that has the changed member");
        yield return Tree("writing a captured array", x => Block(Assign(ArrayAccess(Constant(new double[1]), Constant(0)), x), x),
            "doubles[0]",
            "only an array that the lambda has made and assigned to a variable can be written to; others may see this one",
            "make the array in the lambda, or compute with the new elements directly");
        yield return Tree("writing an entry of a captured dictionary", x => Block(
            Assign(Property(Constant(new Dictionary<int, double>()), "Item", Constant(0)), x), x),
            "dictionary[0]",
            "an assignment to a member may change an object that others see",
            "make a new object that has the changed member");
        yield return Tree("counting in a captured property", x => Block(PreIncrementAssign(Property(Constant(new Settings()), "Value")), x),
            "settings.Value",
            "an assignment to a member may change an object that others see",
            "make a new object that has the changed member");
        yield return Tree("a lambda that invokes itself", x => Block([f], Assign(f, Lambda<Func<double, double>>(Invoke(f, v), v)), Invoke(f, x)),
            "v => f(v)",
            "it uses the variable f, which is assigned after the lambda is made",
            "assign the variable first; a lambda that invokes itself must be written out to a fixed depth");
        yield return Tree("a lambda chosen by an index", x => Invoke(
            ArrayIndex(NewArrayInit(f.Type, Lambda<Func<double, double>>(v, v), Lambda<Func<double, double>>(Multiply(v, v), v)), Convert(x, typeof(int))), x),
            "new Func<double, double>[] { (Func<double, double>)(v => v), (Func<double, double>)(v => v * v) }[(int)x](x)",
            "which lambda is invoked is not known when the derivative is made",
            "invoke each of them and choose between the results with ?:");
        yield return Tree("a lambda that may be unassigned", x => Block([f], IfThen(GreaterThan(x, Constant(0.0)), Assign(f, Lambda<Func<double, double>>(v, v))), Invoke(f, x)),
            "f(x)",
            "which lambda is invoked is not known when the derivative is made",
            "invoke each of them and choose between the results with ?:");
        yield return Tree("a lambda as an object", x => Multiply(x, Convert(Property(Property(Quote(Lambda<Func<double, double>>(v, v)), "Parameters"), "Count"), typeof(double))),
            "v => v",
            "a lambda is used here as an object",
            "invoke it, or give it to a method that does");
        yield return Tree("a jump into a block", x => Block([v], Goto(end), Block(Assign(v, x), Label(end)), v),
            "goto end;",
            "its label is inside another block",
            "put the label into the block of the jump, or around it");
        yield return Tree("unboxing", x => Unbox(Convert(x, typeof(object)), typeof(double)),
            "(object)x",
            "a number that has become an object can no longer be followed",
            "keep it a double, without the cast");
        yield return Tree("an operator with a method", x => MakeBinary(ExpressionType.Subtract, x, x, false, MethodOf(() => Rest(1, 2))),
            "ExprAD.Tests.Refusals.RefusedTrees.Rest(x, x)",
            "RefusedTrees.Rest is compiled code that cannot be read, and no derivative has been defined for it",
            "write its formula in the lambda, define its derivative with Rules.Define or [Derivative], or wrap it in Ad.Stop(..) to take its value as a constant");
        yield return Tree("text in a switch", x => Switch(
            Call(x, typeof(double).GetMethod(nameof(ToString), Type.EmptyTypes)!), Constant(3.0), SwitchCase(x, Constant("1"))),
            "x.ToString()",
            "text has no derivative",
            "compute with the numbers themselves instead of their text");
    }

    internal static IEnumerable<Refused> Changes()
    {
        var (v, w, f) = (Variable(typeof(double), "v"), Variable(typeof(double), "w"), Variable(typeof(Func<double, double>), "f"));
        var (a, rows) = (Variable(typeof(double[]), "a"), Variable(typeof(double[][]), "rows"));
        var (list, pair) = (Variable(typeof(List<double>), "list"), Variable(typeof(ValueTuple<double, double>), "pair"));
        yield return Tree("ref of a variable", x => Block([v], Assign(v, x), Call(Method(nameof(Own.Square)), v), v),
            "v",
            "Own.Square may change what it is passed by reference",
            "call a method that takes the value and returns the new one");
        yield return Tree("out of a variable", x => Block([v], Call(Method(nameof(Own.TrySquare)), Constant(3.0), v), Multiply(x, v)),
            "v",
            "Own.TrySquare may change what it is passed by reference",
            "call a method that takes the value and returns the new one");
        yield return Tree("ref of an element", x => Block([a], Assign(a, Two(x)), Call(Method(nameof(Own.Square)), ArrayAccess(a, Constant(0))), ArrayIndex(a, Constant(0))),
            "a[0]",
            "Own.Square may change what it is passed by reference",
            "call a method that takes the value and returns the new one");
        yield return Tree("an array given to a method and read again", x => Block([a], Assign(a, Two(x)), Call(Method(nameof(Own.Fill)), a), ArrayIndex(a, Constant(0))),
            "ExprAD.Tests.Refusals.Own.Fill(a)",
            "it may change a, which is used afterwards",
            "call it on a copy, or compute with what it returns");
        yield return Tree("a list that grows", x => Block(
            [list], Assign(list, ListInit(New(list.Type), x)), Call(list, "Add", null, x), Property(list, "Item", Constant(1))),
            "list.Add(x)",
            "it may change list, which is used afterwards",
            "call it on a copy, or compute with what it returns");
        yield return Tree("an array stored, then written", x => Block(
            [a, rows], Assign(a, Two(x)), Assign(rows, NewArrayInit(a.Type, a, a)), Assign(ArrayAccess(a, Constant(0)), x), ArrayIndex(ArrayIndex(rows, Constant(1)), Constant(0))),
            "a[0]",
            "rows may hold the array that is written to here, and is used afterwards",
            "write all elements first, or make another array");
        yield return Tree("an array stored and written in one statement", x => Block(
            [a], Assign(a, Two(x)), ArrayIndex(ArrayIndex(NewArrayInit(a.Type, a, a), Block(Assign(ArrayAccess(a, Constant(0)), x), Constant(1))), Constant(0))),
            "a[0]",
            "the array has been stored, converted or given away in the same statement, where the new element would be seen",
            "write all elements first, or make another array");
        yield return Tree("a row written through its table", x => Block(
            [rows], Assign(rows, NewArrayInit(a.Type, Two(x))), Assign(ArrayAccess(ArrayIndex(rows, Constant(0)), Constant(0)), x), x),
            "rows[0][0]",
            "only an array that the lambda has made and assigned to a variable can be written to; others may see this one",
            "make the array in the lambda, or compute with the new elements directly");
        yield return Tree("a variable assigned after a lambda uses it", x => Block(
            [w, f], Assign(f, Lambda<Func<double, double>>(Multiply(v, w), v)), Assign(w, x), Invoke(f, x)),
            "v => v * w",
            "it uses the variable w, which is assigned after the lambda is made",
            "assign the variable first; a lambda that invokes itself must be written out to a fixed depth");
        yield return Tree("a stored lambda that assigns", x => Block(
            [w, f], Assign(f, Lambda<Func<double, double>>(Assign(w, v), v)), Invoke(f, x), w),
            "v => w = v",
            "it uses the variable w, which is assigned after the lambda is made",
            "assign the variable first; a lambda that invokes itself must be written out to a fixed depth");
        yield return Tree("a lambda given to a method that assigns", x => Block(
            [w], Call(Method(nameof(Own.Apply)), Lambda<Func<double, double>>(Assign(w, v), v)), Multiply(x, w)),
            "w",
            "a lambda given to a method changes it, although it belongs to the function around the lambda",
            "let the method return the new value");
        yield return Tree("a member of a local struct", x => Block(
            [pair], Assign(Field(pair, "Item1"), x), Field(pair, "Item1")),
            "pair.Item1",
            "an assignment to a member may change an object that others see",
            "make a new object that has the changed member");
    }

    private static NewArrayExpression Two(Expression x) => NewArrayInit(typeof(double), x, Constant(2.0));

    private static MethodInfo Method(string name) => typeof(Own).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static double Rest(double a, double b) => a - b;

    private static MethodInfo MethodOf(Expression<Func<double>> call) => ((MethodCallExpression)call.Body).Method;
}
