import Foundation
import SluiceFiles
import SluiceModels

/// Loads a training run as the product does and predicts the rows of the golden file beside each model.
///
/// `run-values RUN` prints a line of JSON for each model, with its numbers by row, and for each one that is refused.
@main
struct RunValues {
    static func main() throws {
        let root = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".", directoryHint: .isDirectory)
        let run = try TrainingRun.open(ConfinedFolder(anywhere: root.path))
        for model in run.models {
            let folder = (model.file as NSString).deletingLastPathComponent
            let golden = root.appending(path: folder).appending(path: "golden_predictions.json")
            try print([
                "folder": folder, "file": model.file, "signed": model.isSigned, "rows": rows(model, golden),
            ])
        }
        for refusal in run.refusals { try print(["folder": refusal.file ?? "", "refused": "\(refusal)"]) }
    }

    /// The model's numbers for each row of a golden file; its features are found by their names.
    private static func rows(_ model: TrainedModel, _ golden: URL) throws -> [[Any]] {
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: golden)) as? [String: Any] ?? [:]
        let order = file["feature_order"] as? [String] ?? []
        let places = model.features.compactMap { order.firstIndex(of: $0) }
        guard places.count == model.features.count else { return [] }
        let inputs = file["inputs"] as? [[Any]] ?? []
        return inputs.map { input -> [Any] in
            let row = places.map { (input[$0] as? NSNumber)?.doubleValue ?? .nan }
            return model.model(row).map { $0.isFinite ? $0 as Any : NSNull() }
        }
    }

    private static func print(_ object: [String: Any]) throws {
        var line = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        line.append(0x0A)
        FileHandle.standardOutput.write(line)
    }
}
