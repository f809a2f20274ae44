"""prepare.py FOLDER: compiles and converts the trained models for the peers, and writes the list of cases."""

import glob
import os
import subprocess
import sys

import catboost
import lightgbm
import lleaves
import onnxruntime
import onnxmltools
import tl2cgen
import treelite
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType


def library(module, pattern):
    return glob.glob(os.path.join(os.path.dirname(module.__file__), pattern))[0]


def compile_lleaves(source, target, inlines):
    """The trees called one by one, or all in one function, which takes its compiler half a minute and more."""
    model = lleaves.Model(model_file=source)
    model.compile(cache=target + ".o", raw_score=True, finline=inlines)
    subprocess.check_call(["cc", "-shared", "-o", target, target + ".o"])


def compile_tl2cgen(source, target):
    folder = target + ".c"
    tl2cgen.generate_c_code(
        treelite.frontend.load_lightgbm_model(source), dirpath=folder, params={"parallel_comp": 8})
    subprocess.check_call(["gcc", "-O3", "-shared", "-fPIC", "-o", target, *glob.glob(folder + "/*.c"), "-lm"])


def compile_catboost(source, target):
    """The model as C++, as CatBoost writes it, behind a function of C."""
    model = catboost.CatBoost()
    model.load_model(source)
    model.save_model(target + ".cpp", format="cpp")
    with open(target + ".cpp", "a") as file:
        file.write("""
extern "C" double catboost_row(const float *row, int count) {
    return ApplyCatboostModel(std::vector<float>(row, row + count));
}
""")
    subprocess.check_call(["g++", "-O3", "-shared", "-fPIC", "-o", target, target + ".cpp"])


def convert_onnx(source, target):
    booster = lightgbm.Booster(model_file=source)
    onnx = onnxmltools.convert_lightgbm(
        booster, initial_types=[("x", FloatTensorType([None, booster.num_feature()]))], zipmap=False)
    onnxmltools.utils.save_model(onnx, target)


def main(folder):
    lgb, xgb = library(lightgbm, "lib/lib_lightgbm.so"), library(xgboost, "lib/libxgboost.so")
    ort = library(onnxruntime, "capi/libonnxruntime.so.*")
    made = {
        "lightgbm_31.so": ("lightgbm_31.txt", lambda *paths: compile_lleaves(*paths, inlines=False)),
        "lightgbm_31_inlined.so": ("lightgbm_31.txt", lambda *paths: compile_lleaves(*paths, inlines=True)),
        "lightgbm_31_tl2cgen.so": ("lightgbm_31.txt", compile_tl2cgen),
        "lightgbm_31.onnx": ("lightgbm_31.txt", convert_onnx),
        "catboost_6.so": ("catboost_6.cbm", compile_catboost),
    }
    for target, (source, make) in made.items():
        if not os.path.exists(f"{folder}/{target}"):
            make(f"{folder}/{source}", f"{folder}/{target}")
    with open(f"{folder}/cases", "w") as cases:
        cases.write(f"lightgbm_31.txt rows.f64 lightgbm={lgb}=lightgbm_31.txt lleaves=-=lightgbm_31.so "
                    f"lleaves-inlined=-=lightgbm_31_inlined.so tl2cgen=-=lightgbm_31_tl2cgen.so "
                    f"onnxruntime={ort}=lightgbm_31.onnx\n")
        cases.write(f"lightgbm_255.txt rows.f64 lightgbm={lgb}=lightgbm_255.txt\n")
        cases.write(f"lightgbm_categories.txt rows_categories.f64 lightgbm={lgb}=lightgbm_categories.txt\n")
        cases.write(f"xgboost_31.json rows_single.f64 xgboost={xgb}=xgboost_31.json\n")
        cases.write("catboost_6.cbm rows_single.f64 catboost-c++=-=catboost_6.so\n")


if __name__ == "__main__":
    main(sys.argv[1])
