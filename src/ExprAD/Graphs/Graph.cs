using System.Linq.Expressions;
using System.Reflection;

namespace ExprAD.Graphs;

/// <summary>
/// Makes and interns values: common-subexpression elimination is this class. Every value passes <see cref="Identities"/> on
/// its way in, so a graph is simplified at all times.
/// </summary>
internal sealed class Graph(AdArithmetic arithmetic)
{
    private readonly Dictionary<Key, Value> interned = [];
    private readonly Dictionary<Key, Value> readings = [];
    private readonly Dictionary<Value, Expression> origins = [];
    private int fresh = 1000;
    private int openRegions;

    internal AdArithmetic Arithmetic { get; } = arithmetic;

    /// <summary>How many states reverse mode keeps of a loop; 0: all.</summary>
    internal int Checkpoints { get; init; }

    /// <summary>Partial derivatives that know their own derivative: the call that each is the partial of.</summary>
    internal Dictionary<Value, Value> Partials { get; } = [];

    /// <summary>Arrays and lists that operators of LINQ go through, with the names of the operators' parameters: what is said to be null if it is.</summary>
    internal Dictionary<Value, string> Sources { get; } = [];

    /// <summary>What functions evaluate, besides what their results are computed from.</summary>
    internal Dictionary<Value, IReadOnlyList<Value>> Evaluated { get; } = [];

    /// <summary>What throws nothing that functions do not: what the steps of their loops evaluate, evaluated again by loops that go back.</summary>
    internal List<Value> Assured { get; } = [];

    /// <summary>Calls that could not be looked into, and why.</summary>
    internal Dictionary<Value, NotDifferentiableException> Refused { get; } = [];

    internal int Count => interned.Count;

    /// <summary>The expression that a value was first read from, for messages.</summary>
    internal Expression? Origin(Value value) => origins.GetValueOrDefault(value);

    internal Value Remember(Value value, Expression origin)
    {
        origins.TryAdd(value, origin);
        return value;
    }

    internal Value Make(Operation operation, params Value[] operands)
    {
        if (operation is not (Graphs.Get or Length or Member))
        {
            return Identities.Simplify(this, operation, operands) ?? Intern(operation, operands);
        }

        // Reading goes into both branches of conditionals; these share parts, so each part is gone through once.
        var key = new Key(operation, operands);
        if (!readings.TryGetValue(key, out var reading))
        {
            readings.Add(key, reading = Identities.Simplify(this, operation, operands) ?? Intern(operation, operands));
        }

        return reading;
    }

    internal Value Intern(Operation operation, params Value[] operands)
    {
        var key = new Key(operation, operands);
        if (!interned.TryGetValue(key, out var value))
        {
            value = new Value(interned.Count, operation, operands);
            interned.Add(key, value);
        }

        return value;
    }

    internal Value Literal(object? data, Type type) => Intern(new Literal(type, data));

    /// <summary>A number of the given real (or integer) type.</summary>
    internal Value Number(double number, Type type) => Literal(Convert.ChangeType(number, type, null), type);

    internal Value Integer(int number) => Literal(number, typeof(int));

    internal Value Boolean(bool value) => Literal(value, typeof(bool));

    internal Value Zero(Value like) => Kinds.IsReal(like.Type) ? Intern(new Zero(like.Type)) : Make(new Zero(like.Type), like);

    /// <summary>Whether there are solutions of equations.</summary>
    internal bool HasSolutions { get; private set; }

    /// <summary>The unknown of an equation with a given solution, different from that of any other equation.</summary>
    internal Value Unknown(Value solution)
    {
        HasSolutions = true;
        return Intern(new Unknown(solution.Type, fresh++), solution);
    }

    /// <summary>A parameter that nothing else refers to.</summary>
    internal Value Fresh(Type type, string name) => Fresh(type, name, 0);

    /// <summary>A parameter of a region that nothing else refers to, to be replaced by a state when the loop is made.</summary>
    internal Value Fresh(Type type, string name, int level) => Intern(new Parameter(type, level, fresh++, name));

    internal Value Operator(ExpressionType kind, Type type, params Value[] operands) => Make(new Operator(type, kind), operands);

