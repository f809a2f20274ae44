"""Judges selection-numbers: numpy and scipy, by the formulas of the papers, written from them.

| what | source |
|---|---|
| estimate | Bailey and Lopez de Prado 2012, equations 4 and 11; moments by scipy.stats |
| maximum, deflated | Bailey and Lopez de Prado 2014, equations 1 and 2, appendix A.3; correlations by numpy.corrcoef |
| overfitting | Bailey, Borwein, Lopez de Prado and Zhu 2017, section 3; ranks by scipy.stats.rankdata |
"""

import itertools
import subprocess
import sys

import numpy
import scipy.stats

PROGRAM = sys.argv[1]
DICE = numpy.random.default_rng(20_261_129)
NORMAL = scipy.stats.norm
EULER = numpy.euler_gamma


def returns(count, periods, market=0.5, tail=None):
    noise = DICE.standard_t(tail, (count, periods)) if tail else DICE.normal(size=(count, periods))
    table = 0.01 * (market * DICE.normal(size=periods) + noise)
    return table + DICE.normal(0, 0.0008, (count, 1))


def line(*parts):
    words = []
    for part in parts:
        words += [part] if isinstance(part, str) else [repr(float(x)) for x in numpy.ravel(part)]
    return " ".join(words)


def estimate(sample, other, confidence):
    ratio = sample.mean() / sample.std(ddof=1)
    skew, kurtosis = scipy.stats.skew(sample), scipy.stats.kurtosis(sample, fisher=False)
    variance = 1 - skew * ratio + (kurtosis - 1) / 4 * ratio ** 2
    probability = NORMAL.cdf((ratio - other) * numpy.sqrt(len(sample) - 1) / numpy.sqrt(variance))
    length = 1 + variance * (NORMAL.ppf(confidence) / (ratio - other)) ** 2 if ratio > other else numpy.inf
    return [ratio, skew, kurtosis, probability, length]


def maximum(count):
    """For less than two the approximation falls below zero, which the best of any count never is."""
    value = (1 - EULER) * NORMAL.ppf(1 - 1 / count) + EULER * NORMAL.ppf(1 - 1 / (count * numpy.e))
    return max(value, 0)


def deflated(table, chosen, independent):
    count = len(table)
    ratios = table.mean(axis=1) / table.std(axis=1, ddof=1)
    correlations = numpy.corrcoef(table)
    # Below zero the formula would count more trials than there are.
    mean = max(correlations[numpy.triu_indices(count, 1)].mean(), 0)
    worth = count if independent else mean + (1 - mean) * count
    spread = ratios.std(ddof=1)
    threshold = spread * maximum(worth)
    return [worth, spread, threshold, estimate(table[chosen], threshold, 0.95)[3]]


def overfitting(table, blocks, measure):
    """Walks the choices as they come: an order that no one depends on but the comparison, which sorts logits."""
    periods = table.shape[1] // blocks * blocks
    parts = numpy.split(table[:, table.shape[1] - periods:], blocks, axis=1)
    logits, inside, outside = [], [], []
    for choice in itertools.combinations(range(blocks), blocks // 2):
        half = numpy.concatenate([parts[place] for place in choice], axis=1)
        rest = numpy.concatenate([parts[place] for place in range(blocks) if place not in choice], axis=1)
        values = [one.mean(axis=1) / (one.std(axis=1, ddof=1) if measure == "sharpe" else 1) for one in (half, rest)]
        best = numpy.argmax(values[0])
        share = scipy.stats.rankdata(values[1])[best] / (len(table) + 1)
        logits.append(numpy.log(share / (1 - share)))
        inside.append(values[0][best])
        outside.append(values[1][best])
    logits, inside, outside = map(numpy.array, (logits, inside, outside))
    slope = scipy.stats.linregress(inside, outside)
    return [(logits <= 0).mean(), (outside < 0).mean(), slope.slope, slope.intercept, *sorted(logits)]


def cases():
    for count in (2, 3, 10, 46, 88, 100, 1_000, 1e6):
        yield "expected maximum", line("maximum", count), [maximum(count)]
    for periods in (5, 24, 250, 1_250):
        for tail in (None, 3):
            for other in (-0.05, 0, 0.02):
                sample = returns(1, periods, tail=tail)[0]
                confidence = DICE.choice([0.9, 0.95, 0.99])
                yield "probability and length", line("estimate", other, confidence, sample), (
                    estimate(sample, other, confidence))
    for count in (2, 5, 30, 200):
        for market in (0, 1, 3):
            for independent in (0, 1):
                table = returns(count, 250, market)
                chosen = numpy.argmax(table.mean(axis=1) / table.std(axis=1))
                yield "deflated", line("deflated", chosen, independent, count, table), (
                    deflated(table, chosen, independent))
    for blocks, periods, count in [(2, 7, 3), (4, 30, 2), (6, 100, 11), (8, 83, 40), (10, 120, 25), (16, 400, 8)]:
        for measure in ("sharpe", "mean"):
            table = returns(count, periods, tail=4)
            yield f"overfitting by {measure}", line("overfitting", blocks, measure, count, table), (
                overfitting(table, blocks, measure))


TOLERANCE = 1e-9


def main():
    known = list(cases())
    done = subprocess.run([PROGRAM], input="".join(question + "\n" for _, question, _ in known), capture_output=True,
                          text=True)
    answers = done.stdout.splitlines()
    if done.returncode != 0 or len(answers) != len(known):
        sys.exit(f"selection-numbers: {done.stderr}")
    table = {}
    for (name, question, wanted), answer in zip(known, answers):
        wanted = numpy.array(wanted, dtype=float)
        found = numpy.array([float(word) for word in answer.split()]) if "error" not in answer else numpy.array([])
        if name.startswith("overfitting"):
            found[4:] = sorted(found[4:])
        same = found.shape == wanted.shape
        error = numpy.inf
        if same:
            ends = ~numpy.isfinite(wanted)
            error = 0 if numpy.array_equal(found[ends], wanted[ends]) else numpy.inf
            gap = numpy.abs(found[~ends] - wanted[~ends]) / numpy.maximum(numpy.abs(wanted[~ends]), 1)
            error = max(error, gap.max(initial=0))
        entry = table.setdefault(name, [0, 0, 0, 0.0])
        entry[0] += 1
        entry[1] += len(wanted)
        entry[2] += not error <= TOLERANCE
        entry[3] = max(entry[3], error)
        if not error <= TOLERANCE:
            print(f"differs: {name} by {error:.2e}: {question[:60]}...")
    print(f"{'what':24} {'compared':>8} {'numbers':>8} {'differ':>6} {'largest error':>14}")
    for name, (count, numbers, differ, worst) in table.items():
        print(f"{name:24} {count:8} {numbers:8} {differ:6} {worst:14.2e}")
    differ = sum(entry[2] for entry in table.values())
    print(f"total {len(known)} compared, {differ} differ")
    sys.exit(0 if differ == 0 and len(known) > 60 else 1)


main()
