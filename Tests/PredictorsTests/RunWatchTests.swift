import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import TemporaryFolders
import Testing

@testable import Predictors

@Suite struct RunWatchTests {
    private let runs: RunsOnDisk
    private let log = LogRecord()
    private let report = DiagnosticRecord()

    init() throws {
        runs = try RunsOnDisk()
        try runs.write("20260101_000000", "-0.01 0.02")
    }

    private func predictor(_ more: String = "") throws -> ModelPredictor {
        try ModelPredictor.test(runs.settings(more), in: runs.context(log: log, report: report))
    }

    /// What the family LightGBM says of two instruments in the cycle of a minute, and before it Forest when both are asked.
    private func say(
        _ predictor: ModelPredictor, minute: Int, isSimulated: Bool = false, members: Int = 1
    ) -> [Double] {
        let market = MarketFrame.test(
            [MarketBar(1), MarketBar(1)], features: ["ret_5d": [0.1, 0.9], "rsi_14": [50, 50]])
        let frame = ForecastFrame(instruments: 2, horizons: 1, members: 2)
        let now = Timestamp(seconds: 1_770_000_000 + 60 * Int64(minute))
        predictor.predict(.test(now: now, isSimulated: isSimulated), market, into: frame)
        return (2 - members..<2).flatMap { member in
            (0..<2).map { frame.column(member: member, horizon: 0)[$0] }
        }
    }

    /// Waits until a stage has looked so often; the looks themselves are asked for by its cycles.
    private func wait(for looks: Int, of predictor: ModelPredictor) async throws {
        let watch = try #require(predictor.watch)
        while watch.looks < looks { await Task.yield() }
    }

    @Test func `a newer run takes its place at the beginning of a cycle, and the old one speaks until then`()
        async throws
    {
        let predictor = try predictor()
        #expect(say(predictor, minute: 0) == [-100, 200])
        try await wait(for: 1, of: predictor)
        #expect(predictor.remarks.dropFirst().first == "0 newer runs were taken and 0 refused in 1 looks")
        try runs.write("20260102_000000", "0.03 0.04")
        for minute in 1...2 {
            #expect(say(predictor, minute: minute) == [-100, 200])
            try await wait(for: minute + 1, of: predictor)
        }
        // A cycle within the minute asks for no look, and takes what was found.
        #expect(predictor.watch?.hasNews == true && predictor.remarks[0].contains("20260101_000000"))
        #expect(say(predictor, minute: 2) == [300, 400])
        #expect(predictor.remarks[0].hasPrefix("2 models of the run 20260102_000000 with digest "))
        #expect(predictor.remarks[1] == "1 newer run was taken and 0 refused in 3 looks")
        #expect(log.lines.count == 1 && log.lines[0].hasPrefix("trees: the run 20260102_000000 with digest "))
        #expect(log.lines[0].hasSuffix(" took the place of the run 20260101_000000"))
        #expect(report.diagnostics.isEmpty)
    }

    @Test func `a run that is refused is told of once, and the old one goes on`() async throws {
        let predictor = try predictor()
        try runs.write("20260102_000000", "0.03 0.04", without: "family=Forest")
        for minute in 0..<5 {
            #expect(say(predictor, minute: minute) == [-100, 200])
            try await wait(for: minute + 1, of: predictor)
        }
        #expect(report.diagnostics.map(\.code) == [.runNotTaken])
        #expect(
            report.diagnostics.first?.message
                == "trees: goes on with the run 20260101_000000, and does not take the run 20260102_000000: its families are LightGBM, and Forest, LightGBM were planned"
        )
        #expect(predictor.remarks[1] == "0 newer runs were taken and 1 refused in 5 looks")
    }

    /// Both families of a run give the run's number, so a cycle that mixed two runs would give two numbers.
    @Test func `20 runs that are written while cycles go on are each taken whole`() async throws {
        try runs.write("20260101_000000", "0 0", twins: true)
        let (predictor, runs) = (try predictor(), runs)
        let writing = Task.detached {
            for number in 1...20 {
                let leaf = Double(number) / 100_000
                try runs.write("20270101_\(100_000 + number)", "\(leaf) \(leaf)", twins: true)
                await Task.yield()
            }
        }
        var (said, cycle) = (0.0, 0)
        while said != 2 {
            let got = say(predictor, minute: cycle, members: 2)
            #expect(Set(got).count == 1 && got[0] >= said, "cycle \(cycle): \(got)")
            (said, cycle) = (max(said, got[0]), cycle + 1)
            await Task.yield()
        }
        try await writing.value
        #expect(predictor.remarks[0].contains("20270101_100020"))
        // A run that is half written at two looks is refused, and taken when the rest is there.
        #expect(log.lines.count >= 1 && report.diagnostics.allSatisfy { $0.code == .runNotTaken })
    }

    @Test func `what was left out of a newer run is told of`() async throws {
        let predictor = try predictor(", allow_unsigned: true")
        try runs.write("20260102_000000", "0.03 0.04")
        let meta = RunsOnDisk.model.replacing("model.txt", with: "model_meta.json")
        try runs.folder.write(
            "runs/20260102_000000/\(meta)", Array(#"{"interval_minutes": 1440, "n_features": 2}"#.utf8))
        for minute in 0..<2 {
            _ = say(predictor, minute: minute)
            try await wait(for: minute + 1, of: predictor)
        }
        #expect(say(predictor, minute: 2) == [300, 400])
        #expect(report.diagnostics.map(\.code) == [.modelLeftOut])
    }

    @Test func `where history drives the clock nothing is looked for`() throws {
        let predictor = try predictor()
        try runs.write("20260102_000000", "0.03 0.04")
        for minute in 0..<10 { #expect(say(predictor, minute: minute, isSimulated: true) == [-100, 200]) }
        #expect(predictor.watch?.looks == 0 && predictor.remarks.count == 1)
    }

    @Test func `a live run follows nothing`() throws {
        let digest = String(repeating: "a", count: 64)
        #expect(
            ModelSettings.issues(runs.settings(", digest: \(digest)")).map(\.message) == [
                "'watch' looks for other runs, and 'digest' pins one"
            ])
        #expect(throws: Diagnostic.self) {
            try ModelPredictor.test(
                runs.settings(), in: runs.context(mode: .live, log: log, report: report))
        }
        for span in ["0s", "999ms", "25h"] {
            #expect(
                ModelSettings.issues(runs.settings().replacing("watch: 1m", with: "watch: \(span)")).hasErrors
            )
        }
    }
}
