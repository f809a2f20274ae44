#!/usr/bin/env python3
"""Writes the models of a training run as files that Sluice reads, and signs them.

    export_models.py --run runs/my_run/20260121_120000 --trust-pickles [--dry-run] [--trained-until 2026-01-20]

Run it where the training ran, with the training's own environment: a pickle is a program that runs when it is opened,
so nothing else may open it. `--trust-pickles` says that this run's pickles are yours.

It walks `targets/*/models/view=*/[universe=*/][symbol=*/]family=*/` and opens each `model.pkl`, `.joblib`, `.h5`, `.keras`
or `.pt`. From a model it makes

    LightGBM                      model.txt
    XGBoost                       model.json, model.ubj
    CatBoost                      model.cbm, model.json
    scikit-learn                  model.onnx (needs skl2onnx); HistGradientBoosting: model.txt in LightGBM's form
    Keras, PyTorch                model.onnx (needs tf2onnx, or torch's own exporter)

A Pipeline whose last step is of LightGBM, XGBoost or CatBoost, and a scaler or an imputer in a file of its own
(`scaler.joblib`, `imputer.pkl`), go into `preprocessing.json`: `{"features", "impute", "mean", "scale"}` by feature, to
be read as (value, or `impute` where it is missing; minus `mean`) / `scale`. A Pipeline of scikit-learn alone is one ONNX
graph.

Each file is read again by a library and both predict the same seeded rows. What differs is neither kept nor signed.
What is signed has its SHA-256 in `model_meta.json`: `model_checksums` for each file, `model_checksum` for the one that is
loaded, `exported_from` for what it came from. Nothing is deleted or written over: an export that is already there is
checked like a new one. Files appear whole, the metadata last, so that a run is never half signed. A model of windows of
rows, or a native file that training wrote itself, has no original here to be compared with: `--sign-existing` signs what
stands there, and vouches for nothing but that it is yours.

Exit status: 0 when every model is exported and signed, 1 when one is not, 64 for a bad command line, 66 for no run.
"""

import argparse
import datetime
import hashlib
import importlib
import io
import json
import math
import os
import pathlib
import pickle
import random
import re
import sys
import tempfile
import warnings

PICKLES = ["model.pkl", "model.pickle", "model.joblib"]
LAYERS = ["model.keras", "model.h5", "model.pt", "model.pth"]
NATIVE = ["model.txt", "model.json", "model.ubj", "model.cbm", "model.onnx"]
# Of these the first that is there is what Sluice loads.
LOADED = ["model.txt", "model.cbm", "model.json", "model.ubj", "model.onnx"]
SIDE = {"scaler": ["scaler.joblib", "scaler.pkl"], "imputer": ["imputer.joblib", "imputer.pkl"]}


class Refusal(Exception):
    """Why a model is not exported."""


# --- Models -----------------------------------------------------------------------------------------------------------


class Export:
    """A model that was opened: the files it becomes, and how to see whether a file predicts the same."""

    # How far predictions may lie apart, in units of the larger of 1 and the prediction.
    tolerance = 0.0
    # Whether a missing value may be asked for.
    takes_missing = True
    # Means and sizes of the features, where the model is one for numbers of that size; None for trees.
    spread = None

    def __init__(self, model, features):
        self.model, self.features = model, features

    def files(self):
        """Names with a function each that writes the file at a path."""
        raise NotImplementedError

    def predict(self, rows):
        """What the original makes of rows."""
        raise NotImplementedError

    def predict_file(self, path, rows):
        """What the exported file makes of rows."""
        raise NotImplementedError


