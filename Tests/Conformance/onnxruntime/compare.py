"""Judges runtime-values by ONNX Runtime's Python package: new networks, the golden files, and damaged ones."""

import glob
import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile

import networks
import numpy
import onnx
import onnxruntime
import pipeline

PROGRAM, *PROGRAMS = sys.argv[1:]
LIBRARY = sorted(glob.glob(os.path.join(os.path.dirname(onnxruntime.__file__), "capi", "libonnxruntime.so*")))[-1]
DICE = numpy.random.default_rng(20_261_128)


def ask(questions):
    """The answers; a crash of the program ends everything."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([PROGRAM, LIBRARY], input=lines, capture_output=True, text=True)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"runtime-values ended with {done.returncode}: {done.stderr[-2000:]}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(questions):
        sys.exit(f"runtime-values answered {len(answers)} of {len(questions)} questions")
    return answers


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def expected(path, inputs, layout, batch):
    """What the package gives for rows or windows, so many at a time."""
    run = session(path)
    kind = numpy.float64 if "double" in run.get_inputs()[0].type else numpy.float32
    block = inputs.astype(kind)
    if layout == "features_first":
        block = block.transpose(0, 2, 1)
    fixed = run.get_inputs()[0].shape[0]
    if isinstance(fixed, int):
        batch = fixed
    outputs = [o.name for o in run.get_outputs() if o.type in ("tensor(float)", "tensor(double)")]
    parts = []
    for start in range(0, len(block), batch):
        part = block[start : start + batch]
        missing = batch - len(part) if isinstance(fixed, int) else 0
        part = numpy.concatenate([part, numpy.zeros((missing, *part.shape[1:]), kind)])
        given = run.run(outputs, {run.get_inputs()[0].name: numpy.ascontiguousarray(part)})
        parts.append(numpy.concatenate([g.reshape(len(part), -1) for g in given], axis=1)[: len(part) - missing])
    return numpy.concatenate(parts).astype(float)


def question(path, inputs, layout=None, **more):
    rows = inputs.reshape(len(inputs), -1).tolist()
    rows = [[x if math.isfinite(x) else str(x) for x in row] for row in rows]
    asked = {"model": path, "inputs": rows, **more}
    if layout:
        asked |= {"layout": layout, "length": networks.LENGTH}
    return asked


def numbers(answer):
    return numpy.array([[float(x) for x in row] for row in answer["outputs"]])


class Table:
    """What was compared, and whether all of it agreed."""

    def __init__(self):
        self.agree = self.differ = 0

    def row(self, name, agrees, text):
        self.agree, self.differ = self.agree + agrees, self.differ + (not agrees)
        print(f"{'agree ' if agrees else 'DIFFER'} {name}: {text}")


def distance(got, want):
    """In units of 1 or of the result."""
    if got.shape != want.shape or (numpy.isnan(got) != numpy.isnan(want)).any():
        return numpy.inf
    error = numpy.abs(got - want) / numpy.maximum(1, numpy.abs(want))
    return float(numpy.nan_to_num(error).max())


def compare_networks(table, folder):
    """The same library by two ways: one by one and in equal batches, to the last bit."""
    for name, model, layout in networks.ALL:
        path = os.path.join(folder, "model.onnx")
        onnx.save(model, path)
        count = 37
        shape = (count, networks.LENGTH, networks.FEATURES) if layout else (count, networks.FEATURES)
        inputs = DICE.normal(size=shape).astype(numpy.float32).astype(float)
        one, many = ask([question(path, inputs, layout, batch=1), question(path, inputs, layout, batch=16)])
        if "error" in one or "error" in many:
            table.row(name, False, one.get("error") or many.get("error"))
            continue
        batches = (1, 1 if name == "one row built in" else 16)
        wants = [expected(path, inputs, layout, batch) for batch in batches]
        worst = [distance(numbers(answer), want) for answer, want in zip((one, many), wants)]
        between = distance(numbers(one), numbers(many))
        refused = ask([question(path, inputs[:1], native=True)])[0].get("error", "")
        table.row(
            name, max(worst) == 0,
            f"{len(one['names'])} numbers ({', '.join(one['names'])}), worst {worst[0]:.2g} one by one and {worst[1]:.2g} "
            f"in batches, {between:.1e} between these; natively {'refused: ' + refused if refused else 'evaluated too'}")


def compare_golden(table):
    """Every golden ONNX file through the library and natively, against its golden numbers."""
    for path in sorted(glob.glob("Tests/Models/**/*.onnx", recursive=True)):
        names = ["golden_onnx.json", "golden_predictions.json"]
        found = [f for f in (os.path.join(os.path.dirname(path), name) for name in names) if os.path.exists(f)]
        if not found:
            continue
        with open(found[0]) as file:
            golden = json.load(file)
        inputs = numpy.array([[float("nan") if x is None else float(x) for x in row] for row in golden["inputs"]])
        rows = golden.get("expected_onnxruntime", golden.get("expected"))
        want = numpy.array([[float(x) for x in numpy.ravel(row)] for row in rows])
        runtime, native = ask([question(path, inputs), question(path, inputs, native=True)])
        if "error" in runtime or "error" in native:
            # A classifier that ends in a list of maps has no tensor to give.
            table.row(path, "zipmap" in runtime.get("error", "") and "error" not in native,
                      runtime.get("error") or native.get("error"))
            continue
        got = [numbers(answer) for answer in (runtime, native)]
        got = [g[:, 1:] if g.shape[1] == 2 and want.shape[1] == 1 else g for g in got]
        worst = [distance(g, want) for g in got]
        table.row(path, max(worst) <= 2e-6, f"worst {worst[0]:.2g} by the library, {worst[1]:.2g} natively")


def compare_damaged(table, folder):
    """400 damaged files of each kind: an error or numbers, never a crash, nothing on standard error."""
    for name, model, layout in (networks.ALL[0], networks.ALL[3], networks.ALL[5]):
        sound = onnx.ModelProto.SerializeToString(model)
        questions = []
        for round in range(400):
            data = bytearray(sound)
            if round % 4 == 0:
                del data[DICE.integers(len(data)) :]
            for _ in range(1 + DICE.integers(8)):
                if data:
                    data[DICE.integers(len(data))] = DICE.integers(256)
            path = os.path.join(folder, f"damaged{round}.onnx")
            with open(path, "wb") as file:
                file.write(data)
            inputs = DICE.normal(size=(2, networks.LENGTH, networks.FEATURES))
            questions.append(question(path, inputs, layout))
        answers = ask(questions)
        refused = sum("error" in answer for answer in answers)
        table.row(f"400 damaged files of seed 20261128, {name}", 40 < refused < 400, f"{refused} refused")


def compare_failures(table, folder):
    """What cannot be run is NaN and counted, and harms no later batch."""
    path = os.path.join(folder, "model.onnx")
    onnx.save(networks.looked_up(), path)
    inputs = numpy.array([[0.0], [2], [1], [7], [2], [0], [9]])
    one, pairs = ask([question(path, inputs, batch=1), question(path, inputs, batch=2)])
    got = [numbers(answer)[:, 0] for answer in (one, pairs)]
    nan = numpy.nan
    agrees = numpy.array_equal(got[0], [10, 30, 20, nan, 30, 10, nan], equal_nan=True) and one["failures"] == 2
    # Rows of one batch fail together.
    agrees &= numpy.array_equal(got[1], [10, 30, nan, nan, 30, 10, nan], equal_nan=True) and pairs["failures"] == 3
    table.row("rows that cannot be run", agrees, f"{one['failures']} and {pairs['failures']} failures: {one['error'][:60]}")


def write_run(folder, model, meta, preprocessing=None, target="up"):
    """A training run of one model, signed."""
    place = os.path.join(folder, "targets", target, "models", "view=SEQUENTIAL", "family=Network")
    os.makedirs(place, exist_ok=True)
    files = {"model.onnx": model.SerializeToString()}
    if preprocessing:
        files["preprocessing.json"] = json.dumps(preprocessing).encode()
    for name, data in files.items():
        with open(os.path.join(place, name), "wb") as file:
            file.write(data)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    with open(os.path.join(place, "model_meta.json"), "w") as file:
        json.dump({"family": "Network", "interval_minutes": 5, "model_checksums": sums, **meta}, file)
    return os.path.join(place, "model.onnx")


def compare_runs(table, folder):
    """A run's metadata say the window; its features are prepared row by row."""
    names = ["one", "two", "three", "four", "five"]
    scaling = {"features": names, "impute": [0.5, None, None, None, None], "mean": [1, 0, 2, 0, 0], "scale": [2, 1, 1, 4, 1]}
    inputs = DICE.normal(size=(21, networks.LENGTH, networks.FEATURES)).astype(numpy.float32).astype(float)
    inputs[3, 5, 0] = numpy.nan
    filled = numpy.where(numpy.isnan(inputs), 0.5, inputs)
    prepared = ((filled - scaling["mean"]) / scaling["scale"])
    place = os.path.join(folder, "features")
    path = write_run(place, networks.recurrent(), {"features": names, "sequence_length": networks.LENGTH}, scaling)
    answer = ask([question(None, inputs, run=place, batch=16)])[0]
    worst = distance(numbers(answer), expected(path, prepared, "time_first", 16)) if "outputs" in answer else numpy.inf
    table.row("a run of an LSTM over prepared features", worst == 0, answer.get("error", f"worst {worst:.2g}"))

    bars = {"input_mode": "raw_sequence", "feature_list": [], "sequence": {
        "length": networks.LENGTH, "normalization": "log_returns", "layout": "features_first", "ttl_seconds": 300}}
    place = os.path.join(folder, "bars")
    path = write_run(place, networks.convolution(), bars)
    answer = ask([question(None, filled, run=place, batch=16)])[0]
    worst = distance(numbers(answer), expected(path, filled, "features_first", 16)) if "outputs" in answer else numpy.inf
    table.row("a run of a convolution over bars", worst == 0, answer.get("error", f"worst {worst:.2g}"))

    bars["sequence"]["length"] = networks.LENGTH + 1
    place = os.path.join(folder, "longer")
    write_run(place, networks.convolution(), bars)
    error = ask([question(None, filled, run=place)])[0].get("error", "")
    table.row("a run that says another length than the model", error.startswith("model_invalid"), error or "was read")


def compare_hostile(table, folder):
    """A model whose numbers lie in a further file."""
    path = os.path.join(folder, "external.onnx")
    model = onnx.ModelProto()
    model.CopyFrom(networks.ALL[0][1])
    onnx.save(model, path, save_as_external_data=True, size_threshold=0, location="external.bin")
    error = ask([question(path, numpy.zeros((1, networks.LENGTH, networks.FEATURES)), "features_first")])[0].get("error", "")
    table.row("numbers in a further file", "further file" in error, error or "was read")


def main():
    print(f"ONNX Runtime {onnxruntime.__version__}, {os.path.basename(LIBRARY)}")
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        compare_networks(table, folder)
        compare_golden(table)
        compare_damaged(table, folder)
        compare_failures(table, folder)
        compare_runs(table, folder)
        compare_hostile(table, folder)
        pipeline.compare(table, os.path.join(folder, "project"), PROGRAMS, LIBRARY, write_run, session)
    print(f"total {table.agree + table.differ} agree {table.agree} differ {table.differ}")
    sys.exit(0 if table.differ == 0 and table.agree > 15 else 1)


main()
