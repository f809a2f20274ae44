import Foundation
import SluiceModels

/// Loads a training run as the product does and predicts the rows of the golden file beside each model.
///
/// `run-values RUN` prints a line of JSON for each model, with its numbers by row, and for each one that is refused.
@main
struct RunValues {
    static func main() throws {
        let root = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".", directoryHint: .isDirectory)
        let run = try TrainingRun.open(DiskFolder(root: root))
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

/// A folder of the file system, for a run that this judge made itself.
struct DiskFolder: RunFolder {
    let root: URL

    func entries(of path: String) throws(RunFolderError) -> [RunFolderEntry] {
        do {
            let folder = path.isEmpty ? root : root.appending(path: path)
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).map { name in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(
                    atPath: folder.appending(path: name).path, isDirectory: &isFolder)
                return RunFolderEntry(name, isFolder: isFolder.boolValue)
            }
        } catch { throw RunFolderError(.unreadable, "\(error)") }
    }

    func read(_ path: String, limit: Int) throws(RunFolderError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else {
            throw RunFolderError(.missing, "there is no such file")
        }
        guard data.count <= limit else { throw RunFolderError(.tooLarge, "it has \(data.count) bytes") }
        return Array(data)
    }
}
