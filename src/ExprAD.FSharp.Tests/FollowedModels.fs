namespace ExprAD.FSharp.Tests

/// Functions whose definitions are kept.
module FollowedModels =

    [<ReflectedDefinition>]
    let square (x: float) = x * x

    [<ReflectedDefinition>]
    let rec power (x: float) n = if n = 0 then 1.0 else x * power x (n - 1)

    [<ReflectedDefinition>]
    let rec powerLast acc (x: float) n = if n = 0 then acc else powerLast (acc * x) x (n - 1)

    [<ReflectedDefinition>]
    let rec fibonacci (x: float) n = if n < 2 then x ** float n else fibonacci x (n - 1) + fibonacci x (n - 2)

    [<ReflectedDefinition>]
    let mixed (x: float) (y: float, z: float) = x * y + square z

    [<ReflectedDefinition>]
    let tupled (x: float, y: float) = x / y

    [<ReflectedDefinition>]
    let twice (f: float -> float) x = f (f x)

    [<ReflectedDefinition>]
    let exponential = fun (x: float) -> exp x * 2.0

    [<ReflectedDefinition>]
    let composed = square >> sin

    [<ReflectedDefinition>]
    let weights = [| 0.5; 2.0 |]

    [<ReflectedDefinition>]
    let inline generic x y = x * y + x

    [<ReflectedDefinition>]
    let horner (coefficients: float array) x =
        let mutable sum = 0.0
        for i in coefficients.Length - 1 .. -1 .. 0 do
            sum <- sum * x + coefficients[i]
        sum

    [<ReflectedDefinition>]
    let rec untilSmall (x: float) = if abs x < 0.1 then x else 1.0 + untilSmall (x / 2.0)

    [<ReflectedDefinition>]
    let rec even (x: float) n = if n = 0 then x else x * odd x (n - 1)

    and [<ReflectedDefinition>] odd (x: float) n = if n = 0 then 1.0 else 2.0 * even x (n - 1)

    [<ReflectedDefinition>]
    let guarded (x: float) =
        try
            x * x
        with _ -> 0.0

    let compiled (x: float) = x * x

/// Everything in it is kept.
[<ReflectedDefinition>]
module FollowedModule =
    let cube (x: float) = x * FollowedModels.square x

/// A function that a rule is defined for.
module FollowedRule =
    [<ReflectedDefinition>]
    let wrong (x: float) = x * x

/// A type with a member whose definition is kept.
type Decay(rate: float) =
    member _.Rate = rate

    [<ReflectedDefinition>]
    member decay.At(t: float) = exp (-decay.Rate * t)
