import Foundation
import SluiceModels

/// Inputs and what a library made of them.
struct GoldenFile {
    private let inputs: [[Double]]
    private let expected: [[Double]]
    /// Sums before the output transform; nil where the file has none.
    private let margins: [[Double]]?
    private let order: [String]
    private let tolerance: Double?

    init(_ file: URL) throws {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        let isONNX = file.lastPathComponent == "golden_onnx.json"
        inputs = try Self.rows(object["inputs"])
        expected = try Self.rows(object[isONNX ? "expected_onnxruntime" : "expected"])
        let sums = object["expected_margin"] ?? object["expected_raw_score"]
        margins = isONNX ? nil : try sums.map { try Self.rows($0) }
        order = object["feature_order"] as? [String] ?? []
        tolerance = object["absolute_tolerance"] as? Double
        guard !inputs.isEmpty, inputs.count == expected.count,
            margins.map({ $0.count == inputs.count }) ?? true
        else {
            throw GoldenFault("\(inputs.count) inputs and \(expected.count) results")
        }
    }

    private static func rows(_ value: Any?) throws -> [[Double]] {
        guard let rows = value as? [Any] else { throw GoldenFault("a list of rows is missing") }
        return try rows.map { row in try (row as? [Any] ?? [row]).map(number) }
    }

    private static func number(_ value: Any) throws -> Double {
        switch value {
        case let number as NSNumber: return number.doubleValue
        case "NaN" as String: return .nan
        case "Infinity" as String: return .infinity
        case "-Infinity" as String: return -.infinity
        case is NSNull: return .nan
        default: throw GoldenFault("'\(value)' is no number")
        }
    }

    /// Evaluates a model file on the inputs.
    func compare(_ file: URL, _ path: String) throws -> GoldenRun.Result {
        let data = try Data(contentsOf: file)
        let (model, format) = try data.withUnsafeBytes { raw in
            let bytes = raw.assumingMemoryBound(to: UInt8.self)
            return (try ModelFile.read(bytes), ModelFile.format(of: bytes))
        }
        let allowed = Allowance(file, format, tolerance: tolerance)
        let columns = try columns(of: model)
        var worst = 0.0
        for (index, input) in inputs.enumerated() {
            let row = columns.map { input[$0] }
            worst = max(worst, try allowed.worst(model(row), expected[index], units: 2))
            if let margins {
                worst = max(worst, try allowed.worst(model.margins(row), margins[index], units: 1))
            }
        }
        return GoldenRun.Result(path: path, agrees: worst <= 1, worst: worst)
    }

    /// Where each feature of the model stands in an input.
    private func columns(of model: Model) throws -> [Int] {
        guard !model.features.isEmpty, !order.isEmpty else { return Array(0..<model.evaluator.features) }
        return try model.features.map { name in
            guard let index = order.firstIndex(of: name) else {
                throw GoldenFault("no input is named '\(name)'")
            }
            return index
        }
    }
}

/// A golden file that is not of the form that is expected.
struct GoldenFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
