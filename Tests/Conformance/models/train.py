"""Trains models of many kinds by seed and leaves them as a training run does, pickles alone.

    train.py FOLDER [--lenient] [PART...]

Beside each model stands `golden_predictions.json`: rows and what the library that trained the model makes of them. With
`--lenient` an older library may refuse what it does not know yet.
"""

import json
import pathlib
import pickle
import sys
import warnings

import numpy

NAMES = ["rsi_14", "ret_5d", "volume_ma_ratio", "ret_1d", "bb_position", "vol_10d", "macd_hist", "ret_10d"]
ROWS = 600
QUERIES = 120


class Table:
    """Features of very different sizes, some of them missing, and targets of several kinds."""

    def __init__(self, seed, missing=0.05, categories=0):
        dice = numpy.random.default_rng(seed)
        scale = 10.0 ** numpy.linspace(1.5, -3, len(NAMES))
        self.features = (dice.normal(size=(ROWS, len(NAMES))) * scale).astype("f4").astype("f8")
        for column in range(categories):
            self.features[:, column] = dice.integers(0, [40, 5, 3][column], ROWS)
        unit = self.features / scale
        self.signal = unit[:, 0] - 0.5 * unit[:, 3] * (unit[:, 5] > 0) + 0.3 * numpy.sin(3 * unit[:, 6])
        self.noisy = self.signal + dice.normal(0, 0.3, ROWS)
        self.returns = 0.002 * self.noisy
        self.classes = numpy.digitize(self.noisy, [-0.5, 0.5])
        self.counts = dice.poisson(numpy.exp(0.5 * self.signal)).astype(float)
        self.groups = [30] * (ROWS // 30)
        self.grades = numpy.clip(numpy.digitize(self.noisy, [-1, 0, 1]), 0, 3)
        holes = dice.random(self.features.shape) < missing
        self.features[holes] = numpy.nan
        # Rows to ask for: new ones, missing values, zeros, what training never saw.
        asked = (dice.normal(size=(QUERIES, len(NAMES))) * scale * 1.5).astype("f4").astype("f8")
        for column in range(categories):
            asked[:, column] = dice.integers(0, 50, QUERIES)
        asked[dice.random(asked.shape) < missing] = numpy.nan
        asked[dice.random(asked.shape) < 0.03] = 0
        self.asked = asked


class Run:
    """A run's folder that is being written."""

    def __init__(self, folder, is_lenient):
        self.folder, self.is_lenient = pathlib.Path(folder), is_lenient

    def attempt(self, train):
        """A function that trains, and says what an older library refuses instead of ending there."""

        def attempted(name, *arguments, **more):
            try:
                train(name, *arguments, **more)
            except Exception as error:
                if not self.is_lenient:
                    raise
                print(f"left out: {name}: {str(error).splitlines()[-1][:80]}", file=sys.stderr)

        return attempted

    def leave(self, target, family, model, asked, expected, **more):
        """A model with its metadata and what it predicts; `more` goes into the golden file, but for `beside`."""
        place = self.folder / "targets" / target / "models" / "view=CROSS_SECTIONAL" / f"family={family}"
        place.mkdir(parents=True)
        beside = more.pop("beside", {})
        for name, thing in {"model.pkl": model, **beside}.items():
            if name.endswith(".joblib"):
                import joblib

                joblib.dump(thing, place / name)
            elif thing is not None:
                (place / name).write_bytes(pickle.dumps(thing))
        order = more.pop("order", NAMES)
        meta = {
            "family": family, "target": target, "view": "CROSS_SECTIONAL", "interval_minutes": 1440.0,
            "features": order, "feature_list": sorted(order), "n_features": len(order),
        }
        (place / "model_meta.json").write_text(json.dumps(meta, indent=1))
        golden = {"feature_order": order, "inputs": asked, "expected": expected, **more}
        (place / "golden_predictions.json").write_text(json.dumps({k: plain(v) for k, v in golden.items()}))


def plain(value):
    """Lists for arrays, None for what is missing."""
    if isinstance(value, numpy.ndarray):
        return [plain(part) for part in value] if value.ndim else plain(value.item())
    if isinstance(value, (float, numpy.floating)):
        return None if numpy.isnan(value) else float(value)
    if isinstance(value, numpy.integer):
        return int(value)
    return value


def lightgbm(run):
    import lightgbm as library

    @run.attempt
    def train(name, label, parameters, table=None, rounds=25, **data):
        table = table or Table(1)
        given = dict(objective="regression", num_leaves=11, min_data_in_leaf=8, verbosity=-1, seed=7,
                     num_threads=1, deterministic=True, force_row_wise=True) | parameters
        dataset = library.Dataset(table.features, label, feature_name=NAMES, free_raw_data=False, **data)
        model = library.train(given, dataset, rounds)
        run.leave(f"lightgbm_{name}", "LightGBM", model, table.asked, model.predict(table.asked),
                  expected_raw_score=model.predict(table.asked, raw_score=True))

    table = Table(1)
    positive = numpy.abs(table.returns) + 1e-3
    for objective in ["regression", "regression_l1", "huber", "fair", "quantile", "mape"]:
        train(objective, table.returns, {"objective": objective})
    for objective in ["poisson", "gamma", "tweedie"]:
        train(objective, positive, {"objective": objective})
    train("square_root", table.returns * 100, {"reg_sqrt": True})
    train("binary", table.noisy > 0, {"objective": "binary"})
    train("binary_slope", table.noisy > 0, {"objective": "binary", "sigmoid": 0.7, "is_unbalance": True})
    train("multiclass", table.classes, {"objective": "multiclass", "num_class": 3})
    train("multiclassova", table.classes, {"objective": "multiclassova", "num_class": 3, "sigmoid": 2.0})
    shares = 1 / (1 + numpy.exp(-table.noisy))
    train("cross_entropy", shares, {"objective": "cross_entropy"})
    train("cross_entropy_lambda", shares, {"objective": "cross_entropy_lambda"})
    train("lambdarank", table.grades, {"objective": "lambdarank"}, group=table.groups)
    train("rank_xendcg", table.grades, {"objective": "rank_xendcg"}, group=table.groups)
    train("dart", table.returns, {"boosting": "dart"})
    train("goss", table.returns, {"data_sample_strategy": "goss"})
    forest = {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.7, "feature_fraction": 0.8}
    train("forest", table.returns, forest)
    train("forest_binary", table.noisy > 0, forest | {"objective": "binary"})
    train("forest_multiclass", table.classes, forest | {"objective": "multiclass", "num_class": 3})
    train("linear", table.returns, {"linear_tree": True}, Table(1, missing=0.02))
    train("zero_missing", table.returns, {"zero_as_missing": True})
    train("no_missing", Table(1, 0).returns, {"use_missing": False}, Table(1, 0))
    train("extra", table.returns, {"extra_trees": True, "max_depth": 4})
    train("monotone", table.returns, {"monotone_constraints": [1] + [0] * 7, "path_smooth": 1.0})
    train("constant", numpy.full(ROWS, 0.25), {})
    train("large", table.returns, {"num_leaves": 127, "min_data_in_leaf": 2}, rounds=60)
    sorts = Table(3, categories=3)
    few = {"min_data_per_group": 5, "cat_smooth": 1.0, "max_cat_to_onehot": 4}
    train("categories", sorts.returns, few, sorts, categorical_feature=[0, 1, 2])
    train("categories_multiclass", sorts.classes, few | {"objective": "multiclass", "num_class": 3}, sorts,
          categorical_feature=[0, 1, 2])
    train("own_objective", table.returns,
          {"objective": lambda guess, data: (guess - data.get_label(), numpy.ones_like(guess))})

    small = dict(n_estimators=20, num_leaves=9, verbosity=-1, random_state=7, n_jobs=1)
    regressor = library.LGBMRegressor(**small).fit(table.features, table.returns)
    run.leave("lightgbm_regressor", "LightGBM", regressor, table.asked, regressor.predict(table.asked))
    halves = (table.features[:400], table.returns[:400]), (table.features[400:], table.returns[400:])
    stopped = library.LGBMRegressor(**small | {"n_estimators": 300, "learning_rate": 0.3}).fit(
        *halves[0], eval_set=[halves[1]], callbacks=[library.early_stopping(5, verbose=False)])
    run.leave("lightgbm_stopped", "LightGBM", stopped, table.asked, stopped.predict(table.asked))
    classifier = library.LGBMClassifier(**small).fit(table.features, table.noisy > 0)
    run.leave("lightgbm_classifier", "LightGBM", classifier, table.asked,
              classifier.predict_proba(table.asked)[:, 1])
    ranker = library.LGBMRanker(**small).fit(table.features, table.grades, group=table.groups)
    run.leave("lightgbm_ranker", "LightGBM", ranker, table.asked, ranker.predict(table.asked))


def xgboost(run):
    import xgboost as library

    def leave(name, model, asked, matrix, **more):
        run.leave(f"xgboost_{name}", "XGBoost", model, asked, model.predict(matrix),
                  expected_margin=model.predict(matrix, output_margin=True), **more)

    @run.attempt
    def train(name, label, parameters, table=None, rounds=25, types=None, more=None, **data):
        table = table or Table(2)
        matrix = library.DMatrix(table.features, label, feature_names=NAMES, feature_types=types,
                                 enable_categorical=types is not None, **data)
        for word, value in (more or {}).items():
            getattr(matrix, word)(**value)
        given = dict(objective="reg:squarederror", max_depth=4, seed=7, nthread=1) | parameters
        model = library.train(given, matrix, rounds)
        ask = library.DMatrix(table.asked, feature_names=NAMES, feature_types=types,
                              enable_categorical=types is not None)
        tolerance = {"absolute_tolerance": 1e-6} if given.get("booster") == "gblinear" else {}
        leave(name, model, table.asked, ask, **tolerance)

    table = Table(2)
    positive = numpy.abs(table.noisy) + 0.1
    for objective in ["squarederror", "absoluteerror", "pseudohubererror"]:
        train(objective, table.returns, {"objective": f"reg:{objective}"})
    train("squaredlogerror", positive, {"objective": "reg:squaredlogerror"})
    train("quantiles", table.returns,
          {"objective": "reg:quantileerror", "quantile_alpha": numpy.array([0.1, 0.5, 0.9])})
    train("quantile", table.returns, {"objective": "reg:quantileerror", "quantile_alpha": 0.3})
    for objective in ["count:poisson", "reg:gamma", "reg:tweedie", "survival:cox"]:
        train(objective.replace(":", "_"), positive, {"objective": objective})
    train("survival_aft", None, {"objective": "survival:aft", "aft_loss_distribution": "logistic"},
          label_lower_bound=positive, label_upper_bound=positive * 1.5)
    for objective in ["binary:logistic", "reg:logistic", "binary:logitraw", "binary:hinge"]:
        train(objective.replace(":", "_"), table.noisy > 0.4, {"objective": objective})
    for objective in ["softprob", "softmax"]:
        train(objective, table.classes, {"objective": f"multi:{objective}", "num_class": 3})
    for objective in ["ndcg", "pairwise", "map"]:
        grades = table.grades > 1 if objective == "map" else table.grades
        train(f"rank_{objective}", grades, {"objective": f"rank:{objective}"},
              more={"set_group": {"group": table.groups}})
    train("base", table.returns, {"base_score": 0.003})
    train("dart", table.returns, {"booster": "dart", "rate_drop": 0.3})
    train("dart_softprob", table.classes,
          {"booster": "dart", "rate_drop": 0.2, "objective": "multi:softprob", "num_class": 3})
    train("forest", table.returns, {"num_parallel_tree": 7, "subsample": 0.7, "learning_rate": 0.9}, rounds=3)
    train("lossguide", table.returns, {"grow_policy": "lossguide", "max_leaves": 40, "max_depth": 0})
    full = Table(2, missing=0)
    train("linear", full.returns, {"booster": "gblinear", "updater": "coord_descent"}, full)
    train("linear_softprob", full.classes,
          {"booster": "gblinear", "updater": "coord_descent", "objective": "multi:softprob", "num_class": 3}, full)
    pair = numpy.stack([table.returns, table.noisy], axis=1)
    train("two_targets", pair, {})
    train("vector_leaves", pair, {"multi_strategy": "multi_output_tree"})
    train("vector_softprob", table.classes,
          {"objective": "multi:softprob", "num_class": 3, "multi_strategy": "multi_output_tree"})
    train("two_labels", pair > 0, {"objective": "binary:logistic"})
    sorts = Table(3, categories=3)
    types = ["c", "c", "c"] + ["q"] * 5
    train("categories", sorts.returns, {"max_cat_to_onehot": 4}, sorts, types=types)

    small = dict(n_estimators=20, max_depth=4, random_state=7, n_jobs=1)
    for name, model, label in [("regressor", library.XGBRegressor, table.returns),
                               ("forest_regressor", library.XGBRFRegressor, table.returns)]:
        model = model(**small).fit(table.features, label)
        run.leave(f"xgboost_{name}", "XGBoost", model, table.asked, model.predict(table.asked))
    classifier = library.XGBClassifier(**small).fit(table.features, table.classes)
    run.leave("xgboost_classifier", "XGBoost", classifier, table.asked, classifier.predict_proba(table.asked))
    binary = library.XGBClassifier(**small).fit(table.features, table.noisy > 0)
    run.leave("xgboost_binary", "XGBoost", binary, table.asked, binary.predict_proba(table.asked)[:, 1])
    stopped = library.XGBRegressor(**small | {"n_estimators": 300}, early_stopping_rounds=5).fit(
        table.features[:400], table.returns[:400], eval_set=[(table.features[400:], table.returns[400:])],
        verbose=False)
    run.leave("xgboost_stopped", "XGBoost", stopped, table.asked, stopped.predict(table.asked))
    ranker = library.XGBRanker(**small).fit(
        table.features, table.grades, qid=numpy.repeat(range(len(table.groups)), 30))
    run.leave("xgboost_ranker", "XGBoost", ranker, table.asked, ranker.predict(table.asked))


def catboost(run):
    import catboost as library

    @run.attempt
    def train(name, label, policy=None, wrap=library.CatBoost, table=None, kind=None, group=None, **parameters):
        table = table or Table(4)
        given = dict(iterations=20, depth=4, learning_rate=0.2, random_seed=7, verbose=False, thread_count=1,
                     allow_writing_files=False) | parameters
        if policy:
            given["grow_policy"] = policy
        data = library.Pool(table.features, label, feature_names=NAMES, group_id=group)
        model = wrap(given) if wrap is library.CatBoost else wrap(**given)
        model.fit(data)
        ask = library.Pool(table.asked, feature_names=NAMES)
        run.leave(f"catboost_{name}{'_' + policy.lower() if policy else ''}", "CatBoost", model, table.asked,
                  model.predict(ask, prediction_type=kind or "RawFormulaVal"),
                  expected_raw_score=model.predict(ask, prediction_type="RawFormulaVal"))

    table = Table(4)
    positive = numpy.abs(table.noisy) + 0.1
    for loss in ["RMSE", "MAE", "Quantile:alpha=0.3", "MAPE", "Huber:delta=0.5", "Expectile:alpha=0.3", "Lq:q=3",
                 "LogCosh"]:
        train(loss.split(":")[0].lower(), table.noisy, loss_function=loss)
    for loss in ["Poisson", "Tweedie:variance_power=1.5", "LogLinQuantile:alpha=0.3"]:
        train(loss.split(":")[0].lower(), positive, kind="Exponent", loss_function=loss)
    train("cox", positive, kind="Exponent", loss_function="Cox")
    train("multi_quantile", table.noisy, loss_function="MultiQuantile:alpha=0.1,0.5,0.9")
    train("uncertainty", table.noisy, loss_function="RMSEWithUncertainty", kind="RMSEWithUncertainty")
    for loss in ["YetiRank", "QueryRMSE", "QuerySoftMax", "PairLogit"]:
        train(loss.lower(), table.grades, loss_function=loss, group=numpy.repeat(range(len(table.groups)), 30))
    two = numpy.stack([table.returns, table.noisy], axis=1)
    for policy in [None, "Depthwise", "Lossguide"]:
        train("logloss", table.noisy > 0, policy, kind="Probability", loss_function="Logloss")
        train("multiclass", table.classes, policy, kind="Probability", loss_function="MultiClass")
        train("one_against_all", table.classes, policy, kind="Probability", loss_function="MultiClassOneVsAll")
        train("multi_rmse", two, policy, loss_function="MultiRMSE")
        train("infinite_low", table.returns, policy, nan_mode="Min")
        train("infinite_high", table.returns, policy, nan_mode="Max")
    train("cross_entropy", 1 / (1 + numpy.exp(-table.noisy)), kind="Probability", loss_function="CrossEntropy")
    train("multi_label", (two > 0).astype(int), kind="Probability", loss_function="MultiLogloss")
    train("deep", table.returns, "Lossguide", max_leaves=200, iterations=40, depth=16, min_data_in_leaf=1)
    train("classifier", numpy.array(["down", "flat", "up"])[table.classes], wrap=library.CatBoostClassifier,
          kind="Probability")
    train("regressor", table.returns, wrap=library.CatBoostRegressor)
    ranker = library.CatBoostRanker(iterations=15, verbose=False, allow_writing_files=False, thread_count=1)
    ranker.fit(library.Pool(table.features, table.grades, group_id=numpy.repeat(range(len(table.groups)), 30)))
    run.leave("catboost_ranker", "CatBoost", ranker, table.asked, ranker.predict(table.asked))


def sklearn(run):
    from sklearn import ensemble, impute, linear_model, model_selection, neural_network, pipeline, preprocessing, tree

    full, holes = Table(5, missing=0), Table(5)
    two = numpy.stack([full.noisy, full.signal], axis=1)
    scaled = preprocessing.StandardScaler

    def leave(name, model, label, table=full):
        model.fit(table.features, label)
        give = getattr(model, "predict_proba", None) or model.predict
        got = give(table.asked)
        # In LightGBM's form a model of two classes gives the second alone.
        got = got[:, 1] if name == "histogram_binary" else got
        run.leave(f"sklearn_{name}", "Sklearn", model, table.asked, got)

    def lines(model):
        return pipeline.make_pipeline(scaled(), model)

    for name, model in [
        ("ridge", linear_model.Ridge()), ("linear", linear_model.LinearRegression()),
        ("lasso", linear_model.Lasso(1e-4)), ("elastic", linear_model.ElasticNet(1e-4)),
        ("bayesian", linear_model.BayesianRidge()), ("huber", linear_model.HuberRegressor(max_iter=1000)),
        ("ridge_cv", linear_model.RidgeCV()),
    ]:
        leave(name, lines(model), full.returns)
        leave(f"{name}_bare", model, full.returns)
    leave("two_targets", lines(linear_model.Ridge()), two)
    leave("logistic", lines(linear_model.LogisticRegression()), full.noisy > 0)
    leave("logistic_classes", lines(linear_model.LogisticRegression()), full.classes)
    leave("logistic_words", lines(linear_model.LogisticRegression()), numpy.array(["a", "b", "c"])[full.classes])
    small = dict(random_state=7)
    for name, kind in [("forest", ensemble.RandomForestRegressor), ("extra", ensemble.ExtraTreesRegressor)]:
        leave(name, kind(12, max_depth=7, **small), full.returns)
        leave(f"{name}_two", kind(12, max_depth=5, **small), two)
    for name, kind in [("forest", ensemble.RandomForestClassifier), ("extra", ensemble.ExtraTreesClassifier)]:
        leave(f"{name}_binary", kind(12, max_depth=6, **small), full.noisy > 0)
        leave(f"{name}_classes", kind(12, max_depth=6, **small), full.classes)
    leave("forest_missing", ensemble.RandomForestRegressor(12, max_depth=6, **small), full.returns, holes)
    leave("tree", tree.DecisionTreeRegressor(max_depth=6, **small), full.returns)
    leave("tree_classes", tree.DecisionTreeClassifier(max_depth=6, **small), full.classes)
    leave("boosting", ensemble.GradientBoostingRegressor(n_estimators=20, **small), full.returns)
    leave("boosting_binary", ensemble.GradientBoostingClassifier(n_estimators=20, **small), full.noisy > 0)
    leave("boosting_classes", ensemble.GradientBoostingClassifier(n_estimators=10, **small), full.classes)
    leave("histogram", ensemble.HistGradientBoostingRegressor(max_iter=20, **small), full.returns, holes)
    leave("histogram_binary", ensemble.HistGradientBoostingClassifier(max_iter=20, **small), full.noisy > 0, holes)
    leave("histogram_classes", ensemble.HistGradientBoostingClassifier(max_iter=10, **small), full.classes, holes)
    layers = dict(hidden_layer_sizes=(12, 6), max_iter=120, **small)
    warnings.simplefilter("ignore")
    for activation in ["relu", "tanh", "logistic", "identity"]:
        leave(f"layers_{activation}", lines(neural_network.MLPRegressor(activation=activation, **layers)), full.returns)
    leave("layers_two", lines(neural_network.MLPRegressor(**layers)), two)
    leave("layers_binary", lines(neural_network.MLPClassifier(**layers)), full.noisy > 0)
    leave("layers_classes", lines(neural_network.MLPClassifier(**layers)), full.classes)
    filled = pipeline.make_pipeline(impute.SimpleImputer(strategy="median"), scaled(), linear_model.Ridge())
    leave("imputed", filled, full.returns, holes)
    for name, scaler in [("minmax", preprocessing.MinMaxScaler()), ("robust", preprocessing.RobustScaler()),
                         ("maxabs", preprocessing.MaxAbsScaler())]:
        leave(name, pipeline.make_pipeline(scaler, linear_model.Ridge()), full.returns)
    leave("search", model_selection.GridSearchCV(lines(linear_model.Ridge()), {"ridge__alpha": [0.1, 1]}), full.returns)
    leave("voting", ensemble.VotingRegressor([("a", linear_model.Ridge()),
                                              ("b", tree.DecisionTreeRegressor(max_depth=4, **small))]), full.returns)


def prepared(run):
    """Models that take features which were filled, centred and scaled: in a Pipeline, beside the model, in a dictionary."""
    import catboost
    import lightgbm
    import xgboost
    from sklearn import impute, linear_model, pipeline, preprocessing

    table = Table(6)
    small = dict(n_estimators=15, max_depth=4, random_state=7, n_jobs=1)
    fill, scale = impute.SimpleImputer(strategy="median"), preprocessing.StandardScaler()
    model = pipeline.make_pipeline(fill, scale, lightgbm.LGBMRegressor(**small, verbosity=-1))
    model.fit(table.features, table.returns)
    run.leave("prepared_pipeline", "LightGBM", model, table.asked, model.predict(table.asked))
    rows = scale.fit_transform(table.features)
    asked = scale.transform(table.asked)
    model = xgboost.XGBRegressor(**small).fit(rows, table.returns)
    run.leave("prepared_beside", "XGBoost", model, table.asked, model.predict(asked), beside={"scaler.joblib": scale})
    robust = preprocessing.RobustScaler()
    model = catboost.CatBoostRegressor(iterations=15, depth=4, verbose=False, allow_writing_files=False, thread_count=1)
    model.fit(robust.fit_transform(table.features), table.returns)
    run.leave("prepared_dictionary", "CatBoost", {"model": model, "scaler": robust}, table.asked,
              model.predict(robust.transform(table.asked)))
    fill = impute.SimpleImputer(strategy="mean").fit(table.features)
    scale = preprocessing.StandardScaler().fit(fill.transform(table.features))
    ready = [scale.transform(fill.transform(part)) for part in (table.features, table.asked)]
    model = linear_model.Ridge().fit(ready[0], table.returns)
    run.leave("prepared_linear", "Ridge", model, table.asked, model.predict(ready[1]),
              beside={"scaler.joblib": scale, "imputer.pkl": fill})


def refused(run):
    """What has no native form, or contradicts itself; a target's name says which words the refusal has."""
    import catboost
    import lightgbm
    from sklearn import linear_model, pipeline, preprocessing

    table = Table(7, missing=0)
    bare = linear_model.Ridge().fit(table.features, table.returns)

    def leave(words, model, **more):
        run.leave(words.replace(" ", "_"), "Any", model, [], [], **more)

    leave("no native form", [1, 2])
    leave("dictionary without a model", {"weights": [1.0]})
    leave("8 features and the metadata 7", bare, order=NAMES[:7])
    leave("are not those of the metadata", lightgbm.train(
        {"verbosity": -1}, lightgbm.Dataset(table.features, table.returns, feature_name=NAMES), 2),
        order=["other", *NAMES[1:]])
    leave("is no StandardScaler", bare, beside={"scaler.pkl": preprocessing.MinMaxScaler().fit(table.features)})
    leave("beside a Pipeline", pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.Ridge()).fit(
        table.features, table.returns), beside={"scaler.pkl": preprocessing.StandardScaler().fit(table.features)})
    leave("PolynomialFeatures before", pipeline.make_pipeline(
        preprocessing.PolynomialFeatures(2), lightgbm.LGBMRegressor(n_estimators=2, verbosity=-1)).fit(
        table.features, table.returns))
    words = numpy.where(table.features[:, :1] > 0, "up", "down").astype(object)
    leave("features of categories", catboost.CatBoostRegressor(iterations=2, verbose=False, allow_writing_files=False).fit(
        numpy.hstack([words, table.features[:, 1:].astype(object)]), table.returns, cat_features=[0]))


PARTS = {"lightgbm": lightgbm, "xgboost": xgboost, "catboost": catboost, "sklearn": sklearn, "prepared": prepared}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    words = [word for word in sys.argv[2:] if word != "--lenient"]
    for part in words or PARTS:
        (PARTS | {"refused": refused})[part](Run(sys.argv[1], "--lenient" in sys.argv))
