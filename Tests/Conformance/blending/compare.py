"""Judges blend-fits: scikit-learn for ridge regressions, scipy's optimiser for the projection on the simplex."""

import subprocess
import sys

import numpy
import scipy.optimize
import sklearn
from sklearn.linear_model import Ridge

PROGRAM = sys.argv[1]
DICE = numpy.random.default_rng(20_240_102)


def ask(questions):
    answer = subprocess.run([PROGRAM], input="".join(q + "\n" for q in questions), capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"blend-fits: {answer.stderr}")
    lines = [numpy.array([float(word) for word in line.split()]) for line in answer.stdout.splitlines()]
    if len(lines) != len(questions):
        sys.exit(f"blend-fits answered {len(lines)} of {len(questions)} questions")
    return lines


def line(word, *parts):
    return " ".join([word] + [repr(float(x)) for part in parts for x in numpy.ravel(part)])


def nearest(v):
    """The nearest weights to v, by a search that knows nothing of how a projection is found."""
    even = numpy.full(len(v), 1 / len(v))
    found = scipy.optimize.minimize(
        lambda w: 0.5 * numpy.sum((w - v) ** 2), even, jac=lambda w: w - v, method="SLSQP", bounds=[(0, None)] * len(v),
        constraints={"type": "eq", "fun": lambda w: numpy.sum(w) - 1, "jac": lambda w: numpy.ones(len(v))},
        options={"ftol": 1e-14, "maxiter": 1_000})
    return found.x if found.success else None


def simplex(count):
    vectors = [DICE.normal(size=DICE.integers(1, 13)) * DICE.choice([0.05, 0.5, 2]) for _ in range(count)]
    pairs = [(v, nearest(v)) for v in vectors]
    pairs = [(v, w) for v, w in pairs if w is not None]
    return [line("simplex", v) for v, _ in pairs], [w for _, w in pairs], 1e-5


def regressions(word, count):
    questions, expected = [], []
    for _ in range(count):
        members, rows = int(DICE.integers(1, 8)), int(DICE.integers(12, 80))
        x = DICE.normal(size=(rows, members)) * DICE.choice([0.01, 1, 30]) + DICE.normal()
        y = x @ DICE.normal(size=members) + DICE.normal(size=rows)
        alpha = float(DICE.choice([0.01, 0.1, 1, 10]))
        questions.append(line(word, alpha, members, rows, y, x.T))
        if word == "standardised":
            z, t = (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()
            expected.append(Ridge(alpha=alpha * rows, fit_intercept=False).fit(z, t).coef_)
        else:
            model = Ridge(alpha=alpha, fit_intercept=word == "stacked").fit(x, y)
            expected.append(numpy.append(model.intercept_, model.coef_) if word == "stacked" else model.coef_)
    return questions, expected, 1e-8


def main():
    print(f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {numpy.__version__}")
    print(f"{'what':<14}{'compared':>10}{'differ':>8}{'largest difference':>20}")
    good = True
    for name, (questions, expected, tolerance) in {
        "simplex": simplex(2_000),
        **{word: regressions(word, 1_000) for word in ("plain", "standardised", "stacked")},
    }.items():
        largest, differ = 0.0, 0
        for got, want in zip(ask(questions), expected):
            same = got.shape == want.shape and numpy.all(numpy.isfinite(got))
            distance = numpy.max(numpy.abs(got - want) / numpy.maximum(1, numpy.abs(want))) if same else numpy.inf
            largest, differ = max(largest, distance), differ + (distance > tolerance)
        print(f"{name:<14}{len(questions):>10}{differ:>8}{largest:>20.2e}")
        good = good and differ == 0 and len(questions) >= 900
    sys.exit(0 if good else 1)


main()
