"""Judges indicator-values: TA-Lib, where it defines an indicator as we do.

Wilder's directions differ in their first value alone: TA-Lib sums one change less before it smooths. What is left of
that shrinks by (1 - 1/n) a bar, so they are compared from the bar on where less than 1e-12 of it remains.
"""

import math
import subprocess
import sys

import numpy
import talib

PROGRAM = sys.argv[1]
PERIODS = (2, 5, 10, 14, 20, 30)
BARS = 1_500
TOLERANCE = 1e-9


def markets():
    """Random walks, one with gaps between bars, one that stands still for a while, one that only rises."""
    for name, seed in (("walk", 1), ("wild", 2), ("gaps", 3), ("still", 4), ("rising", 5), ("penny", 6)):
        dice = numpy.random.default_rng(seed)
        scale = {"wild": 0.08, "penny": 0.02}.get(name, 0.01)
        steps = dice.normal(0, scale, BARS)
        if name == "rising":
            steps = numpy.abs(steps) + 1e-4
        if name == "still":
            steps[700:800] = 0
        close = (0.01 if name == "penny" else 100) * numpy.exp(numpy.cumsum(steps))
        jump = dice.normal(0, scale / 2, BARS) if name == "gaps" else numpy.zeros(BARS)
        open_ = numpy.concatenate([close[:1], close[:-1]]) * numpy.exp(jump)
        width = dice.uniform(0, scale / 2, BARS) * (steps != 0)
        high = numpy.maximum(open_, close) * (1 + width)
        low = numpy.minimum(open_, close) * (1 - width)
        yield name, high, low, close


def ours(period, columns):
    """What the program prints, by name."""
    lines = "".join(" ".join(map(repr, map(float, bar))) + "\n" for bar in zip(*columns))
    answer = subprocess.run([PROGRAM, str(period)], input=lines, capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"indicator-values {period}: {answer.stderr}")
    names, *rows = answer.stdout.splitlines()
    values = numpy.array([[float(number) for number in row.split()] for row in rows])
    return {name: values[:, index] for index, name in enumerate(names.split())}


def theirs(period, high, low, close):
    """What TA-Lib says, by the same names, and the scale on which the numbers are compared."""
    line, signal, histogram = talib.MACD(close, 12, 26, 9)
    upper, middle, lower = talib.BBANDS(close, period, 2, 2)
    price, one, hundred = close, numpy.ones_like(close), numpy.full_like(close, 100)
    return {
        "sma": (talib.SMA(close, period), price),
        "ema": (talib.EMA(close, period), price),
        "rsi": (talib.RSI(close, period), hundred),
        "atr": (talib.ATR(high, low, close, period), price),
        "plus_di": (talib.PLUS_DI(high, low, close, period), hundred),
        "minus_di": (talib.MINUS_DI(high, low, close, period), hundred),
        "adx": (talib.ADX(high, low, close, period), hundred),
        "macd": (line, price),
        "macd_signal": (signal, price),
        "macd_hist": (histogram, price),
        "upper": (upper, price),
        "middle": (middle, price),
        "lower": (lower, price),
    }


def first(name, period):
    """The bar from which both sides mean the same."""
    if name not in ("plus_di", "minus_di", "adx"):
        return 0
    forgets = math.log(1e-12) / math.log(1 - 1 / period)
    # ADX forgets its own beginning after that of its directions.
    return int(period + forgets * (2.2 if name == "adx" else 1))


def main():
    table = {}
    for _, *columns in markets():
        for period in PERIODS:
            found = ours(period, columns)
            for indicator, (want, scale) in theirs(period, *columns).items():
                start = first(indicator, period)
                got, want, scale = found[indicator][start:], want[start:], scale[start:]
                absent = numpy.isnan(want)
                row = table.setdefault(indicator, [0, 0, 0, 0.0])
                known = ~absent & ~numpy.isnan(got)
                off = numpy.abs(got[known] - want[known]) / scale[known]
                row[0] += int(known.sum())
                row[1] += int((off > TOLERANCE).sum())
                # TA-Lib holds the line back until it has the signal.
                early = ~numpy.isnan(got) & absent & (indicator != "macd")
                row[2] += int((early | (numpy.isnan(got) & ~absent)).sum())
                row[3] = max(row[3], float(off.max(initial=0)))
    print(f"{'indicator':12} {'compared':>9} {'differ':>7} {'warm-up':>8} {'largest':>9}")
    for indicator, (compared, differ, warm, largest) in table.items():
        print(f"{indicator:12} {compared:9} {differ:7} {warm:8} {largest:9.1e}")
    compared = sum(row[0] for row in table.values())
    wrong = sum(row[1] + row[2] for row in table.values())
    print(f"TA-Lib {talib.__version__}: {compared} values compared, {wrong} differ")
    sys.exit(0 if wrong == 0 and all(row[0] > 1_000 for row in table.values()) else 1)


main()
