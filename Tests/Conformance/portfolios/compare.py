"""Judges portfolio-numbers: scikit-learn and pandas for covariances, scipy and PyPortfolioOpt for portfolios."""

import subprocess
import sys

import numpy
import pandas
import scipy.cluster.hierarchy
import scipy.optimize
import scipy.spatial.distance
import sklearn.covariance
from pypfopt.hierarchical_portfolio import HRPOpt

PROGRAM = sys.argv[1]
DICE = numpy.random.default_rng(20_261_128)


def returns(rows, columns, gaps=0.0):
    """Returns with a market, sectors and noise of different sizes; some are absent."""
    market = DICE.normal(0, 0.01, (rows, 1)) * DICE.uniform(0.3, 1.5, columns)
    sectors = DICE.normal(0, 0.008, (rows, 5))[:, numpy.arange(columns) % 5]
    table = market + sectors + DICE.normal(0.0002, 0.01, (rows, columns)) * DICE.uniform(0.3, 3, columns)
    table[DICE.uniform(size=table.shape) < gaps] = numpy.nan
    return table


def covariance(columns, signed=False):
    matrix = numpy.cov(returns(columns * 3 + 20, columns), rowvar=False).reshape(columns, columns)
    signs = DICE.choice([-1.0, 1.0], columns) if signed else numpy.ones(columns)
    return matrix * numpy.outer(signs, signs)


def line(name, size, *parts):
    numbers = numpy.concatenate([numpy.ravel(part) for part in parts])
    return f"{name} {size} " + " ".join("nan" if x != x else repr(float(x)) for x in numbers)


def ask(questions):
    answer = subprocess.run([PROGRAM], input="".join(q + "\n" for q in questions), capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"portfolio-numbers: {answer.stderr}")
    rows = answer.stdout.splitlines()
    return [numpy.array([float(word) for word in row.split()]) if "error" not in row else row for row in rows]


def shrunk_by_gaps(table):
    """pandas' pairwise complete covariances."""
    return pandas.DataFrame(table).cov(min_periods=2).fillna(0).to_numpy()


def fading(table, half_life):
    """RiskMetrics' mean of products, each pair over the rows that have both."""
    decay = 0.5 ** (1 / half_life)
    columns = table.shape[1]
    sums, weights = numpy.zeros((columns, columns)), numpy.zeros((columns, columns))
    for row in table:
        there = numpy.isfinite(row)
        pairs = numpy.outer(there, there)
        filled = numpy.where(there, row, 0)
        sums = numpy.where(pairs, decay * sums + numpy.outer(filled, filled), sums)
        weights = numpy.where(pairs, decay * weights + 1, weights)
    return sums / numpy.maximum(weights, 1e-300)


def covariance_cases():
    for columns in (1, 2, 5, 20, 60):
        for rows in (30, 120, 400):
            table = returns(rows, columns)
            window = table[-100:]
            yield "Ledoit and Wolf", "scikit-learn", line("ledoit_wolf", 100, [columns], table), (
                sklearn.covariance.LedoitWolf().fit(window).covariance_)
            yield "fixed shrinkage", "scikit-learn", line("shrunk:0.3", 100, [columns], table), (
                sklearn.covariance.ShrunkCovariance(shrinkage=0.3).fit(window).covariance_)
            yield "sample", "numpy", line("sample", 100, [columns], table), numpy.cov(window, rowvar=False)
            gappy = returns(rows, columns, 0.1)
            there = numpy.isfinite(gappy).any(axis=1)
            yield "sample with gaps", "pandas", line("sample", 100, [columns], gappy), (
                shrunk_by_gaps(gappy[there][-100:]))
            yield "exponential with gaps", "numpy", line("exponential:25", 100, [columns], gappy), fading(gappy, 25)


def risk_parity(matrix):
    """The minimum of x'Sx/2 - sum of ln x by scipy's trust region, and steps of Newton's for the last digits."""
    scale = numpy.sqrt(numpy.diag(matrix))
    correlation = matrix / numpy.outer(scale, scale)
    start = numpy.ones(len(matrix)) / numpy.sqrt(max(correlation.sum(), 1e-9))
    found = scipy.optimize.minimize(
        lambda y: 0.5 * numpy.exp(y) @ correlation @ numpy.exp(y) - y.sum(), numpy.log(start), method="trust-exact",
        jac=lambda y: numpy.exp(y) * (correlation @ numpy.exp(y)) - 1,
        hess=lambda y: numpy.outer(numpy.exp(y), numpy.exp(y)) * correlation
        + numpy.diag(numpy.exp(y) * (correlation @ numpy.exp(y))), options={"gtol": 1e-13, "maxiter": 2_000})
    y = found.x
    for _ in range(5):
        x = numpy.exp(y)
        slope = numpy.outer(x, x) * correlation + numpy.diag(x * (correlation @ x))
        y = y - numpy.linalg.solve(slope, x * (correlation @ x) - 1)
    weights = numpy.exp(y) / scale
    return weights / weights.sum()


