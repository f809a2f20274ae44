"""batches.py FOLDER ROUNDS: CatBoost's own predict over all rows at once, whose wheel has no entry point in C."""

import sys
import time

import catboost
import numpy as np


def main(folder, rounds):
    model = catboost.CatBoost()
    model.load_model(f"{folder}/catboost_6.cbm")
    rows = np.fromfile(f"{folder}/rows_single.f64").reshape(10_000, 50).astype(np.float32)
    least = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        model.predict(rows, thread_count=1)
        least = min(least, time.process_time() - began)
    print(f"  catboost in Python, batch of 10000, us a row: {least / len(rows) * 1e6:.2f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
