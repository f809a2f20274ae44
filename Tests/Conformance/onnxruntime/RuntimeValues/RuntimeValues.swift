import Foundation
import SluiceFiles
import SluiceKit
import SluiceModels

/// Answers what `RuntimeEvaluator` makes of models, for `compare.py` to hold against ONNX Runtime's own Python package.
///
/// `runtime-values LIBRARY` reads questions from standard input, one JSON object a line: `model` (a path), `inputs` (rows,
/// or windows as one row each), or `run` (the folder of a training run of one model), `batch`, for a window `length`, `features` and `layout`, and `native` to evaluate here instead. Each is answered by a line: `outputs` and `names`, or `error`,
/// with `failures` beside what a failure left.
@main struct RuntimeValues {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else { exit(64) }
        let library: ONNXRuntimeLibrary
        do { library = try ONNXRuntimeLibrary.open(path: CommandLine.arguments[1]) } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(69)
        }
        while let line = readLine() {
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            let question = try decoder.decode(Question.self, from: Data(line.utf8))
            let encoder = JSONEncoder()
            encoder.nonConformingFloatEncodingStrategy = .convertToString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            print(String(decoding: try encoder.encode(answer(question, library)), as: UTF8.self))
        }
    }

    private struct Question: Decodable {
        let model: String?
        let run: String?
        let inputs: [[Double]]
        let batch: Int?
        let length: Int?
        let features: Int?
        let layout: String?
        let native: Bool?
    }

    private struct Answer: Encodable {
        var outputs: [[Double]]?
        var names: [String]?
        var error: String?
        var failures: Int?
    }

    private static func answer(_ question: Question, _ library: ONNXRuntimeLibrary) throws -> Answer {
        if let run = question.run { return try answer(question, ConfinedFolder(anywhere: run), library) }
        let data = try Data(contentsOf: URL(filePath: question.model ?? ""))
        do {
            let model = try data.withUnsafeBytes { raw in
                let bytes = raw.assumingMemoryBound(to: UInt8.self)
                if question.native == true { return try ModelFile.read(bytes) }
                let layout = question.layout.flatMap { RuntimeForm.Layout(rawValue: $0) } ?? .timeFirst
                let form: RuntimeForm =
                    question.layout == nil
                    ? .row(features: question.features)
                    : .window(length: question.length, features: question.features, layout)
                return try ONNXModel.read(bytes, with: library, form: form, batch: question.batch ?? 64)
            }
            return evaluate(model, question.inputs)
        } catch { return Answer(error: "\(error)") }
    }

    /// What the only model of a run says, or why it was not loaded.
    private static func answer(
        _ question: Question, _ folder: any FolderAccess, _ library: ONNXRuntimeLibrary
    ) throws -> Answer {
        var options = RunOptions()
        options.runtime = RuntimeChoice(path: library.path, batch: question.batch ?? 64)
        let run = try TrainingRun.open(folder, options: options)
        guard let model = run.models.first else {
            return Answer(error: run.refusals.first.map { "\($0.reason.rawValue): \($0)" } ?? "no model")
        }
        return evaluate(model.model, question.inputs)
    }

    private static func evaluate(_ model: Model, _ inputs: [[Double]]) -> Answer {
        let evaluator = model.evaluator
        let width = evaluator.features * (evaluator.sequence ?? 1)
        guard inputs.allSatisfy({ $0.count == width }) else {
            return Answer(error: "an input has \(inputs.first?.count ?? 0) numbers, not \(width)")
        }
        var results = [Double](repeating: .nan, count: max(inputs.count * evaluator.outputs, 1))
        let numbers: [Double] = Array(inputs.joined()) + [0]
        let runtime = evaluator as? RuntimeEvaluator
        evaluator.evaluate(numbers, count: inputs.count, into: &results)
        let outputs = inputs.indices.map { row in
            Array(results[row * evaluator.outputs..<(row + 1) * evaluator.outputs])
        }
        return Answer(
            outputs: outputs, names: model.outputs.map(\.name), error: runtime?.lastFailure,
            failures: runtime?.failures)
    }
}