def minimum_variance(matrix, cap):
    count = len(matrix)
    if count * cap <= 1:
        return numpy.full(count, cap)
    size = numpy.diag(matrix).mean()
    found = scipy.optimize.minimize(
        lambda x: x @ matrix @ x / size, numpy.full(count, 1 / count), jac=lambda x: 2 * matrix @ x / size,
        bounds=[(0, cap)] * count, constraints={"type": "eq", "fun": lambda x: x.sum() - 1,
                                                "jac": lambda x: numpy.ones(count)},
        method="SLSQP", options={"ftol": 1e-15, "maxiter": 5_000})
    # Who is at a bound is certain by now; the rest follows exactly.
    x = numpy.where(found.x > cap - 1e-4 * cap, cap, 0.0)
    free = (found.x > 1e-4 / count) & (found.x < cap - 1e-4 * cap)
    if free.any():
        ones = numpy.ones(free.sum())
        block = matrix[numpy.ix_(free, free)]
        pull = numpy.linalg.solve(block, matrix[free] @ x)
        unit = numpy.linalg.solve(block, ones)
        x[free] = (1 - x.sum() + pull.sum()) / unit.sum() * unit - pull
    return x


def hrp(matrix):
    names = [f"I{number:03}" for number in range(len(matrix))]
    weights = HRPOpt(cov_matrix=pandas.DataFrame(matrix, names, names)).optimize()
    return numpy.array([weights[name] for name in names])


def hrp_columns(matrix):
    """The paper's own distances, with scipy's linkage and its order of leaves."""
    scale = numpy.sqrt(numpy.diag(matrix))
    distance = numpy.sqrt(numpy.clip((1 - matrix / numpy.outer(scale, scale)) / 2, 0, 1))
    links = scipy.cluster.hierarchy.linkage(scipy.spatial.distance.pdist(distance), "single")
    order = scipy.cluster.hierarchy.to_tree(links).pre_order()
    weights, clusters = numpy.ones(len(matrix)), [order]

    def variance(items):
        block = matrix[numpy.ix_(items, items)]
        inverse = 1 / numpy.diag(block)
        inverse /= inverse.sum()
        return inverse @ block @ inverse

    while clusters:
        cluster = clusters.pop()
        if len(cluster) < 2:
            continue
        left, right = cluster[:len(cluster) // 2], cluster[len(cluster) // 2:]
        share = 1 - variance(left) / (variance(left) + variance(right))
        weights[left] *= share
        weights[right] *= 1 - share
        clusters += [left, right]
    return weights


def portfolio_cases():
    for count in (1, 2, 3, 5, 10, 25, 60):
        for number in range(6):
            matrix = covariance(count, signed=number % 2 == 1)
            yield "risk parity", "scipy", line("risk_parity", count, matrix), risk_parity(matrix)
            for cap in (1, 0.3, 0.04):
                yield f"minimum variance, cap {cap}", "scipy", (
                    line(f"minimum_variance:{cap}", count, matrix)), minimum_variance(matrix, cap)
            if count > 1:
                yield "hierarchical", "PyPortfolioOpt", line("hrp", count, matrix), hrp(matrix)
                yield "hierarchical, columns", "scipy", line("hrp_columns", count, matrix), hrp_columns(matrix)
            scores = DICE.normal(0, 1, count)
            level = 0.05 * numpy.trace(matrix) / count
            yield "ridge", "numpy", line("ridge:0.05", count, matrix, scores), (
                level * numpy.linalg.solve(matrix + level * numpy.eye(count), scores))


# How far an answer may be off, as a part of the largest number.
TOLERANCE = 1e-9


def main():
    cases = list(covariance_cases()) + list(portfolio_cases())
    answers = ask([question for _, _, question, _ in cases])
    table = {}
    for (name, judge, question, wanted), found in zip(cases, answers):
        wanted = numpy.ravel(wanted)
        usable = not isinstance(found, str) and found.shape == wanted.shape
        error = numpy.abs(found - wanted).max() / max(numpy.abs(wanted).max(), 1e-300) if usable else numpy.inf
        entry = table.setdefault((name, judge), [0, 0, 0.0])
        entry[0] += 1
        entry[1] += not error <= TOLERANCE
        entry[2] = max(entry[2], error)
        if not error <= TOLERANCE:
            print(f"differs: {name} ({judge}) by {error:.2e}: {question[:60]}...")
    print(f"{'what':28} {'judge':16} {'compared':>8} {'differ':>6} {'largest error':>14} {'allowed':>9}")
    for (name, judge), (count, differ, worst) in table.items():
        print(f"{name:28} {judge:16} {count:8} {differ:6} {worst:14.2e} {TOLERANCE:9.0e}")
    compared = sum(entry[0] for entry in table.values())
    differ = sum(entry[1] for entry in table.values())
    print(f"total {compared} compared, {differ} differ")
    sys.exit(0 if differ == 0 and compared > 300 and len(answers) == len(cases) else 1)


main()
