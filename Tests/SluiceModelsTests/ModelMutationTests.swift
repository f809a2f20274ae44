import SluiceModels
import Testing

/// Files that were damaged: an error or a model that can be evaluated, never a crash.
@Suite struct ModelMutationTests {
    private static let files = [
        "lightgbm/categorical/model.txt", "lightgbm/linear_tree/model.txt", "xgboost/categorical/model.json",
        "xgboost/dart/model.ubj", "xgboost/gblinear/model.ubj", "catboost/depthwise/model.cbm",
        "catboost/multiclass/model.json", "catboost/multiclass/model.cbm", "onnx/extra_trees/model.onnx",
        "onnx/forest_classifier/model.onnx", "onnx/scaler_mlp/model.onnx",
        "onnx/logistic_multiclass/model.onnx", "onnx/voting/model.onnx", "xgboost/vector_leaves/model.json",
        "xgboost/vector_leaves/model.ubj", "catboost/multi_rmse_lossguide/model.cbm",
    ]

    /// What stands where one of 200 dice of seed 11 say, cut short or changed.
    @Test(arguments: files)
    func `200 damaged files of seed 11 do no harm`(path: String) throws {
        let sound = try ModelSamples.bytes(path)
        var state: UInt64 = 11
        func dice(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
        var refused = 0
        for round in 0..<200 {
            var bytes = sound
            if round % 4 == 0 { bytes.removeLast(dice(bytes.count)) }
            for _ in 0..<(1 + dice(8)) where !bytes.isEmpty {
                bytes[dice(bytes.count)] = UInt8(truncatingIfNeeded: dice(256))
            }
            do {
                let model = try ModelSamples.model(bytes)
                guard model.evaluator.features < 10_000 else { continue }
                let row = (0..<model.evaluator.features).map { $0 % 3 == 0 ? Double.nan : Double($0) - 2.5 }
                #expect(model(row).count == model.evaluator.outputs)
            } catch is ModelError { refused += 1 }
        }
        #expect(refused > 20)
    }

    @Test(arguments: files)
    func `a file that ends early is refused`(path: String) throws {
        let sound = try ModelSamples.bytes(path)
        for share in [0.05, 0.2, 0.4] {
            let part = Array(sound.prefix(Int(Double(sound.count) * share)))
            #expect(throws: ModelError.self) { try ModelSamples.model(part) }
        }
    }
}