class LightGBM(Export):
    """Text of the rounds that the model predicts with: those up to the best one after early stopping."""

    def __init__(self, model, features):
        booster = getattr(model, "booster_", model)
        self.text = booster.model_to_string(num_iteration=booster.best_iteration)
        own = booster.feature_name()
        named = order(own, features, booster.num_feature())
        if named != own:
            if any(re.search(r"\s", name) for name in named):
                raise Refusal("a feature's name has a blank, which LightGBM's file cannot say")
            self.text = re.sub(r"(?m)^feature_names=.*$", lambda _: "feature_names=" + " ".join(named), self.text)
        super().__init__(booster, named)

    def files(self):
        return {"model.txt": lambda path: path.write_bytes(self.text.encode())}

    def predict(self, rows):
        # The booster takes numbers for categories, the wrappers around it want tables of words.
        return self.model.predict(rows, num_iteration=self.model.best_iteration)

    def predict_file(self, path, rows):
        return importlib.import_module("lightgbm").Booster(model_file=str(path)).predict(rows)


class XGBoost(Export):
    """JSON and UBJSON of the rounds that the model predicts with."""

    def __init__(self, model, features):
        library = importlib.import_module("xgboost")
        is_wrapper = hasattr(model, "get_booster")
        booster = model.get_booster() if is_wrapper else model
        best = booster.attr("best_iteration")
        # A wrapper stops at the best round by itself, a booster is asked for all of them.
        if is_wrapper and best is not None and booster.attr("best_score") is not None:
            booster = booster[: int(best) + 1]
        own = booster.feature_names or []
        named = order(own, features, booster.num_features())
        kinds = booster.feature_types
        if own != named:
            booster = booster.copy()
            booster.feature_names = named
        self.matrix = lambda rows, names: library.DMatrix(
            rows, feature_names=names, feature_types=kinds, enable_categorical="c" in (kinds or []))
        super().__init__(booster, named)

    def files(self):
        # The library takes the format from the name.
        return {name: lambda path: self.model.save_model(str(path)) for name in ["model.json", "model.ubj"]}

    def predict(self, rows):
        return self.model.predict(self.matrix(rows, self.features))

    def predict_file(self, path, rows):
        model = importlib.import_module("xgboost").Booster(model_file=str(path))
        return model.predict(self.matrix(rows, self.features))


class CatBoost(Export):
    """CatBoost's own binary form, and its JSON, which rounds the bias in its last digit."""

    tolerance = 1e-12

    def __init__(self, model, features):
        if model.get_cat_feature_indices() or model.get_text_feature_indices() or model.get_embedding_feature_indices():
            raise Refusal("it has features of categories, texts or embeddings, and only numbers are evaluated")
        own = list(model.feature_names_)
        named = order(own, features, len(own))
        if named != own:
            model = model.copy()
            model.set_feature_names(named)
        super().__init__(model, named)

    def files(self):
        return {
            "model.cbm": lambda path: self.model.save_model(str(path), format="cbm"),
            "model.json": lambda path: self.model.save_model(str(path), format="json"),
        }

    def predict(self, rows):
        # The wrapper of rankers takes no type of prediction.
        return importlib.import_module("catboost").CatBoost.predict(self.model, rows, prediction_type="RawFormulaVal")

    def predict_file(self, path, rows):
        model = importlib.import_module("catboost").CatBoost()
        model.load_model(str(path), format=path.suffix[1:])
        return model.predict(rows, prediction_type="RawFormulaVal")


class Graph(Export):
    """What becomes an ONNX graph: it computes in single precision, and carries the names of its features."""

    tolerance = 2e-6

    def graph(self):
        """The bytes of the graph."""
        raise NotImplementedError

    def files(self):
        def write(path):
            onnx = importlib.import_module("onnx")
            model = onnx.load_model_from_string(self.graph())
            onnx.helper.set_model_props(model, {"feature_names": json.dumps(self.features)})
            path.write_bytes(model.SerializeToString())

        return {"model.onnx": write}

    def predict_file(self, path, rows):
        try:
            runtime = importlib.import_module("onnxruntime")
            settings = runtime.SessionOptions()
            settings.log_severity_level = 3
            session = runtime.InferenceSession(str(path), settings, providers=["CPUExecutionProvider"])
            names = [session.get_inputs()[0].name, [output.name for output in session.get_outputs()]]
            results = session.run(names[1], {names[0]: rows.astype("float32")})
        except ImportError:
            reference = importlib.import_module("onnx.reference").ReferenceEvaluator(str(path))
            results = reference.run(None, {reference.input_names[0]: rows.astype("float32")})
        # A classifier gives its labels first.
        return results[-1]


