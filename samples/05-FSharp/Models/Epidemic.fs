/// A model of an epidemic, for whoever wants to differentiate it: ExprAD follows functions whose definitions are kept.
module Models.Epidemic

/// What is to be found out: how fast people infect one another and recover, and how many were ill in the beginning.
type Parameters = { Infection: float; Recovery: float; Initial: float }

/// Susceptible and infected people change by what is infected and what recovers in a day.
[<ReflectedDefinition>]
let rates (p: Parameters) susceptible infected =
    let infections = p.Infection * susceptible * infected
    -infections, infections - p.Recovery * infected

/// The share of people that are ill on each day, by Heun's method in steps of a tenth of a day.
[<ReflectedDefinition>]
let course (p: Parameters) days =
    let h = 0.1
    let ill = Array.zeroCreate days
    let mutable s = 1.0 - p.Initial
    let mutable i = p.Initial
    for day in 0 .. days - 1 do
        ill[day] <- i
        for _ in 1..10 do
            let ds, di = rates p s i
            let ds', di' = rates p (s + h * ds) (i + h * di)
            s <- s + h / 2.0 * (ds + ds')
            i <- i + h / 2.0 * (di + di')
    ill

/// Half the sum of the squared differences from what has been observed, in percent.
[<ReflectedDefinition>]
let misfit (p: Parameters) (observed: float array) =
    let ill = course p observed.Length
    let mutable sum = 0.0
    for day in 0 .. observed.Length - 1 do
        let difference = 100.0 * (ill[day] - observed[day])
        sum <- sum + 0.5 * difference * difference
    sum
