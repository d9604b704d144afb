module FSharpSample.Program

open System
open System.Globalization
open System.IO
open FSharpSample
open Samples

let private curve name (points: seq<float * float>) =
    Series(name, [| for x, y in points -> struct (x, y) |])

let private dots name (points: seq<float * float>) =
    Series(name, [| for x, y in points -> struct (x, y) |], false)

[<EntryPoint>]
let main arguments =
    CultureInfo.CurrentCulture <- CultureInfo.InvariantCulture
    let file = if arguments.Length > 0 then arguments[0] else Path.Combine(AppContext.BaseDirectory, "fsharp.svg")

    let way = Descent.path 2e-4 0.95 3000 Descent.rosenbrock [| -1.2; 1.0; -0.5; 0.8 |]
    let bottom, value = List.last way
    printfn $"Gradient descent: Rosenbrock's function is {value:E1} after {way.Length} steps, at ({bottom[0]:F4}, {bottom[1]:F4}, {bottom[2]:F4}, {bottom[3]:F4})."

    let network, losses = Network.train 1500 (Network.start 10)
    printfn $"Network: the loss has gone from {losses.Head:F3} to {List.last losses:F4}; {Network.accuracy network:P1} of the points are told right."

    let steps = Calibration.fit [| 0.3; 0.05; 0.01 |]
    let found, misfit = List.last steps
    printfn $"Calibration: infection {found.Infection:F3}, recovery {found.Recovery:F3}, initially ill {found.Initial:F4} after {steps.Length - 1} steps; misfit {misfit:F2}."

    let position sign = Network.spirals |> Seq.filter (fun p -> p.Sign = sign) |> Seq.map (fun p -> p.Position[0], p.Position[1])
    let boundary =
        seq {
            for i in 0..160 do
                for j in 0..160 do
                    let x, y = -1.2 + 0.015 * float i, -1.2 + 0.015 * float j
                    if abs (Network.score network [| x; y |]) < 0.35 then x, y
        }
    let course parameters = Models.Epidemic.course parameters Calibration.days |> Seq.mapi (fun day ill -> float day, 100.0 * ill)
    Picture.Save(
        [| Panel("Rosenbrock's function in four dimensions", "step", "value", [| curve "" (way |> Seq.mapi (fun i (_, value) -> float (i + 1), value)) |], IsLogarithmicY = true)
           Panel("The network's loss", "step", "loss", [| curve "" (losses |> Seq.mapi (fun i loss -> float (i + 1), loss)) |], IsLogarithmicY = true)
           Panel("Two spirals, and where the network changes sides", "x", "y", [| curve "one" (position 1.0); curve "other" (position -1.0); dots "boundary" boundary |])
           Panel("The share of people that are ill", "day", "percent", [| dots "observed" (Calibration.observed |> Seq.mapi (fun day ill -> float day, 100.0 * ill)); curve "start" (course (fst steps.Head)); curve "fitted" (course found) |]) |],
        2,
        file)
    0
