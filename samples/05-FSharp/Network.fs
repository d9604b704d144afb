/// A small network learns which of two spirals a point is on.
module FSharpSample.Network

open System
open ExprAD.FSharp

type Layer = { Weights: float array array; Biases: float array }

type Network = { First: Layer; Second: Layer; Output: float array; Bias: float }

type Point = { Position: float array; Sign: float }

let spirals =
    [| for sign in [ 1.0; -1.0 ] do
           for k in 0..59 do
               let angle = 0.4 + 0.09 * float k
               { Position = [| sign * 0.18 * angle * cos angle; sign * 0.18 * angle * sin angle |]; Sign = sign } |]

let start width =
    let random = Random 1
    let numbers scale count = Array.init count (fun _ -> scale * (2.0 * random.NextDouble() - 1.0))
    let layer inputs scale = { Weights = Array.init width (fun _ -> numbers scale inputs); Biases = numbers 0.5 width }
    { First = layer 2 4.0; Second = layer width 1.0; Output = numbers 1.0 width; Bias = 0.0 }

[<ReflectedDefinition>]
let dot (a: float array) (b: float array) = Array.map2 (*) a b |> Array.sum

[<ReflectedDefinition>]
let activations layer input = Array.map2 (fun weights bias -> tanh (dot weights input + bias)) layer.Weights layer.Biases

[<ReflectedDefinition>]
let score network position =
    dot network.Output (position |> activations network.First |> activations network.Second) + network.Bias

/// The mean logistic loss over the points, and its gradient: a network.
let valueAndGradient =
    valueAndGradFirst <@ fun network points -> points |> Array.averageBy (fun point -> log (1.0 + exp (-point.Sign * score network point.Position))) @>

/// Adam, over all numbers of a network.
let train steps network =
    let flat (n: Network) = Array.concat [ Array.concat n.First.Weights; n.First.Biases; Array.concat n.Second.Weights; n.Second.Biases; n.Output; [| n.Bias |] ]
    let rebuild (like: Network) (numbers: float array) =
        let next = let at = ref 0 in fun count -> (let part = numbers[at.Value .. at.Value + count - 1] in at.Value <- at.Value + count; part)
        let layer (l: Layer) =
            let weights = l.Weights |> Array.map (fun row -> next row.Length)
            { Weights = weights; Biases = next l.Biases.Length }
        let first = layer like.First
        let second = layer like.Second
        let output = next like.Output.Length
        { First = first; Second = second; Output = output; Bias = (next 1)[0] }
    let zeros = Array.map (fun _ -> 0.0) (flat network)
    let step (weights, mean, square, losses) t =
        let loss, gradient = valueAndGradient (rebuild network weights) spirals
        let slope = flat gradient
        let mean = Array.map2 (fun m g -> 0.9 * m + 0.1 * g) mean slope
        let square = Array.map2 (fun s g -> 0.999 * s + 0.001 * g * g) square slope
        let rate = 0.01 * sqrt (1.0 - 0.999 ** t) / (1.0 - 0.9 ** t)
        let weights = Array.map3 (fun w m s -> w - rate * m / (sqrt s + 1e-8)) weights mean square
        weights, mean, square, loss :: losses
    let weights, _, _, losses = Seq.fold step (flat network, zeros, zeros, []) (Seq.map float (seq { 1..steps }))
    rebuild network weights, List.rev losses

let accuracy network =
    spirals |> Array.averageBy (fun point -> if sign (score network point.Position) = sign point.Sign then 1.0 else 0.0)
