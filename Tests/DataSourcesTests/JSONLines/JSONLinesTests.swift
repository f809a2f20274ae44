import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct JSONLinesTests {
    /// What a file of JSON lines says as CSV.
    private func text(_ lines: String, chunk: Int = 65_536) throws -> String {
        let files: MemoryFiles = ["a.jsonl": lines]
        let stream = JSONLinesStream(try files.open("a.jsonl"), path: "a.jsonl")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
        defer { buffer.deallocate() }
        var bytes: [UInt8] = []
        while case let count = try stream.read(into: buffer), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [1, 3, 65_536])
    func `members go below their names, whatever their order`(chunk: Int) throws {
        let lines = #"""
            {"time": "2024-01-02T00:00:00Z", "close": 1.5, "x": null}
             { "x":-2e3,"close":2, "time":"t" }

            {"close": true, "late": "a,b \"q\" \u00e9\ud83d\ude00\n"}
            {}
            """#
        #expect(
            try text(lines, chunk: chunk)
                == "time,close,x,late\n2024-01-02T00:00:00Z,1.5,,\nt,2,-2e3,\n\n,true,,\"a,b \"\"q\"\" é😀\n\"\n,,,\n"
        )
    }

    @Test(arguments: [
        ("[1]", 1, 1, "the line is no object"), ("{\"a\":1", 1, 7, "a comma or brace is missing"),
        ("{\"a\" 1}", 1, 6, "a colon is missing"), ("{\"a\":}", 1, 6, "no value"),
        ("{\"a\":1} x", 1, 9, "more text behind the object"),
        ("{\"a\":1}\n{\"a\":01}", 2, 6, "no value"),
        ("{\"a\":1}\n\n{a:1}", 3, 2, "a name in quotes is missing"),
        ("{\"a\":1}\n{\"a\":NaN}", 2, 6, "no value"),
        ("{\"a\":[1]}", 1, 6, "a value within a value; a field is a plain one"),
        ("{\"a\":\"x", 1, 8, "a quote is missing"), ("{\"a\":\"\\x\"}", 1, 9, "an unknown escape"),
        ("{\"a\":\"\\ud800\"}", 1, 13, "half a surrogate pair"),
        ("{\"a\":1,\"a\":2}", 1, 13, "'a' stands twice"),
    ])
    func `what is no object of plain values is told with its place`(
        lines: String, line: Int, column: Int, message: String
    ) {
        #expect(throws: FileError(.damaged, "a.jsonl", "line \(line), column \(column): \(message)")) {
            try text(lines)
        }
    }

    @Test func `a name that comes too late is told`() throws {
        let lines = String(repeating: "{\"a\":1}\n", count: 1_000) + "{\"a\":1,\"b\":2}\n"
        let error = #expect(throws: FileError.self) { try text(lines) }
        #expect(
            error?.message.hasPrefix("line 1001, column 13: 'b' stands in none of the first lines") == true)
    }

    @Test func `a line that is too long is refused`() {
        let lines = "{\"a\":\"" + String(repeating: "x", count: 1_200_000) + "\"}\n"
        #expect(throws: FileError(.tooLarge, "a.jsonl", "line 1: it has more than 1048576 bytes")) {
            try text(lines)
        }
    }

    @Test func `a file without a name is refused`() {
        #expect(throws: FileError(.damaged, "a.jsonl", "its first lines hold no names")) {
            try text("\n{}\n")
        }
    }

    @Test func `the same bars in both forms give the same cycles, bit for bit (seed 12, 300 bars)`() throws {
        var dice = Dice(seed: 12)
        var (csv, json) = ("time,symbol,open,high,low,close,volume\n", "")
        for minute in 0..<300 {
            let time = (ManualClock.start + .minutes(minute)).iso8601
            for symbol in ["AAA", "B \"x\""] where dice.uniform() < 0.8 {
                let open = 50 + dice.uniform() * 100
                let (high, low, volume) = (open * 1.01, open * 0.99, Int(dice.next() % 1_000))
                let quoted = symbol.replacing("\"", with: "\"\"")
                csv += "\(time),\"\(quoted)\",\(open),\(high),\(low),\(open),\(volume)\n"
                let escaped = symbol.replacing("\"", with: "\\\"")
                json +=
                    #"{"time":"\#(time)","symbol":"\#(escaped)","open":\#(open),"high":\#(high),"low":\#(low),"close":\#(open),"volume":\#(volume)}"#
                    + "\n"
            }
        }
        let instruments = ["AAA", "B \"x\""]
        let first = try Played.csv(["a.csv": csv], "{ path: a.csv, interval: 1m }", instruments: instruments)
        let second = try Played.csv(
            ["a.jsonl": json], "{ path: a.jsonl, interval: 1m }", instruments: instruments)
        #expect(first.rows.count > 280)
        #expect(first.rows == second.rows)
        #expect(first.remarks == second.remarks)
    }

    @Test func `a bar that is none is told with the line of the file`() throws {
        let lines = """
            {"time":"2024-01-02T00:00:00Z","open":1,"high":1,"low":1,"close":1}
            {"time":"2024-01-02T00:01:00Z","open":1,"high":1,"low":2,"close":1}

            """
        let played = try Played.csv(["AAA.jsonl": lines], "{ path: AAA.jsonl, interval: 1m }")
        #expect(played.closes() == [1])
        #expect(played.diagnostics.first?.span?.line == 2)
        #expect(played.diagnostics.first?.span?.column == 1)
        #expect(played.diagnostics.first?.message == "'open' 1.0 is below 'low' 2.0")
    }

    @Test func `any change of a byte gives cycles or an error with a line (seed 9, 1,500 files)`() throws {
        var lines = Array(
            (0..<6).map {
                "{\"time\":\"2024-01-02T00:0\($0):00Z\",\"open\":1,\"high\":2,\"low\":1,\"close\":1}\n"
            }
            .joined().utf8)
        let whole = lines
        var dice = Dice(seed: 9)
        var refused = 0
        for _ in 0..<1_500 {
            lines = whole
            for _ in 0...Int(dice.next() % 3) {
                lines[Int(dice.next() % UInt64(lines.count))] = UInt8(truncatingIfNeeded: dice.next())
            }
            do {
                _ = try text(String(decoding: lines, as: UTF8.self))
            } catch let error as FileError {
                #expect(error.message.contains("line "))
                refused += 1
            }
        }
        #expect(refused > 500)
    }
}
