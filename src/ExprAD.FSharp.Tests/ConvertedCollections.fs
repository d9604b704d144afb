/// Functions of modules Array, List and Seq, indices, slices and comprehensions in lambdas that the compiler converts.
module ExprAD.FSharp.Tests.ConvertedCollections

open System
open ExprAD
open ExprAD.FSharp.Tests.Oracle
open Xunit

let private data = [| 2.0; -1.0; 0.5 |]
let private points = [ [| 1.5; -2.0; 3.0 |]; [| -0.5; 4.0; 0.25 |] ]
let private twice = Array.map (fun x -> 2.0 * x)
let private squares = Array.sumBy (fun x -> x * x)
let private ones (xs: float[]) = Array.create xs.Length 1.0
let private unit i value (xs: float[]) = Array.init xs.Length (fun j -> if i = j then value else 0.0)

[<Fact>]
let ``Sums and averages`` () =
    Right.Of((fun xs -> Array.sum xs), Array.sum, ones, points)
    Right.Of((fun xs -> List.sum (List.ofArray xs)), Array.sum, ones, points)
    Right.Of((fun xs -> Seq.sum xs), Array.sum, ones, points)
    Right.Of((fun xs -> Array.sumBy (fun x -> x * x) xs), squares, twice, points)
    Right.Of((fun xs -> xs |> Array.toList |> List.sumBy (fun x -> x * x)), squares, twice, points)
    Right.Of((fun xs -> xs |> Seq.sumBy (fun x -> x * x)), squares, twice, points)
    Right.Of((fun xs -> Array.sumBy sin xs), Array.sumBy sin, Array.map cos, points)
    Right.Of((fun xs -> Array.average xs + Seq.average xs), (fun xs -> 2.0 * Array.average xs), Array.map (fun _ -> 2.0 / 3.0), points)
    Right.Of((fun xs -> Array.averageBy (fun x -> x * x) xs + List.averageBy (fun x -> x * x) (List.ofSeq xs)), (fun xs -> 2.0 * squares xs / 3.0), Array.map (fun x -> 4.0 * x / 3.0), points)

[<Fact>]
let ``map in its forms`` () =
    Right.Of((fun xs -> xs |> Array.map (fun x -> x * x) |> Array.sum), squares, twice, points)
    Right.Of((fun xs -> xs |> List.ofArray |> List.map (fun x -> x * x) |> List.sum), squares, twice, points)
    Right.Of((fun xs -> xs |> Seq.map (fun x -> x * x) |> Seq.sum), squares, twice, points)
    Right.Of((fun xs -> xs |> Array.mapi (fun i x -> float i * x * x) |> Array.sum), (fun xs -> xs[1] * xs[1] + 2.0 * xs[2] * xs[2]), Array.mapi (fun i x -> 2.0 * float i * x), points)
    Right.Of((fun xs -> Seq.mapi (fun i x -> float i * x) xs |> Seq.sum), (fun xs -> xs[1] + 2.0 * xs[2]), Array.mapi (fun i _ -> float i), points)
    Right.Of((fun xs -> Array.map2 (fun x d -> x * x * d) xs data |> Array.sum), (fun xs -> Array.map2 (fun x d -> x * x * d) xs data |> Array.sum), Array.map2 (fun d x -> 2.0 * x * d) data, points)
    Right.Of((fun xs -> Array.map2 (*) xs data |> Array.sum), (fun xs -> Array.map2 (*) xs data |> Array.sum), (fun _ -> data), points)
    Right.Of((fun xs -> List.map2 (*) (List.ofArray xs) [ 2.0; -1.0; 0.5 ] |> List.sum), (fun xs -> Array.map2 (*) xs data |> Array.sum), (fun _ -> data), points)
    Right.Of((fun xs -> Seq.map2 (*) xs (Seq.take 2 data) |> Seq.sum), (fun xs -> 2.0 * xs[0] - xs[1]), (fun _ -> [| 2.0; -1.0; 0.0 |]), points)
    Right.Of((fun xs -> Array.map3 (fun x y d -> x * y * d) xs xs data |> Array.sum), (fun xs -> Array.map2 (fun x d -> x * x * d) xs data |> Array.sum), Array.map2 (fun d x -> 2.0 * x * d) data, points)
    Right.Of((fun xs -> Array.mapi2 (fun i x d -> float i * x * d) xs data |> Array.sum), (fun xs -> -xs[1] + xs[2]), (fun _ -> [| 0.0; -1.0; 1.0 |]), points)

