import Glibc
import SluiceKit

/// A training run of random models in a folder of its own: for each target 20 trees of LightGBM, 20 of XGBoost, and a
/// line, on eight features.
final class TrainedRun {
    /// The folder that the run lies in.
    let folder: String
    /// What was made, folders before what is in them.
    private var made: [String] = []
    static let features = [
        "bb_position", "macd_hist", "ret_10d", "ret_1d", "ret_5d", "rsi_14", "vol_10d", "volume_ma_ratio",
    ]
    /// How far the features of a minute's bars spread, roughly.
    private static let scales = [0.5, 0.01, 0.003, 0.001, 0.002, 50, 0.001, 1]

    init(targets: Int, seed: UInt64 = 11) throws {
        var template = Array("/tmp/sluice-bench-XXXXXX".utf8CString)
        guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else {
            throw BenchError("no folder")
        }
        self.folder = folder
        var dice = Dice(seed: seed)
        for target in 0..<targets {
            try write(target, "LightGBM", "model.txt", Self.lightGBM(&dice))
            try write(target, "XGBoost", "model.json", Self.xgboost(&dice))
            try write(target, "Linear", "model.json", Self.linear(&dice))
        }
    }

    deinit {
        for path in made.reversed() { remove(path) }
        remove(folder)
    }

    private func write(_ target: Int, _ family: String, _ name: String, _ model: String) throws {
        var path = folder
        for part in ["run", "targets", "t\(target)", "models", "view=CROSS_SECTIONAL", "family=\(family)"] {
            path += "/" + part
            if mkdir(path, 0o700) == 0 { made.append(path) }
        }
        let list = Self.features.map { "\"\($0)\"" }.joined(separator: ",")
        let meta = """
            {"family":"\(family)","features":[\(list)],"feature_list":[\(list)],"n_features":8,\
            "interval_minutes":1,"target":"t\(target)","view":"CROSS_SECTIONAL"}
            """
        for (file, text) in [(name, model), ("model_meta.json", meta)] {
            guard let handle = fopen("\(path)/\(file)", "w") else { throw BenchError("no file") }
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, handle) }
            fclose(handle)
            made.append("\(path)/\(file)")
        }
    }

    private static func forest(_ dice: inout Dice) -> [RandomTree] {
        (0..<20).map { _ in RandomTree(leaves: 31, scales: scales, &dice) }
    }

    private static func lightGBM(_ dice: inout Dice) -> String {
        let trees = forest(&dice).enumerated().map { $1.lightGBM(number: $0) }
        return """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=\(features.count - 1)
            objective=regression
            feature_names=\(features.joined(separator: " "))
            feature_infos=\(features.map { _ in "[-100:100]" }.joined(separator: " "))
            tree_sizes=\(trees.map { String($0.utf8.count) }.joined(separator: " "))

            \(trees.joined())end of trees

            """
    }

    private static func xgboost(_ dice: inout Dice) -> String {
        let trees = forest(&dice).enumerated().map { $1.xgboost(number: $0, features: features.count) }
        return learner(
            """
            {"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"\(trees.count)"},\
            "iteration_indptr":[\((0...trees.count).map(String.init).joined(separator: ","))],\
            "tree_info":[\(trees.map { _ in "0" }.joined(separator: ","))],"trees":[\(trees.joined(separator: ","))]},\
            "name":"gbtree"}
            """)
    }

    private static func linear(_ dice: inout Dice) -> String {
        let weights = (scales + [1]).map { Float(0.001 * dice.normal() / $0) }
        let list = weights.map(\.description).joined(separator: ",")
        return learner(#"{"model":{"boosted_rounds":10,"weights":[\#(list)]},"name":"gblinear"}"#)
    }

    private static func learner(_ booster: String) -> String {
        let names = features.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"learner":{"attributes":{},"feature_names":[\(names)],"feature_types":[],"gradient_booster":\(booster),\
            "learner_model_param":{"base_score":"[0E0]","boost_from_average":"1","num_class":"0",\
            "num_feature":"\(features.count)","num_target":"1"},\
            "objective":{"name":"reg:squarederror","reg_loss_param":{"scale_pos_weight":"1"}}},"version":[3,2,0]}
            """
    }
}
