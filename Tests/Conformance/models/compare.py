"""Judges the exporter, the loader and the evaluators of models by the libraries that trained them.

    compare.py RUN_VALUES MODEL_RUNNER FOLDER [PYTHON...]

Each further interpreter has older libraries. With each, `train.py` leaves a run of pickles, `export_models.py` writes and
signs it, `run-values` loads it as the product does and predicts, and `model-runner` evaluates each file alone.
"""

import hashlib
import json
import math
import pathlib
import shutil
import subprocess
import sys

import numpy

HERE = pathlib.Path(__file__).parent
EXPORTER = HERE.parents[2] / "Plugins" / "process" / "export_models.py"
# Fewer models than these mean that something was left out.
LEAST = {"lightgbm": 30, "xgboost": 30, "catboost": 25, "sklearn": 40, "prepared": 4}


class Fault(Exception):
    """What went wrong, for the last line."""


def call(*words, expect=0):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != expect:
        raise Fault(f"{pathlib.Path(words[1]).name} ended with {done.returncode}, not {expect}:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    return done.stdout


def contents(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def export(python, run):
    """Exports a run; what needs no writing writes nothing, and what training left stays as it was."""
    before = contents(run)
    exporter = [python, "-B", EXPORTER, "--run", run]
    call(*exporter, expect=1)
    call(*exporter, "--trust-pickles", "--dry-run")
    if contents(run) != before:
        raise Fault("the exporter wrote without being told to")
    print("   ", call(*exporter, "--trust-pickles", "--trained-until", "2024-12-31").splitlines()[-1])
    after = contents(run)
    changed = [name for name in before if after.get(name) != before[name] and not name.endswith("model_meta.json")]
    if changed or any(name.rsplit("/", 1)[-1].startswith(".") for name in after):
        raise Fault(f"the exporter changed what was there, or left something behind: {changed[:3]}")
    # Once more: what is there already is checked and kept.
    call(*exporter, "--trust-pickles")
    if contents(run) != {**after, **{n: h for n, h in contents(run).items() if n.endswith("model_meta.json")}}:
        raise Fault("a second export wrote other files")


def refuses_changes(python, run):
    """A file that is not the one that was signed, and a pickle that is not the one that was left, are refused."""
    place = next(run.glob("targets/*/models/*/family=*"))
    copy = run.parent / "changed" / place.relative_to(run)
    for name in ["model.pkl", "model.txt", "model.json", "model.onnx"]:
        if not (place / name).exists():
            continue
        shutil.rmtree(run.parent / "changed", ignore_errors=True)
        shutil.copytree(place, copy)
        (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
        said = call(python, "-B", EXPORTER, "--run", run.parent / "changed", "--trust-pickles", expect=1)
        if "is not the file that" not in said:
            raise Fault(f"a changed {name} was not refused: {said}")
    shutil.rmtree(run.parent / "changed")


def refuses_nonsense(python, folder):
    """What has no native form or contradicts itself is refused in words that say so, and nothing is written."""
    shutil.rmtree(folder, ignore_errors=True)
    call(python, "-B", HERE / "train.py", folder, "refused")
    before = contents(folder)
    said = call(python, "-B", EXPORTER, "--run", folder, "--trust-pickles", expect=1).splitlines()
    targets = [path.name for path in (folder / "targets").iterdir()]
    for target in targets:
        if not any(target in line and target.replace("_", " ") in line.split(": ", 1)[1] for line in said[:-1]):
            raise Fault(f"the refusal of '{target}' is missing in: {said}")
    if contents(folder) != before or len(targets) < 8:
        raise Fault("a refused model was written, or too few were asked")
    call(python, "-B", EXPORTER, "--run", folder / "none", expect=66)
    call(python, "-B", EXPORTER, "--rows", "2", expect=64)


def apart(file, got, want):
    """The largest error, in units of what is allowed."""
    got, want = numpy.array(got, dtype=float), numpy.array(want, dtype=float)
    got, want = got.reshape(len(got), -1), want.reshape(len(want), -1)
    # Of two classes the library's own form may give both and its prediction the second alone.
    if got.shape[1] == 2 and want.shape[1] == 1:
        got = got[:, 1:]
    if got.shape != want.shape:
        return math.inf
    if file.endswith((".json", ".ubj")) and "family=XGBoost" in file:
        allowed = 2 * numpy.spacing(numpy.maximum(numpy.abs(want), 1e-3).astype("f4")).astype("f8")
    else:
        allowed = (2e-6 if file.endswith(".onnx") else 1e-12) * numpy.maximum(1, numpy.abs(want))
    error = numpy.where((got == want) | numpy.isnan(got) & numpy.isnan(want), 0, numpy.abs(got - want) / allowed)
    return float(numpy.max(numpy.where(numpy.isnan(error), math.inf, error)))


def judge(program, run):
    """A line of the table for each library; whether all agree."""
    found, is_right = {}, True
    for line in call(program, run).splitlines():
        said = json.loads(line)
        part = said["folder"].split("/")[1].split("_")[0]
        golden = json.loads((run / said["folder"] / "golden_predictions.json").read_text()) if "rows" in said else {}
        error = apart(said["file"], said["rows"], golden["expected"]) if said.get("signed") and said["rows"] else math.inf
        if error > 1:
            print(f"    differs: {said['folder']}: {said.get('refused', error)}")
        if golden:
            # A number that was changed would be seen.
            wrong = [row[:] if isinstance(row, list) else [row] for row in golden["expected"]]
            wrong[-1][-1] = wrong[-1][-1] * (1 + 1e-4) + 1e-4
            is_right = is_right and apart(said["file"], said["rows"], wrong) > 1
        found.setdefault(part, []).append((error, len(said.get("rows", []))))
    for part, results in found.items():
        agree = sum(error <= 1 for error, _ in results)
        rows = sum(count for _, count in results)
        worst = max(error for error, _ in results)
        is_right = is_right and agree == len(results)
        print(f"    {part:<12}{len(results):>8}{agree:>8}{rows:>9}{worst:>22.2g}")
    return is_right, {part: len(results) for part, results in found.items()}


def runtime(run):
    """What ONNX Runtime makes of each exported graph, in a golden file of its own."""
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    for path in sorted(run.rglob("model.onnx")):
        golden = json.loads((path.parent / "golden_predictions.json").read_text())
        # The graph takes what preprocessing makes of a row; that is judged with the run as a whole.
        if (path.parent / "preprocessing.json").exists():
            (path.parent / "golden_predictions.json").unlink()
            continue
        session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
        rows = numpy.array(golden["inputs"], dtype=float).astype("f4")
        got = session.run(None, {session.get_inputs()[0].name: rows})[-1]
        content = {"feature_order": golden["feature_order"], "inputs": golden["inputs"],
                   "expected_onnxruntime": numpy.asarray(got, dtype=float).reshape(len(rows), -1).tolist()}
        (path.parent / "golden_onnx.json").write_text(json.dumps(content))
    for path in run.rglob("preprocessing.json"):
        (path.parent / "golden_predictions.json").unlink(missing_ok=True)


def main():
    values, runner, folder, *older = sys.argv[1:]
    folder = pathlib.Path(folder)
    is_right = True
    for number, python in enumerate([sys.executable, *older]):
        versions = call(python, "-c", "import lightgbm, xgboost, catboost, sklearn; print("
                        "*(f'{m.__name__} {m.__version__}' for m in (lightgbm, xgboost, catboost, sklearn)), sep=', ')")
        print(versions.strip())
        run = folder / f"run{number}"
        shutil.rmtree(run, ignore_errors=True)
        parts = ["--lenient", "lightgbm", "xgboost", "catboost", "prepared"] if number else []
        call(python, "-B", HERE / "train.py", run, *parts)
        export(python, run)
        refuses_changes(python, run)
        if number == 0:
            refuses_nonsense(python, folder / "refused")
        print(f"    {'':<12}{'models':>8}{'agree':>8}{'rows':>9}{'worst (of 1 allowed)':>22}")
        agrees, counts = judge(values, run)
        runtime(run)
        alone = subprocess.run([runner, "--models", run, "--golden", run], capture_output=True, text=True)
        print("    each file alone:", alone.stdout.splitlines()[-1])
        print("".join(f"    {line}\n" for line in alone.stdout.splitlines() if line.startswith("DIFFER")), end="")
        is_right = is_right and agrees and alone.returncode == 0
        if number == 0 and any(counts.get(part, 0) < least for part, least in LEAST.items()):
            raise Fault(f"too few models were found: {counts}")
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    try:
        main()
    except Fault as fault:
        sys.exit(f"models: {fault}")
