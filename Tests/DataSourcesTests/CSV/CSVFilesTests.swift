import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// Which files are read, and how they come together.
@Suite struct CSVFilesTests {
    private static let header = "time,open,high,low,close\n"

    private func file(_ bars: (minute: Int, close: Int)..., symbol: String? = nil) -> String {
        let name = symbol.map { ",\($0)" } ?? ""
        let lines = bars.map { minute, close in
            let time = (ManualClock.start + .minutes(minute)).iso8601
            return "\(time),\(close),\(close),\(close),\(close)\(name)\n"
        }
        return "time,open,high,low,close\(symbol == nil ? "" : ",symbol")\n" + lines.joined()
    }

    @Test(arguments: [
        ("d", 3), ("d/", 3), ("d/*.csv", 2), ("d/A*", 1), ("d/A?A.csv", 1), ("d/AAA.csv", 1),
        ("d/CCC.csv.gz", 1),
    ])
    func `a path is a file, a folder or a pattern`(path: String, instruments: Int) throws {
        let files: MemoryFiles = [
            "d/AAA.csv": file((0, 1)), "d/BBB.csv": file((0, 2)), "d/CCC.csv.gz": file((0, 3)),
            "d/README.md": "no bars, but words", "d/ZZZ.csv": "other,columns\n1,2\n",
        ]
        let played = try Played.csv(
            files, "{ path: '\(path)', interval: 1m }", instruments: ["AAA", "BBB", "CCC"])
        #expect(played.rows[0].isFresh.count { $0 } == instruments)
        #expect(played.codes == Array(repeating: "W0505", count: 3 - instruments))
    }

    @Test func `a file need not end in csv when it is named`() throws {
        let played = try Played.csv(["AAA.txt": file((0, 1))], "{ path: AAA.txt, interval: 1m }")
        #expect(played.closes() == [1])
        let folder = try Played.csv(["d/AAA.txt": file((0, 1))], "{ path: d, interval: 1m }")
        #expect(folder.closes() == [1])
    }

    @Test func `a long file has a symbol in each line`() throws {
        let text = """
            symbol,time,open,high,low,close
            BBB,2024-01-02T00:00:00Z,2,2,2,2
            AAA,2024-01-02T00:00:00Z,1,1,1,1
            XXX,2024-01-02T00:00:00Z,9,9,9,9
             AAA ,2024-01-02T00:01:00Z,3,3,3,3
            "BBB",2024-01-02T00:01:00Z,4,4,4,4

            """
        for layout in ["auto", "long"] {
            let played = try Played.csv(
                ["any.csv": text], "{ path: any.csv, interval: 1m, layout: \(layout) }",
                instruments: ["AAA", "BBB"])
            #expect(played.closes(0) == [1, 3])
            #expect(played.closes(1) == [2, 4])
            #expect(played.codes == [])
        }
    }

    @Test func `told so, a file's name is the symbol whatever a column says`() throws {
        let text = file((0, 1), symbol: "BBB")
        let played = try Played.csv(
            ["AAA.csv": text], "{ path: AAA.csv, interval: 1m, layout: per_symbol }",
            instruments: ["AAA", "BBB"])
        #expect(played.rows[0].isFresh == [true, false])
    }

    @Test(arguments: [
        ("SPY.csv", "SPY"), ("a/b/SPY.csv.gz", "SPY"), ("BRK.B.csv", "BRK.B"), ("BRK.B.csv.gz", "BRK.B"),
        ("SPY", "SPY"),
        ("SPY.gz", "SPY"), ("BTC.jsonl.zst", "BTC"), (".csv", ".csv"),
    ])
    func `a symbol is the file's name without its endings`(path: String, symbol: String) {
        #expect(BarField.symbol(ofFile: path) == symbol)
    }

    @Test func `files of one symbol are one, and a later file's line wins`() throws {
        let files: MemoryFiles = [
            "d/2/bars.csv": file((1, 20), (2, 30), symbol: "AAA"),
            "d/1/bars.csv": file((0, 1), (1, 2), (5, 6), symbol: "AAA"),
        ]
        let played = try Played.csv(files, "{ path: d/*/bars.csv, interval: 1m }")
        #expect(played.closes() == [1, 20, 30, 6])
        #expect(played.codes == ["W0503", "W0505"])
        #expect(played.diagnostics[0].span.map { "\($0)" } == "d/2/bars.csv:2:1")
        #expect(played.diagnostics[0].related.map { "\($0.span)" } == ["d/1/bars.csv:3:1"])
    }

