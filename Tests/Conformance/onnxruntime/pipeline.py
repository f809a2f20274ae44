"""A pipeline over daily bars with four networks, as the program runs it and as numpy and ONNX Runtime have it.

The program writes a fingerprint of every stage's numbers in every cycle; here the numbers are made anew from the bars, and
their fingerprint with them. Equal fingerprints are equal bits.
"""

import csv
import ctypes
import datetime
import json
import os
import struct
import subprocess

import networks
import numpy

LENGTH = networks.LENGTH
RETURNS = ["ret_1d", "ret_5d", "ret_10d", "ret_20d", "ret_60d"]
SCALING = {"features": RETURNS, "impute": [None] * 5, "mean": [0, 0.01, 0, -0.02, 0], "scale": [0.02, 0.05, 0.1, 0.2, 0.3]}
INSTRUMENTS = ["AAPL", "FB", "GOOG", "IBM", "MSFT"]
# Between two sessions of a week, and less than a weekend.
TIME_TO_LIVE = 60 * 3_600
BARS = "date,symbol,open,high,low,close,volume"

TARGETS = {
    "bars": "1d: { target: bars, as: return }",
    "channels": '2d: { target: channels, as: bps, output: "horizons[1]" }',
    "window": '5d: { target: window, as: bps, output: "horizons[1]" }',
    "row": '10d: { target: row, as: return, output: "y[1]" }',
}
PIPELINE = """version: 1
name: networks
modes: [backtest]
universe: [{instruments}]
cycle: {{ every: 1d, calendar: XNYS }}
stages:
  - {{ id: bars, uses: data.csv, with: {{ path: ../Data/bars.csv, interval: 1d, quotes: {{ from: close, spread: 5bps }} }} }}
  - id: nets
    uses: predictor.model
    with:
      run: ../runs
      view: SEQUENTIAL
      onnx_runtime: {library}
      targets:
        {targets}
  - {{ id: blend, uses: blender.equal }}
  - {{ id: pick, uses: arbiter.cost_aware }}
  - {{ id: size, uses: sizer.volatility }}
  - {{ id: guard, uses: risk.guardrails }}
  - {{ id: route, uses: execution.market }}
  - {{ id: broker, uses: broker.paper, with: {{ cash: 100000 USD }} }}
"""


def digest(numbers):
    """The fingerprint that `Digest` makes of a set of columns."""
    mask = (1 << 64) - 1
    begun = [
        0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93,
        0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3]
    lanes = begun[:4]
    factor = 0xFF51AFD7ED558CCD
    words = [struct.unpack("<Q", struct.pack("<d", number))[0] for number in numbers]

    def add(word):
        mixed = ((lanes[0] ^ word) * factor) & mask
        lanes[:] = [lanes[1], lanes[2], lanes[3], mixed ^ (mixed >> 29)]

    blocks = len(words) // 8
    if blocks:
        mixed = begun
        for block in range(blocks):
            met = [a ^ b for a, b in zip(mixed, words[8 * block : 8 * block + 8])]
            folded = [m ^ (m >> 32) for m in met]
            mixed = [((f & 0xFFFFFFFF) * 0xFD4DE0AD + (f & ~0xFFFFFFFF)) & mask for f in folded]
        for word in mixed:
            add(word)
    for word in words[8 * blocks :]:
        add(word)
    a, b, c, d = lanes
    mixed = (a + (b << 13 | b >> 51) + (c << 29 | c >> 35)) & mask
    mixed = ((mixed ^ d ^ (mixed >> 31)) * factor) & mask
    return mixed ^ (mixed >> 33)


def bars(dice):
    """The repository's bars of each day by instrument, without some that are left out by dice."""
    days = {}
    with open("Data/us-daily/bars.csv", newline="") as file:
        for row in csv.DictReader(file):
            if dice.random() < 0.97:
                numbers = [float(row[name]) for name in ("open", "high", "low", "close", "volume")]
                days.setdefault(row["date"], {})[row["symbol"]] = numbers
    return dict(sorted(days.items()))


class Series:
    """What one instrument has shown so far."""

    def __init__(self):
        self.bars, self.features, self.day = [], [], None

    def add(self, day, bar):
        self.bars.append(bar)
        closes = [b[3] for b in self.bars]
        spans = [1, 5, 10, 20, 60]
        self.row = [closes[-1] / closes[-1 - k] - 1 if len(closes) > k else numpy.nan for k in spans]
        # A row with a number missing is none, and leaves the window as it was.
        self.complete = not numpy.isnan(self.row).any()
        if self.complete:
            self.features.append(self.row)
        self.day = datetime.date.fromisoformat(day)


def relative(window):
    """Prices against the first close, volumes against the first volume, in single precision."""
    base = window[0][[3, 3, 3, 3, 4]] + numpy.float32(1e-8)
    return window / base - numpy.float32(1)


def spread(window):
    least, greatest = window.min(axis=0), window.max(axis=0)
    return (window - least) / (greatest - least + numpy.float32(1e-8))