class Sklearn(Graph):
    """An estimator or a Pipeline of scikit-learn alone."""

    def __init__(self, model, features):
        own = [str(name) for name in getattr(model, "feature_names_in_", [])]
        super().__init__(model, order(own, features, model.n_features_in_))
        self.takes_missing = bool(takes_missing(model))
        last = getattr(model, "steps", [(None, model)])[-1][1]
        self.trees = [tree.tree_ for tree in flat(getattr(last, "estimators_", [last])) if hasattr(tree, "tree_")]
        if not self.trees:
            first = next((step for _, step in getattr(model, "steps", []) if hasattr(step, "scale_")), None)
            means = getattr(first, "mean_", getattr(first, "center_", None))
            sizes = getattr(first, "scale_", None)
            count = len(self.features)
            self.spread = ([0.0] * count if means is None else list(means), [1.0] * count if sizes is None else list(sizes))

    def graph(self):
        convert = importlib.import_module("skl2onnx")
        kinds = importlib.import_module("skl2onnx.common.data_types")
        options = {id(self.model): {"zipmap": False}} if hasattr(self.model, "classes_") else None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                graph = convert.convert_sklearn(
                    self.model, initial_types=[("features", kinds.FloatTensorType([None, len(self.features)]))],
                    options=options, target_opset={"": 17, "ai.onnx.ml": 3})
        except Exception as error:
            raise Refusal(f"skl2onnx cannot write a {type(self.model).__name__}: {first_line(error)}") from error
        self.send_missing(graph)
        return graph.SerializeToString()

    def send_missing(self, graph):
        """Sends missing values where the trees send them, which skl2onnx leaves out."""
        if not all(hasattr(tree, "missing_go_to_left") for tree in self.trees):
            return
        for node in graph.graph.node:
            lists = {attribute.name: attribute.ints for attribute in node.attribute}
            if (tracks := lists.get("nodes_missing_value_tracks_true")) is None:
                continue
            for index, (tree, number) in enumerate(zip(lists["nodes_treeids"], lists["nodes_nodeids"])):
                own = self.trees[tree]
                tracks[index] = int(own.children_left[number] >= 0 and own.missing_go_to_left[number])

    def predict(self, rows):
        return getattr(self.model, "predict_proba", self.model.predict)(rows)


class Histogram(Export):
    """scikit-learn's HistGradientBoosting in LightGBM's text form, which has its double thresholds and leaves.

    skl2onnx does not write these models, and a graph would round them.
    """

    OBJECTIVES = {
        "squared_error": "regression", "absolute_error": "regression_l1", "quantile": "quantile", "poisson": "poisson",
        "gamma": "gamma", "log_loss": "binary sigmoid:1",
    }

    def __init__(self, model, features):
        own = [str(name) for name in getattr(model, "feature_names_in_", [])]
        super().__init__(model, order(own, features, model.n_features_in_))
        if any(re.search(r"\s", name) for name in self.features):
            raise Refusal("a feature's name has a blank, which LightGBM's file cannot say")
        if getattr(model, "is_categorical_", None) is not None:
            raise Refusal("its categories have no native form")
        # The library adds in another order, at worst one rounding for each tree.
        self.tolerance = 1e-12

    def files(self):
        return {"model.txt": lambda path: path.write_text(self.text())}

    def text(self):
        model, count = self.model, len(self.features)
        groups = len(model._predictors[0])
        objective = "multiclass" if groups > 1 else self.OBJECTIVES.get(model.loss)
        if objective is None:
            raise Refusal(f"the loss '{model.loss}' has no form of LightGBM's")
        if groups > 1:
            objective += f" num_class:{groups}"
        head = ["tree", "version=v4", f"num_class={groups}", f"num_tree_per_iteration={groups}", "label_index=0",
                f"max_feature_idx={count - 1}", f"objective={objective}", "feature_names=" + " ".join(self.features),
                "feature_infos=" + " ".join(["[-1e+308:1e+308]"] * count), ""]
        # A tree of one leaf first: what every prediction begins with.
        start = [float(number) for number in model._baseline_prediction.ravel()]
        rounds = [[leaf_alone(number) for number in start]]
        rounds += [[lightgbm_tree(predictor.nodes) for predictor in group] for group in model._predictors]
        trees = [tree for group in rounds for tree in group]
        body = [f"Tree={number}\n{tree}\n" for number, tree in enumerate(trees)]
        return "\n".join(head) + "\n" + "\n".join(body) + "\nend of trees\n"

    def predict(self, rows):
        return getattr(self.model, "predict_proba", self.model.predict)(rows)

    def predict_file(self, path, rows):
        numpy = importlib.import_module("numpy")
        got = importlib.import_module("lightgbm").Booster(model_file=str(path)).predict(rows)
        # Of two classes LightGBM gives the second alone.
        return numpy.stack([1 - got, got], axis=1) if hasattr(self.model, "classes_") and got.ndim == 1 else got


