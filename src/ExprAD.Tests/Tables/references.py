"""Writes references.csv: values and derivatives of every row of the rule table, to 32 digits.

Run with Python 3 and mpmath 1.3:   python3 references.py

The derivatives are not formulas: mpmath differentiates the function itself numerically, at two working precisions that must
agree to 32 digits. Arguments are doubles, written exactly as hexadecimal floating-point numbers. Those that are also exact as
floats serve the float rows too. A line holds, separated by semicolons: name/number of arguments; arguments; value; first
partial derivatives; second ones (xx xy xz yy yz zz), at ordinary points only. A partial derivative with respect to an integer
argument, or one that does not exist, is written as '-'.
"""
import itertools
import struct

import mpmath
from mpmath import mp, mpf

DIGITS = 32
mp.pretty = False


def single(x):
    return struct.unpack('f', struct.pack('f', x))[0]


def singles(*numbers):
    return [single(x) for x in numbers]


def both(*numbers):
    return [s * x for x in numbers for s in (1, -1)]


def root(x, n):
    y = mp.power(abs(x), mpf(1) / n)
    return -y if x < 0 else y


def nearest(x):
    return mp.nint(x)  # half to even, as IEEE 754 has it


def remainder(x, y):
    return x - y * nearest(x / y)


def magnitude(pick):
    return lambda x, y: x if pick(abs(x), abs(y)) == abs(x) else y


def copysign(x, y):
    return abs(x) if y > 0 else -abs(x)


def ilog(x):
    return mpf(mp.frexp(x)[1] - 1)


# Points. 'o' are ordinary: exact as floats, where second derivatives are checked too; 'e' lie at edges and extremes.
REAL = both(*singles(0.3, 0.7, 1.0, 1.7, 2.5, 0.011))
TINY = both(*singles(1e-8, 1e-20, 1e-30)) + both(1e-12, 1e-160, 1e-300, 5e-324)
HUGE = both(*singles(1e4, 1e8, 1e20, 1e30)) + both(1e100, 1e160, 1e200, 1.5e308)
POSITIVE = singles(0.1, 0.3, 0.7, 1.0, 1.3, 2.5, 10.0, 100.0)
TINY_POSITIVE = singles(1e-6, 1e-20, 1e-37) + [1e-12, 1e-160, 1e-300, 1e-308, 8.5e-309]
HUGE_POSITIVE = singles(1e4, 1e20, 1e38) + [1e100, 1e300, 1.7e308]
INSIDE = both(*singles(0.1, 0.3, 0.5, 0.7, 0.9))
EDGE = both(1 - 2.0**-24, 1 - 2.0**-12, 1 - 2.0**-53, 1 - 2.0**-40, 0.999999)
ABOVE_MINUS_ONE = singles(-0.9, -0.5, -0.1, 0.1, 0.7, 1.0, 3.0, 50.0)
NEAR_MINUS_ONE = [-1 + 2.0**-24, -1 + 2.0**-53, -1 + 2.0**-10]
ABOVE_ONE = singles(1.1, 1.5, 2.0, 3.0, 10.0, 50.0)
NEAR_ONE = [1 + 2.0**-23, 1 + 2.0**-52, 1 + 2.0**-30, 1.000001]
ANGLES = both(*singles(10.0, 100.5, 1e6)) + both(1.5707963267948966, 3.141592653589793, 1e10, 1e22, 1e300)
TURNS = both(*singles(0.1, 0.3, 0.75, 1.25, 2.2))
QUARTERS = both(0.25, 0.5 - 2.0**-25, 0.5 + 2.0**-20, 0.5 - 2.0**-54, 1.5 + 2.0**-50, 1000.25, 99.75, 1e6 + 0.125, 2.0**51 + 0.25, 2.0**22 + 0.25)
MODERATE = both(*singles(5.0, 20.0, 80.0)) + both(300.0, 700.0)
STEPS = both(*singles(0.3, 1.2, 2.7, 7.9))


def pairs(left, right):
    return list(itertools.product(left, right))


PLANE = pairs(both(*singles(0.3, 1.7)), both(*singles(0.6, 2.5)))
FAR = [(1e300, 1e300), (1e-300, 2e-300), (1e200, 1.0), (1.0, 1e200), (3e-160, 1e-170), (single(1e30), single(2e30)), (single(1e-30), single(3e-30)),
       (1e160, -1e159), (-3e-308, 3e-308), (1.5, 1e-10), (1e-10, -1.5)]
