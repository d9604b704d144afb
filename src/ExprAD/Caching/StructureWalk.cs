using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using ExprAD.Readers;

namespace ExprAD.Caching;

/// <summary>
/// One walk over an expression tree in prefix order that lists its structure as tokens (kinds, counts, numbers, bits of literals) and
/// parts (types, members, strings).
/// </summary>
/// <remarks>
/// The walk keeps its own stack, so depth does not matter. A token says how many tokens, parts and sub-expressions follow it, which makes
/// the listing uniquely decodable. Beyond the first nodes, a composite node met again by reference is listed as a reference backwards, so
/// shared sub-trees do not multiply.
/// </remarks>
internal sealed partial class StructureWalk
{
    private const int UntrackedNodes = 64;
    private const int KeptLength = 4096;
    private const int MaxGetterDepth = 64;
    private const int MaxCodeRuns = 20_000;

    // Kinds beside ExpressionType, which ends below 100.
    private const int BackReference = 100;
    private const int Opaque = 101;
    private const int Extension = 102;
    private const int Resolved = 103;
    private const int Binding = 104;

    private static readonly object LeaveGetter = new();
    private static readonly Dictionary<Expression, object?> NothingResolved = [];
    private static int s_opaqueNodes;

    [ThreadStatic]
    private static StructureWalk? t_idle;

    private readonly ReferenceNumbers _parameters = new();
    private readonly ReferenceNumbers _captures = new();
    private readonly ReferenceNumbers _labels = new();
    private readonly ReferenceNumbers _trees = new();
    private readonly ReferenceNumbers _composites = new();
    private Dictionary<Expression, object?>? _resolved;
    private int[] _tokens = new int[128];
    private object[] _parts = new object[64];
    private object[] _stack = new object[64];
    private int _tokenCount;
    private int _partCount;
    private int _stackCount;
    private int _visited;
    private int _getterDepth;
    private int _codeRuns;

    internal static StructuralKey Run(LambdaExpression lambda, out object[] captures, out IReadOnlyDictionary<Expression, object?> resolved)
    {
        // A property read on the way may take a derivative itself: the walk is not idle then.
        var walk = t_idle ?? new StructureWalk();
        t_idle = null;
        try
        {
            walk.Walk(lambda);
            captures = walk._captures.ToArray();
            resolved = walk._resolved ?? NothingResolved;
            return new StructuralKey(walk._tokens.AsSpan(0, walk._tokenCount), walk._parts.AsSpan(0, walk._partCount));
        }
        finally
        {
            walk.Clear();
            t_idle = walk;
        }
    }

    private void Walk(Expression root)
    {
        _trees.Of(root, out _);
        Push(root);
        while (_stackCount > 0)
        {
            var item = _stack[--_stackCount];
            _stack[_stackCount] = null!;
            if (item is Expression node)
            {
                Visit(node);
            }
            else if (item is MemberBinding binding)
            {
                Visit(binding);
            }
            else
            {
                _getterDepth--;
            }
        }
    }

    private void Visit(Expression node)
    {
        _visited++;
        if (node is ParameterExpression parameter)
        {
            Emit(ExpressionType.Parameter);
            EmitParameter(parameter);
            return;
        }

        if (node is ConstantExpression constant)
        {
            Visit(constant);
            return;
        }

        if (_visited > UntrackedNodes)
        {
            var number = _composites.Of(node, out var isNew);
            if (!isNew)
            {
                Emit(BackReference, number);
                return;
            }
        }

        switch (node)
        {
            case BinaryExpression binary:
                Visit(binary);
                break;
            case MethodCallExpression call:
                Visit(call);
                break;
            case MemberExpression member:
                Visit(member);
                break;
            case UnaryExpression unary:
                Visit(unary);
                break;
            case LambdaExpression lambda:
                Visit(lambda);
                break;
            default:
                VisitRarer(node);
                break;
        }
    }

    /// <summary>Lists a value read from a captured object, if this kind of value shapes the derivative.</summary>
    private void Resolve(Expression node, Type type)
    {
        if (CapturedTypes.ShapeDerivative(type))
        {
            Resolve(node);
        }
    }