[<Fact>]
let ``A vector of results has a Jacobian`` () =
    let jacobian = Ad.Jacobian(fun (xs: float[]) -> xs |> Array.map (fun x -> x * x * xs[0])).Invoke [| 2.0; 3.0 |]
    Assert.Equal<float[,]>(array2D [ [ 12.0; 0.0 ]; [ 9.0; 12.0 ] ], jacobian)

[<Fact>]
let ``Folds, scans and reductions`` () =
    let product = Array.reduce (*)
    let others (xs: float[]) = Array.mapi (fun i _ -> xs |> Array.indexed |> Array.filter (fun (j, _) -> i <> j) |> Array.map snd |> product) xs
    Right.Of((fun xs -> Array.fold (fun s x -> s * x) 1.0 xs), product, others, points)
    Right.Of((fun xs -> Array.fold (*) 1.0 xs), product, others, points)
    Right.Of((fun xs -> List.fold (*) 1.0 (List.ofArray xs)), product, others, points)
    Right.Of((fun xs -> (1.0, xs) ||> Seq.fold (*)), product, others, points)
    Right.Of((fun xs -> Array.foldBack (fun x s -> x * s) xs 1.0), product, others, points)
    Right.Of((fun xs -> List.foldBack (fun x s -> x - s) (List.ofArray xs) 0.0), (fun xs -> xs[0] - xs[1] + xs[2]), (fun _ -> [| 1.0; -1.0; 1.0 |]), points)
    Right.Of((fun xs -> Array.reduce (*) xs), product, others, points)
    Right.Of((fun xs -> Array.reduceBack (-) xs), (fun xs -> xs[0] - xs[1] + xs[2]), (fun _ -> [| 1.0; -1.0; 1.0 |]), points)
    Right.Of((fun xs -> Array.fold (fun (p, n) x -> (p * x, n + 1.0)) (1.0, 0.0) xs |> (fun (p, n) -> p / n)), (fun xs -> product xs / 3.0), others >> Array.map (fun x -> x / 3.0), points)
    Right.Of((fun xs -> Array.fold2 (fun s x d -> s + x * d) 0.0 xs data), (fun xs -> Array.map2 (*) xs data |> Array.sum), (fun _ -> data), points)
    Right.Of((fun xs -> Array.scan (+) 1.0 xs |> Array.sum), (fun xs -> 4.0 + 3.0 * xs[0] + 2.0 * xs[1] + xs[2]), (fun _ -> [| 3.0; 2.0; 1.0 |]), points)
    Right.Of((fun xs -> Seq.scan (*) 1.0 xs |> Seq.last), product, others, points)
    Right.Of((fun xs -> Array.scanBack (+) xs 1.0 |> Array.head), (fun xs -> 1.0 + Array.sum xs), ones, points)

