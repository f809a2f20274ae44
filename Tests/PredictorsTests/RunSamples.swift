import Foundation
import SluiceKit
import SluiceModels
import SluiceTestKit

/// Training runs as files of a test.
enum RunSamples {
    /// The run that the examples use, below `runs/golden_run`.
    static let golden: MemoryFiles = MemoryFiles(bytes: goldenFiles)

    /// The bytes of the golden run's files.
    static let goldenFiles: [String: [UInt8]] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Data/runs")
        var files: [String: [UInt8]] = [:]
        let found = FileManager.default.enumerator(atPath: root.path)
        while let name = found?.nextObject() as? String {
            guard name.hasPrefix("golden_run/"),
                let bytes = FileManager.default.contents(atPath: root.path + "/" + name),
                name.hasSuffix(".json") || name.contains("/model.")
            else { continue }
            files["runs/" + name] = Array(bytes)
        }
        return files
    }()

    /// A run of small models without checksums, below `runs`: `up` of two families, `peak` and `valley` of one.
    ///
    /// Their training saw nothing but 0, so that features are outside in every cycle.
    static let small: MemoryFiles = MemoryFiles(bytes: files(infos: "[0:0] [0:0]"))

    /// The files of that run; `leaves` are those of `up`, `infos` what the training saw of each feature.
    static func files(
        leaves: String = "-0.01 0.02", objective: String = "regression", infos: String = "none none"
    ) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        func add(_ target: String, _ family: String, _ objective: String, _ leaves: String) {
            let folder = "runs/targets/\(target)/models/view=CROSS_SECTIONAL/family=\(family)"
            files[folder + "/model.txt"] = Array(model(objective, leaves, infos).utf8)
            files[folder + "/model_meta.json"] = Array("{\"interval_minutes\": 1440, \"n_features\": 2}".utf8)
        }
        add("up", "LightGBM", objective, leaves)
        add("up", "Forest", "regression", "0.001 0.002")
        add("peak", "LightGBM", "binary sigmoid:1", "-1 1")
        add("valley", "LightGBM", "binary sigmoid:1", "2 -2")
        return files
    }

    /// The first leaf up to a return over five bars of 0.5, the second above it.
    private static func model(_ objective: String, _ leaves: String, _ infos: String) -> String {
        """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        max_feature_idx=1
        objective=\(objective)
        feature_names=ret_5d rsi_14
        feature_infos=\(infos)

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        threshold=0.5
        decision_type=10
        left_child=-1
        right_child=-2
        leaf_value=\(leaves)
        is_linear=0

        end of trees

        """
    }

    /// The golden run, read.
    static func goldenRun() throws -> TrainingRun {
        try TrainingRun.open(golden.folder(at: PipelinePath("runs")), id: "golden_run")
    }
}