def leaf_alone(value):
    return (f"num_leaves=1\nnum_cat=0\nsplit_feature=\nsplit_gain=\nthreshold=\ndecision_type=\nleft_child=\n"
            f"right_child=\nleaf_value={value!r}\nleaf_weight=\nleaf_count=\ninternal_value=\ninternal_weight=\n"
            f"internal_count=\nis_linear=0\nshrinkage=1\n")


def lightgbm_tree(nodes):
    """A tree's lines from scikit-learn's nodes; splits and leaves count apart, a leaf is `~number`."""
    if nodes[0]["is_leaf"]:
        return leaf_alone(float(nodes[0]["value"]))
    splits = [index for index, node in enumerate(nodes) if not node["is_leaf"]]
    leaves = [index for index, node in enumerate(nodes) if node["is_leaf"]]
    place = {index: number for number, index in enumerate(splits)}
    place |= {index: ~number for number, index in enumerate(leaves)}
    inner = [nodes[index] for index in splits]
    lines = {
        "num_leaves": [len(leaves)], "num_cat": [0], "split_feature": [int(node["feature_idx"]) for node in inner],
        "split_gain": [float(node["gain"]) for node in inner],
        "threshold": [repr(float(node["num_threshold"])) for node in inner],
        # What is not a number is missing (8), and goes left (2) or right.
        "decision_type": [10 if node["missing_go_to_left"] else 8 for node in inner],
        "left_child": [place[int(node["left"])] for node in inner],
        "right_child": [place[int(node["right"])] for node in inner],
        "leaf_value": [repr(float(nodes[index]["value"])) for index in leaves],
        "leaf_weight": [1] * len(leaves), "leaf_count": [int(nodes[index]["count"]) for index in leaves],
        "internal_value": [0] * len(splits), "internal_weight": [0] * len(splits),
        "internal_count": [int(node["count"]) for node in inner], "is_linear": [0], "shrinkage": [1],
    }
    return "".join(f"{key}={' '.join(map(str, values))}\n" for key, values in lines.items())


def flat(estimators):
    """Estimators in the order in which a converter numbers their trees."""
    return [tree for part in estimators for tree in (part if hasattr(part, "__len__") and not hasattr(part, "fit") else [part])]


class Keras(Graph):
    """A network of Keras, by tf2onnx."""

    takes_missing = False

    def graph(self):
        convert = importlib.import_module("tf2onnx")
        return convert.convert.from_keras(self.model)[0].SerializeToString()

    def predict(self, rows):
        return self.model.predict(rows, verbose=0)


class Torch(Graph):
    """A whole module of PyTorch, not its weights alone, by torch's own exporter."""

    takes_missing = False

    def __init__(self, model, features):
        if not hasattr(model, "forward"):
            raise Refusal("the file has weights without the network; save the whole module, or export it in training")
        super().__init__(model.eval(), features)

    def graph(self):
        torch = importlib.import_module("torch")
        room = io.BytesIO()
        torch.onnx.export(
            self.model, (torch.zeros(1, len(self.features)),), room, input_names=["features"], dynamo=False,
            dynamic_axes={"features": {0: "rows"}})
        return room.getvalue()

    def predict(self, rows):
        torch = importlib.import_module("torch")
        with torch.no_grad():
            return self.model(torch.from_numpy(rows.astype("float32"))).numpy()