TRIPLES = [tuple(singles(*p)) for p in [(0.3, -1.7, 2.5), (-3.0, 0.2, 0.1), (0.3, -1.7, 0.25), (-3.0, 0.2, 1.5)]]
PICKS = [(single(x), single(y)) for x, y in [(0.3, 0.7), (0.7, 0.3), (-0.3, 0.2), (0.2, -0.3), (-2.0, -5.0), (-5.0, -2.0), (0.5, 1e10), (1e-20, 1e20)]]

TABLE = [
    # name, arguments that are real numbers, function, ordinary points, further points
    ('Exp', 'r', mp.exp, REAL, TINY + MODERATE + [-745.0, 709.75]),
    ('Exp2', 'r', lambda x: mpf(2)**x, REAL, TINY + both(100.0, 1000.0) + [1023.5, -1022.5]),
    ('Exp10', 'r', lambda x: mpf(10)**x, REAL, TINY + both(30.0, 300.0) + [308.0]),
    ('ExpM1', 'r', mp.expm1, REAL, TINY + MODERATE),
    ('Exp2M1', 'r', lambda x: mpf(2)**x - 1, REAL, TINY + both(100.0, 1000.0)),
    ('Exp10M1', 'r', lambda x: mpf(10)**x - 1, REAL, TINY + both(30.0, 300.0)),
    ('Log', 'r', mp.log, POSITIVE, TINY_POSITIVE + HUGE_POSITIVE + NEAR_ONE + [5e-324]),
    ('Log2', 'r', lambda x: mp.log(x) / mp.log(2), POSITIVE, TINY_POSITIVE + HUGE_POSITIVE + NEAR_ONE),
    ('Log10', 'r', lambda x: mp.log(x) / mp.log(10), POSITIVE, TINY_POSITIVE + HUGE_POSITIVE + NEAR_ONE),
    ('LogP1', 'r', mp.log1p, ABOVE_MINUS_ONE, NEAR_MINUS_ONE + TINY + HUGE_POSITIVE),
    ('Log2P1', 'r', lambda x: mp.log1p(x) / mp.log(2), ABOVE_MINUS_ONE, NEAR_MINUS_ONE + TINY + HUGE_POSITIVE),
    ('Log10P1', 'r', lambda x: mp.log1p(x) / mp.log(10), ABOVE_MINUS_ONE, NEAR_MINUS_ONE + TINY + HUGE_POSITIVE),
    ('Log', 'rr', lambda x, b: mp.log(x) / mp.log(b), pairs(singles(0.3, 1.7, 40.0), singles(0.4, 2.0, 10.0)),
     [(3.0, 1 + 2.0**-52), (3.0, 1 - 2.0**-53), (1e-308, 1e300), (1.7e308, 2.0), (1.7e308, 1.7e308), (2.0, 1e-308), (1e-310, 7.0), (3.0, 1 + 2.0**-23)]),

    ('Sqrt', 'r', mp.sqrt, POSITIVE, TINY_POSITIVE + HUGE_POSITIVE + [5e-324]),
    ('Cbrt', 'r', lambda x: root(x, 3), REAL, TINY + HUGE),
    ('RootN', 'ri', root, pairs(POSITIVE[1:], [1, 2, 3, 7, -1, -2, -5]) + pairs(singles(-0.3, -1.7, -30.0), [1, 3, 5, -1, -3]),
     [(1e-300, 2), (5e-324, 2), (1.7e308, 2), (1.7e308, 9), (-1.7e308, 3), (-1e-300, 5), (1e-100, -2), (1e200, -3), (3.0, 50), (single(1e38), 4), (single(1e-38), 4)]),
    ('Pow', 'rr', mp.power, pairs(singles(0.3, 1.0, 1.7, 9.0), singles(-2.0, -0.7, 0.5, 1.0, 2.0, 3.3)),
     pairs(singles(-0.3, -1.7), [-2.0, -1.0, 1.0, 2.0, 3.0])
     + [(1e-300, 0.75), (1e-200, 1.5), (1e200, 1.5), (1e300, 0.5), (1e300, 1.0), (1 + 2.0**-52, 1e15), (1 - 2.0**-53, 1e16), (1.000001, 1e8), (2.0, 1023.5),
        (2.0, -1000.0), (0.5, 1000.0), (1e-300, -1.0), (1e10, 1e-10), (1e10, 1e-300), (1.5, 1e-300), (5e-324, 1.0), (5e-324, 0.5), (single(1e-30), 0.75), (single(1e30), 0.25)]),
    ('Hypot', 'rr', mp.hypot, PLANE, FAR),
    ('ReciprocalEstimate', 'r', lambda x: 1 / x, REAL, [x for x in TINY if abs(x) > 1e-300] + HUGE),
    ('ReciprocalSqrtEstimate', 'r', lambda x: 1 / mp.sqrt(x), POSITIVE, [1e-6, 1e-12, 1e-100, 1e-300, 1e10, 1e100, 1e204, single(1e-20), single(1e24)]),

    ('Sin', 'r', mp.sin, REAL, TINY + ANGLES),
    ('Cos', 'r', mp.cos, REAL, TINY + ANGLES),
    ('Tan', 'r', mp.tan, REAL, TINY + ANGLES + both(single(1.57), 1.5707)),
    ('Asin', 'r', mp.asin, INSIDE, TINY + EDGE),
    ('Acos', 'r', mp.acos, INSIDE, TINY + EDGE),
    ('Atan', 'r', mp.atan, REAL, TINY + HUGE),
    ('Atan2', 'rr', mp.atan2, PLANE, FAR),
    ('SinPi', 'r', mp.sinpi, TURNS, TINY + QUARTERS),
    ('CosPi', 'r', mp.cospi, TURNS, TINY + QUARTERS),
    ('TanPi', 'r', lambda x: mp.sinpi(x) / mp.cospi(x), TURNS, TINY + QUARTERS),
    ('AsinPi', 'r', lambda x: mp.asin(x) / mp.pi, INSIDE, TINY + EDGE),
    ('AcosPi', 'r', lambda x: mp.acos(x) / mp.pi, INSIDE, TINY + EDGE),
    ('AtanPi', 'r', lambda x: mp.atan(x) / mp.pi, REAL, TINY + HUGE),
    ('Atan2Pi', 'rr', lambda y, x: mp.atan2(y, x) / mp.pi, PLANE, FAR),

    ('Sinh', 'r', mp.sinh, REAL, TINY + MODERATE),
    ('Cosh', 'r', mp.cosh, REAL, TINY + MODERATE),
    ('Tanh', 'r', mp.tanh, REAL, TINY + both(5.0, 20.0, 40.0, 300.0, 350.0)),
    ('Asinh', 'r', mp.asinh, REAL, TINY + HUGE),
    ('Acosh', 'r', mp.acosh, ABOVE_ONE, NEAR_ONE + HUGE_POSITIVE),
    ('Atanh', 'r', mp.atanh, INSIDE, TINY + EDGE),

    ('FusedMultiplyAdd', 'rrr', lambda x, y, z: x * y + z, TRIPLES, [(1e200, 1e-200, 3.0), (1e-300, 5.0, 1e300)]),
    ('MultiplyAddEstimate', 'rrr', lambda x, y, z: x * y + z, TRIPLES, [(1e200, 1e-200, 3.0)]),
    ('Lerp', 'rrr', lambda a, b, t: a * (1 - t) + b * t, TRIPLES, [(1e200, 1e-200, 0.5), (2.0, 3.0, 1 - 2.0**-53)]),
    ('DegreesToRadians', 'r', mp.radians, REAL, TINY + HUGE[:-2]),
    ('RadiansToDegrees', 'r', mp.degrees, REAL, TINY + HUGE[:-4]),
    ('ScaleB', 'ri', lambda x, n: mp.ldexp(x, int(n)), pairs(singles(0.3, -1.7), [0, 1, -1, 10, -20, 100]), [(1e-300, 1023), (1e300, -1020)]),

    ('Abs', 'r', abs, REAL, TINY + HUGE),
    ('Max', 'rr', max, PICKS, []),
    ('Min', 'rr', min, PICKS, []),
    ('MaxNumber', 'rr', max, PICKS, []),
    ('MinNumber', 'rr', min, PICKS, []),
    ('MaxNative', 'rr', max, PICKS, []),
    ('MinNative', 'rr', min, PICKS, []),
    ('MaxMagnitude', 'rr', magnitude(max), PICKS, []),
    ('MinMagnitude', 'rr', magnitude(min), PICKS, []),
    ('MaxMagnitudeNumber', 'rr', magnitude(max), PICKS, []),
    ('MinMagnitudeNumber', 'rr', magnitude(min), PICKS, []),
    ('Clamp', 'rrr', lambda x, low, high: min(max(x, low), high), [(0.5, 0.25, 2.0), (0.125, 0.25, 2.0), (3.5, 0.25, 2.0), (-3.5, -1.25, 2.0)], [(1e300, -1.0, 1e200)]),
    ('ClampNative', 'rrr', lambda x, low, high: min(max(x, low), high), [(0.5, 0.25, 2.0), (0.125, 0.25, 2.0), (3.5, 0.25, 2.0), (-3.5, -1.25, 2.0)], [(1e300, -1.0, 1e200)]),
    ('CopySign', 'rr', copysign, PICKS, [(1e300, -1e-300), (-1e-300, -1e300)]),
    ('IEEERemainder', 'rr', remainder, [(5.5, 2.0), (-5.5, 2.0), (5.5, -2.0), (7.375, 0.5), (0.3125, 2.0), (100.0, 0.75)],
     [(1.0, 0.1), (0.35, 0.1), (0.7 * 0.5, 0.7 / 7), (1e10, 0.3), (3.5 - 2.0**-51, 1.0), (12.25 - 2.0**-49, 3.5)]),

    ('Floor', 'r', mp.floor, STEPS, both(1e10 + 0.5, 1e-300)),
    ('Ceiling', 'r', mp.ceil, STEPS, both(1e10 + 0.5, 1e-300)),
    ('Truncate', 'r', lambda x: mp.floor(x) if x > 0 else mp.ceil(x), STEPS, both(1e10 + 0.5, 1e-300)),
    ('Round', 'r', nearest, STEPS, both(1e10 + 0.25, 1e-300)),
    ('Sign', 'r', lambda x: mpf(mp.sign(x)), STEPS, both(1e300, 1e-300)),
    ('ILogB', 'r', ilog, STEPS, both(1.5e300, 1e-300)),
]


