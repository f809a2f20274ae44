import SluiceModels
import Testing

/// What a model's file says of its numbers.
@Suite struct ModelOutputTests {
    private static let plain = [ModelOutput(name: "value")]

    private static func probabilities(_ labels: String...) -> [ModelOutput] {
        labels.map { ModelOutput(name: "probability(\($0))", kind: .probability(of: $0)) }
    }

    private static func quantile(_ probability: Double) -> [ModelOutput] {
        [ModelOutput(name: "quantile(\(probability))", kind: .quantile(probability))]
    }

    @Test(arguments: [
        ("lightgbm/binary/model.txt", probabilities("1")),
        ("lightgbm/multiclass/model.txt", probabilities("0", "1", "2")),
        ("lightgbm/quantile/model.txt", quantile(0.9)),
        ("lightgbm/poisson/model.txt", plain),
        ("lightgbm/random_forest/model.txt", plain),
        ("xgboost/logistic/model.json", probabilities("1")),
        ("xgboost/multiclass/model.ubj", probabilities("0", "1", "2")),
        ("xgboost/quantile/model.json", quantile(0.75)),
        ("xgboost/quantile/model.ubj", quantile(0.75)),
        ("xgboost/gblinear/model.json", plain),
        ("catboost/logloss/model.json", probabilities("0", "1")),
        ("catboost/logloss/model.cbm", probabilities("0", "1")),
        ("catboost/multiclass/model.json", probabilities("0", "1", "2")),
        ("catboost/multiclass/model.cbm", probabilities("0", "1", "2")),
        ("catboost/rmse_oblivious/model.cbm", plain),
        ("catboost/multi_label/model.cbm", probabilities("0", "1")),
        (
            "catboost/multi_rmse_lossguide/model.json",
            [ModelOutput(name: "value0"), ModelOutput(name: "value1")]
        ),
        (
            "catboost/uncertainty/model.cbm",
            [ModelOutput(name: "mean"), ModelOutput(name: "variance", kind: .variance)]
        ),
        ("catboost/cox/model.json", plain),
        ("xgboost/two_labels/model.ubj", probabilities("0", "1")),
        ("xgboost/vector_leaves/model.json", [ModelOutput(name: "value0"), ModelOutput(name: "value1")]),
        ("xgboost/softmax/model.json", [ModelOutput(name: "label", kind: .label)]),
        ("xgboost/hinge/model.json", [ModelOutput(name: "label", kind: .label)]),
        ("xgboost/logitraw/model.json", plain),
        ("lightgbm/multiclassova/model.txt", probabilities("0", "1", "2")),
        ("onnx/mlp_multiclass/model.onnx", probabilities("0", "1", "2")),
        ("onnx/mlp_classifier/model.onnx", probabilities("0", "1")),
        ("onnx/logistic_multiclass/model.onnx", probabilities("0", "1", "2")),
        ("onnx/scaler_mlp/model.onnx", [ModelOutput(name: "variable")]),
        ("onnx/forest_classifier/model.onnx", probabilities("0", "1")),
        ("onnx/logistic/model.onnx", probabilities("0", "1")),
    ])
    func `numbers are named as the file means them`(path: String, outputs: [ModelOutput]) throws {
        let model = try ModelSamples.model(ModelSamples.bytes(path))
        #expect(model.outputs == outputs)
        #expect(model.evaluator.sequence == nil)
        for (place, output) in outputs.enumerated() { #expect(model.output(named: output.name) == place) }
        #expect(model.output(named: "probability(9)") == nil)
    }

    @Test func `a graph of several outputs gives all numbers and no label`() throws {
        let model = try ModelSamples.model(ONNXWriter.heads())
        #expect(model([3, 5]) == [13, 3, 5])
        #expect(model.outputs.map(\.name) == ["mean", "risk[0]", "risk[1]"])
        #expect(model.output(named: "risk[1]") == 2)
    }

    @Test func `classes that are text are named by it`() throws {
        let classes = ["down", "up"].flatMap { ONNXWriter.field(6, $0) }
        let tensor =
            ONNXWriter.field(1, 2) + ONNXWriter.field(2, 8) + ONNXWriter.field(8, "classes") + classes
        let nodes = [
            ONNXWriter.node("Softmax", ["x"], "p"),
            ONNXWriter.node("ArrayFeatureExtractor", ["classes", "best"], "label"),
        ]
        let graph =
            nodes.flatMap { ONNXWriter.field(1, $0) } + ONNXWriter.field(5, tensor)
            + ONNXWriter.field(11, ONNXWriter.value("x", columns: 2))
            + ONNXWriter.field(12, ONNXWriter.value("label", columns: 1, element: 8))
            + ONNXWriter.field(12, ONNXWriter.value("p", columns: 2))
        let model = try ModelSamples.model(ONNXWriter.model(graph: graph))
        #expect(model.outputs == Self.probabilities("down", "up"))
        #expect(model([2, 2]) == [0.5, 0.5])
    }

    @Test func `a LightGBM model without parameters has a plain quantile`() throws {
        let bytes = try ModelSamples.bytes("lightgbm/quantile/model.txt")
        let text = String(decoding: bytes, as: UTF8.self)
        let short = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("[alpha:") }.joined(separator: "\n")
        let model = try ModelSamples.model(Array(short.utf8))
        #expect(model.outputs == Self.plain)
        let wrong = text.replacing("[alpha: 0.9]", with: "[alpha: 9]")
        #expect(try ModelSamples.model(Array(wrong.utf8)).outputs == Self.plain)
    }

    /// Two outputs of one number each, in fours.
    private final class Pair: Evaluator {
        let features = 1
        let outputs = 2
        let sequence: Int? = 4

        func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
            for row in 0..<count {
                results[2 * row] = rows[4 * row]
                results[2 * row + 1] = rows[4 * row + 3]
            }
        }
    }

    @Test func `descriptions that do not fit are replaced by plain ones`() {
        let named = [ModelOutput(name: "first"), ModelOutput(name: "last", kind: .quantile(0.5))]
        let model = Model(features: [], evaluator: Pair(), outputs: named)
        #expect(model.outputs == named)
        #expect(model([1, 2, 3, 4]) == [1, 4])
        let twice = Model(features: [], evaluator: Pair(), outputs: [named[0], named[0]])
        #expect(twice.outputs.map(\.name) == ["value0", "value1"])
        #expect(Model(features: [], evaluator: Pair(), outputs: [named[0]]).outputs.count == 2)
    }
}
