using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using static System.Linq.Expressions.Expression;

namespace ExprAD.Tests.Caching;

public class StructuralKeyNodeTests
{
    private static readonly MethodInfo PowMethod = typeof(Math).GetMethod(nameof(Math.Pow))!;
    private static readonly MethodInfo AddMethod = typeof(StructuralKeyNodeTests).GetMethod(nameof(Add2), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo LessMethod = typeof(StructuralKeyNodeTests).GetMethod(nameof(Less), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo HalfMethod = typeof(StructuralKeyNodeTests).GetMethod(nameof(Half), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo SameMethod = typeof(StructuralKeyNodeTests).GetMethod(nameof(Same), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly CallSiteBinder FixedBinder = new NoBinder();

    /// <summary>Makers of trees, no two of which are equal in structure.</summary>
    private static readonly Func<Expression>[] Makers =
    [
        .. Binaries(), .. Unaries(), .. Objects(), .. Branches(), .. Jumps(), .. Rest(),
    ];

    [Fact]
    public void Trees_made_alike_have_equal_keys()
    {
        foreach (var make in Makers)
        {
            StructuralKeyTests.AssertSame(Closed(make()), Closed(make()));
        }
    }

    [Fact]
    public void Trees_of_different_structure_have_different_keys()
    {
        var keys = Makers.Select(make => StructuralKeyTests.Key(Closed(make()))).ToArray();
        for (var i = 0; i < keys.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.False(keys[i].Equals(keys[j]), $"{Makers[i]()} and {Makers[j]()}");
            }
        }
    }

    [Fact]
    public void Every_kind_of_node_occurs_among_the_trees()
    {
        var found = new KindCollector();
        foreach (var make in Makers)
        {
            found.Visit(make());
        }

        var rest = Enum.GetValues<ExpressionType>().Except(found.Kinds).ToArray();
        Assert.Empty(rest);
    }

    [Fact]
    public void Reducible_extensions_are_compared_by_what_they_reduce_to()
    {
        StructuralKeyTests.AssertSame(Closed(new Twice(Constant(1.0))), Closed(new Twice(Constant(1.0))));
        StructuralKeyTests.AssertDifferent(Closed(new Twice(Constant(1.0))), Closed(new Twice(Constant(2.0))));
    }

    [Fact]
    public void Irreducible_extensions_are_equal_to_no_other() =>
        StructuralKeyTests.AssertDifferent(Closed(new Unknown()), Closed(new Unknown()));

    [Fact]
    public void Nodes_that_claim_a_kind_of_the_framework_are_extensions_too() =>
        StructuralKeyTests.AssertDifferent(Closed(new Unknown(ExpressionType.Add)), Closed(new Unknown(ExpressionType.Add)));

    [Fact]
    public void Names_of_locals_and_labels_do_not_matter() =>
        StructuralKeyTests.AssertSame(Closed(Countdown("i", "done")), Closed(Countdown("j", "end")));

    private static IEnumerable<Func<Expression>> Binaries()
    {
        var numeric = new[]
        {
            ExpressionType.Add, ExpressionType.AddChecked, ExpressionType.Subtract, ExpressionType.SubtractChecked, ExpressionType.Multiply,
            ExpressionType.MultiplyChecked, ExpressionType.Divide, ExpressionType.Modulo, ExpressionType.And, ExpressionType.Or,
            ExpressionType.ExclusiveOr, ExpressionType.LeftShift, ExpressionType.RightShift, ExpressionType.Equal, ExpressionType.NotEqual,
            ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual,
            ExpressionType.AddAssign, ExpressionType.AddAssignChecked, ExpressionType.SubtractAssign, ExpressionType.SubtractAssignChecked,
            ExpressionType.MultiplyAssign, ExpressionType.MultiplyAssignChecked, ExpressionType.DivideAssign, ExpressionType.ModuloAssign,
            ExpressionType.AndAssign, ExpressionType.OrAssign, ExpressionType.ExclusiveOrAssign, ExpressionType.LeftShiftAssign,
            ExpressionType.RightShiftAssign, ExpressionType.Assign,
        };
        foreach (var kind in numeric)
        {
            yield return () => MakeBinary(kind, Parameter(typeof(int)), Constant(2));
        }

        yield return () => AndAlso(Constant(true), Constant(false));
        yield return () => OrElse(Constant(true), Constant(false));
        yield return () => Power(Parameter(typeof(double)), Constant(2.0));
        yield return () => PowerAssign(Parameter(typeof(double)), Constant(2.0));
        yield return () => Add(Parameter(typeof(double)), Constant(2.0));
        yield return () => Add(Parameter(typeof(double)), Constant(2.0), AddMethod);
        yield return () => Add(Parameter(typeof(double?)), Constant(2.0, typeof(double?)), AddMethod);
        yield return () => Add(Parameter(typeof(double?)), Constant(2.0, typeof(double?)));
        yield return () => Add(Constant(2.0), Parameter(typeof(double)));
        yield return () => LessThan(Parameter(typeof(double?)), Constant(2.0, typeof(double?)), liftToNull: false, null);
        yield return () => LessThan(Parameter(typeof(double?)), Constant(2.0, typeof(double?)), liftToNull: true, null);
        yield return () => LessThan(Parameter(typeof(double?)), Constant(2.0, typeof(double?)), liftToNull: true, LessMethod);
        yield return () => AddAssign(Parameter(typeof(double)), Constant(2.0), AddMethod, Conversion<double, double>(v => v));
        yield return () => AddAssign(Parameter(typeof(double)), Constant(2.0), AddMethod, Conversion<double, double>(v => -v));
        yield return () => Coalesce(Parameter(typeof(int?)), Constant(2));
        yield return () => Coalesce(Parameter(typeof(int?)), Constant(2.0), Conversion<int, double>(v => v));
        yield return () => Coalesce(Parameter(typeof(int?)), Constant(2.0), Conversion<int, double>(v => v + 1));
        yield return () => ArrayIndex(Constant(new int[1]), Constant(0));
        yield return () => ArrayIndex(Constant(new double[1]), Constant(0));
        yield return () => ArrayIndex(Constant(new int[1]), Constant(1));
    }

    private static IEnumerable<Func<Expression>> Unaries()
    {
        foreach (var kind in new[]
        {
            ExpressionType.Negate, ExpressionType.NegateChecked, ExpressionType.UnaryPlus, ExpressionType.Not, ExpressionType.OnesComplement,
            ExpressionType.Increment, ExpressionType.Decrement, ExpressionType.PreIncrementAssign, ExpressionType.PreDecrementAssign,
            ExpressionType.PostIncrementAssign, ExpressionType.PostDecrementAssign,
        })
        {
            yield return () => MakeUnary(kind, Parameter(typeof(int)), typeof(int));
        }

        yield return () => Negate(Parameter(typeof(double)));
        yield return () => Negate(Parameter(typeof(double)), HalfMethod);
        yield return () => Negate(Parameter(typeof(double?)), HalfMethod);
        yield return () => Convert(Parameter(typeof(double)), typeof(int));
        yield return () => Convert(Parameter(typeof(double)), typeof(long));
        yield return () => Convert(Parameter(typeof(double)), typeof(double), HalfMethod);
        yield return () => ConvertChecked(Parameter(typeof(double)), typeof(int));
        yield return () => TypeAs(Parameter(typeof(object)), typeof(string));
        yield return () => TypeAs(Parameter(typeof(object)), typeof(int[]));
        yield return () => Unbox(Parameter(typeof(object)), typeof(int));
        yield return () => ArrayLength(Parameter(typeof(int[])));
        yield return () => Quote(Conversion<double, double>(v => v));
        yield return () => Quote(Conversion<double, double>(v => -v));
        yield return () => Throw(New(typeof(InvalidOperationException)));
        yield return () => Throw(New(typeof(InvalidOperationException)), typeof(int));
        yield return () => Rethrow();
        yield return () => Rethrow(typeof(int));
        yield return () => IsTrue(Parameter(typeof(bool)));
        yield return () => IsFalse(Parameter(typeof(bool)));
    }

    private static IEnumerable<Func<Expression>> Objects()
    {
        var constructor = typeof(List<int>).GetConstructor([typeof(int)])!;
        var add = typeof(List<int>).GetMethod("Add")!;
        var anonymous = new { A = 1, B = 2 }.GetType();
        MemberInfo[] members = [anonymous.GetProperty("A")!, anonymous.GetProperty("B")!];
        PropertyInfo left = typeof(Node).GetProperty("Left")!, right = typeof(Node).GetProperty("Right")!, items = typeof(Node).GetProperty("Items")!;

        yield return () => New(typeof(List<int>));
        yield return () => New(constructor, Constant(1));
        yield return () => New(typeof(DateTime));
        yield return () => New(typeof(Guid));
        yield return () => New(anonymous.GetConstructors()[0], Constant(1), Constant(2));
        yield return () => New(anonymous.GetConstructors()[0], [Constant(1), Constant(2)], members);
        yield return () => NewArrayInit(typeof(int));
        yield return () => NewArrayInit(typeof(int), Constant(1));
        yield return () => NewArrayInit(typeof(int), Constant(1), Constant(2));
        yield return () => NewArrayInit(typeof(object), Constant("a"));
        yield return () => NewArrayBounds(typeof(int), Constant(1));
        yield return () => NewArrayBounds(typeof(int), Constant(1), Constant(2));
        yield return () => ListInit(New(typeof(List<int>)), Constant(1));
        yield return () => ListInit(New(typeof(List<int>)), Constant(1), Constant(2));
        yield return () => ListInit(New(typeof(Dictionary<int, int>)), ElementInit(typeof(Dictionary<int, int>).GetMethod("Add")!, Constant(1), Constant(2)));
        yield return () => MemberInit(New(typeof(Node)));
        yield return () => MemberInit(New(typeof(Node)), Bind(left, Constant(null, typeof(Node))));
        yield return () => MemberInit(New(typeof(Node)), Bind(right, Constant(null, typeof(Node))));
        yield return () => MemberInit(New(typeof(Node)), Bind(right, Constant(null, typeof(Node))), Bind(left, Constant(null, typeof(Node))));
        yield return () => MemberInit(New(typeof(Node)), MemberBind(left, Bind(left, Constant(null, typeof(Node)))));
        yield return () => MemberInit(New(typeof(Node)), MemberBind(left, Bind(right, Constant(null, typeof(Node)))));
        yield return () => MemberInit(New(typeof(Node)), MemberBind(left), Bind(right, Constant(null, typeof(Node))));
        yield return () => MemberInit(New(typeof(Node)), MemberBind(left, Bind(left, Constant(null, typeof(Node))), Bind(right, Constant(null, typeof(Node)))));
        yield return () => MemberInit(New(typeof(Node)), ListBind(items, ElementInit(add, Constant(1))));
        yield return () => MemberInit(New(typeof(Node)), ListBind(items, ElementInit(add, Constant(1)), ElementInit(add, Constant(1))));
        yield return () => Property(Parameter(typeof(Node)), left);
        yield return () => Property(Parameter(typeof(Node)), right);
        yield return () => Field(null, typeof(Math), nameof(Math.PI));
        yield return () => Property(Parameter(typeof(List<int>)), "Item", Constant(1));
        yield return () => ArrayAccess(Parameter(typeof(int[])), Constant(1));
        yield return () => ArrayAccess(Parameter(typeof(int[,])), Constant(1), Constant(1));
        yield return () => Call(Parameter(typeof(List<int>)), typeof(List<int>).GetMethod("get_Item")!, Constant(1));
        yield return () => Call(PowMethod, Parameter(typeof(double)), Constant(2.0));
        yield return () => Call(AddMethod, Parameter(typeof(double)), Constant(2.0));
        yield return () => TypeIs(Parameter(typeof(object)), typeof(string));
        yield return () => TypeIs(Parameter(typeof(object)), typeof(int));
        yield return () => TypeEqual(Parameter(typeof(object)), typeof(string));
        yield return () => Default(typeof(double));
        yield return () => Default(typeof(int));
        yield return () => Empty();
    }

    private static IEnumerable<Func<Expression>> Branches()
    {
        Expression one = Constant("1"), two = Constant("2");
        yield return () => Condition(Constant(true), one, two);
        yield return () => Condition(Constant(true), two, one);
        yield return () => Condition(Constant(true), one, two, typeof(object));
        yield return () => Condition(Constant(true), one, two, typeof(void));
        yield return () => IfThen(Constant(true), one);
        yield return () => IfThenElse(Constant(false), one, two);
        yield return () => Switch(Parameter(typeof(int)), one, SwitchCase(two, Constant(1)));
        yield return () => Switch(Parameter(typeof(int)), one, SwitchCase(two, Constant(1), Constant(2)));
        yield return () => Switch(Parameter(typeof(int)), one, SwitchCase(two, Constant(1)), SwitchCase(two, Constant(2)));
        yield return () => Switch(Parameter(typeof(int)), one, SameMethod, SwitchCase(two, Constant(1)));
        yield return () => Switch(typeof(object), Parameter(typeof(int)), one, null, SwitchCase(two, Constant(1)));
        yield return () => Switch(typeof(void), Parameter(typeof(int)), one, null, SwitchCase(two, Constant(1)));
        yield return () => Switch(Parameter(typeof(int)), SwitchCase(Empty(), Constant(1)));
        foreach (var count in Enumerable.Range(1, 7))
        {
            Expression[] body = [.. Enumerable.Repeat(one, count - 1), two];
            yield return () => Block(body);
            yield return () => Block(typeof(object), body);
            yield return () => Block(typeof(void), body);
            yield return () => Block([Variable(typeof(int))], body);
            yield return () => Block(typeof(object), [Variable(typeof(int))], body);
        }

        yield return () => Block([Variable(typeof(double))], two);
        yield return () => Block([Variable(typeof(int)), Variable(typeof(int))], two);
        yield return () =>
        {
            ParameterExpression a = Variable(typeof(int)), b = Variable(typeof(int));
            return Block([a, b], Assign(a, b));
        };
        yield return () =>
        {
            ParameterExpression a = Variable(typeof(int)), b = Variable(typeof(int));
            return Block([a, b], Assign(b, a));
        };
    }

    private static IEnumerable<Func<Expression>> Jumps()
    {
        yield return () => Countdown("i", "done");
        yield return () => Loop(Empty());
        yield return () => Loop(Empty(), Label());
        yield return () => Loop(Empty(), Label(), Label());
        yield return () => Loop(Empty(), Label(typeof(int)));
        yield return () => Label(Label());
        yield return () => Label(Label(typeof(int)), Constant(1));
        yield return () => Label(Label(typeof(int)), Constant(2));
        yield return () => Label(Label(typeof(object)), Constant("a"));
        yield return () => Goto(Label());
        yield return () => Goto(Label(), typeof(int));
        yield return () => Return(Label());
        yield return () => Break(Label());
        yield return () => Continue(Label());
        yield return () => Return(Label(typeof(int)), Constant(1));
        yield return () => TwoLabels(swapped: false);
        yield return () => TwoLabels(swapped: true);
    }

    private static IEnumerable<Func<Expression>> Rest()
    {
        Expression one = Constant(1), two = Constant(2);
        yield return () => TryFinally(one, two);
        yield return () => TryFault(one, two);
        yield return () => TryCatch(one, Catch(typeof(Exception), two));
        yield return () => TryCatch(one, Catch(typeof(InvalidOperationException), two));
        yield return () => TryCatch(one, Catch(Parameter(typeof(Exception)), two));
        yield return () => TryCatch(one, Catch(typeof(Exception), two, Constant(true)));
        yield return () => TryCatch(one, Catch(typeof(Exception), two), Catch(typeof(Exception), two));
        yield return () => TryCatchFinally(one, two, Catch(typeof(Exception), two));
        yield return () => MakeTry(typeof(void), one, two, null, null);
        yield return () => Invoke(Conversion<double, double>(v => v), Constant(1.0));
        yield return () => Invoke(Parameter(typeof(Func<double, double>)), Constant(1.0));
        yield return () => Invoke(Parameter(typeof(Func<double>)));
        yield return () => Lambda<Func<int>>(one);
        yield return () => Lambda<Func<int>>(one, tailCall: true, []);
        yield return () => Lambda<Func<int, int>>(one, Parameter(typeof(int)));
        yield return () => Lambda(GetDelegateType(typeof(int).MakeByRefType(), typeof(int)), one, Parameter(typeof(int).MakeByRefType()));
        yield return () => DebugInfo(SymbolDocument("a"), 1, 2, 3, 4);
        yield return () => DebugInfo(SymbolDocument("b"), 1, 2, 3, 4);
        yield return () => DebugInfo(SymbolDocument("a"), 1, 2, 3, 5);
        yield return () => ClearDebugInfo(SymbolDocument("a"));
        yield return () => RuntimeVariables(Parameter(typeof(int)));
        yield return () => RuntimeVariables(Parameter(typeof(int)), Parameter(typeof(int)));
        yield return () => Dynamic(FixedBinder, typeof(object), one);
        yield return () => Dynamic(FixedBinder, typeof(object), two);
        yield return () => Dynamic(FixedBinder, typeof(int), one);
        yield return () => new Twice(Constant(1.0));
        yield return () => Parameter(typeof(int));
        yield return () => Constant(1);
    }

    private static LambdaExpression Closed(Expression body) => body is Unknown
        ? Lambda(Block(typeof(void), body))
        : Lambda(body.Type == typeof(void) || body.NodeType is ExpressionType.Throw ? Block(body, Empty()) : body);

    private static Expression<Func<TFrom, TTo>> Conversion<TFrom, TTo>(Expression<Func<TFrom, TTo>> conversion) => conversion;

    private static BlockExpression Countdown(string local, string label)
    {
        var counter = Variable(typeof(int), local);
        var done = Label(typeof(int), label);
        return Block([counter], Loop(IfThenElse(LessThan(counter, Constant(0)), Break(done, counter), PreDecrementAssign(counter)), done));
    }

    private static BlockExpression TwoLabels(bool swapped)
    {
        LabelTarget a = Label(), b = Label();
        return Block(Goto(a), Goto(b), Label(swapped ? b : a), Label(swapped ? a : b));
    }

    private static double Add2(double a, double b) => a + b;

    private static bool Less(double a, double b) => a < b;

    private static double Half(double a) => a / 2;

    private static bool Same(int a, int b) => a == b;

    private sealed class Node
    {
        public Node? Left { get; set; }

        public Node? Right { get; set; }

        public List<int> Items { get; } = [];
    }

    private sealed class Twice(Expression operand) : Expression
    {
        public override ExpressionType NodeType => ExpressionType.Extension;

        public override Type Type => operand.Type;

        public override bool CanReduce => true;

        public override Expression Reduce() => Add(operand, operand);
    }

    private sealed class Unknown(ExpressionType kind = ExpressionType.Extension) : Expression
    {
        public override ExpressionType NodeType => kind;

        public override Type Type => typeof(double);

        protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
    }

    private sealed class NoBinder : CallSiteBinder
    {
        public override Expression Bind(object[] args, System.Collections.ObjectModel.ReadOnlyCollection<ParameterExpression> parameters, LabelTarget returnLabel) =>
            throw new NotSupportedException();
    }

    private sealed class KindCollector : ExpressionVisitor
    {
        internal HashSet<ExpressionType> Kinds { get; } = [];

        public override Expression? Visit(Expression? node)
        {
            if (node is not null)
            {
                Kinds.Add(node.NodeType);
            }

            return node is Twice ? node : base.Visit(node);
        }

        protected override Expression VisitDynamic(DynamicExpression node) => node;
    }
}
