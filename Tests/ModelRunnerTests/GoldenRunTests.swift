import Foundation
import Testing

@testable import ModelRunner

/// Every model file of the repository gives what its library gave.
@Suite struct GoldenRunTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Models").path()

    @Test func `every file beside a golden one agrees`() {
        let run = GoldenRun(models: Self.folder, golden: Self.folder)
        let results = run.results()
        #expect(results.count > 60)
        let kinds = Set(results.map { ($0.path as NSString).pathExtension })
        #expect(kinds == ["txt", "json", "ubj", "cbm", "onnx"])
        for result in results where !result.agrees { Issue.record("\(result)") }
        #expect(String(decoding: run.text(results), as: UTF8.self).hasSuffix("differ 0\n"))
    }

    @Test func `a changed golden number is a difference, and so is nothing to compare`() throws {
        let copy = FileManager.default.temporaryDirectory.appending(
            path: "sluice-golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        let place = copy.appending(path: "lightgbm/quantile")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let golden = URL(filePath: Self.folder).appending(path: "lightgbm/quantile/golden_predictions.json")
        var object = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: golden)) as? [String: Any])
        var expected = try #require(object["expected"] as? [Double])
        expected[3] += 1e-9
        object["expected"] = expected
        try JSONSerialization.data(withJSONObject: object).write(
            to: place.appending(path: "golden_predictions.json"))
        let results = GoldenRun(models: Self.folder, golden: copy.path()).results()
        #expect(results.map(\.agrees) == [false])
        #expect(RunnerCommand(["--models", Self.folder, "--golden", place.path() + "none"]).run() == 1)
        #expect(RunnerCommand(["--golden"]).run() == 64)
    }
}
