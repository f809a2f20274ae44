import Foundation
import SluiceModels

/// Walks golden files and evaluates what stands at the same place among the models.
struct GoldenRun {
    /// What became of one model file.
    struct Result {
        let path: String
        var agrees = false
        /// The largest error, in units of what is allowed; nil when nothing could be compared.
        var worst: Double?
        var message: String?
    }

    private let models: URL
    private let golden: URL

    init(models: String, golden: String) {
        self.models = URL(filePath: models, directoryHint: .isDirectory).standardizedFileURL
        self.golden = URL(filePath: golden, directoryHint: .isDirectory).standardizedFileURL
    }

    /// A result for each golden file and format beside it.
    func results() -> [Result] {
        let names = ["golden_predictions.json", "golden_onnx.json"]
        let files = FileManager.default.enumerator(atPath: golden.path)?.compactMap { $0 as? String } ?? []
        return files.filter { names.contains(($0 as NSString).lastPathComponent) }.sorted().flatMap(results)
    }

    private func results(of file: String) -> [Result] {
        let folder = (file as NSString).deletingLastPathComponent
        let isONNX = file.hasSuffix("golden_onnx.json")
        let place = models.appending(path: folder)
        let beside = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        let formats = beside.filter {
            ["txt", "json", "ubj", "cbm", "onnx"].contains(($0 as NSString).pathExtension)
        }
        .filter { !$0.hasPrefix("golden_") && $0.hasPrefix("model.") }.sorted()
        let native = formats.filter { !$0.hasSuffix(".onnx") }
        let wanted = isONNX ? formats.filter { $0.hasSuffix(".onnx") } : native.isEmpty ? formats : native
        guard !wanted.isEmpty else { return [Result(path: file, message: "no model file stands beside it")] }
        return wanted.map { name in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            do {
                let golden = try GoldenFile(golden.appending(path: file))
                return try golden.compare(place.appending(path: name), path)
            } catch { return Result(path: path, message: "\(error)") }
        }
    }

    /// A line for each file and the totals.
    func text(_ results: [Result]) -> [UInt8] {
        let lines = results.map { result in
            let worst = result.worst.map { String(format: "%.3g of what is allowed", $0) } ?? "not compared"
            let note = result.message.map { ": " + $0 } ?? ""
            return "\(result.agrees ? "agree " : "DIFFER") \(result.path) (\(worst))\(note)"
        }
        return Array((lines + [total(results)]).joined(separator: "\n").utf8) + [0x0A]
    }

    private func total(_ results: [Result]) -> String {
        let agree = results.count { $0.agrees }
        return "total \(results.count) agree \(agree) differ \(results.count - agree)"
    }

    /// The same as one JSON object.
    func json(_ results: [Result]) -> [UInt8] {
        let files = results.map { result -> [String: Any] in
            [
                "path": result.path, "agrees": result.agrees, "worst": result.worst ?? NSNull(),
                "message": result.message ?? NSNull(),
            ]
        }
        let agree = results.count { $0.agrees }
        let object: [String: Any] = [
            "files": files, "total": results.count, "agree": agree, "differ": results.count - agree,
        ]
        let data = try? JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
        return Array(data ?? Data()) + [0x0A]
    }
}
