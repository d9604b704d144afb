"""
Writes mgh.csv: the test functions of J. J. More, B. S. Garbow and K. E. Hillstrom, "Testing unconstrained optimization software" (ACM Transactions on
Mathematical Software 7, 1981), at their standard starting points: value, gradient and Hessian (lower triangle by rows) to 30 digits.

    python3 mgh.py > mgh.csv     (needs mpmath)

Gradients by complex steps with 120 digits, checked against central differences; Hessians by central differences of complex steps.
"""
from mpmath import mp, mpf, mpc, exp, log, sin, cos, sqrt, atan, pi, nstr

mp.dps = 120
STEP = mpf(10) ** -40
R = range


def doubles(text):
    # the doubles that C# reads
    return [mpf(float(t)) for t in text.split()]


def one(i, n):
    return R(i, n + 1)


BARD = doubles("0.14 0.18 0.22 0.25 0.29 0.32 0.35 0.39 0.37 0.58 0.73 0.96 1.34 2.10 4.39")
GAUSS = doubles("0.0009 0.0044 0.0175 0.0540 0.1295 0.2420 0.3521 0.3989 0.3521 0.2420 0.1295 0.0540 0.0175 0.0044 0.0009")
MEYER = doubles("34780 28610 23650 19630 16370 13720 11540 9744 8261 7030 6005 5147 4427 3820 3307 2872")
KOWALIK_Y = doubles("0.1957 0.1947 0.1735 0.1600 0.0844 0.0627 0.0456 0.0342 0.0323 0.0235 0.0246")
KOWALIK_U = doubles("4 2 1 0.5 0.25 0.167 0.125 0.1 0.0833 0.0714 0.0625")
OSBORNE1 = doubles("0.844 0.908 0.932 0.936 0.925 0.908 0.881 0.850 0.818 0.784 0.751 0.718 0.685 0.658 0.628 0.603 0.580 0.558 0.538 0.522 0.506 0.490 0.478 0.467 "
                   "0.457 0.448 0.438 0.431 0.424 0.420 0.414 0.411 0.406")
OSBORNE2 = doubles("1.366 1.191 1.112 1.013 0.991 0.885 0.831 0.847 0.786 0.725 0.746 0.679 0.608 0.655 0.616 0.606 0.602 0.626 0.651 0.724 0.649 0.649 0.694 0.644 "
                   "0.624 0.661 0.612 0.558 0.533 0.495 0.500 0.423 0.395 0.375 0.372 0.391 0.396 0.405 0.428 0.429 0.523 0.562 0.607 0.653 0.672 0.708 0.633 0.668 "
                   "0.645 0.632 0.591 0.559 0.597 0.625 0.739 0.710 0.729 0.720 0.636 0.581 0.428 0.292 0.162 0.098 0.054")


def helical(x):
    theta = atan(x[1] / x[0]) / (2 * pi) + (mpf("0.5") if mp.re(x[0]) < 0 else 0)
    return [10 * (x[2] - 10 * theta), 10 * (sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]]


def gulf(x):
    t = [mpf(i) / 100 for i in one(1, 99)]
    y = [25 + (-50 * log(s)) ** (mpf(2) / 3) for s in t]
    return [exp(-exp(x[2] * log(y[i] - x[1])) / x[0]) - t[i] for i in R(99)]


def watson(x):
    n = len(x)
    f = []
    for i in one(1, 29):
        t = mpf(i) / 29
        f.append(sum(j * x[j] * t ** (j - 1) for j in R(1, n)) - sum(x[j] * t ** j for j in R(n)) ** 2 - 1)
    return f + [x[0], x[1] - x[0] ** 2 - 1]


def penalty2(x):
    n = len(x)
    a = sqrt(mpf(10) ** -5)
    y = lambda i: exp(mpf(i) / 10) + exp(mpf(i - 1) / 10)
    f = [x[0] - mpf("0.2")]
    f += [a * (exp(x[i - 1] / 10) + exp(x[i - 2] / 10) - y(i)) for i in one(2, n)]
    f += [a * (exp(x[i - n] / 10) - exp(mpf(-1) / 10)) for i in one(n + 1, 2 * n - 1)]
    return f + [sum((n - j) * x[j] ** 2 for j in R(n)) - 1]


def variably(x):
    s = sum((j + 1) * (x[j] - 1) for j in R(len(x)))
    return [v - 1 for v in x] + [s, s ** 2]


def trigonometric(x):
    n = len(x)
    return [n - sum(cos(v) for v in x) + (i + 1) * (1 - cos(x[i])) - sin(x[i]) for i in R(n)]


def almost_linear(x):
    n = len(x)
    product = mpf(1)
    for v in x:
        product = product * v
    return [x[i] + sum(x) - (n + 1) for i in R(n - 1)] + [product - 1]


