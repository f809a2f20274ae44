import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// Which lines of a file come before the first bar that ends after a moment.
@Suite struct CSVLinesTests {
    private func source(
        _ files: MemoryFiles, _ yaml: String, instruments: [String] = ["AAA"]
    ) throws -> CSVBars {
        try CSVBars.test(
            yaml,
            in: .test(
                instruments: instruments, horizons: [], every: .minutes(1), calendar: .alwaysOpen,
                files: files))
    }

    private func at(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: "2024-01-02T00:\(text):00Z"))
    }

    private static let file = """
        time,open,high,low,close
        2024-01-02T00:00:00Z,1,1,1,1
        2024-01-02T00:01:00Z,2,2,2,2
        2024-01-02T00:02:00Z,3,3,3,3

        """

    @Test func `the header and the bars that have ended stay`() throws {
        let source = try source(["AAA.csv": Self.file], "{ path: AAA.csv, interval: 1m }")
        #expect(try source.lines(upTo: at("00")) == ["AAA.csv": 1])
        #expect(try source.lines(upTo: at("01")) == ["AAA.csv": 2])
        #expect(try source.lines(upTo: at("02")) == ["AAA.csv": 3])
        #expect(try source.lines(upTo: at("03")) == ["AAA.csv": .max])
        try source.start()
        #expect(source.lastBar == (try at("03")))
    }

    @Test func `a file whose lines are not in the order of time is left out`() throws {
        let lines = Self.file.split(separator: "\n")
        let turned = ([lines[0]] + lines[1...].reversed()).joined(separator: "\n") + "\n"
        let source = try source(
            ["AAA.csv": turned, "BBB.csv": Self.file], "{ path: ., interval: 1m }",
            instruments: ["AAA", "BBB"])
        #expect(try source.lines(upTo: at("02")) == ["BBB.csv": 3])
    }
}