def order(own, features, count):
    """The names of the features in the order of the training.

    A model's own names are the truth. Where it has none, or its library made up `Column_0`, `f0` and so on, the
    metadata's `features` are; `feature_list` is sorted and says no order.
    """
    own = list(own)
    has_names = own and all(own != [f"{prefix}{number}" for number in range(count)] for prefix in ["Column_", "f", ""])
    if features is not None and len(features) != count:
        raise Refusal(f"the model has {count} features and the metadata {len(features)}")
    if not has_names:
        if features is None:
            raise Refusal("neither the model nor the metadata's 'features' name the features in the training's order")
        return list(features)
    if features is not None and sorted(features) != sorted(own):
        raise Refusal("the model's names of its features are not those of the metadata")
    return own


def takes_missing(model):
    """Whether an estimator of scikit-learn says that it takes missing values; those before 1.6 do not say it so."""
    try:
        return model.__sklearn_tags__().input_tags.allow_nan
    except AttributeError:
        return False


# --- What stands around a model ---------------------------------------------------------------------------------------


def unwrapped(thing, side):
    """The model in what training pickled: a search's best estimator, the `model` of a dictionary with its scaler."""
    if isinstance(thing, dict):
        inside = next((thing[key] for key in ["model", "estimator", "regressor", "classifier"] if key in thing), None)
        if inside is None:
            raise Refusal(f"a dictionary without a model: {', '.join(sorted(map(str, thing)))[:80]}")
        for key in SIDE:
            if thing.get(key) is not None:
                side.setdefault(key, thing[key])
        return unwrapped(inside, side)
    if hasattr(thing, "best_estimator_"):
        return unwrapped(thing.best_estimator_, side)
    steps = getattr(thing, "steps", None)
    if steps and library(steps[-1][1]) in ["lightgbm", "xgboost", "catboost"]:
        for _, step in steps[:-1]:
            if step in (None, "passthrough"):
                continue
            kind = {"StandardScaler": "scaler", "SimpleImputer": "imputer"}.get(type(step).__name__)
            if kind is None or kind in side or kind == "imputer" and "scaler" in side:
                raise Refusal(f"the step {type(step).__name__} before a {library(steps[-1][1])} model has no native form")
            side[kind] = step
        return steps[-1][1]
    return thing


def preprocessing(side, features):
    """The scaler and the imputer as numbers by feature; None without either."""
    if not side:
        return None
    count = len(features)
    form = {"features": features, "impute": [None] * count, "mean": [0.0] * count, "scale": [1.0] * count}
    if (imputer := side.get("imputer")) is not None:
        if type(imputer).__name__ != "SimpleImputer" or imputer.add_indicator or len(imputer.statistics_) != count:
            raise Refusal(f"the imputer, a {type(imputer).__name__}, is no SimpleImputer of {count} features")
        if isinstance(imputer.missing_values, (int, float)) and not math.isnan(imputer.missing_values):
            raise Refusal("the imputer takes a number for missing")
        form["impute"] = [float(number) for number in imputer.statistics_]
        if any(math.isnan(number) for number in form["impute"]):
            raise Refusal("the imputer saw a feature that was missing in every row")
    if (scaler := side.get("scaler")) is not None:
        name = type(scaler).__name__
        if name not in ["StandardScaler", "RobustScaler"] or scaler.n_features_in_ != count:
            raise Refusal(f"the scaler, a {name}, is no StandardScaler or RobustScaler of {count} features")
        center = getattr(scaler, "mean_", None) if name == "StandardScaler" else getattr(scaler, "center_", None)
        form["mean"] = [float(number) for number in center] if center is not None else form["mean"]
        form["scale"] = [float(number) for number in scaler.scale_] if scaler.scale_ is not None else form["scale"]
    return form


