"""
Writes references.jsonl: a small input for each function of GradBench's evaluations, and its output, as {"module", "function", "input", "output"}.

    python3 references.py > references.jsonl     (needs mpmath)

The formulas are those of GradBench's pages (after ADBench and cmpad), evaluated with 60 digits; every derivative is a central difference of them, with a step
of 1e-20, so that some 35 digits of it are right. Nothing here is automatic differentiation.
"""
import json
import random

from mpmath import mp, mpf, cos, exp, loggamma, log, pi, sin, sqrt, tanh

mp.dps = 60
STEP = mpf(10) ** -20
R = range
rng = random.Random(7)


def number(low=-1.0, high=1.0):
    return round(rng.uniform(low, high), 3)


def vector(n, low=-1.0, high=1.0):
    return [number(low, high) for _ in R(n)]


def matrix(rows, columns, low=-1.0, high=1.0):
    return [vector(columns, low, high) for _ in R(rows)]


def exact(value):
    return [exact(v) for v in value] if isinstance(value, list) else mpf(value)


def plain(value):
    if isinstance(value, dict):
        return {name: plain(v) for name, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value if isinstance(value, int) else float(value)


def flat(value):
    return [w for v in value for w in flat(v)] if isinstance(value, list) else [value]


def shaped(like, numbers):
    return [shaped(v, numbers) for v in like] if isinstance(like, list) else next(numbers)


def gradient(f, x):
    """Of a function of nested lists, in their shape."""
    at = flat(x)
    moved = lambda i, h: shaped(x, iter(at[:i] + [at[i] + h] + at[i + 1:]))
    return shaped(x, iter([(f(moved(i, STEP)) - f(moved(i, -STEP))) / (2 * STEP) for i in R(len(at))]))


def second(f, x):
    """The diagonal of the Hessian."""
    at = flat(x)
    moved = lambda i, h: shaped(x, iter(at[:i] + [at[i] + h] + at[i + 1:]))
    return shaped(x, iter([(f(moved(i, STEP)) - 2 * f(x) + f(moved(i, -STEP))) / STEP ** 2 for i in R(len(at))]))


def write(module, function, given, output):
    print(json.dumps({"module": module, "function": function, "input": given, "output": plain(output)}))


def hello():
    for x in (3.5, -0.25):
        write("hello", "square", x, mpf(x) ** 2)
        write("hello", "double", x, gradient(lambda v: v[0] ** 2, [mpf(x)])[0])


def llsq():
    for n, m in ((7, 4), (16, 5), (2, 1)):
        given = {"x": vector(m), "n": n}

        def f(x):
            ts = [-1 + mpf(2 * i) / (n - 1) for i in R(n)]
            return sum((mp.sign(t) - sum(c * t ** j for j, c in enumerate(x))) ** 2 for t in ts) / 2

        write("llsq", "primal", given, f(exact(given["x"])))
        write("llsq", "gradient", given, gradient(f, exact(given["x"])))


def lse():
    for x in (vector(9), [800.25, 799.5, -3.0, 800.125], [-0.5]):
        f = lambda v: log(sum(exp(c) for c in v))
        write("lse", "primal", {"x": x}, f(exact(x)))
        write("lse", "gradient", {"x": x}, gradient(f, exact(x)))


def kmeans():
    for n, k, d in ((9, 3, 2), (5, 1, 4)):
        points = matrix(n, d)
        given = {"points": points, "centroids": [[round(c + 0.05, 3) for c in p] for p in points[:k]]}
        p = exact(points)

        def f(centroids):
            return sum(min(sum((a - b) ** 2 for a, b in zip(c, q)) for c in centroids) for q in p)

        centroids = exact(given["centroids"])
        write("kmeans", "cost", given, f(centroids))
        parts = zip(flat(gradient(f, centroids)), flat(second(f, centroids)))
        write("kmeans", "dir", given, shaped(centroids, iter([g / h for g, h in parts])))


def gmm():
    for d, k, n, m in ((2, 3, 4, 0), (3, 2, 5, 2), (1, 2, 3, 1)):
        given = {
            "d": d, "k": k, "n": n, "m": m, "gamma": number(0.5, 1.5), "alpha": vector(k), "mu": matrix(k, d), "q": matrix(k, d),
            "l": matrix(k, d * (d - 1) // 2), "x": matrix(n, d),
        }
        xs, g = exact(given["x"]), exact(given["gamma"])

        def f(parameters):
            alpha, mu, q, l = parameters
            triangles = []
            for a in R(k):
                t = [[mpf(0)] * d for _ in R(d)]
                at = iter(l[a])
                for i in R(d):
                    t[i][i] = exp(q[a][i])
                    for j in R(i + 1, d):
                        t[j][i] = next(at)
                triangles.append(t)

            def part(x, a):
                v = [x[i] - mu[a][i] for i in R(d)]
                return alpha[a] + sum(q[a]) - sum(sum(row[j] * v[j] for j in R(d)) ** 2 for row in triangles[a]) / 2

            count = d + m + 1
            log_gamma = mpf(d * (d - 1)) / 4 * log(pi) + sum(loggamma(mpf(count) / 2 + mpf(1 - j) / 2) for j in R(1, d + 1))
            constant = count * d * (log(g) - log(mpf(2)) / 2) - log_gamma
            return (-mpf(n * d) / 2 * log(2 * pi) + sum(log(sum(exp(part(x, a)) for a in R(k))) for x in xs) - n * log(sum(exp(a) for a in alpha))
                    + k * constant - g ** 2 / 2 * sum(e ** 2 for t in triangles for row in t for e in row) + m * sum(map(sum, q)))

        names = ("alpha", "mu", "q", "l")
        at = [exact(given[name]) for name in names]
        write("gmm", "objective", given, f(at))
        write("gmm", "jacobian", given, dict(zip(names, gradient(f, at))))


def ode():
    for n, s in ((4, 1), (5, 3), (1, 2)):
        given = {"x": vector(n, 0.0, 1.5), "s": s}

        def f(x):
            slope = lambda y: [x[0]] + [x[i] * y[i - 1] for i in R(1, n)]
            add = lambda y, h, k: [a + h * b for a, b in zip(y, k)]
            y, h = [mpf(0)] * n, mpf(2) / s
            for _ in R(s):
                k1 = slope(y)
                k2 = slope(add(y, h / 2, k1))
                k3 = slope(add(y, h / 2, k2))
                k4 = slope(add(y, h, k3))
                y = [v + h / 6 * (a + 2 * b + 2 * c + e) for v, a, b, c, e in zip(y, k1, k2, k3, k4)]
            return y

        write("ode", "primal", given, f(exact(given["x"])))
        write("ode", "gradient", given, gradient(lambda x: f(x)[-1], exact(given["x"])))


def lstm():
    for l, c, b in ((2, 4, 3), (1, 3, 2), (3, 3, 1)):
        given = {"main_params": matrix(2 * l, 4 * b), "extra_params": matrix(3, b), "state": matrix(2 * l, b), "sequence": matrix(c, b)}
        start, sequence = exact(given["state"]), exact(given["sequence"])
        sigmoid = lambda x: 1 / (1 + exp(-x))

        def f(parameters):
            main, extra = parameters
            hidden, cell = [start[2 * i] for i in R(l)], [start[2 * i + 1] for i in R(l)]
            total = mpf(0)
            for t in R(c - 1):
                a = [sequence[t][j] * extra[0][j] for j in R(b)]
                for i in R(l):
                    w, v, h = main[2 * i], main[2 * i + 1], hidden[i]
                    forget = [sigmoid(a[j] * w[j] + v[j]) for j in R(b)]
                    ingate = [sigmoid(h[j] * w[b + j] + v[b + j]) for j in R(b)]
                    outgate = [sigmoid(a[j] * w[2 * b + j] + v[2 * b + j]) for j in R(b)]
                    change = [tanh(h[j] * w[3 * b + j] + v[3 * b + j]) for j in R(b)]
                    cell[i] = [cell[i][j] * forget[j] + ingate[j] * change[j] for j in R(b)]
                    hidden[i] = a = [outgate[j] * tanh(cell[i][j]) for j in R(b)]
                y = [a[j] * extra[1][j] + extra[2][j] for j in R(b)]
                total += sum(sequence[t + 1][j] * (y[j] - log(2 + sum(exp(v) for v in y))) for j in R(b))
            return -total / (b * (c - 1))

        at = [exact(given["main_params"]), exact(given["extra_params"])]
        write("lstm", "objective", given, f(at))
        write("lstm", "jacobian", given, flat(gradient(f, at)))


def ba():
    for n, m, p, turned in ((2, 3, 4, True), (1, 2, 2, True), (3, 1, 3, False)):
        given = {
            "n": n, "m": m, "p": p, "cam": (vector(3) if turned else [0.0] * 3) + vector(3) + [number(1, 2)] + vector(2) + vector(2, -0.1, 0.1),
            "x": vector(2) + [number(3, 4)], "w": number(0.5, 1.5), "feat": vector(2),
        }
        feature = exact(given["feat"])

        def f(v):
            r, x = v[:3], [v[11 + i] - v[3 + i] for i in R(3)]
            dot = lambda a, b: sum(i * j for i, j in zip(a, b))
            cross = lambda a, b: [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
            t = sqrt(dot(r, r))
            if not turned:  # r is 0 but for a step; the formula for r = 0 differs by the square of it
                y = [a + b for a, b in zip(x, cross(r, x))]
            else:
                u = [a / t for a in r]
                y = [a * cos(t) + b * sin(t) + e * dot(u, x) * (1 - cos(t)) for a, b, e in zip(x, cross(u, x), u)]
            a, b = y[0] / y[2], y[1] / y[2]
            s = a * a + b * b
            scale = (1 + v[9] * s + v[10] * s * s) * v[6]
            return [v[14] * (a * scale + v[7] - feature[0]), v[14] * (b * scale + v[8] - feature[1])]

        at = exact(given["cam"] + given["x"] + [given["w"]])
        elements = f(at)
        write("ba", "objective", given, {
            "reproj_error": {"elements": elements, "repeated": p},
            "w_err": {"element": 1 - at[14] ** 2, "repeated": p},
        })
        rows, columns, values = [0], [], []
        for i in R(p):
            for e in R(2):
                values += gradient(lambda v: f(v)[e], at)
                columns += [11 * (i % n) + j for j in R(11)] + [11 * n + 3 * (i % m) + j for j in R(3)] + [11 * n + 3 * m + i]
                rows.append(len(columns))
        for i in R(p):
            values.append(-2 * at[14])
            columns.append(11 * n + 3 * m + i)
            rows.append(len(columns))
        write("ba", "jacobian", given, {"rows": rows[:30] + rows[-1:], "cols": columns[:30] + columns[-1:], "vals": values[:30] + values[-1:]})


for evaluation in (hello, llsq, lse, kmeans, gmm, ode, lstm, ba):
    evaluation()