[<Fact>]
let ``Zips, pairs and windows`` () =
    Right.Of((fun xs -> Array.zip xs data |> Array.sumBy (fun (x, d) -> x * d)), (fun xs -> Array.map2 (*) xs data |> Array.sum), (fun _ -> data), points)
    Right.Of((fun xs -> Seq.zip xs data |> Seq.sumBy (fun (x, d) -> x * d)), (fun xs -> Array.map2 (*) xs data |> Array.sum), (fun _ -> data), points)
    Right.Of((fun xs -> Array.zip3 xs xs data |> Array.sumBy (fun (x, y, d) -> x * y * d)), (fun xs -> Array.map2 (fun x d -> x * x * d) xs data |> Array.sum), Array.map2 (fun d x -> 2.0 * x * d) data, points)
    Right.Of((fun xs -> let (a, b) = Array.unzip (Array.map (fun x -> (x, x * x)) xs) in Array.sum a * Array.sum b), (fun xs -> Array.sum xs * squares xs), (fun xs -> Array.map (fun x -> squares xs + 2.0 * x * Array.sum xs) xs), points)
    let pairs, gradient = (fun (xs: float[]) -> xs[0] * xs[1] + xs[1] * xs[2]), (fun (xs: float[]) -> [| xs[1]; xs[0] + xs[2]; xs[1] |])
    Right.Of((fun xs -> xs |> Array.pairwise |> Array.sumBy (fun (a, b) -> a * b)), pairs, gradient, points)
    Right.Of((fun xs -> xs |> Array.windowed 2 |> Array.sumBy (fun w -> w[0] * w[1])), pairs, gradient, points)
    Right.Of((fun xs -> xs |> Seq.windowed 2 |> Seq.sumBy (fun w -> w[0] * w[1])), pairs, gradient, points)
    Right.Of((fun xs -> xs |> Array.indexed |> Array.sumBy (fun (i, x) -> float i * x)), (fun xs -> xs[1] + 2.0 * xs[2]), Array.mapi (fun i _ -> float i), points)
    Right.Of((fun xs -> xs |> Array.chunkBySize 2 |> Array.sumBy (fun c -> c[0] * c[0])), (fun xs -> xs[0] * xs[0] + xs[2] * xs[2]), Array.mapi (fun i x -> if i = 1 then 0.0 else 2.0 * x), points)

[<Fact>]
let ``Sequences that are made`` () =
    Right.Of((fun xs -> Array.init xs.Length (fun i -> xs[i] * xs[i]) |> Array.sum), squares, twice, points)
    Right.Of((fun xs -> List.init 3 (fun i -> xs[i] * float i) |> List.sum), (fun xs -> xs[1] + 2.0 * xs[2]), Array.mapi (fun i _ -> float i), points)
    Right.Of((fun xs -> Array.create 3 xs[0] |> Array.sum), (fun xs -> 3.0 * xs[0]), unit 0 3.0, points)
    Right.Of((fun xs -> Array.replicate 3 xs[0] |> Array.sum), (fun xs -> 3.0 * xs[0]), unit 0 3.0, points)
    Right.Of((fun xs -> Array.zeroCreate<float> 2 |> Array.append xs |> Array.sum), Array.sum, ones, points)
    Right.Of((fun xs -> [| xs[0]; xs[1] * xs[1] |] |> Array.sum), (fun xs -> xs[0] + xs[1] * xs[1]), (fun xs -> [| 1.0; 2.0 * xs[1]; 0.0 |]), points)
    Right.Of((fun xs -> [ xs[0]; xs[1] * xs[1] ] |> List.sum), (fun xs -> xs[0] + xs[1] * xs[1]), (fun xs -> [| 1.0; 2.0 * xs[1]; 0.0 |]), points)
    Right.Of((fun xs -> xs[0] :: List.ofArray xs |> List.sum), (fun xs -> xs[0] + Array.sum xs), (fun _ -> [| 2.0; 1.0; 1.0 |]), points)

[<Fact>]
let ``Sequences put together`` () =
    Right.Of((fun xs -> Array.append xs (Array.map (fun x -> x * x) xs) |> Array.sum), (fun xs -> Array.sum xs + squares xs), Array.map (fun x -> 1.0 + 2.0 * x), points)
    Right.Of((fun xs -> List.ofArray xs @ [ xs[0] ] |> List.sum), (fun xs -> xs[0] + Array.sum xs), (fun _ -> [| 2.0; 1.0; 1.0 |]), points)
    Right.Of((fun xs -> Array.concat [ xs; data; xs ] |> Array.sumBy (fun x -> x * x)), (fun xs -> 2.0 * squares xs + squares data), Array.map (fun x -> 4.0 * x), points)
    Right.Of((fun xs -> Seq.concat [| xs; xs |] |> Seq.sumBy (fun x -> x * x)), (fun xs -> 2.0 * squares xs), Array.map (fun x -> 4.0 * x), points)
    Right.Of((fun xs -> xs |> Array.collect (fun x -> [| x; x * x |]) |> Array.sum), (fun xs -> Array.sum xs + squares xs), Array.map (fun x -> 1.0 + 2.0 * x), points)
    Right.Of((fun xs -> xs |> List.ofArray |> List.collect (fun x -> [ x; x * x ]) |> List.sum), (fun xs -> Array.sum xs + squares xs), Array.map (fun x -> 1.0 + 2.0 * x), points)
    Right.Of((fun xs -> xs |> Array.rev |> Array.mapi (fun i x -> float i * x) |> Array.sum), (fun xs -> 2.0 * xs[0] + xs[1]), (fun _ -> [| 2.0; 1.0; 0.0 |]), points)

