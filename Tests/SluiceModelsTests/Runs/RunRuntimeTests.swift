import SluiceModels
import Testing

/// Models of a run that ONNX Runtime evaluates.
@Suite struct RunRuntimeTests {
    /// A run of one ONNX model with these metadata.
    private func run(_ bytes: [UInt8], _ members: String) throws -> SmallRun {
        var run = try SmallRun()
        let place = "targets/up/models/view=CROSS_SECTIONAL/family=LSTM"
        let checksum = try SHA256(of: bytes)
        run.folder = MemoryFolder([place + "/model.onnx": bytes])
        run.folder.write(
            place + "/model_meta.json",
            "{\"model_checksum\": \"\(checksum)\", \"interval_minutes\": 5, \(members)}")
        return run
    }

    private let absent = RuntimeChoice(path: "/nowhere/libonnxruntime.so", setting: "runtime")

    @Test func `a model of windows is refused until a library is chosen, and then when it is absent`() throws
    {
        let run = try run(ONNXWriter.heads(), "\"features\": [\"a\", \"b\"], \"sequence_length\": 3")
        let refusal = try #require(try run.open().refusals.first)
        #expect(refusal.reason == .inputMode)
        #expect(refusal.text.contains("3 bars"))
        let other = try #require(try run.open { $0.runtime = absent }.refusals.first)
        #expect(other.reason == .runtimeMissing)
        #expect(other.text.contains("'runtime'"))
        #expect(other.file?.hasSuffix("model.onnx") == true)
    }

    @Test func `what is evaluated natively loads whether there is a library or not`() throws {
        let run = try run(ONNXWriter.heads(), "\"features\": [\"a\", \"b\"]")
        for runtime in [nil, absent] {
            let opened = try run.open { $0.runtime = runtime }
            let model = try #require(opened.models.first)
            #expect(model.features == ["a", "b"])
            #expect(model.model.outputs.map(\.name) == ["mean", "risk[0]", "risk[1]"])
        }
    }

    @Test func `numbers in a further file are refused before a library is opened`() throws {
        let tensor = ONNXWriter.tensor("w", [2, 1], [1, 2]) + ONNXWriter.field(14, 1)
        let graph = ONNXWriter.field(5, tensor) + ONNXWriter.field(11, ONNXWriter.value("x", columns: 2))
        let run = try run(ONNXWriter.model(graph: graph), "\"features\": [\"a\", \"b\"]")
        let refusal = try #require(try run.open().refusals.first)
        #expect(refusal.reason == .modelInvalid)
        #expect(refusal.text.contains("further file"))
    }
}
