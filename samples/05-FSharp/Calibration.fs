/// A model with loops and mutable variables is fitted to observations by the method of Gauss, Newton and Levenberg.
module FSharpSample.Calibration

open ExprAD.FSharp
open Models.Epidemic

let private truth = { Infection = 0.5; Recovery = 0.12; Initial = 0.002 }

let days = 60

/// What the model gives with other parameters, and noise that is the same in every run.
let observed = course truth days |> Array.mapi (fun day ill -> max 0.0 (ill + 0.008 * sin (float (day * day))))

let private named (p: float array) = { Infection = p[0]; Recovery = p[1]; Initial = p[2] }

let private residuals = <@ fun (p: float array) -> Array.map2 (fun ill seen -> 100.0 * (ill - seen)) (course { Infection = p[0]; Recovery = p[1]; Initial = p[2] } days) observed @>

let private jacobianOf = jacobian residuals

let private solve (a: float array array) (b: float array) =
    let n = b.Length
    let rows = Array.init n (fun i -> Array.append a[i] [| b[i] |])
    for k in 0 .. n - 1 do
        for i in k + 1 .. n - 1 do
            let factor = rows[i][k] / rows[k][k]
            for j in k..n do
                rows[i][j] <- rows[i][j] - factor * rows[k][j]
    let x = Array.zeroCreate n
    for i in n - 1 .. -1 .. 0 do
        x[i] <- (rows[i][n] - Seq.sum (seq { for j in i + 1 .. n - 1 -> rows[i][j] * x[j] })) / rows[i][i]
    x

/// The parameters step by step, each with the misfit there.
let fit start =
    let errors p = Array.map2 (fun ill seen -> 100.0 * (ill - seen)) (course (named p) days) observed
    let misfitOf p = errors p |> Array.sumBy (fun e -> 0.5 * e * e)
    let rec improve damping p steps count =
        let j, e = jacobianOf p, errors p
        let normal = Array.init 3 (fun r -> Array.init 3 (fun c -> Seq.sum (seq { for d in 0 .. days - 1 -> j[d, r] * j[d, c] }) * (if r = c then 1.0 + damping else 1.0)))
        let slope = Array.init 3 (fun r -> Seq.sum (seq { for d in 0 .. days - 1 -> j[d, r] * e[d] }))
        let next = Array.map2 (-) p (solve normal slope)
        let isBetter = misfitOf next < misfitOf p
        if count = 0 then List.rev steps
        elif isBetter then improve (damping / 5.0) next ((named next, misfitOf next) :: steps) (count - 1)
        else improve (damping * 5.0) p steps (count - 1)
    improve 0.1 start [ named start, misfitOf start ] 25