[<Fact>]
let ``Elements are chosen and tested`` () =
    let positive = Array.map (fun x -> if x > 0.0 then 2.0 * x else 0.0)
    Right.Of((fun xs -> xs |> Array.filter (fun x -> x > 0.0) |> Array.sumBy (fun x -> x * x)), Array.filter (fun x -> x > 0.0) >> squares, positive, points)
    Right.Of((fun xs -> xs |> Seq.filter (fun x -> x > 0.0) |> Seq.sumBy (fun x -> x * x)), Array.filter (fun x -> x > 0.0) >> squares, positive, points)
    Right.Of((fun xs -> xs |> List.ofArray |> List.filter (fun x -> x > 0.0) |> List.map (fun x -> x * x) |> List.sum), Array.filter (fun x -> x > 0.0) >> squares, positive, points)
    Right.Of((fun xs -> if Array.exists (fun x -> x > 3.5) xs then xs[0] else xs[1]), (fun xs -> if xs[1] = 4.0 then xs[0] else xs[1]), (fun xs -> if xs[1] = 4.0 then unit 0 1.0 xs else unit 1 1.0 xs), points)
    Right.Of((fun xs -> if List.forall (fun x -> x < 3.5) (List.ofArray xs) && not (Seq.isEmpty xs) then xs[0] else xs[1]), (fun xs -> if xs[1] = 4.0 then xs[1] else xs[0]), (fun xs -> if xs[1] = 4.0 then unit 1 1.0 xs else unit 0 1.0 xs), points)
    Right.Of((fun xs -> xs |> Array.takeWhile (fun x -> x < 2.0) |> Array.sumBy (fun x -> x * x)), Array.takeWhile (fun x -> x < 2.0) >> squares, (fun xs -> let n = (Array.takeWhile (fun x -> x < 2.0) xs).Length in Array.mapi (fun i x -> if i < n then 2.0 * x else 0.0) xs), points)
    Right.Of((fun xs -> xs |> Array.skipWhile (fun x -> x < 2.0) |> Array.sumBy (fun x -> x * x)), Array.skipWhile (fun x -> x < 2.0) >> squares, (fun xs -> let n = (Array.takeWhile (fun x -> x < 2.0) xs).Length in Array.mapi (fun i x -> if i < n then 0.0 else 2.0 * x) xs), points)

[<Fact>]
let ``The largest and the smallest`` () =
    let at best (xs: float[]) = unit (Array.findIndex (fun x -> x = best xs) xs) 1.0 xs
    Right.Of((fun xs -> Array.max xs), Array.max, at Array.max, points)
    Right.Of((fun xs -> List.min (List.ofArray xs)), Array.min, at Array.min, points)
    Right.Of((fun xs -> Seq.max xs), Array.max, at Array.max, points)
    Right.Of((fun xs -> Array.maxBy (fun x -> -x) xs), Array.min, at Array.min, points)
    Right.Of((fun xs -> Array.minBy (fun x -> x * x) xs), Array.minBy (fun x -> x * x), at (Array.minBy (fun x -> x * x)), points)

[<Fact>]
let ``At a tie the first element is taken, and not-a-number is kept as F# keeps it`` () =
    let gradient = Ad.Grad(fun (xs: float[]) -> Array.max xs)
    Assert.Equal<float>([| 1.0; 0.0 |], gradient.Invoke [| 2.0; 2.0 |])
    let xs = [| nan; 1.0 |]
    let struct (value, _) = Ad.ValueAndGrad(fun (xs: float[]) -> Array.max xs).Invoke xs
    Assert.Equal(Array.max xs, value)