class Expected:
    """The forecasts of every day, horizon by horizon."""

    def __init__(self, sessions):
        self.sessions = sessions
        self.series = {name: Series() for name in INSTRUMENTS}
        self.held = [numpy.nan] * len(INSTRUMENTS)
        self.compared = 0

    def run(self, name, inputs):
        run = self.sessions[name]
        block = numpy.ascontiguousarray(numpy.array(inputs).astype(numpy.float32))
        return run.run(None, {run.get_inputs()[0].name: block})[0].astype(float)

    def speak(self, name, ready, window, number, scale):
        """A horizon's column: what a model says of the instruments that are ready, in one batch."""
        column = [numpy.nan] * len(INSTRUMENTS)
        if ready:
            said = self.run(name, [window(self.series[one]) for one in ready])
            for one, row in zip(ready, said):
                value = float(row[number]) * scale
                column[INSTRUMENTS.index(one)] = min(max(value, -10_000), 10_000)
        self.compared += len(ready)
        return column

    def day(self, day, fresh):
        for name in INSTRUMENTS:
            if name in fresh:
                self.series[name].add(day, fresh[name])
        ready = [n for n in INSTRUMENTS if n in fresh and len(self.series[n].bars) >= LENGTH]
        single = numpy.float32
        said = self.speak(
            "bars", ready, lambda s: relative(numpy.array(s.bars[-LENGTH:], single)).T, 0, 10_000)
        # The convolution's word holds until its time to live is over, or the next bar.
        for index, name in enumerate(INSTRUMENTS):
            age = (datetime.date.fromisoformat(day) - (self.series[name].day or datetime.date.min)).days
            if name in fresh or age * 24 * 3_600 >= TIME_TO_LIVE:
                self.held[index] = said[index]
        channels = self.speak(
            "channels", ready, lambda s: spread(numpy.array(s.bars[-LENGTH:], single)[:, [3, 4]]), 1, 1)
        mean, scale = numpy.array(SCALING["mean"], float), numpy.array(SCALING["scale"], float)
        whole = [n for n in INSTRUMENTS if n in fresh and self.series[n].complete]
        window = self.speak(
            "window", [n for n in whole if len(self.series[n].features) >= LENGTH],
            lambda s: (numpy.array(s.features[-LENGTH:], single).astype(float) - mean) / scale, 1, 1)
        row = self.speak("row", whole, lambda s: s.row, 1, 10_000)
        return {"bars": list(self.held), "channels": channels, "window": window, "row": row}


def write_project(folder, write_run):
    """Bars and a signed run of four networks; gives the bars and the paths of the networks."""
    features = {"features": RETURNS, "interval_minutes": 1_440}
    windows = {"input_mode": "raw_sequence", "feature_list": [], "interval_minutes": 1_440}
    run = os.path.join(folder, "runs", "20260101_000000")
    kinds = {
        "bars": (networks.convolution(), windows | {"sequence": {
            "length": LENGTH, "normalization": "returns", "layout": "features_first", "ttl_seconds": TIME_TO_LIVE}}, None),
        "channels": (networks.recurrent(width=2), windows | {"sequence": {
            "length": LENGTH, "channels": ["close", "volume"], "normalization": "minmax"}}, None),
        "window": (networks.recurrent(), features | {"sequence_length": LENGTH}, SCALING),
        "row": (networks.normalised_rows(), features, None),
    }
    paths = {name: write_run(run, *kind, target=name) for name, kind in kinds.items()}
    days = bars(numpy.random.default_rng(20_261_128))
    for name in ("Data", "Pipelines"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    with open(os.path.join(folder, "Data", "bars.csv"), "w") as file:
        lines = [",".join([day, name, *map(repr, bar)]) for day, found in days.items() for name, bar in found.items()]
        file.write("\n".join([BARS, *lines]) + "\n")
    return days, paths


def write_pipeline(folder, name, library, targets):
    """A pipeline over some of the run's targets; gives its path."""
    path = os.path.join(folder, "Pipelines", name + ".yaml")
    with open(path, "w") as file:
        file.write(PIPELINE.format(
            instruments=", ".join(INSTRUMENTS), library=os.path.abspath(library),
            targets="\n        ".join(TARGETS[target] for target in targets)))
    return path


def judge(table, name, fingerprints, wanted, compared):
    """A row for fingerprints by day against those that are wanted."""
    different = [day for day, want in wanted.items() if fingerprints.get(day) != want]
    agrees = not different and len(fingerprints) == len(wanted) and compared > 3_000
    text = f"{len(fingerprints)} cycles, {compared} numbers"
    table.row(
        name, agrees, f"{text} to the last bit" if agrees else f"{text}; {len(different)} differ, first {different[:3]}")


def compare(table, folder, programs, library, write_run, session):
    """The whole run, and one that is begun anew three times with what its stages remember."""
    days, paths = write_project(folder, write_run)
    expected = Expected({name: session(path) for name, path in paths.items()})
    forecasts = {day: expected.day(day, fresh) for day, fresh in days.items()}
    whole = write_pipeline(folder, "networks", library, TARGETS)
    done = subprocess.run([programs[0], "run", whole, "--log-format", "json"], capture_output=True, text=True)
    # 20: random networks lose money until trading is halted, and go on to forecast.
    if done.returncode not in (0, 20):
        return table.row("four networks in a pipeline", False, f"ended with {done.returncode}: {done.stderr[-1500:]}")
    cycles = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"event":"cycle"')]
    judge(
        table, "four networks in a pipeline", {c["time"][:10]: int(c["digests"]["nets"], 16) for c in cycles},
        {day: digest(sum(said.values(), [])) for day, said in forecasts.items()}, expected.compared)

    # What features look back on is the engine's, so the windows of bars are looked at.
    looking = write_pipeline(folder, "restarted", library, ["bars", "channels"])
    done = subprocess.run([programs[1], looking, "nets", "7", "150", "233"], capture_output=True, text=True)
    if done.returncode != 0:
        return table.row("restarts", False, f"ended with {done.returncode}: {done.stderr[-1500:]}")
    said = dict(line.split() for line in done.stdout.splitlines())
    judge(
        table, "windows of bars over three restarts", {time[:10]: int(word, 16) for time, word in said.items()},
        {day: digest(said["bars"] + said["channels"]) for day, said in forecasts.items()},
        sum(len([x for x in said["bars"] + said["channels"] if x == x]) for said in forecasts.values()))