    private void Resolve(Expression node)
    {
        object? value = null;
        var ranCode = false;
        if (_resolved is null || !_resolved.TryGetValue(node, out value))
        {
            if (_getterDepth >= MaxGetterDepth || _codeRuns >= MaxCodeRuns || !CapturedValues.TryRead(node, out value, out ranCode))
            {
                Emit(Resolved, 0);
                return;
            }

            (_resolved ??= new Dictionary<Expression, object?>(ReferenceEqualityComparer.Instance)).Add(node, value);
        }

        if (ranCode)
        {
            // A getter may answer with a tree that asks the same getter again, without end.
            _codeRuns++;
            _getterDepth++;
            Push(LeaveGetter);
        }

        EmitResolved(value);
    }

    private void EmitResolved(object? value)
    {
        switch (value)
        {
            case null:
                Emit(Resolved, 1);
                break;
            case Expression tree:
                var number = _trees.Of(tree, out var isNew);
                Emit(Resolved, isNew ? 2 : 3);
                if (isNew)
                {
                    Push(tree);
                }
                else
                {
                    Emit(number);
                }

                break;
            default:
                Emit(Resolved, 4);
                Emit(value);
                break;
        }
    }

    private void VisitExtension(Expression node)
    {
        if (node.CanReduce && _codeRuns < MaxCodeRuns)
        {
            _codeRuns++;
            Emit(Extension, 0);
            Emit(node.GetType());
            Push(node.ReduceAndCheck());
        }
        else
        {
            // Nothing is known about what stands inside: equal to no other node.
            Emit(Opaque, Interlocked.Increment(ref s_opaqueNodes));
        }
    }

    private void EmitParameter(ParameterExpression parameter)
    {
        Emit(_parameters.Of(parameter, out var isNew));
        if (isNew)
        {
            Emit(parameter.IsByRef ? 1 : 0);
            Emit(parameter.Type);
        }
    }

    private void EmitLabel(LabelTarget? label)
    {
        if (label is null)
        {
            Emit(-1);
            return;
        }

        Emit(_labels.Of(label, out var isNew));
        if (isNew)
        {
            Emit(label.Type);
        }
    }

    private void Emit(ExpressionType kind) => Emit((int)kind);

    private void Emit(ExpressionType kind, int flags) => Emit((int)kind | (flags << 8));

    private void Emit(int kind, int number)
    {
        Emit(kind);
        Emit(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Emit(int token)
    {
        var tokens = _tokens;
        var count = _tokenCount;
        if ((uint)count >= (uint)tokens.Length)
        {
            Array.Resize(ref _tokens, 2 * count);
            tokens = _tokens;
        }

        tokens[count] = token;
        _tokenCount = count + 1;
    }

    private void Emit(object part)
    {
        if (_partCount == _parts.Length)
        {
            Array.Resize(ref _parts, 2 * _partCount);
        }

        _parts[_partCount++] = part;
    }

    private void Push(object item)
    {
        if (_stackCount == _stack.Length)
        {
            Array.Resize(ref _stack, 2 * _stackCount);
        }

        _stack[_stackCount++] = item;
    }

    private void PushReversed<TItem>(IReadOnlyList<TItem> items)
        where TItem : class
    {
        for (var index = items.Count - 1; index >= 0; index--)
        {
            Push(items[index]);
        }
    }

    private void PushArguments(IArgumentProvider node)
    {
        for (var index = node.ArgumentCount - 1; index >= 0; index--)
        {
            Push(node.GetArgument(index));
        }
    }

    private void Clear()
    {
        _tokens = _tokens.Length > KeptLength ? new int[128] : _tokens;
        Release(ref _parts, _partCount);
        Release(ref _stack, _stackCount);
        _parameters.Clear();
        _captures.Clear();
        _labels.Clear();
        _trees.Clear();
        _composites.Clear();
        _resolved = null;
        _tokenCount = _partCount = _stackCount = _visited = _getterDepth = _codeRuns = 0;
    }

    private static void Release(ref object[] buffer, int used)
    {
        if (buffer.Length > KeptLength)
        {
            buffer = new object[64];
        }
        else
        {
            buffer.AsSpan(0, used).Clear();
        }
    }
}