[<Fact>]
let ``Elements by place`` () =
    Right.Of((fun xs -> xs.[0] * xs[1] + Array.get xs 2), (fun xs -> xs[0] * xs[1] + xs[2]), (fun xs -> [| xs[1]; xs[0]; 1.0 |]), points)
    Right.Of((fun xs -> Array.head xs * Array.last xs + Array.item 1 xs), (fun xs -> xs[0] * xs[2] + xs[1]), (fun xs -> [| xs[2]; 1.0; xs[0] |]), points)
    Right.Of((fun xs -> let l = List.ofArray xs in l.Head * l[2] + List.item 1 l + float l.Length), (fun xs -> xs[0] * xs[2] + xs[1] + 3.0), (fun xs -> [| xs[2]; 1.0; xs[0] |]), points)
    Right.Of((fun xs -> Seq.head xs * Seq.last xs + Seq.item 1 xs), (fun xs -> xs[0] * xs[2] + xs[1]), (fun xs -> [| xs[2]; 1.0; xs[0] |]), points)
    Right.Of((fun xs -> Array.sum xs / float xs.Length + float (Array.length xs)), (fun xs -> Array.average xs + 3.0), Array.map (fun _ -> 1.0 / 3.0), points)
    Right.Of((fun xs -> match List.ofArray xs with a :: b :: _ -> a * b | _ -> 0.0), (fun xs -> xs[0] * xs[1]), (fun xs -> [| xs[1]; xs[0]; 0.0 |]), points)

[<Fact>]
let ``Parts and slices`` () =
    let rest = fun (xs: float[]) -> xs[1] * xs[1] + xs[2] * xs[2]
    let gradient = Array.mapi (fun i x -> if i = 0 then 0.0 else 2.0 * x)
    Right.Of((fun xs -> xs |> Array.skip 1 |> Array.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> xs |> Array.tail |> Array.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> xs |> Array.rev |> Array.take 2 |> Array.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> Array.sub xs 1 2 |> Array.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> xs |> Seq.skip 1 |> Seq.truncate 7 |> Seq.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> xs.[1..] |> Array.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> xs.[1..2] |> Array.sumBy (fun x -> x * x)), rest, gradient, points)
    Right.Of((fun xs -> xs[.. 0] |> Array.sumBy (fun x -> x * x)), (fun xs -> xs[0] * xs[0]), (fun xs -> unit 0 (2.0 * xs[0]) xs), points)
    Right.Of((fun xs -> xs.[-1..7] |> Array.sumBy (fun x -> x * x)), squares, twice, points)
    Right.Of((fun xs -> (List.ofArray xs).[1..] |> List.sumBy (fun x -> x * x)), rest, gradient, points)

[<Fact>]
let ``Sorted sequences`` () =
    Right.Of((fun xs -> xs |> Array.sort |> Array.mapi (fun i x -> float i * x) |> Array.sum), (fun xs -> let s = Array.sort xs in s[1] + 2.0 * s[2]), (fun xs -> let s = Array.sort xs in Array.map (fun x -> float (Array.findIndex ((=) x) s)) xs), points)
    Right.Of((fun xs -> xs |> Array.sortBy (fun x -> -x) |> Array.head), Array.max, (fun xs -> unit (Array.findIndex ((=) (Array.max xs)) xs) 1.0 xs), points)
    Right.Of((fun xs -> xs |> List.ofArray |> List.sortDescending |> List.head), Array.max, (fun xs -> unit (Array.findIndex ((=) (Array.max xs)) xs) 1.0 xs), points)