def boundary(x):
    n = len(x)
    h = mpf(1) / (n + 1)
    at = lambda i: x[i] if 0 <= i < n else 0
    return [2 * x[i] - at(i - 1) - at(i + 1) + h ** 2 * (x[i] + (i + 1) * h + 1) ** 3 / 2 for i in R(n)]


def integral(x):
    n = len(x)
    h = mpf(1) / (n + 1)
    t = [(i + 1) * h for i in R(n)]
    c = [(x[j] + t[j] + 1) ** 3 for j in R(n)]
    return [x[i] + h * ((1 - t[i]) * sum(t[j] * c[j] for j in R(i + 1)) + t[i] * sum((1 - t[j]) * c[j] for j in R(i + 1, n))) / 2 for i in R(n)]


def tridiagonal(x):
    n = len(x)
    at = lambda i: x[i] if 0 <= i < n else 0
    return [(3 - 2 * x[i]) * x[i] - at(i - 1) - 2 * at(i + 1) + 1 for i in R(n)]


def banded(x):
    n = len(x)
    return [x[i] * (2 + 5 * x[i] ** 2) + 1 - sum(x[j] * (1 + x[j]) for j in R(max(0, i - 5), min(n, i + 2)) if j != i) for i in R(n)]


def chebyquad(x):
    n = len(x)
    f = []
    for i in one(1, n):
        total = 0
        for v in x:
            before, now = mpf(1), 2 * v - 1
            for _ in R(i - 1):
                before, now = now, 2 * (2 * v - 1) * now - before
            total = total + now
        f.append(total / n - (mpf(-1) / (i * i - 1) if i % 2 == 0 else 0))
    return f


