"""Holds the launchers of sweeps against the plain run: the same bytes, whatever ran the shards."""
import csv
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

import kubernetes_validate
import yaml

PROGRAM = sys.argv[1]
ROOT = pathlib.Path.cwd()
PIPELINE = "Pipelines/quickstart.yaml"
AXES = ["--grid", "stages.trend.with.fast=5,12,30", "--grid", "stages.size.with.max_weight=10%,20%"]
SHARDS = 3
WINDOWED = ["--walk-forward", "train=200d,test=100d", "--from", "2011-10-01", "--to", "2012-12-01"]
ENVIRONMENT = {**os.environ, "SLUICE": PROGRAM, "WORKERS": "2", "RAY_DISABLE_IMPORT_WARNING": "1"}


def called(words, **more):
    """Runs a command; what it says on standard output."""
    environment = {**ENVIRONMENT, **more}
    done = subprocess.run([str(word) for word in words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def merged(folder):
    """The files of a merge."""
    called([PROGRAM, "sweep", "merge", folder])
    names = ["results.csv", "results.sqlite", "summary.json", "sweep.html"]
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


def parallel(plan, out):
    called([ROOT / "Launchers/parallel/sweep", plan, SHARDS, out])


def slurm(plan, out):
    """The tasks of an array job, as Slurm's environment would have them."""
    for task in range(SHARDS):
        called(
            ["bash", ROOT / "Launchers/slurm/sweep.sbatch", plan, out], SLURM_ARRAY_TASK_ID=str(task + 1),
            SLURM_ARRAY_TASK_MIN="1", SLURM_ARRAY_TASK_COUNT=str(SHARDS))


def kubernetes(plan, out):
    """The pods of the job, with what Kubernetes puts in place of names; the manifest is held against its schema."""
    manifest = yaml.safe_load((ROOT / "Launchers/kubernetes/sweep.yaml").read_text())
    kubernetes_validate.validate(manifest, "1.29", strict=True)
    broken = json.loads(json.dumps(manifest))
    broken["spec"]["completions"] = "sixteen"
    try:
        kubernetes_validate.validate(broken, "1.29", strict=True)
    except kubernetes_validate.ValidationError:
        pass
    else:
        sys.exit("the schema takes anything")
    spec = manifest["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    values = {entry["name"]: entry["value"] for entry in container["env"]}
    assert values["SHARDS"] == str(spec["completions"]) and spec["completionMode"] == "Indexed"
    assert container["command"] == ["sluice"]
    values.update(SHARDS=str(SHARDS), OUT=str(out))
    for index in range(SHARDS):
        values["JOB_COMPLETION_INDEX"] = str(index)
        words = [re.sub(r"\$\((\w+)\)", lambda name: values[name[1]], word) for word in container["args"]]
        called([PROGRAM, *words])


def ray(plan, out):
    called([sys.executable, ROOT / "Launchers/ray/sweep.py", plan, SHARDS, out])


def dask(plan, out):
    called([sys.executable, ROOT / "Launchers/dask/sweep.py", plan, SHARDS, out])


def optuna(scratch):
    """A search of three batches; each is a sweep like any other, and the same seed searches the same."""
    words = [
        sys.executable, ROOT / "Launchers/optuna/search.py", PIPELINE, None, "--trials", "6", "--batch", "2",
        "--int", "stages.trend.with.fast=3..20", "--float", "stages.size.with.max_weight=5..20:%", "--workers", "2",
    ]
    answers = []
    for name in ["one", "two"]:
        words[3] = scratch / name
        answers.append(json.loads(called(words)))
    assert answers[0] == answers[1], answers
    rows = []
    for batch in range(3):
        with open(scratch / f"one/batch-{batch}/results.csv", encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    best = max(float(row["sharpe"]) for row in rows if row["sharpe"])
    assert len(rows) == 6 and answers[0]["value"] == best, (answers, best)


def check_figures(folder):
    """Rows hold what a backtest prints for the same settings, and SQLite holds the rows of the CSV."""
    with open(folder / "results.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    database = sqlite3.connect(f"file:{folder / 'results.sqlite'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    kept = database.execute("SELECT * FROM cells ORDER BY cell").fetchall()
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert len(kept) == len(rows)
    for row, other in zip(rows, kept):
        for name, text in row.items():
            value = other[name]
            assert (text == "" and value is None) or type(value)(text) == value, (name, text, value)
    compared = 0
    for row in rows:
        if row["state"] != "done":
            continue
        words = [PROGRAM, "backtest", PIPELINE, "--format", "json"]
        for name in row:
            if name.startswith("stages."):
                words += ["--set", f"{name}={row[name]}"]
        result = json.loads(called(words))
        for name in ["total_return", "annual_return", "annual_volatility", "sharpe", "sortino", "calmar", "max_drawdown",
                     "annual_turnover", "fills", "bars"]:
            assert float(row[name]) == result[name], (name, row[name], result[name])
            compared += 1
        assert row["final_equity"] == result["final_equity"] and row["fees"] == result["fees"]
    assert compared >= 40, compared
    return compared


def main():
    with tempfile.TemporaryDirectory(prefix="sluice-sweep-") as name:
        scratch = pathlib.Path(name)
        for kind, axes in [("grid", AXES), ("walk-forward", AXES[:2] + WINDOWED)]:
            plain = scratch / kind
            called([PROGRAM, "sweep", PIPELINE, *axes, "--workers", "2", "--out", plain])
            expected = merged(plain)
            launchers = [parallel, slurm, kubernetes, ray, dask] if kind == "grid" else [parallel]
            for launcher in launchers:
                began = time.monotonic()
                out = scratch / f"{kind}-{launcher.__name__}"
                out.mkdir()
                plan = out / "plan.jsonl"
                called([PROGRAM, "sweep", "plan", PIPELINE, *axes, "--out", plan])
                launcher(plan, out)
                shards = sorted(path.name for path in out.glob("shard-*.jsonl"))
                assert shards == [f"shard-{index}-of-{SHARDS}.jsonl" for index in range(SHARDS)], shards
                found = merged(out)
                assert found.keys() == expected.keys()
                for file, content in expected.items():
                    assert found[file] == content, f"{launcher.__name__}: {file} is not the plain run's"
                print(f"{kind} by {launcher.__name__}: {len(expected)} files equal ({time.monotonic() - began:.1f} s)")
        print(f"figures: {check_figures(scratch / 'grid')} equal those of sluice backtest; SQLite holds the same rows")
        began = time.monotonic()
        optuna(scratch / "optuna")
        print(f"optuna: two searches of one seed are equal ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    main()
