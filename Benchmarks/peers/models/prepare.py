"""prepare.py FOLDER: compiles and converts the trained models for the peers, and writes the list of cases."""

import glob
import os
import subprocess
import sys

import lightgbm
import lleaves
import onnxruntime
import onnxmltools
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType


def library(module, pattern):
    return glob.glob(os.path.join(os.path.dirname(module.__file__), pattern))[0]


def main(folder):
    lgb, xgb = library(lightgbm, "lib/lib_lightgbm.so"), library(xgboost, "lib/libxgboost.so")
    ort = library(onnxruntime, "capi/libonnxruntime.so.*")
    for name in ["lightgbm_31"]:
        if not os.path.exists(f"{folder}/{name}.so"):
            model = lleaves.Model(model_file=f"{folder}/{name}.txt")
            model.compile(cache=f"{folder}/{name}.o", raw_score=True, finline=False)
            subprocess.check_call(["cc", "-shared", "-o", f"{folder}/{name}.so", f"{folder}/{name}.o"])
        if not os.path.exists(f"{folder}/{name}.onnx"):
            booster = lightgbm.Booster(model_file=f"{folder}/{name}.txt")
            onnx = onnxmltools.convert_lightgbm(
                booster, initial_types=[("x", FloatTensorType([None, booster.num_feature()]))], zipmap=False)
            onnxmltools.utils.save_model(onnx, f"{folder}/{name}.onnx")
    with open(f"{folder}/cases", "w") as cases:
        cases.write(f"lightgbm_31.txt rows.f64 lightgbm={lgb}=lightgbm_31.txt lleaves=-=lightgbm_31.so "
                    f"onnxruntime={ort}=lightgbm_31.onnx\n")
        cases.write(f"lightgbm_255.txt rows.f64 lightgbm={lgb}=lightgbm_255.txt\n")
        cases.write(f"lightgbm_categories.txt rows_categories.f64 lightgbm={lgb}=lightgbm_categories.txt\n")
        cases.write(f"xgboost_31.json rows_single.f64 xgboost={xgb}=xgboost_31.json\n")


if __name__ == "__main__":
    main(sys.argv[1])
