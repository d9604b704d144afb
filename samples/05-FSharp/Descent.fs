/// Gradient descent with momentum, for any function that comes with its gradient.
module FSharpSample.Descent

open ExprAD.FSharp

/// The points on the way down, each with the value there.
let path rate momentum steps (valueAndGradient: float array -> float * float array) start =
    (start, Array.map (fun _ -> 0.0) start)
    |> Seq.unfold (fun (x, velocity) ->
        let value, gradient = valueAndGradient x
        let velocity = Array.map2 (fun v g -> momentum * v - rate * g) velocity gradient
        Some((x, value), (Array.map2 (+) x velocity, velocity)))
    |> Seq.truncate steps
    |> Seq.toList

/// Rosenbrock's valley in any number of dimensions, written with a loop.
let rosenbrock =
    valueAndGrad <@ fun (x: float array) ->
        let mutable sum = 0.0
        for i in 0 .. x.Length - 2 do
            let a = x[i + 1] - x[i] * x[i]
            let b = 1.0 - x[i]
            sum <- sum + 100.0 * a * a + b * b
        sum @>
