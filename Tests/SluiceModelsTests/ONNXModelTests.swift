import Testing

@testable import SluiceModels

/// What an ONNX file says beside its graph, and its smaller steps.
@Suite struct ONNXModelTests {
    @Test func `features have the names that the metadata gives them`() throws {
        let model = try ModelSamples.model(ModelSamples.bytes("onnx/voting/model.onnx"))
        #expect(model.features.prefix(2) == ["rsi_14", "ret_5d"])
        #expect(model.features.count == model.evaluator.features)
        #expect(try ModelSamples.model(ModelSamples.bytes("onnx/ridge/model.onnx")).features.isEmpty)
    }

    @Test(arguments: [#"["rsi_14"]    "#, #"["rsi_14", 2]"#, "rsi_14, ret_5d"])
    func `names that are not as many as features, or no list, are refused`(list: String) throws {
        var bytes = try ModelSamples.bytes("onnx/ridge/model.onnx")
        let (key, value) = (Array("feature_names".utf8), Array(list.utf8))
        let pair = [0x0A, UInt8(key.count)] + key + [0x12, UInt8(value.count)] + value
        bytes += [0x72, UInt8(pair.count)] + pair
        #expect(throws: ModelError.self) { try ModelSamples.model(bytes) }
    }

    @Test(arguments: [
        (NormalizationStep.Norm.magnitudes, [Float(1), -3, 0], [Float(0.25), -0.75, 0]),
        (.squares, [3, -4, 0], [0.6, -0.8, 0]), (.largest, [1, 4, -2], [0.25, 1, -0.5]),
        (.magnitudes, [0, 0, 0], [0, 0, 0]),
    ])
    func `a worked number of each norm`(norm: NormalizationStep.Norm, numbers: [Float], shares: [Float]) {
        let (input, output) = (ONNXVector(3), ONNXVector(3))
        for index in 0..<3 { input[index] = numbers[index] }
        NormalizationStep(norm, input, output).run()
        #expect((0..<3).map { output[$0] } == shares)
    }

    @Test func `a mean and a variance come of two sums`() throws {
        var sums = [0.5, 0.25]
        sums.withUnsafeMutableBufferPointer { sums in
            if let first = sums.baseAddress { OutputTransform.meanAndVariance.apply(first, count: 2) }
        }
        // exp(2 x 0.25)
        #expect(sums[0] == 0.5 && sums[1].isClose(1.6487212707001282))
    }
}