FUNCTIONS = {
    "Rosenbrock": ("-1.2 1", lambda x: [10 * (x[1] - x[0] ** 2), 1 - x[0]]),
    "FreudensteinRoth": ("0.5 -2", lambda x: [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]]),
    "PowellBadlyScaled": ("0 1", lambda x: [10000 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - mpf(1.0001)]),
    "BrownBadlyScaled": ("1 1", lambda x: [x[0] - 1000000, x[1] - mpf(2e-6), x[0] * x[1] - 2]),
    "Beale": ("1 1", lambda x: [mpf(y) - x[0] * (1 - x[1] ** (i + 1)) for i, y in enumerate([1.5, 2.25, 2.625])]),
    "JennrichSampson": ("0.3 0.4", lambda x: [2 + 2 * i - (exp(i * x[0]) + exp(i * x[1])) for i in one(1, 10)]),
    "HelicalValley": ("-1 0.25 0", helical),
    "Bard": ("1 1 1", lambda x: [BARD[i - 1] - (x[0] + i / ((16 - i) * x[1] + min(i, 16 - i) * x[2])) for i in one(1, 15)]),
    "Gaussian": ("0.4 1 0", lambda x: [x[0] * exp(-x[1] * (mpf(8 - i) / 2 - x[2]) ** 2 / 2) - GAUSS[i - 1] for i in one(1, 15)]),
    "Meyer": ("0.02 4000 250", lambda x: [x[0] * exp(x[1] / (45 + 5 * i + x[2])) - MEYER[i - 1] for i in one(1, 16)]),
    "Gulf": ("5 2.5 0.15", gulf),
    "Box": ("0 10 20", lambda x: [exp(-x[0] * i / 10) - exp(-x[1] * i / 10) - x[2] * (exp(mpf(-i) / 10) - exp(mpf(-i))) for i in one(1, 10)]),
    "PowellSingular": ("3 -1 0 1", lambda x: [x[0] + 10 * x[1], sqrt(mpf(5)) * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, sqrt(mpf(10)) * (x[0] - x[3]) ** 2]),
    "Wood": ("-3 -1 -3 -1", lambda x: [
        10 * (x[1] - x[0] ** 2), 1 - x[0], sqrt(mpf(90)) * (x[3] - x[2] ** 2), 1 - x[2], sqrt(mpf(10)) * (x[1] + x[3] - 2), (x[1] - x[3]) / sqrt(mpf(10))]),
    "KowalikOsborne": ("0.25 0.39 0.415 0.39", lambda x: [
        KOWALIK_Y[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]) for i, u in enumerate(KOWALIK_U)]),
    "BrownDennis": ("25 5 -5 -1", lambda x: [
        (x[0] + mpf(i) / 5 * x[1] - exp(mpf(i) / 5)) ** 2 + (x[2] + x[3] * sin(mpf(i) / 5) - cos(mpf(i) / 5)) ** 2 for i in one(1, 20)]),
    "Osborne1": ("0.5 1.5 -1 0.01 0.02", lambda x: [OSBORNE1[i] - (x[0] + x[1] * exp(-10 * i * x[3]) + x[2] * exp(-10 * i * x[4])) for i in R(33)]),
    "BiggsExp6": ("1 2 1 1 1 1", lambda x: [
        x[2] * exp(-x[0] * i / 10) - x[3] * exp(-x[1] * i / 10) + x[5] * exp(-x[4] * i / 10) - (exp(mpf(-i) / 10) - 5 * exp(mpf(-i)) + 3 * exp(mpf(-4 * i) / 10))
        for i in one(1, 13)]),
    "Osborne2": ("1.3 0.65 0.65 0.7 0.6 3 5 7 2 4.5 5.5", lambda x: [
        OSBORNE2[i] - (x[0] * exp(-x[4] * i / 10) + sum(x[k] * exp(-(mpf(i) / 10 - x[7 + k]) ** 2 * x[4 + k]) for k in (1, 2, 3))) for i in R(65)]),
    "Watson": ("0.5 -0.25 0.125 1 -1 0.75", watson),
    "ExtendedRosenbrock": ("-1.2 1 -1.2 1 -1.2 1", lambda x: [f for i in R(0, len(x), 2) for f in (10 * (x[i + 1] - x[i] ** 2), 1 - x[i])]),
    "ExtendedPowellSingular": ("3 -1 0 1 3 -1 0 1", lambda x: [f for i in R(0, len(x), 4) for f in (
        x[i] + 10 * x[i + 1], sqrt(mpf(5)) * (x[i + 2] - x[i + 3]), (x[i + 1] - 2 * x[i + 2]) ** 2, sqrt(mpf(10)) * (x[i] - x[i + 3]) ** 2)]),
    "Penalty1": ("1 2 3 4", lambda x: [sqrt(mpf(10) ** -5) * (v - 1) for v in x] + [sum(v * v for v in x) - mpf("0.25")]),
    "Penalty2": ("0.5 0.5 0.5 0.5", penalty2),
    "VariablyDimensioned": ("0.75 0.5 0.25 0", variably),
    "Trigonometric": ("0.25 0.25 0.25 0.25", trigonometric),
    "BrownAlmostLinear": ("0.5 0.5 0.5 0.5", almost_linear),
    "BoundaryValue": ("-0.1875 -0.25 -0.1875", boundary),
    "IntegralEquation": ("-0.1875 -0.25 -0.1875", integral),
    "BroydenTridiagonal": ("-1 -1 -1 -1 -1", tridiagonal),
    "BroydenBanded": ("-1 -1 -1 -1 -1 -1 -1 -1", banded),
    "LinearFullRank": ("1 1 1 1 1", lambda x: [(x[i] if i < len(x) else 0) - sum(x) / 10 - 1 for i in R(20)]),
    "LinearRankOne": ("1 1 1 1 1", lambda x: [(i + 1) * sum((j + 1) * v for j, v in enumerate(x)) - 1 for i in R(20)]),
    "LinearRankOneZero": ("1 1 1 1 1", lambda x: [(i * sum((j + 1) * x[j] for j in R(1, len(x) - 1)) if 0 < i < 19 else 0) - 1 for i in R(20)]),
    "Chebyquad": ("0.2 0.4 0.6 0.8", chebyquad),
}


def value(f, x):
    return sum((r * r for r in f(x)), mpf(0))


def moved(x, i, by):
    return [v + by if j == i else v for j, v in enumerate(x)]


def slope(f, x, i):
    return mp.im(value(f, moved(x, i, mpc(0, STEP)))) / STEP


def check(a, b):
    scale = max(abs(a), abs(b), mpf(10) ** -30)
    assert abs(a - b) < mpf(10) ** -35 * max(scale, 1) * 10 ** 3, (a, b)


def main():
    print("# Written by mgh.py: name;point;value;gradient;lower triangle of the Hessian")
    text = lambda v: nstr(v, 30)
    for name, (start, f) in FUNCTIONS.items():
        x = doubles(start)
        n = len(x)
        gradient = [slope(f, x, i) for i in R(n)]
        for i in R(n):
            check(gradient[i], (value(f, moved(x, i, STEP)) - value(f, moved(x, i, -STEP))) / (2 * STEP))
        hessian = [(slope(f, moved(x, j, STEP), i) - slope(f, moved(x, j, -STEP), i)) / (2 * STEP) for i in R(n) for j in R(i + 1)]
        zero = lambda v: mpf(0) if abs(v) < mpf(10) ** -33 else v
        print(";".join([name, start, text(zero(value(f, x))), " ".join(text(zero(v)) for v in gradient), " ".join(text(zero(v)) for v in hessian)]))


main()