def partial(f, at, order):
    """A mixed partial derivative at two precisions; None where it does not exist."""
    results = []
    for digits in (60, 90):
        with mp.workdps(digits):
            point = [mpf(x) for x in at]
            value = derivative(f, point, list(order))
            if isinstance(value, mpmath.mpc):
                return None
            results.append(value if abs(value) > mpf(10)**-350 else mpf(0))  # noise, or below every double
    low, high = results
    if abs(low - high) > abs(high) * mpf(10)**-DIGITS:
        raise ArithmeticError(f'{at} {order}: {low} is not {high}')
    return high


def derivative(f, point, order):
    index = next(i for i, n in enumerate(order) if n > 0)
    n, order[index] = order[index], 0
    def along(x):
        moved = point[:index] + [x] + point[index + 1:]
        return derivative(f, moved, list(order)) if any(order) else f(*moved)
    # Steps so small, and digits so many, that the error of a central difference is beyond the digits wanted: the step is in
    # proportion to a small argument, because a function may change within it, and absolute for a large one, because sines do.
    digits = mp.dps
    magnitude = max(abs(int(mp.log10(abs(x)))) for x in point if x != 0)
    with mp.workdps((4 if any(order) or n == 2 else 3) * digits + 3 * magnitude + 400):
        x = point[index]
        h = min(abs(x), 1) * mpf(10)**-digits
        if n == 1:
            return (along(x + h) - along(x - h)) / (2 * h)
        return (along(x + h) - 2 * along(x) + along(x - h)) / h**2


def text(number):
    return '-' if number is None else mp.nstr(number, DIGITS + 2, strip_zeros=True)


def line(name, kinds, f, point, ordinary):
    point = point if isinstance(point, tuple) else (point,)
    reals = [i for i, kind in enumerate(kinds) if kind == 'r']
    unit = lambda *at: [at.count(i) for i in range(len(point))]
    with mp.workdps(60):
        value = f(*[mpf(x) for x in point])
    first = [partial(f, point, unit(i)) if i in reals else None for i in range(len(point))]
    second = [partial(f, point, unit(i, j)) for i in reals for j in reals if i <= j] if ordinary else []
    arguments = ' '.join(float(x).hex() for x in point)
    return f"{name}/{len(point)};{arguments};{text(value)};{' '.join(map(text, first))};{' '.join(map(text, second))}"


def main():
    with open('references.csv', 'w', newline='\n') as file:
        file.write('# Written by references.py with mpmath ' + mpmath.__version__ + ': see there. Do not edit.\n')
        for name, kinds, f, ordinary, further in TABLE:
            for point in ordinary:
                file.write(line(name, kinds, f, point, True) + '\n')
            for point in further:
                file.write(line(name, kinds, f, point, False) + '\n')


if __name__ == '__main__':
    main()