[<Fact>]
let ``Comprehensions and ranges`` () =
    Right.Of((fun xs -> [| for x in xs -> x * x |] |> Array.sum), squares, twice, points)
    Right.Of((fun xs -> [ for x in xs -> x * x ] |> List.sum), squares, twice, points)
    Right.Of((fun xs -> seq { for x in xs -> x * x } |> Seq.sum), squares, twice, points)
    Right.Of((fun xs -> [| for i in 0 .. xs.Length - 1 -> xs[i] * float i |] |> Array.sum), (fun xs -> xs[1] + 2.0 * xs[2]), Array.mapi (fun i _ -> float i), points)
    Right.Of((fun xs -> [| for i in 0 .. 2 .. xs.Length - 1 do if xs[i] > 0.0 then yield xs[i] * xs[i] |] |> Array.sum), (fun xs -> (max xs[0] 0.0) ** 2.0 + (max xs[2] 0.0) ** 2.0), Array.mapi (fun i x -> if i = 1 then 0.0 else 2.0 * max x 0.0), points)
    Right.Of((fun xs -> [| for i in 2 .. -1 .. 1 -> xs[i] * float i |] |> Array.sum), (fun xs -> xs[1] + 2.0 * xs[2]), Array.mapi (fun i _ -> float i), points)
    Right.Of((fun xs -> [| for x in xs do for y in xs do yield x * y |] |> Array.sum), (fun xs -> Array.sum xs ** 2.0), (fun xs -> Array.map (fun _ -> 2.0 * Array.sum xs) xs), points)
    Right.Of((fun xs -> [ for i in 1 .. 3 do let y = xs[0] * float i in yield y; yield y * y ] |> List.sum), (fun xs -> 6.0 * xs[0] + 14.0 * xs[0] * xs[0]), (fun xs -> unit 0 (6.0 + 28.0 * xs[0]) xs), points)
    Right.Of((fun xs -> [ 1 .. 3 ] |> List.sumBy (fun i -> xs[0] * float i)), (fun xs -> 6.0 * xs[0]), unit 0 6.0, points)
    Right.Of((fun xs -> seq { 1 .. 2 .. 5 } |> Seq.sumBy (fun i -> xs[0] * float i)), (fun xs -> 9.0 * xs[0]), unit 0 9.0, points)
    Right.Of((fun xs -> [ 3 .. 1 ] |> List.sumBy (fun i -> xs[0] * float i)), (fun _ -> 0.0), unit 0 0.0, points)
    Right.Of((fun xs -> [ 0.0 .. 0.5 .. 1.0 ] |> List.sumBy (fun t -> xs[0] * t)), (fun xs -> 1.5 * xs[0]), unit 0 1.5, points)

[<Fact>]
let ``Lists and sequences are parameters and data`` () =
    let weights = [ 2.0; 3.0 ]
    Right.Over((fun (l: float list) -> List.sumBy (fun x -> x * x) l), List.sumBy (fun x -> x * x), List.map (fun x -> 2.0 * x), id, [ [ 1.0; 2.0 ]; [] ])
    Right.Over((fun (l: float list) -> l.Head * l[1] + List.sum l.Tail), (fun l -> l[0] * l[1] + l[1] + l[2]), (fun l -> [ l[1]; l[0] + 1.0; 1.0 ]), id, [ [ 1.0; 2.0; 3.0 ] ])
    Right.Over((fun (l: float list) -> match l with a :: b :: _ -> a * b | _ -> List.sum l), (fun l -> if l.Length > 1 then l[0] * l[1] else l[0]), (fun l -> if l.Length > 1 then [ l[1]; l[0] ] else [ 1.0 ]), id, [ [ 1.0; 2.0 ]; [ 3.0 ] ])
    Right.Over((fun (xs: seq<float>) -> Seq.sumBy (fun x -> x * x) xs), Seq.sumBy (fun x -> x * x), Seq.map (fun x -> 2.0 * x), List.ofSeq, [ Seq.ofList [ 1.0; 2.0 ] ])
    Right.Over((fun (xs: float list list) -> xs |> List.sumBy List.sum), List.sumBy List.sum, List.map (List.map (fun _ -> 1.0)), List.concat, [ [ [ 1.0; 2.0 ]; [ 3.0 ] ] ])
    Right.Over((fun (rows: float[][]) -> rows |> Array.sumBy (fun row -> Array.sum row * row[0])), Array.sumBy (fun row -> Array.sum row * row[0]), Array.map (fun row -> Array.mapi (fun i _ -> row[0] + (if i = 0 then Array.sum row else 0.0)) row), (Array.concat >> List.ofArray), [ [| [| 1.0; 2.0 |]; [| 3.0 |] |] ])
    Right.Over((fun (m: float[,]) -> m[0, 1] * m[1, 0] + float (Array2D.length1 m)), (fun m -> m[0, 1] * m[1, 0] + 2.0), (fun m -> array2D [ [ 0.0; m[1, 0] ]; [ m[0, 1]; 0.0 ] ]), (Seq.cast<float> >> List.ofSeq), [ array2D [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ] ])
    Right.Of((fun xs -> List.map2 (*) weights [ xs[0]; xs[1] ] |> List.sum), (fun xs -> 2.0 * xs[0] + 3.0 * xs[1]), (fun _ -> [| 2.0; 3.0; 0.0 |]), points)

