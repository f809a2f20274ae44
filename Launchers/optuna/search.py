#!/usr/bin/env python3
"""A search for settings by Optuna: it proposes batches of cells, and sweeps of Sluice tell what they come to."""
import argparse
import csv
import json
import os
import subprocess

import optuna

LESS_IS_BETTER = {"annual_volatility", "max_drawdown", "annual_turnover"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="the pipeline file")
    parser.add_argument("out", help="the folder of the batches")
    parser.add_argument("--int", action="append", default=[], metavar="PATH=LO..HI[:UNIT]", help="a whole number")
    parser.add_argument("--float", action="append", default=[], metavar="PATH=LO..HI[:UNIT]", help="a number")
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--metric", default="sharpe")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def axis(word):
    """PATH=LO..HI[:UNIT] as its parts."""
    path, _, rest = word.partition("=")
    ends, _, unit = rest.partition(":")
    low, _, high = ends.partition("..")
    return path, low, high, unit


def proposed(trial, options):
    """What one trial sets, as texts of the form path=value."""
    settings = []
    for path, low, high, unit in map(axis, options.int):
        settings.append(f"{path}={trial.suggest_int(path, int(low), int(high))}{unit}")
    for path, low, high, unit in map(axis, options.float):
        value = trial.suggest_float(path, float(low), float(high))
        settings.append(f"{path}={value:.6f}{unit}")
    return settings


def swept(cells, folder, options):
    """The metric of each cell; None where it has none."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "cells.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(cell) + "\n" for cell in cells)
    words = [os.environ.get("SLUICE", "sluice"), "sweep", options.file, "--cells", path]
    words += ["--metric", options.metric, "--workers", str(options.workers), "--out", folder]
    status = subprocess.run(words, stdout=subprocess.DEVNULL, check=False).returncode
    if status not in (0, 1):
        raise SystemExit(status)
    values = {}
    with open(os.path.join(folder, "results.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = tuple(f"{name}={row[name]}" for name in row if "." in name)
            values[key] = float(row[options.metric]) if row[options.metric] else None
    return [values.get(tuple(cell)) for cell in cells]


def main():
    options = arguments()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        direction="minimize" if options.metric in LESS_IS_BETTER else "maximize",
        sampler=optuna.samplers.TPESampler(seed=options.seed),
    )
    for number, start in enumerate(range(0, options.trials, options.batch)):
        trials = [study.ask() for _ in range(min(options.batch, options.trials - start))]
        cells = [proposed(trial, options) for trial in trials]
        values = swept(cells, os.path.join(options.out, f"batch-{number}"), options)
        for trial, value in zip(trials, values):
            if value is None:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, value)
    best = study.best_trial
    print(json.dumps({"value": best.value, "set": proposed(optuna.trial.FixedTrial(best.params), options)}))


if __name__ == "__main__":
    main()