    @Test func `many files with interleaved bars come in the order of time`() throws {
        let symbols = (0..<40).map { "S\($0)" }
        var dice = Dice(seed: 4)
        var contents: [String: [UInt8]] = [:]
        var expected: [[String]] = Array(repeating: [], count: 200)
        for symbol in symbols {
            var text = Self.header
            for minute in 0..<200 where dice.uniform() < 0.3 {
                text += "\((ManualClock.start + .minutes(minute)).iso8601),1,1,1,1\n"
                expected[minute].append(symbol)
            }
            contents["d/\(symbol).csv"] = Array(text.utf8)
        }
        let played = try Played.csv(
            MemoryFiles(bytes: contents), "{ path: d, interval: 1m }", instruments: symbols)
        let found = played.rows.map { row in symbols.indices.filter { row.isFresh[$0] }.map { symbols[$0] } }
        #expect(found == expected.filter { !$0.isEmpty })
    }

    @Test func `a file for each day is opened when its day comes`() throws {
        var contents: [String: [UInt8]] = [:]
        for day in 0..<20 {
            let bars = file((day * 1_440, day), (day * 1_440 + 1, day + 100), symbol: "AAA")
            contents["d/\(10 + day).csv"] = Array(bars.utf8)
        }
        let files = CountedFiles(MemoryFiles(bytes: contents))
        let context = StageContext.test(
            instruments: ["AAA"], horizons: [], calendar: .alwaysOpen, files: files)
        let source = try CSVBars.test("{ path: d, interval: 1m }", in: context)
        try source.start()
        let before = files.opened
        let played = try Played(source, context: context, cycles: 10)
        #expect(played.rows.count == 10)
        #expect(files.opened - before <= 5, "five days were read, of which the first was open before")
    }

    @Test func `a sorted file is read as it is needed`() throws {
        var text = Self.header
        for minute in 0..<60_000 { text += "\((ManualClock.start + .minutes(minute)).iso8601),1,1,1,1\n" }
        let files = CountedFiles(["AAA.csv": text])
        let context = StageContext.test(
            instruments: ["AAA"], horizons: [], calendar: .alwaysOpen, files: files)
        let source = try CSVBars.test("{ path: AAA.csv, interval: 1m }", in: context)
        try source.start()
        let first = files.bytes
        let frame = MarketFrame(count: 1, barMinutes: 1)
        try source.advance(to: ManualClock.start + .minutes(100), into: frame)
        #expect(files.bytes - first <= 262_144)
        try source.advance(to: .distantFuture, into: frame)
        #expect(files.bytes >= 2 * text.utf8.count, "looked at once, read once")
        #expect(frame.barTime[0] == ManualClock.start + .minutes(60_000))
    }

    @Test(arguments: [
        ("none.csv", "does not exist"), ("../out.csv", "lies outside the project"),
        ("empty.csv", "it has no lines"),
    ])
    func `a file that cannot be read is an error at the path's place`(path: String, message: String) {
        let error = #expect(throws: Diagnostic.self) {
            try Played.csv(
                ["AAA.csv": file((0, 1)), "empty.csv": ""], "{ path: \(path), interval: 1m }",
                instruments: ["empty"])
        }
        #expect(error?.code == .dataFile)
        #expect(error?.message.contains(message) == true)
        #expect(error?.span.map { "\($0)" } == "test.yaml:1:9")
    }

    @Test func `files are looked at before the run, and changed by nothing`() throws {
        let context = StageContext.test(
            instruments: ["AAA"], files: ["AAA.csv": "time,open\n"] as MemoryFiles)
        let source = try CSVBars.test("{ path: AAA.csv, interval: 1m }", in: context)
        #expect(throws: Diagnostic.self) { try source.probe() }
        let missing = try CSVBars.test("{ path: BBB.csv, interval: 1m }", in: context)
        #expect(throws: Diagnostic.self) { try missing.probe() }
        let fine = StageContext.test(instruments: ["AAA"], files: ["AAA.csv": file((0, 1))] as MemoryFiles)
        try CSVBars.test("{ path: AAA.csv, interval: 1m }", in: fine).probe()
    }
}

/// Files that count what is read of them.
private final class CountedFiles: FileAccess, @unchecked Sendable {
    private let files: MemoryFiles
    private(set) var opened = 0
    private(set) var bytes = 0

    init(_ files: MemoryFiles) { self.files = files }

    func files(at path: PipelinePath) throws(FileError) -> [String] { try files.files(at: path) }

    func open(_ path: String) throws(FileError) -> any FileStream {
        opened += 1
        return CountedStream(try files.open(path)) { self.bytes += $0 }
    }
}

private final class CountedStream: FileStream {
    private let stream: any FileStream
    private let count: (Int) -> Void

    init(_ stream: any FileStream, _ count: @escaping (Int) -> Void) {
        (self.stream, self.count) = (stream, count)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let size = try stream.read(into: buffer)
        count(size)
        return size
    }
}
