import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// What is said about data that is not as it should be.
@Suite struct CSVFindingsTests {
    private static let header = "time,open,high,low,close,volume,bid,ask,bid_size,ask_size\n"

    private func played(_ lines: [String], header: String = header, _ setting: String = "") throws -> Played {
        let text = header + lines.joined(separator: "\n") + "\n"
        return try Played.csv(["AAA.csv": text], "path: AAA.csv\ninterval: 1m\n\(setting)")
    }

    private static let good = "2024-01-02T00:00:00Z,2,4,1,3,10,2.9,3.1,1,1"

    @Test(arguments: [
        ("2024-01-02T00:01:00Z,2,4,1", "the line has 4 fields, the header 10", 1, 2),
        ("x", "the line has 1 field, the header 10", 1, 2),
        ("2024-01-02T00:01:00Z,2,4,1,3,10,2.9,3.1,1,1,5", "the line has 11 fields, the header 10", 1, 2),
        ("2024-01-02T00:01:00Z,2,4,1,abc,10,2.9,3.1,1,1", "'abc' in 'close' is no number", 28, 31),
        ("2024-01-02T00:01:00Z,2,4,1,3,1e999,2.9,3.1,1,1", "'1e999' in 'volume' is no number", 30, 35),
        (
            "2024-13-02T00:01:00Z,2,4,1,3,10,2.9,3.1,1,1",
            "'2024-13-02T00:01:00Z' is no ISO 8601 time and no number of plausible epoch time", 1, 21
        ),
        (
            "20240102,2,4,1,3,10,2.9,3.1,1,1",
            "'20240102' is no ISO 8601 time and no number of plausible epoch time", 1, 9
        ),
        (",2,4,1,3,10,2.9,3.1,1,1", "'' is no ISO 8601 time and no number of plausible epoch time", 1, 2),
        ("2024-01-02T00:01:00Z,2,4,1,,10,2.9,3.1,1,1", "'close' is empty", 28, 29),
        ("2024-01-02T00:01:00Z,2,4,0,3,10,2.9,3.1,1,1", "'low' is not above zero", 26, 27),
        ("2024-01-02T00:01:00Z,-2,4,1,3,10,2.9,3.1,1,1", "'open' is not above zero", 22, 24),
        ("2024-01-02T00:01:00Z,2,4,1,5,10,2.9,3.1,1,1", "'close' 5.0 is above 'high' 4.0", 28, 29),
        ("2024-01-02T00:01:00Z,2,4,2.5,3,10,2.9,3.1,1,1", "'open' 2.0 is below 'low' 2.5", 22, 23),
        ("2024-01-02T00:01:00Z,2,1,4,3,10,2.9,3.1,1,1", "'open' 2.0 is above 'high' 1.0", 22, 23),
        ("2024-01-02T00:01:00Z,2,4,1,3,-10,2.9,3.1,1,1", "'volume' is negative", 30, 33),
        ("2024-01-02T00:01:00Z,2,4,1,3,10,2.9,3.1,1,-1", "'ask_size' is negative", 43, 45),
        (
            "2024-01-02T00:01:00Z,2,4,1,ü\u{7}\u{1B}[31m,10,2.9,3.1,1,1", "'ü??[31m' in 'close' is no number",
            28, 35
        ),
        ("2024-01-02T00:01:00Z,2,4,1,3\r,10,2.9,3.1,1,1", "'3\r' in 'close' is no number", 28, 30),
    ])
    func `a line that is no bar is told with its place and left out`(
        line: String, message: String, column: Int, end: Int
    ) throws {
        let played = try played([Self.good, line, "2024-01-02T00:02:00Z,2,4,1,3,10,2.9,3.1,1,1"])
        #expect(played.closes() == [3, 3])
        #expect(played.codes == ["W0502", "W0505"])
        let diagnostic = try #require(played.diagnostics.first)
        #expect(diagnostic.message == message.replacing("\r", with: "?"))
        #expect(
            diagnostic.span
                == SourceSpan(file: "AAA.csv", line: 3, column: column, endLine: 3, endColumn: end))
        #expect(diagnostic.severity == .warning)
        #expect(
            played.remarks == [
                "1 line could not be read and was left out", "1 bar missing within sessions",
            ])
    }

    @Test func `an adjusted close out of proportion is no bar`() throws {
        let header = "time,open,high,low,close,adj_close\n"
        let lines = [
            "2024-01-02T00:00:00Z,1,1,1,1,1", "2024-01-02T00:01:00Z,1,1,1,1,",
            "2024-01-02T00:02:00Z,1,1,1,1,0",
        ]
        let messages = try played(lines, header: header).diagnostics.map(\.message)
        #expect(messages == ["'adjusted_close' is empty", "'adjusted_close' is not above zero"])
        let wild = "2024-01-02T00:01:00Z,1e-200,1e-200,1e-200,1e-200,1e200"
        #expect(
            try played([lines[0], wild], header: header).diagnostics.map(\.message) == [
                "its adjusted close is out of proportion"
            ])
    }

    @Test func `a date without a session is told`() throws {
        let text = "date,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-06,1,1,1,1\n"
        let played = try Played.csv(
            ["AAA.csv": text], "{ path: AAA.csv, interval: 1d }", every: .days(1), calendar: .newYork)
        #expect(played.diagnostics.map(\.message) == ["XNYS has no session on 2024-01-06"])
    }

    @Test func `empty lines are none`() throws {
        let played = try played([Self.good, "", "\r", "2024-01-02T00:01:00Z,2,4,1,3,10,2.9,3.1,1,1\r", ""])
        #expect(played.closes() == [3, 3])
        #expect(played.codes == [])
    }

    @Test func `a last line without an end is a line`() throws {
        let text = Self.header + Self.good
        #expect(try Played.csv(["AAA.csv": text], "{ path: AAA.csv, interval: 1m }").closes() == [3])
        let cut = Self.header + Self.good + "\n2024-01-02T00:01:00Z,2,4"
        let played = try Played.csv(["AAA.csv": cut], "{ path: AAA.csv, interval: 1m }")
        #expect(played.diagnostics.map(\.message) == ["the line has 3 fields, the header 10"])
    }

    @Test func `quoted fields are read, over line breaks too`() throws {
        let text = """
            "time","open",high,low,close,"note, or not"
            "2024-01-02T00:00:00Z","1",1,1,1,"a, ""quoted"" text"
            2024-01-02T00:01:00Z,2,2,2,2,"two
            lines"
            2024-01-02T00:02:00Z,3,3,3,"3",
            2024-01-02T00:03:00Z,4,4,4,4,"never closed
            2024-01-02T00:04:00Z,5,5,5,5,

            """
        let played = try Played.csv(["AAA.csv": text], "{ path: AAA.csv, interval: 1m }")
        #expect(played.closes() == [1, 2, 3, 5])
        #expect(played.diagnostics.first.map { "\($0)" } == "AAA.csv:6:1: warning[W0502]: a quote has no end")
    }

    @Test func `a line too long to be one is passed`() throws {
        let long = String(repeating: "1", count: 600_000)
        let played = try played([Self.good, long, "2024-01-02T00:01:00Z,2,4,1,3,10,2.9,3.1,1,1", "x"])
        #expect(played.closes() == [3, 3])
        #expect(
            played.diagnostics.map { "\($0)" } == [
                "AAA.csv:3:1: warning[W0502]: the line is too long to be a bar",
                "AAA.csv:5:1: warning[W0502]: the line has 1 field, the header 10",
            ])
    }

    @Test func `the later of two bars of one time is used`() throws {
        let played = try played([
            Self.good, "2024-01-02T00:01:00Z,5,6,5,6,1,,,,", "2024-01-02T00:01:00Z,7,8,7,8,2,,,,",
        ])
        #expect(played.rows[1].bars[0]?.prefix(5) == [7, 8, 7, 8, 2])
        #expect(played.codes == ["W0503"])
        #expect(
            played.diagnostics[0].message
                == "a second bar of AAA that ends at 2024-01-02T00:02:00Z; this one is used")
        #expect(played.diagnostics[0].span?.line == 4)
        #expect(played.diagnostics[0].related.map(\.span.line) == [3])
        #expect(played.remarks == ["1 duplicate bar, the later line used"])
    }

    @Test func `bars out of order are sorted and told`() throws {
        let lines = [3, 1, 2, 0, 2].map { "2024-01-02T00:0\($0):00Z,1,9,1,\($0 + 1),1,,,," }
        let played = try played(lines)
        #expect(played.closes() == [1, 2, 3, 4])
        #expect(played.codes == ["W0504", "W0504", "W0503"])
        #expect(played.diagnostics.map { $0.span?.line } == [3, 5, 6])
        #expect(
            played.diagnostics[0].message
                == "the bar of AAA that ends at 2024-01-02T00:02:00Z is older than the one before it")
        #expect(played.remarks == ["1 duplicate bar, the later line used", "2 bars out of order, sorted"])
    }

    @Test func `a file sorted by symbol and then by time is in order`() throws {
        let text = """
            ticker,date,open,high,low,close
            AAA,2024-01-02,1,1,1,1
            AAA,2024-01-03,2,2,2,2
            BBB,2024-01-02,3,3,3,3
            BBB,2024-01-03,4,4,4,4

            """
        let played = try Played.csv(
            ["bars.csv": text], "{ path: bars.csv, interval: 1d }", instruments: ["AAA", "BBB"],
            every: .days(1),
            calendar: .newYork)
        #expect(played.closes(0) == [1, 2])
        #expect(played.closes(1) == [3, 4])
        #expect(played.codes == [])
    }

    @Test func `bars outside every session are left out and counted`() throws {
        let times = ["14:29", "14:30", "20:59", "21:00", "23:00"]
        let text = "time,open,high,low,close\n" + times.map { "2024-01-02T\($0):00Z,1,1,1,1\n" }.joined()
        let played = try Played.csv(["AAA.csv": text], "{ path: AAA.csv, interval: 1m }", calendar: .newYork)
        #expect(played.times() == ["2024-01-02T14:31:00Z", "2024-01-02T21:00:00Z"])
        #expect(played.codes == ["W0505"])
        #expect(
            played.diagnostics[0].message
                == "388 bars of AAA missing after the one that ends at 2024-01-02T14:31:00Z")
        #expect(played.remarks == ["388 bars missing within sessions", "3 bars outside sessions left out"])
    }

    @Test func `only the first ten of a kind are told, and all counted`() throws {
        let lines = (10..<60).flatMap { minute in
            ["2024-01-02T00:\(minute):00Z,1,1,1,1,1,,,,", "2024-01-02T00:\(minute):00Z,1,1,1,1,1,,,,", "bad"]
        }
        let played = try played(lines)
        #expect(played.codes.count { $0 == "W0502" } == 10)
        #expect(played.codes.count { $0 == "W0503" } == 10)
        #expect(
            played.remarks == [
                "50 lines could not be read and were left out", "50 duplicate bars, the later line used",
            ])
    }

    @Test func `instruments without any bar are told`() throws {
        let played = try Played.csv(
            ["AAA.csv": Self.header + Self.good + "\n"], "{ path: AAA.csv, interval: 1m }",
            instruments: ["AAA", "BBB", "CCC"])
        #expect(
            played.diagnostics.map(\.message) == ["no file has a bar of BBB", "no file has a bar of CCC"])
        #expect(played.codes == ["W0505", "W0505"])
    }

    @Test(arguments: [
        (
            "BBB.csv", good,
            "BBB.csv has no bar of the universe in use; a file without a symbol column is named like its symbol, such as AAA.csv"
        ),
        (
            "AAA.csv", "",
            "AAA.csv has no bar of the universe in use; a file without a symbol column is named like its symbol, such as AAA.csv"
        ),
        ("AAA.csv", "bad\nbad", "AAA.csv has no bar of the universe in use; 2 lines could not be read"),
        (
            "AAA.csv", "2024-01-02T14:30:00Z,a,b,c,d,1,,,,",
            "AAA.csv has no bar of the universe in use; 1 lines could not be read"
        ),
        (
            "AAA.csv", "2024-01-06T00:00:00Z,1,1,1,1,1,,,,",
            "AAA.csv has no bar of the universe in use; 1 lie outside the sessions of XNYS: look at 'zone' and 'stamp'"
        ),
    ])
    func `without any bar there is no run`(name: String, lines: String, message: String) {
        let error = #expect(throws: Diagnostic.self) {
            try Played.csv(
                [name: Self.header + lines + "\n"], "{ path: \(name), interval: 1m }", calendar: .newYork)
        }
        #expect(error?.code == .dataFile)
        #expect(error?.message == message)
    }
}
