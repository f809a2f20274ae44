"""train.py FOLDER: trains the models that are compared, from seeds, and writes rows to evaluate.

Rows are doubles, row behind row, 10,000 of 50 features with 5% missing.
"""

import os
import sys

import numpy as np

ROWS, FEATURES = 10_000, 50


def data(seed, rows, missing=0.05):
    dice = np.random.default_rng(seed)
    x = dice.standard_normal((rows, FEATURES))
    y = (x[:, :10] * x[:, 10:20]).sum(axis=1) + np.sin(3 * x[:, 20:30]).sum(axis=1) + x[:, 30:].sum(axis=1) / 4
    y += dice.standard_normal(rows)
    x[dice.random(x.shape) < missing] = np.nan
    return x, y


def lightgbm_models(folder, x, y):
    import lightgbm as lgb

    def train(name, leaves, x, trees=500, **more):
        parameters = dict(objective="regression", num_leaves=leaves, num_threads=1, seed=1, verbosity=-1,
                          learning_rate=0.05, min_data_in_leaf=20, deterministic=True, force_row_wise=True)
        lgb.train(parameters, lgb.Dataset(x, y, **more), trees).save_model(f"{folder}/{name}.txt")

    train("lightgbm_31", 31, x)
    train("lightgbm_255", 255, x)
    c, codes = x.copy(), np.random.default_rng(3).integers(0, 60, (len(x), 5)).astype(float)
    c[:, :5] = codes
    train("lightgbm_categories", 31, c, categorical_feature=list(range(5)))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    x, y = data(1, 20_000)
    rows, _ = data(2, ROWS)
    rows.tofile(f"{folder}/rows.f64")
    rows.astype(np.float32).astype(np.float64).tofile(f"{folder}/rows_single.f64")
    categories = rows.copy()
    categories[:, :5] = np.random.default_rng(5).integers(-1, 62, (ROWS, 5))
    categories.tofile(f"{folder}/rows_categories.f64")
    lightgbm_models(folder, x, y)

    import xgboost as xgb
    single = x.astype(np.float32)
    booster = xgb.train(dict(max_leaves=31, max_depth=0, grow_policy="lossguide", tree_method="hist", eta=0.05,
                             nthread=1, seed=1), xgb.DMatrix(single, y), 500)
    booster.save_model(f"{folder}/xgboost_31.json")

    import catboost
    model = catboost.CatBoostRegressor(iterations=500, depth=6, thread_count=1, random_seed=1, verbose=0,
                                       allow_writing_files=False)
    model.fit(x, y)
    model.save_model(f"{folder}/catboost_6.cbm")


if __name__ == "__main__":
    main(sys.argv[1])