def check_form(form, side, rows):
    """The numbers by feature do what the imputer and the scaler do."""
    numpy = importlib.import_module("numpy")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        want = rows
        for kind in ["imputer", "scaler"]:
            want = side[kind].transform(want) if kind in side else want
    fills = numpy.array([math.nan if number is None else number for number in form["impute"]])
    got = (numpy.where(numpy.isnan(rows), fills, rows) - form["mean"]) / form["scale"]
    if not numpy.allclose(got, want, rtol=1e-12, atol=0, equal_nan=True):
        raise Refusal("the scaler or the imputer does more than fill, centre and scale")


def library(thing):
    return type(thing).__module__.split(".")[0]


def export_of(thing, features):
    """How a model is exported, by the library that made it."""
    if library(thing) == "lightgbm":
        return LightGBM(thing, features)
    if library(thing) == "xgboost":
        return XGBoost(thing, features)
    if library(thing) == "catboost":
        return CatBoost(thing, features)
    if type(thing).__name__.startswith("HistGradientBoosting"):
        return Histogram(thing, features)
    if library(thing) == "sklearn" and hasattr(thing, "predict"):
        return Sklearn(thing, features)
    if library(thing) in ["keras", "tensorflow"]:
        return Keras(thing, features)
    if library(thing) == "torch" or any("torch" in base.__module__ for base in type(thing).__mro__):
        return Torch(thing, features)
    raise Refusal(f"a {type(thing).__module__}.{type(thing).__name__} has no native form and no ONNX converter here")