    internal Value Add(Value a, Value b) => Operator(ExpressionType.Add, a.Type, a, b);

    internal Value Subtract(Value a, Value b) => Operator(ExpressionType.Subtract, a.Type, a, b);

    internal Value Multiply(Value a, Value b) => Operator(ExpressionType.Multiply, a.Type, a, b);

    internal Value Divide(Value a, Value b) => Operator(ExpressionType.Divide, a.Type, a, b);

    internal Value Negate(Value a) => Operator(ExpressionType.Negate, a.Type, a);

    internal Value Not(Value a) => Operator(ExpressionType.Not, typeof(bool), a);

    internal Value AreEqual(Value a, Value b) => Operator(ExpressionType.Equal, typeof(bool), a, b);

    internal Value Cast(Value a, Type type) => a.Type == type ? a : Operator(ExpressionType.Convert, type, a);

    internal Value If(Value test, Value then, Value otherwise) => Make(new If(then.Type), test, then, otherwise);

    internal Value And(Value a, Value b) => If(a, b, Boolean(false));

    /// <summary>A test and, inside the branch where it holds, another one.</summary>
    internal Value Nest(Value outer, Value inner) =>
        outer.Data is bool || inner.Data is bool || outer == inner ? And(outer, inner)
        : Intern(new If(typeof(bool), IsNesting: true), outer, inner, Boolean(false));

    internal Value Or(Value a, Value b) => If(a, Boolean(true), b);

    internal Value Get(Value container, params ReadOnlySpan<Value> indices) =>
        Make(new Get(Kinds.Element(container.Type)!), [container, .. indices]);

    internal Value LengthOf(Value container) => Make(new Length(), container);

    internal Value MemberOf(Value owner, MemberInfo member) => Make(new Member(Shape.TypeOf(member), member), owner);

    internal Value Ensure(Value value, params IReadOnlyCollection<Value> effects) =>
        effects.Count == 0 ? value : Make(new Ensure(value.Type), [value, .. effects]);

    /// <summary>Rebuilds roots with some values replaced by others.</summary>
    internal Value[] Substitute(IReadOnlyDictionary<Value, Value> replacements, params Value[] roots) =>
        new Substitution(this, replacements).Of(roots);

    /// <summary>Begins a loop.</summary>
    /// <param name="count">How many steps it makes at most.</param>
    /// <param name="descending">Whether the index runs down.</param>
    internal Region Open(Value count, bool descending = false) => ++openRegions < Loop.Open
        ? new(this, count, Loop.Open + openRegions, descending)
        : throw new NotSupportedException($"Loops are nested {Loop.Open} deep.");

    /// <summary>Ends the innermost loop that is open.</summary>
    internal void Close(Region region)
    {
        if (region.Level != Loop.Open + openRegions--)
        {
            throw new InvalidOperationException("Regions are closed from the inside out.");
        }
    }

    // Operands of commutative operators are compared in a fixed order; the value keeps the order in which it was first written.
    private readonly struct Key : IEquatable<Key>
    {
        private readonly Operation operation;
        private readonly Value[] operands;
        private readonly bool swapped;
        private readonly int hash;

        internal Key(Operation operation, Value[] operands)
        {
            this.operation = operation;
            this.operands = operands;
            swapped = operands.Length == 2 && operands[0].Id > operands[1].Id && IsCommutative(operation);
            var code = new HashCode();
            code.Add(operation);
            for (var i = 0; i < operands.Length; i++)
            {
                code.Add(At(i).Id);
            }

            hash = code.ToHashCode();
        }

        public bool Equals(Key other)
        {
            if (hash != other.hash || operands.Length != other.operands.Length)
            {
                return false;
            }

            for (var i = 0; i < operands.Length; i++)
            {
                if (!ReferenceEquals(At(i), other.At(i)))
                {
                    return false;
                }
            }

            return operation.Equals(other.operation);
        }

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => hash;

        private Value At(int index) => swapped ? operands[1 - index] : operands[index];

        private static bool IsCommutative(Operation operation) =>
            operation is Operator { Kind: ExpressionType.Add or ExpressionType.Multiply or ExpressionType.Equal or ExpressionType.NotEqual };
    }
}
