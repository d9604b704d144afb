using System.Linq.Expressions;
using ExprAD.Graphs;

namespace ExprAD.Readers;

/// <summary>
/// The functions of modules Array, List and Seq, which become the same loops as the operators of LINQ:
/// <c>xs |> Array.map f |> Array.sum</c> becomes <c>for (i ..) sum += f(xs[i])</c>.
/// </summary>
internal sealed partial class Reader
{
    private static readonly string[] CollectionModules = ["ArrayModule", "ListModule", "SeqModule", "Parallel"];

    private static IEnumerable<(string Name, FSharpReading Read)> Collections =>
        from module in CollectionModules
        from row in new[] { Producers, Rearrangements, Consumers }.SelectMany(rows => rows)
        select ($"{module}.{row.Name}", row.Read);

    private static IEnumerable<(string Name, FSharpReading Read)> Producers =>
    [
        ("Map",          (r, c) => r.Collected(c, r.Select(r.Source(c, 1), ElementOf(c.Node), r.Caller(c), isIndexed: false))),
        ("MapIndexed",   (r, c) => r.Collected(c, r.Select(r.Source(c, 1), ElementOf(c.Node), Swapped(r.Caller(c)), isIndexed: true))),
        ("Map2",         (r, c) => r.Collected(c, r.Together(c, 1, ElementOf(c.Node), r.Caller(c)))),
        ("Map3",         (r, c) => r.Collected(c, r.Together(c, 1, ElementOf(c.Node), r.Caller(c)))),
        ("MapIndexed2",  (r, c) => r.Collected(c, r.Together(c, 1, ElementOf(c.Node), r.Caller(c), isIndexed: true))),
        ("Zip",          (r, c) => r.Collected(c, r.Together(c, 0, ElementOf(c.Node), r.TupleOf(c)))),
        ("Zip3",         (r, c) => r.Collected(c, r.Together(c, 0, ElementOf(c.Node), r.TupleOf(c)))),
        ("Indexed",      (r, c) => r.Collected(c, r.Select(r.Source(c, 0), ElementOf(c.Node), Swapped(r.TupleOf(c)), isIndexed: true))),
        ("Pairwise",     (r, c) => r.Collected(c, r.Pairwise(r.Source(c, 0), r.TupleOf(c), ElementOf(c.Node)))),
        ("Windowed",     (r, c) => r.Collected(c, r.Windows(r.Source(c, 1), r.Read(c.Arguments[0])))),
        ("ChunkBySize",  (r, c) => r.Collected(c, r.Chunk(r.Source(c, 1), r.Read(c.Arguments[0])))),
        ("Scan",         (r, c) => r.Collected(c, r.States(r.Source(c, 2), r.Read(c.Arguments[1]), r.Caller(c)))),
        ("ScanBack",     (r, c) => r.Collected(c, r.Reverse(r.States(r.Reverse(r.Source(c, 1)), r.Read(c.Arguments[2]), Swapped(r.Caller(c)))))),
        ("Initialize",   (r, c) => r.Collected(c, r.Numbered(c, r.CallerOf(c.Arguments[1])))),
        ("Replicate",    (r, c) => r.Collected(c, r.Repeated(c))),
        ("Create",       (r, c) => r.Collected(c, r.Repeated(c))),
        ("ZeroCreate",   (r, c) => r.Collected(c, r.Numbered(c, _ => r.Default(ElementOf(c.Node))))),
        ("Singleton",    (r, c) => r.Collected(c, r.One(r.Reference(c.Arguments[0]), ElementOf(c.Node)))),
        ("Empty",        (r, c) => r.Collected(c, r.Nothing(c))),
        ("Collect",      (r, c) => r.Collected(c, r.Collect(c))),
        ("Concat",       (r, c) => r.Collected(c, r.Concat(c))),
    ];