def opened(path):
    """What a file of training holds. It runs the file's own code, hence `--trust-pickles`."""
    if path.suffix in [".h5", ".keras"]:
        return importlib.import_module("keras").models.load_model(path)
    if path.suffix in [".pt", ".pth"]:
        return importlib.import_module("torch").load(path, map_location="cpu", weights_only=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if path.suffix != ".joblib":
            try:
                return pickle.loads(path.read_bytes())
            except pickle.UnpicklingError:
                pass
        return importlib.import_module("joblib").load(path)


# --- Folders ----------------------------------------------------------------------------------------------------------


class Family:
    """A folder with one model."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options

    def export(self):
        """Writes and signs; gives the names of what is signed. With `--dry-run` it only says what it would do."""
        meta = self.metadata()
        source = next((self.folder / name for name in PICKLES + LAYERS if (self.folder / name).is_file()), None)
        there = [name for name in NATIVE if (self.folder / name).is_file()]
        if source is None or source.name in LAYERS and there and self.options.sign_existing:
            if not there:
                raise Refusal("there is no model file")
            return self.sign_what_stands(meta, there)
        if meta.get("input_mode", "features") != "features" or "sequence" in meta:
            raise Refusal("it takes windows of rows; the training writes its model.onnx, and --sign-existing signs it")
        self.check_origin(meta, source)
        if not self.options.trust_pickles:
            raise Refusal(f"{source.name} is a program; --trust-pickles opens it where the training ran")
        side = {kind: opened(path) for kind, path in self.beside().items()}
        model = unwrapped(opened(source), side)
        if side and hasattr(model, "steps"):
            raise Refusal(f"{' and '.join(side)} beside a Pipeline: whether it is applied twice is not known")
        export = export_of(model, ordered(meta))
        names = meta.get("feature_list")
        if names is not None and sorted(names) != sorted(export.features):
            raise Refusal("the features of the metadata's 'feature_list' are not those of the model")
        form = preprocessing(side, export.features)
        if self.options.dry_run:
            return sorted(export.files())
        return self.write(meta, source, export, form, side)

    def metadata(self):
        path = self.folder / "model_meta.json"
        try:
            meta = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise Refusal("there is no model_meta.json") from None
        except ValueError as error:
            raise Refusal(f"model_meta.json is no JSON: {error}") from error
        if not isinstance(meta, dict):
            raise Refusal("model_meta.json is no object")
        return meta

    def beside(self):
        found = {}
        for kind, names in SIDE.items():
            for name in names:
                if (self.folder / name).is_file():
                    found.setdefault(kind, self.folder / name)
        return found

    def check_origin(self, meta, source):
        """A file that is not what training left is not opened, where the metadata know what it left."""
        named = {**table(meta, "alternative_checksums"), **table(meta, "model_checksums"), **table(meta, "exported_from")}
        stated, digest = named.get(source.name, meta.get("model_checksum")), sha256(source)
        # A checksum without a name is that of one of the model's files.
        there = {digest} if source.name in named else {sha256(path) for path in self.folder.glob("model.*") if path.is_file()}
        if stated is not None and stated not in there:
            raise Refusal(f"{source.name} is not the file that training left: its SHA-256 is another")

    def sign_what_stands(self, meta, there):
        """Native files that training wrote itself: nothing can check what they predict."""
        digests = {name: sha256(self.folder / name) for name in there}
        named = table(meta, "model_checksums") | table(meta, "alternative_checksums")
        if named or meta.get("model_checksum"):
            known = {meta.get("model_checksum"), *named.values()}
            if not known & set(digests.values()):
                raise Refusal(f"{', '.join(there)} is not the file that was signed")
            return []
        if not self.options.sign_existing:
            raise Refusal(f"{', '.join(there)} is unsigned and has no original; --sign-existing signs it as it is")
        if not self.options.dry_run:
            self.sign(meta, digests, {})
        return there

    def write(self, meta, source, export, form, side):
        rows = sample(export, form, self.options)
        want = export.predict(rows)
        made = {}
        for name, write in export.files().items():
            path = self.folder / name
            is_new = not path.exists()
            if not is_new and table(meta, "model_checksums").get(name, sha256(path)) != sha256(path):
                raise Refusal(f"{name} is not the file that was signed")
            # The ending stays, as libraries take the format from it.
            place = self.folder / f".{os.getpid()}.{name}" if is_new else path
            try:
                if is_new:
                    write(place)
                compare(export, place, rows, want, name)
                if is_new:
                    settle(place, path)
            except Refusal:
                raise
            except ImportError as error:
                raise Refusal(f"{name} needs the package {error.name}") from error
            except Exception as error:
                # A form that the library does not write for this model; another may do.
                print(f"    {name}: {first_line(error)}", file=sys.stderr)
                continue
            finally:
                if is_new:
                    place.unlink(missing_ok=True)
            made[name] = sha256(path)
        if not made:
            raise Refusal("no form of the model could be written")
        if form is not None:
            check_form(form, side, rows)
            place = self.folder / "preprocessing.json"
            content = json.dumps(form, indent=1, allow_nan=False).encode() + b"\n"
            if place.exists() and place.read_bytes() != content:
                raise Refusal("preprocessing.json says otherwise than the scaler and the imputer")
            put(place, content)
            made["preprocessing.json"] = sha256(place)
            meta["preprocessing"] = "file"
        elif hasattr(export.model, "steps"):
            meta["preprocessing"] = "in_model"
        origin = {path.name: sha256(path) for path in [source, *self.beside().values()]}
        meta["features"] = export.features
        self.sign(meta, made, origin)
        return list(made)

    def sign(self, meta, made, origin):
        meta["model_checksums"] = {**table(meta, "model_checksums"), **made}
        meta["model_checksum"] = made[next(name for name in LOADED if name in made)]
        if origin:
            meta["exported_from"] = {**table(meta, "exported_from"), **origin}
        if self.options.trained_until is not None:
            meta["trained_until"] = self.options.trained_until
        put(self.folder / "model_meta.json", json.dumps(meta, indent=1, sort_keys=True).encode() + b"\n")


def table(meta, key):
    value = meta.get(key)
    return value if isinstance(value, dict) else {}


def ordered(meta):
    """The features in the order of the training, where the metadata says it."""
    names = meta.get("features") or meta.get("feature_names")
    if names is None:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len({*names}) != len(names):
        raise Refusal("the metadata's 'features' are no list of different names")
    return names


def sample(export, form, options):
    """Seeded rows, zeros and missing values among them where the model takes these.

    For trees sizes go from 1e-5 to 1e3. A model that adds up features is asked for numbers of the size that its scaler
    saw: in single precision others would tell of rounding alone. Every number is one of single precision, so that it is
    the same for a library of either precision.
    """
    numpy = importlib.import_module("numpy")
    dice = random.Random(options.seed)
    rows = numpy.empty((options.rows, len(export.features)))
    can_miss = export.takes_missing and (form is None or None not in form["impute"])
    for row in range(len(rows)):
        for column in range(len(export.features)):
            chance, size, sign = dice.random(), 10 ** dice.uniform(-5, 3), dice.choice([-1, 1])
            value = sign * size
            if export.spread is not None:
                value = export.spread[0][column] + export.spread[1][column] * dice.gauss(0, 2)
            rows[row, column] = numpy.float32(0 if chance < 0.03 else value)
            if can_miss and chance > 0.95:
                rows[row, column] = math.nan
    return rows


def compare(export, path, rows, want, name):
    numpy = importlib.import_module("numpy")
    got, want = (numpy.asarray(numbers, dtype=float).reshape(len(rows), -1)
                 for numbers in (export.predict_file(path, rows), want))
    if got.shape != want.shape:
        raise Refusal(f"{name} gives {got.shape[1]} numbers a row, the original {want.shape[1]}")
    with numpy.errstate(invalid="ignore"):
        apart = numpy.abs(got - want) / numpy.maximum(1, numpy.abs(want))
    apart[numpy.isnan(got) & numpy.isnan(want) | (got == want)] = 0
    apart[numpy.isnan(apart)] = math.inf
    if (worst := float(apart.max())) > export.tolerance:
        raise Refusal(f"{name} predicts otherwise than the original, by up to {worst:.2g} in {len(rows)} rows")


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def settle(place, path):
    """Makes a whole file appear under its name, which must be free."""
    with open(place, "rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(place, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links.
        os.rename(place, path)


def put(path, content):
    """Replaces a small file of ours in one step."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def first_line(error):
    return f"{type(error).__name__}: {error}".splitlines()[0][:160]


def families(run):
    """The folders with a model, in the order of their names. A link out of the run is not followed."""
    inside = run.resolve()
    for folder in sorted(run.glob("targets/*/**/family=*")):
        if folder.is_dir() and folder.resolve().is_relative_to(inside):
            yield folder


def arguments():
    class Parser(argparse.ArgumentParser):
        def error(self, message):
            self.print_usage(sys.stderr)
            self.exit(64, f"{self.prog}: {message}\n")

    def day(text):
        datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        return text

    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=pathlib.Path, required=True, metavar="DIR", help="a run's folder, with targets/ in it")
    parser.add_argument("--trust-pickles", action="store_true", help="open pickles: they are yours and training left them")
    parser.add_argument("--sign-existing", action="store_true", help="sign native files that stand alone and are unsigned")
    parser.add_argument("--dry-run", action="store_true", help="open and say what would be written; write nothing")
    parser.add_argument("--trained-until", type=day, metavar="TIME", help="the end of the training's data, in ISO 8601")
    parser.add_argument("--rows", type=int, default=256, help="how many rows the check predicts (256)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of these rows (1)")
    return parser.parse_args()


def main():
    options = arguments()
    if not (options.run / "targets").is_dir():
        print(f"{options.run} is no run: it has no folder 'targets'", file=sys.stderr)
        return 66
    signed = kept = refused = 0
    for folder in families(options.run):
        name = folder.relative_to(options.run / "targets")
        try:
            made = Family(folder, options).export()
            signed, kept = (signed + 1, kept) if made else (signed, kept + 1)
            print(f"{'would write' if options.dry_run else 'signed'}  {name}: {', '.join(made)}" if made else f"kept  {name}")
        except Refusal as reason:
            refused += 1
            print(f"refused  {name}: {reason}")
        except Exception as error:
            refused += 1
            print(f"refused  {name}: {first_line(error)}")
    print(f"total {signed + kept + refused} {'exportable' if options.dry_run else 'signed'} {signed} kept {kept} refused {refused}")
    return 1 if refused or signed + kept == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
