import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Synchronization
import Testing

@testable import Predictors

/// Features outside what the training saw, of models that saw `ret_5d` from -0.25 to 0.75.
@Suite struct TrainingRangesTests {
    /// The run of small models, where each file of `up` says ranges; by family those of its file.
    private func files(_ infos: [String: String] = ["LightGBM": "[-0.25:0.75] none"]) -> [String: [UInt8]] {
        var files = RunSamples.files()
        for (name, bytes) in files where name.contains("/up/") && name.hasSuffix("model.txt") {
            guard let info = infos.first(where: { name.contains("family=" + $0.key) })?.value else {
                continue
            }
            let text = String(decoding: bytes, as: UTF8.self)
            files[name] = Array(text.replacing("feature_infos=none none", with: "feature_infos=\(info)").utf8)
        }
        return files
    }

    private final class Told: Sendable {
        private let lines = Mutex<[Diagnostic]>([])
        var issues: [Diagnostic] { lines.withLock(\.self) }
        func add(_ issue: Diagnostic) { lines.withLock { $0.append(issue) } }
    }

    private func predictor(_ files: [String: [UInt8]], _ told: Told = Told()) throws -> ModelPredictor {
        let context = StageContext.test(
            id: "trees", mode: .backtest, instruments: ["AAA", "BBB"], horizons: ["1d"],
            features: ["ret_5d", "rsi_14"], every: .days(1), files: MemoryFiles(bytes: files),
            report: { told.add($0) })
        return try ModelPredictor.test(
            "{ run: runs, allow_unsigned: true, targets: { 1d: { target: up, as: return } } }", in: context)
    }

    private func predict(_ predictor: ModelPredictor, _ values: [Double], fresh: [Bool] = [true, true]) {
        let market = MarketFrame.test(
            fresh.map { $0 ? MarketBar(1) : nil }, features: ["ret_5d": values, "rsi_14": [50, 50]])
        let frame = ForecastFrame(instruments: 2, horizons: 1, members: 2)
        predictor.predict(.test(), market, into: frame)
    }

    @Test(arguments: [
        (0.75, 0), (-0.25, 0), (0, 0), ((0.75).nextDown, 0), ((-0.25).nextUp, 0), (.nan, 0),
        ((0.75).nextUp, 1), ((-0.25).nextDown, 1), (.infinity, 1), (-.infinity, 1), (1e300, 1),
    ])
    func `a value on an end is inside, one beyond it is counted and told of once`(
        value: Double, count: Int
    ) throws {
        let told = Told()
        let predictor = try predictor(files(), told)
        #expect(predictor.remarks.count == 1)
        for _ in 0..<3 { predict(predictor, [0.5, value]) }
        let line = "ret_5d was outside of what the training of trees saw 3 times: -0.25 to 0.75"
        #expect(Array(predictor.remarks.dropFirst()) == (count > 0 ? [line] : []))
        #expect(told.issues.map(\.code) == (count > 0 ? [.featureOutside] : []))
        #expect(told.issues.allSatisfy { $0.severity == .warning })
        if count > 0 {
            #expect(
                told.issues[0].message == "ret_5d of trees is \(value), and its training saw -0.25 to 0.75")
        }
    }

    @Test func `a feature is told of once, however many instruments have it outside`() throws {
        let told = Told()
        let predictor = try predictor(files(), told)
        predict(predictor, [1, 2])
        predict(predictor, [3, 0], fresh: [false, true])
        predict(predictor, [3, 4], fresh: [false, false])
        #expect(predictor.remarks.last?.contains("saw 2 times") == true && told.issues.count == 1)
        predict(predictor, [3, 4], fresh: [true, false])
        #expect(predictor.remarks.last?.contains("saw 3 times") == true && told.issues.count == 1)
    }

    @Test func `of several models what all of them saw is inside`() throws {
        let both = files(["LightGBM": "[-0.25:0.75] none", "Forest": "[0:2] [49:50]"])
        let predictor = try predictor(both)
        predict(predictor, [0, 0.75])
        #expect(predictor.remarks.count == 1)
        predict(predictor, [-0.1, 1])
        #expect(
            predictor.remarks.last
                == "ret_5d was outside of what the training of trees saw 2 times: 0.0 to 0.75")
    }

    @Test func `an instrument's own model has its own range`() throws {
        var files = files()
        for (name, bytes) in files where name.contains("/up/") && name.contains("family=LightGBM") {
            let own = name.replacing("view=CROSS_SECTIONAL", with: "view=SYMBOL_SPECIFIC/symbol=BBB")
            let text = String(decoding: bytes, as: UTF8.self)
            files[own] = Array(text.replacing("[-0.25:0.75]", with: "[0.5:0.6]").utf8)
        }
        let predictor = try predictor(files)
        predict(predictor, [0.1, 0.5])
        #expect(predictor.remarks.count == 1)
        predict(predictor, [0.1, 0.1])
        #expect(
            Array(predictor.remarks.dropFirst()) == [
                "ret_5d was outside of what an instrument's own model of trees saw once"
            ])
    }

    @Test func `the counts survive a restart, and begin anew with other ranges`() throws {
        let predictor = try predictor(files())
        predict(predictor, [1, 2])
        var memory = MemoryWriter()
        predictor.remember(into: &memory)
        let told = Told()
        let next = try self.predictor(files(), told)
        var reader = MemoryReader(memory.words)
        try next.recall(from: &reader)
        #expect(reader.isAtEnd && next.remarks == predictor.remarks)
        predict(next, [1, 0])
        #expect(next.remarks.last?.contains("3 times") == true && told.issues.isEmpty)
        for infos in ["[-0.25:0.8] none", "[-0.25:0.75] [0:100]", "none none"] {
            let other = try self.predictor(files(["LightGBM": infos]))
            var reader = MemoryReader(memory.words)
            try other.recall(from: &reader)
            #expect(reader.isAtEnd && other.remarks.count == 1, "\(infos)")
        }
    }
}