    private static IEnumerable<(string Name, FSharpReading Read)> Rearrangements =>
    [
        ("Filter",       (r, c) => r.Collected(c, r.Where(r.Source(c, 1), r.Caller(c), isIndexed: false))),
        ("Where",        (r, c) => r.Collected(c, r.Where(r.Source(c, 1), r.Caller(c), isIndexed: false))),
        ("Append",       (r, c) => r.Collected(c, r.Concat(r.Source(c, 0), r.Source(c, 1)))),
        ("Reverse",      (r, c) => r.Collected(c, r.Reverse(r.Source(c, 0)))),
        ("Take",         (r, c) => r.Collected(c, r.TakeAll(c))),
        ("Skip",         (r, c) => r.Collected(c, r.SkipAll(c))),
        ("Truncate",     (r, c) => r.Collected(c, r.Take(r.Source(c, 1), r.Read(c.Arguments[0])))),
        ("Tail",         (r, c) => r.Collected(c, r.Rest(r.NotEmpty(r.Source(c, 0))))),
        ("GetSubArray",  (r, c) => r.Collected(c, r.Part(c))),
        ("TakeWhile",    (r, c) => r.Collected(c, r.TakeWhile(r.Source(c, 1), r.Caller(c), isIndexed: false))),
        ("SkipWhile",    (r, c) => r.Collected(c, r.SkipWhile(r.Source(c, 1), r.Caller(c), isIndexed: false))),
        ("Sort",         (r, c) => r.Collected(c, r.OrderBy(r.Source(c, 0), elements => elements[0], null, isDescending: false, isThen: false))),
        ("SortDescending",   (r, c) => r.Collected(c, r.OrderBy(r.Source(c, 0), elements => elements[0], null, isDescending: true, isThen: false))),
        ("SortBy",           (r, c) => r.Collected(c, r.OrderBy(r.Source(c, 1), r.Caller(c), null, isDescending: false, isThen: false))),
        ("SortByDescending", (r, c) => r.Collected(c, r.OrderBy(r.Source(c, 1), r.Caller(c), null, isDescending: true, isThen: false))),
        ("Copy",         (r, c) => r.Collected(c, r.Source(c, 0))),
        ("ToArray",      (r, c) => r.Collected(c, r.Source(c, 0))),
        ("ToList",       (r, c) => r.Collected(c, r.Source(c, 0))),
        ("ToSeq",        (r, c) => r.Collected(c, r.Source(c, 0))),
        ("OfArray",      (r, c) => r.Collected(c, r.Source(c, 0))),
        ("OfList",       (r, c) => r.Collected(c, r.Source(c, 0))),
        ("OfSeq",        (r, c) => r.Collected(c, r.Source(c, 0))),
        ("Cache",        (r, c) => r.Collected(c, r.Source(c, 0))),
        ("ReadOnly",     (r, c) => r.Collected(c, r.Source(c, 0))),
        ("Unzip",        (r, c) => r.Unzipped(c)),
    ];

    private static IEnumerable<(string Name, FSharpReading Read)> Consumers =>
    [
        ("Sum",          (r, c) => r.SumOf(c, r.Source(c, 0))),
        ("SumBy",        (r, c) => r.SumOf(c, r.Select(r.Source(c, 1), c.Type, r.Caller(c), isIndexed: false))),
        ("Average",      (r, c) => r.MeanOf(c, r.Source(c, 0))),
        ("AverageBy",    (r, c) => r.MeanOf(c, r.Select(r.Source(c, 1), c.Type, r.Caller(c), isIndexed: false))),
        ("Fold",         (r, c) => r.Fold(r.Source(c, 2), r.Read(c.Arguments[1]), r.Caller(c))),
        ("Fold2",        (r, c) => r.FoldTwo(c)),
        ("FoldBack",     (r, c) => r.Fold(r.Reverse(r.Source(c, 1)), r.Read(c.Arguments[2]), Swapped(r.Caller(c)))),
        ("Reduce",       (r, c) => r.Reduced(r.Source(c, 1), r.Caller(c))),
        ("ReduceBack",   (r, c) => r.Reduced(r.Reverse(r.Source(c, 1)), Swapped(r.Caller(c)))),
        ("Length",       (r, c) => r.CountOf(r.Source(c, 0))),
        ("IsEmpty",      (r, c) => r.None(r.Source(c, 0))),
        ("Exists",       (r, c) => r.AnyOf(r.Where(r.Source(c, 1), r.Caller(c), isIndexed: false))),
        ("ForAll",       (r, c) => r.None(r.Where(r.Source(c, 1), r.Negated(r.Caller(c)), isIndexed: false))),
        ("Head",         (r, c) => r.First(r.NotEmpty(r.Source(c, 0)))),
        ("Last",         (r, c) => r.First(r.Reverse(r.NotEmpty(r.Source(c, 0))))),
        ("Get",          (r, c) => r.ElementOf(c)),
        ("Item",         (r, c) => r.ItemAt(c.Arguments[1], c.Arguments[0])),
        ("Max",          (r, c) => r.Extreme(c, isMax: true, isBy: false)),
        ("Min",          (r, c) => r.Extreme(c, isMax: false, isBy: false)),
        ("MaxBy",        (r, c) => r.Extreme(c, isMax: true, isBy: true)),
        ("MinBy",        (r, c) => r.Extreme(c, isMax: false, isBy: true)),
    ];

    private Sequence Source(FSharpCall call, int argument) => SourceOf(call.Arguments[argument]);

    // The function that comes first.
    private Func<Value[], Value> Caller(FSharpCall call) => CallerOf(call.Arguments[0]);

    private static Func<Value[], Value> Swapped(Func<Value[], Value> function) => arguments => function([arguments[1], arguments[0]]);

    // What a function of a module gives: Array and List go through it at once.
    private Value Collected(FSharpCall call, Sequence sequence) =>
        call.Type.IsArray ? ArrayOf(sequence)
        : FSharpTypes.IsList(call.Type) ? ListOf(ArrayOf(sequence), call.Type)
        : Lazy(call.Node, sequence);

    private Value Tuple(Type type, Value[] items) => graph.Make(new Construct(type, Shape.Of(type)!), Array.ConvertAll(items, Contents));
}
