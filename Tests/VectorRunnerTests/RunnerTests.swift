import Foundation
import Testing

@testable import VectorRunner

@Suite struct RunnerTests {
    @Test func `the last line counts all cases`() throws {
        let directory = try Folder()
        try directory.write("quote.json", Self.quotes(mids: [1.5, 1.5, 9]))
        try directory.write("other.json", #"{"stage": "unheard_of", "cases": [{"id": "x"}]}"#)
        let result = VectorRunner.run([directory.path])
        #expect(result.output.split(separator: "\n").last == "total 4 agree 2 differ 1 not-implemented 1")
        #expect(result.output.contains("q2  mid: got 1.5, want 9"))
        #expect(result.code == 1)
    }

    @Test func `agreement ends with 0, whatever is not implemented`() throws {
        let directory = try Folder()
        try directory.write("six-stage/quote.json", Self.quotes(mids: [1.5]))
        try directory.write("live-trade/other.json", #"{"stage": "unheard_of", "cases": [{"id": "x"}]}"#)
        let result = VectorRunner.run([directory.path])
        #expect(result.code == 0)
        #expect(result.output.hasSuffix("\ntotal 2 agree 1 differ 0 not-implemented 1\n"))
    }

    @Test(arguments: [
        ("quote_math", 0), ("missing", 1), ("unheard_of", 1), ("arbiter", 1), ("quote_math,missing", 1),
    ])
    func `a stage that is asked for has to be there, implemented and with cases`(
        only: String, code: Int32
    ) throws {
        let directory = try Folder()
        try directory.write("quote.json", Self.quotes(mids: [1.5]))
        try directory.write("other.json", #"{"stage": "unheard_of", "cases": [{"id": "x"}]}"#)
        try directory.write("empty.json", #"{"stage": "arbiter", "tolerance": 0, "cases": []}"#)
        #expect(VectorRunner.run([directory.path, "--only", only]).code == code)
    }

    @Test func `the report is one JSON object when asked`() throws {
        let directory = try Folder()
        try directory.write("quote.json", Self.quotes(mids: [1.5, 2]))
        let result = VectorRunner.run([directory.path, "--format", "json"])
        let report = try JSONReader.read([UInt8](result.output.utf8))
        #expect(report["total"] == .integer(2))
        #expect(report["differ"] == .integer(1))
        #expect(try report["stages"].array()[0]["differences"].array()[0]["id"] == .text("q1"))
    }

    @Test func `a directory without vectors is an error`() throws {
        let directory = try Folder()
        try directory.write("README.md", "no vectors")
        #expect(VectorRunner.run([directory.path]).code == 66)
        #expect(VectorRunner.run([directory.path + "/nowhere"]).code == 66)
    }

    @Test(arguments: ["{", "{}", #"{"stage": "a"}"#, #"{"stage": "a", "cases": [1]}"#])
    func `a file that holds no vectors is an error`(text: String) throws {
        let directory = try Folder()
        try directory.write("broken.json", text)
        let result = VectorRunner.run([directory.path])
        #expect(result.code == 66)
        #expect(result.complaint.contains("broken.json"))
    }

    @Test func `a horizon that nobody knows is a difference, not five minutes`() throws {
        let directory = try Folder()
        let input =
            #"{"horizon": "2h", "spread_bps": 5, "volatility": 0.01, "order_dollars": 0, "adv_dollars": 1}"#
        let vector =
            #"{"id": "x", "input": \#(input), "params": {"k1": 1, "k2": 0.15, "k3": 1}, "expected": {"timing_cost_bps": 15}}"#
        try directory.write(
            "cost.json", #"{"stage": "cost_model", "tolerance": 1e-9, "cases": [\#(vector)]}"#)
        let result = VectorRunner.run([directory.path])
        #expect(result.code == 1 && result.output.contains("unknown horizon 2h"))
    }

    @Test(arguments: [
        ["--nothing"], ["--only"], ["--only="], ["--format", "xml"], ["a", "b"],
    ])
    func `unknown words are a usage error`(words: [String]) {
        #expect(VectorRunner.run(words).code == 64)
    }

    private static func quotes(mids: [Double]) -> String {
        let cases = mids.enumerated().map { index, mid in
            #"{"id": "q\#(index)", "input": {"bid": 1, "ask": 2, "last": 1}, "params": {}, "expected": {"mid": \#(mid)}}"#
        }
        return #"{"stage": "quote_math", "tolerance": 1e-9, "cases": [\#(cases.joined(separator: ","))]}"#
    }
}

/// A directory that is gone when the test is.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "vectors-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
