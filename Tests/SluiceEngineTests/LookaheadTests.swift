import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import SluiceEngine

@Suite struct LookaheadTests {
    /// Runs over 60 lines of a seeded walk, and cuts them at ten bars.
    private func check(
        data: String = "", predictor: String, cuts: Int = 10, lines: Int = 60
    ) throws -> LookaheadCheck.Result {
        var pipeline = TestPipeline()
        pipeline.cycle = "{ every: 60s, calendar: 24/7 }"
        let text = pipeline.text.replacing("data.tape, with: {  }", with: "data.lines, with: { \(data) }")
            .replacing("predictor.constant, with: {  }", with: "predictor.lines, with: { \(predictor) }")
        var dice = Dice(seed: 3)
        let closes = (0..<lines).map { _ in "\(100 + dice.normal())" }.joined(separator: "\n")
        let files: MemoryFiles = [LineFile.path: closes + "\n"]
        let surroundings = Surroundings(
            files: files, transport: FakeTransport(), secrets: [:] as FixedSecrets, log: LogRecord()
        ) { Issue.record("\($0)") }
        return try LookaheadCheck(
            plan: TestPipeline.plan(text), surroundings: surroundings, options: RunOptions(),
            signal: StopSignal()
        ).result(cuts: cuts)
    }

    @Test func `stages that look back only find nothing, whatever the data are cut at`() throws {
        let result = try check(predictor: "", cuts: 59)
        #expect(result.cycles == 60 && result.cuts.count == 59 && result.findings == [])
    }

    @Test func `a planted look-ahead is found with its stage and its bar`() throws {
        let result = try check(predictor: "ahead: 1")
        #expect(result.cuts.count == 10 && result.findings.count == 10)
        for (finding, cut) in zip(result.findings, result.cuts) {
            #expect(finding.stage == "expect" && finding.time == cut && finding.cut == cut)
        }
    }

    @Test func `one that looks three bars ahead from its 20th on differs three bars before a cut`() throws {
        let result = try check(predictor: "ahead: 3, from: 20", cuts: 40)
        #expect(!result.findings.isEmpty)
        for finding in result.findings {
            #expect(finding.cycle > 20 && finding.stage == "expect")
            #expect(finding.time == max(finding.cut - .minutes(2), LineSource.time(20)))
        }
        // Cuts before it begins find nothing.
        #expect(result.findings.allSatisfy { $0.cut >= LineSource.time(20) })
    }

    @Test func `a data stage that shows what comes is found as well`() throws {
        let result = try check(data: "peeks: true", predictor: "")
        #expect(result.findings.count == 10 && result.findings.allSatisfy { $0.stage == "data" })
    }

    @Test func `data of one cycle cannot be cut`() {
        #expect(throws: BuildError.self) { try check(predictor: "", lines: 1) }
    }
}
