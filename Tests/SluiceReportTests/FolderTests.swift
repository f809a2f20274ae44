import Foundation
import SluiceDocument
import TemporaryFolders
import Testing

@testable import SluiceReport

@Suite struct FolderTests {
    @Test func `facts come back as they were written`() throws {
        var facts = SampleRun(equity: [1, 2], marks: [[1, 2]]).facts
        facts.seed = .max
        facts.data = [.init(stage: "bars", digest: "abc", rows: 7), .init(stage: "more")]
        facts.stages = [.init(id: "blend", plugin: "blender.order", names: ["a", "b"])]
        facts.reasons = [.init(name: "wide", unit: "basisPoints")]
        facts.tallies = [.init(what: "blocked", stage: "gate", reason: "wide", count: 3)]
        (facts.leftOut, facts.trainedLater) = (["blocks": 5], ["trees"])
        (facts.warmUpCycles, facts.loadSeconds, facts.runSeconds) = (12, 0.5, 1.5)
        facts.isInterrupted = true
        let text = facts.json.text(indented: true)
        #expect(try RunFacts(JSONReader.read(Array(text.utf8)), path: "p") == facts)
    }

    @Test func `another form is refused by its number`() throws {
        let json: JSONValue = ["form": .int(99)]
        let error = #expect(throws: ReportError.self) { try RunFacts(json, path: "p") }
        #expect(error?.code == .foreign && error?.message.contains("99") == true)
    }

    @Test func `what is no run is said to be none`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        func code(_ path: String) -> ReportError.Code? {
            do throws(ReportError) {
                _ = try RecordedRun(path)
                return nil
            } catch { return error.code }
        }
        #expect(code(folder.path) == .missing && code(folder.path + "/none") == .missing)
        let path = try SampleRun(equity: [1, 2], marks: [[1, 2]]).write(in: folder)
        #expect(code(path) == nil)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path + "/equity.columns"))
        for length in [0, 5, 11, 60, bytes.count - 1] {
            try folder.write("run/equity.columns", bytes.prefix(length))
            #expect(code(path) == .damaged || code(path) == .foreign)
        }
        try folder.remove("run/equity.columns")
        #expect(code(path) == .missing)
        try folder.write("run/run.json", Array("{".utf8))
        #expect(code(path) == .damaged)
    }

    @Test func `times that go back, or differ between tables, are damage`() throws {
        var back = SampleRun(equity: [1, 2], marks: [[1, 2]])
        let (first, second) = (back.time(0), back.time(1))
        for table in [RunTable.equity, .prices] {
            back.rows[table]?[0][0] = second
            back.rows[table]?[1][0] = first
        }
        #expect(throws: ReportError.self) { try back.analysis() }
        var other = SampleRun(equity: [1, 2], marks: [[1, 2]])
        other.rows[.prices]?[1][0] = first
        #expect(throws: ReportError.self) { try other.analysis() }
        var early = SampleRun(equity: [1, 2], marks: [[1, 2]])
        early.rows[.fills] = [[-1, 0, 1, 1, 0, 1, 1, 0]]
        #expect(throws: ReportError.self) { try early.analysis() }
    }

    /// Every number of the facts replaced by others, and every member left out: an error or a report, never a crash.
    @Test func `facts that lie make an error or a report (seed 11, 300 changes)`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        var sample = SampleRun(equity: [1, 2, 3], marks: [[1, 2, 3]])
        sample.facts.horizons = ["1d"]
        sample.facts.horizonCycles = [1]
        sample.trade(0, side: 1, 1, at: 1)
        sample.rows[.decisions] = [[sample.time(0), 0, 7, 9, 1, 1, 5, 1, 4]]
        sample.rows[.blocks] = [[sample.time(0), 5, 5, 5, 5, 1, 5, 1, 4]]
        sample.rows[.weights] = [[sample.time(0), 5, 5, 5, 5]]
        sample.rows[.risk] = [[sample.time(0), 5, 5, 5, 0]]
        sample.rows[.charges] = [[sample.time(0), 5, 5, 5]]
        let path = try sample.write(in: folder)
        let text = Array(sample.facts.json.text().utf8)
        var state: UInt64 = 11
        func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var read = 0
        for _ in 0..<300 {
            var bytes = text
            for _ in 0...next(3) { bytes[next(bytes.count)] = [0x39, 0x2D, 0x30, 0x22, 0x5D, 0x65][next(6)] }
            try folder.write("run/run.json", bytes)
            guard let run = try? RecordedRun(path) else { continue }
            read += 1
            let analysis = RunAnalysis(run)
            #expect(ReportPage(analysis).text.hasSuffix("</html>\n"))
            #expect(!ReportText(analysis, columns: 80).lines.isEmpty)
        }
        #expect(read > 20)
    }
}