[<Fact>]
let ``Lists in records keep their type in the gradient`` () =
    let gradient = Ad.Grad(fun (layers: (float list * float)[]) -> layers |> Array.sumBy (fun (w, b) -> b * List.sum w))
    Assert.Equal<(float list * float)[]>([| [ 3.0; 3.0 ], 3.0 |], gradient.Invoke [| [ 1.0; 2.0 ], 3.0 |])

[<Fact>]
let ``LINQ and F# sequences go together`` () =
    Right.Of((fun xs -> System.Linq.Enumerable.Sum(Array.map (fun x -> x * x) xs, fun y -> y * 2.0)), (fun xs -> 2.0 * squares xs), Array.map (fun x -> 4.0 * x), points)

[<Fact>]
let ``What F#'s functions throw, derivatives throw`` () =
    Throws.Alike((fun xs -> Array.max xs), Array.max, [||])
    Throws.Alike((fun xs -> Array.average xs), Array.average, [||])
    Throws.Alike((fun xs -> List.averageBy sin (List.ofArray xs)), Array.averageBy sin, [||])
    Throws.Alike((fun xs -> Array.reduce (*) xs), Array.reduce (*), [||])
    Throws.Alike((fun xs -> Array.head xs), Array.head, [||])
    Throws.Alike((fun xs -> Seq.last xs), Seq.last, [||])
    Throws.Alike((fun xs -> (List.ofArray xs).Head), (fun xs -> (List.ofArray xs).Head), [||])
    Throws.Alike((fun xs -> Array.sum (Array.tail xs)), (fun xs -> Array.sum (Array.tail xs)), [||])
    Throws.Alike((fun xs -> Array.map2 (*) xs data |> Array.sum), (fun xs -> Array.map2 (*) xs data |> Array.sum), [| 1.0 |])
    Throws.Alike((fun xs -> Array.zip xs data |> Array.sumBy fst), (fun xs -> Array.zip xs data |> Array.sumBy fst), [| 1.0 |])
    Throws.Alike((fun xs -> Array.take 2 xs |> Array.sum), (fun xs -> Array.take 2 xs |> Array.sum), [| 1.0 |])
    Throws.Alike((fun xs -> Array.skip 2 xs |> Array.sum), (fun xs -> Array.skip 2 xs |> Array.sum), [| 1.0 |])
    Throws.Alike((fun xs -> Seq.skip 2 xs |> Seq.sum), (fun xs -> Seq.skip 2 xs |> Seq.sum), [| 1.0 |])
    Throws.Alike((fun xs -> List.skip 2 (List.ofArray xs) |> List.sum), (fun xs -> List.skip 2 (List.ofArray xs) |> List.sum), [| 1.0 |])
    Throws.Alike((fun xs -> Array.sub xs 1 2 |> Array.sum), (fun xs -> Array.sub xs 1 2 |> Array.sum), [| 1.0 |])
    Throws.Alike((fun xs -> Array.sub xs -1 2 |> Array.sum), (fun xs -> Array.sub xs -1 2 |> Array.sum), [| 1.0 |])
    Throws.Alike((fun xs -> xs[2]), (fun xs -> xs[2]), [| 1.0 |])
    Throws.Alike((fun xs -> List.item 2 (List.ofArray xs)), (fun xs -> List.item 2 (List.ofArray xs)), [| 1.0 |])
    Throws.Alike((fun xs -> Array.init -1 (fun i -> xs[i]) |> Array.sum), (fun xs -> Array.init -1 (fun i -> xs[i]) |> Array.sum), [| 1.0 |])
    Throws.Alike((fun xs -> Array.windowed 0 xs |> Array.sumBy Array.sum), (fun xs -> Array.windowed 0 xs |> Array.sumBy Array.sum), [| 1.0 |])
