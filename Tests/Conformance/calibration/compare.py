"""Judges calibration-curves: scikit-learn for calibration, SciPy for ranks and the normal distribution."""

import subprocess
import sys
import warnings

import numpy
from scipy import special, stats
from sklearn import calibration, isotonic, metrics

PROGRAM = sys.argv[1]
ROUNDS = 200


def pairs(dice, round_):
    """Scores and outcomes: smooth, tied, separable or constant, of many sizes."""
    count = int(dice.integers(4, 400))
    scores = dice.normal(0, [1, 0.05, 30][round_ % 3], count)
    if round_ % 4 == 1:
        scores = numpy.round(scores, 1)
    chance = special.expit(dice.normal() + dice.normal(1, 1) * scores / (scores.std() + 1e-9))
    labels = (dice.random(count) < chance).astype(float)
    labels[:2] = [0, 1]
    return scores, labels


def query(dice, scores):
    low, high = scores.min(), scores.max()
    return numpy.concatenate([scores[:20], dice.uniform(low - 1, high + 1, 30)])


def sigmoid(dice, round_):
    scores, labels = pairs(dice, round_)
    judge = calibration._SigmoidCalibration().fit(scores, labels)
    asked = query(dice, scores)
    return ("platt", scores, labels, asked), judge.predict(asked)


def monotone(dice, round_):
    scores, labels = pairs(dice, round_)
    asked = query(dice, scores)
    judge = isotonic.IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    return ("isotonic", scores, labels, asked), judge.predict(asked)


def spearman(dice, round_):
    scores, _ = pairs(dice, round_)
    other = 0.3 * scores + dice.normal(size=len(scores))
    if round_ % 3 == 0:
        other = numpy.round(other, 1)
    return ("spearman", scores, other), [stats.spearmanr(scores, other).statistic]


def ranks(dice, round_):
    scores, _ = pairs(dice, round_)
    return ("ranks", scores), stats.rankdata(scores)


def probit(dice, _):
    asked = numpy.concatenate([dice.random(200), 10.0 ** dice.uniform(-300, -1, 50)])
    return ("probit", asked), special.ndtri(asked)


def brier(dice, round_):
    scores, labels = pairs(dice, round_)
    said = special.expit(scores)
    return ("brier", said, labels), [metrics.brier_score_loss(labels, said)]


def calibration_error(dice, round_):
    """From scikit-learn's reliability curve: bins of equal width, those without a pair left out."""
    scores, labels = pairs(dice, round_)
    said = special.expit(scores)
    came, meant = calibration.calibration_curve(labels, said, n_bins=10, strategy="uniform")
    # As the curve itself does: a probability on an edge belongs to the bin below it.
    sizes = numpy.bincount(numpy.searchsorted(numpy.linspace(0, 1, 11)[1:-1], said), minlength=10)
    weights = sizes[sizes > 0] / len(said)
    return ("ece", said, labels), [float(numpy.sum(weights * numpy.abs(came - meant)))]


# What is compared, by whom, and how far apart answers may be: scikit-learn ends its search for a sigmoid early.
CHECKS = [
    ("Platt scaling", "sklearn _SigmoidCalibration", sigmoid, 1e-3),
    ("isotonic regression", "sklearn IsotonicRegression", monotone, 1e-6),
    ("Spearman", "scipy spearmanr", spearman, 1e-12),
    ("average ranks", "scipy rankdata", ranks, 0),
    ("normal quantile", "scipy ndtri", probit, 1e-11),
    ("Brier score", "sklearn brier_score_loss", brier, 1e-12),
    ("calibration error", "sklearn calibration_curve", calibration_error, 1e-12),
]


def line(question):
    word, *columns = question
    return word + " " + ";".join(",".join(repr(float(number)) for number in column) for column in columns) + "\n"


def main():
    warnings.simplefilter("ignore")
    print(f"{'':<22}{'judge':<30}{'cases':>7}{'numbers':>9}{'agree':>9}{'largest difference':>21}")
    is_right = True
    for number, (name, judge, make, tolerance) in enumerate(CHECKS):
        dice = numpy.random.default_rng(20_240_601 + number)
        asked = [make(dice, round_) for round_ in range(ROUNDS)]
        answer = subprocess.run(
            [PROGRAM], input="".join(line(question) for question, _ in asked), capture_output=True, text=True)
        if answer.returncode != 0:
            sys.exit(f"calibration-curves: {answer.stderr}")
        lines = answer.stdout.splitlines()
        compared = agree = 0
        largest = 0.0
        for got, (_, want) in zip(lines, asked):
            found = numpy.array([float(word) for word in got.split()])
            want = numpy.asarray(want, dtype=float)
            if found.shape != want.shape:
                is_right = False
                continue
            apart = numpy.abs(found - want) / numpy.maximum(1, numpy.abs(want))
            compared += len(want)
            agree += int(numpy.sum(apart <= tolerance))
            largest = max(largest, float(apart.max()))
        is_right = is_right and len(lines) == len(asked) and compared >= ROUNDS and agree == compared
        print(f"{name:<22}{judge:<30}{len(lines):>7}{compared:>9}{agree:>9}{largest:>21.1e}")
    sys.exit(0 if is_right else 1)


main()
