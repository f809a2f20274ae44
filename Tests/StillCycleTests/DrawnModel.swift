/// A training run of small forests over bars of half an hour, each written as LightGBM writes its text.
struct DrawnModel {
    let folder: String
    let families: [String]

    /// What `predictor.model` needs to be told of the run; no digest of its files is kept.
    var settings: String { "run: \(folder), allow_unsigned: true" }

    let returnTargets = "30m: { target: short, as: return }, 2h: { target: long, as: return }"
    let turnTargets = "30m: &turn { target: peak, as: peak, opposite: valley }, 2h: *turn"

    /// The files of models that expect returns of up to two percent.
    func returns(_ draw: inout Draw) -> [(name: String, text: String)] {
        files(["short", "long"], "regression", -0.02...0.02, &draw)
    }

    /// The files of models that give probabilities of turns, more often below a half than above it.
    func turns(_ draw: inout Draw) -> [(name: String, text: String)] {
        files(["peak", "valley"], "binary sigmoid:1", -1.2...0.6, &draw)
    }

    private func files(
        _ targets: [String], _ objective: String, _ leaves: ClosedRange<Double>, _ draw: inout Draw
    ) -> [(name: String, text: String)] {
        var files: [(name: String, text: String)] = []
        for target in targets {
            for family in families {
                let place = "\(folder)/targets/\(target)/models/view=CROSS_SECTIONAL/family=\(family)"
                files.append((place + "/model.txt", Self.forest(objective, leaves, &draw)))
                files.append((place + "/model_meta.json", Self.metadata(&draw)))
            }
        }
        return files
    }

    private static let features = DrawnFeature.all.prefix(3)

    /// Without the end of its training a model counts as one that has seen what is replayed.
    private static func metadata(_ draw: inout Draw) -> String {
        let until = draw.one(of: ["", ", \"trained_until\": \"2023-12-01\""])
        return "{\"interval_minutes\": 30, \"n_features\": \(features.count)\(until)}"
    }

    /// Trees of one split each.
    private static func forest(
        _ objective: String, _ leaves: ClosedRange<Double>, _ draw: inout Draw
    ) -> String {
        var lines = [
            "tree", "version=v4", "num_class=1", "num_tree_per_iteration=1",
            "max_feature_idx=\(features.count - 1)", "objective=\(objective)",
            "feature_names=\(features.map(\.name).joined(separator: " "))",
            "feature_infos=\(features.map { _ in "none" }.joined(separator: " "))", "",
        ]
        for tree in 0..<draw.number(1...3) {
            let feature = draw.number(0...features.count - 1)
            lines += [
                "Tree=\(tree)", "num_leaves=2", "num_cat=0", "split_feature=\(feature)",
                "threshold=\(draw.value(features[feature].usual))", "decision_type=10", "left_child=-1",
                "right_child=-2", "leaf_value=\(draw.value(leaves)) \(draw.value(leaves))", "is_linear=0", "",
            ]
        }
        return (lines + ["end of trees", ""]).joined(separator: "\n")
    }
}
