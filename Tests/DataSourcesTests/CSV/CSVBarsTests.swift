import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

/// What `data.csv` makes of its settings.
@Suite struct CSVBarsTests {
    private static let file = """
        time,open,high,low,close,volume,bid,ask,bid_size,ask_size
        2024-01-02T00:00:00Z,1,4,0.5,2,10,1.9,2.1,100,200
        2024-01-02T00:01:00Z,2,5,1.5,3,20,2.9,3.1,300,400

        """

    @Test func `a bar is seen at its end`() throws {
        let played = try Played.csv(["AAA.csv": Self.file], "{ path: AAA.csv, interval: 1m }")
        #expect(played.rows.map(\.now) == ["2024-01-02T00:01:00Z", "2024-01-02T00:02:00Z"])
        #expect(
            played.rows.map(\.bars) == [
                [[1, 4, 0.5, 2, 10, 1.9, 2.1, 100, 200]], [[2, 5, 1.5, 3, 20, 2.9, 3.1, 300, 400]],
            ])
        #expect(played.rows.map(\.isFresh) == [[true], [true]])
        #expect(played.times() == ["2024-01-02T00:01:00Z", "2024-01-02T00:02:00Z"])
        #expect(played.rows.map(\.quoteTimes) == [["2024-01-02T00:01:00Z"], ["2024-01-02T00:02:00Z"]])
        #expect(played.codes == [])
        #expect(played.remarks == [])
    }

    @Test func `a stamp at the end is the end`() throws {
        let played = try Played.csv(["AAA.csv": Self.file], "{ path: AAA.csv, interval: 1m, stamp: end }")
        #expect(played.times() == ["2024-01-02T00:00:00Z", "2024-01-02T00:01:00Z"])
    }

    @Test func `the interval is the distance from start to end`() throws {
        let file = "time,open,high,low,close\n2024-01-02T00:00:00Z,1,1,1,1\n"
        let played = try Played.csv(
            ["AAA.csv": file], "{ path: AAA.csv, interval: 5m }", every: .minutes(5))
        #expect(played.times() == ["2024-01-02T00:05:00Z"])
        #expect(played.rows[0].bars[0]?.dropFirst(4).allSatisfy(\.isNaN) == true, "no volume, no quotes")
    }

    @Test(arguments: [
        ("1m", Span.minutes(1), true), ("1m", .minutes(5), true), ("5m", .minutes(1), false),
        ("2m", .minutes(5), false), ("1m", .days(1), true), ("1d", .days(1), true), ("1d", .hours(1), false),
    ])
    func `the interval divides the time between cycles`(interval: String, every: Span, isFine: Bool) {
        let issues = CSVBars.issues(
            "{ path: x.csv, interval: \(interval) }", in: .test(horizons: [], every: every))
        #expect(issues.map(\.code) == (isFine ? [] : [.settingConflict]))
        #expect(issues.first?.span.map { $0.column } == (isFine ? nil : 26))
    }

    @Test func `several bars of a cycle become one`() throws {
        let lines = [
            "00:00:00Z,10,12,9,11,100,10.9,11.1,1,2", "00:01:00Z,11,15,11,14,50,13.9,14.1,3,4",
            "00:02:00Z,14,14,8,9,,,,,", "00:05:00Z,9,9,9,9,7,8.9,9.1,5,6",
        ]
        let header = "time,open,high,low,close,volume,bid,ask,bid_size,ask_size\n"
        let file = header + lines.map { "2024-01-02T\($0)\n" }.joined()
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m }", every: .minutes(5))
        #expect(played.rows.map(\.now) == ["2024-01-02T00:05:00Z", "2024-01-02T00:10:00Z"])
        // The third bar has no quote, so the second's is the last one, with its time.
        #expect(played.rows[0].bars == [[10, 15, 8, 9, 150, 13.9, 14.1, 3, 4]])
        #expect(played.rows[0].barTimes == ["2024-01-02T00:03:00Z"])
        #expect(played.rows[0].quoteTimes == ["2024-01-02T00:02:00Z"])
        #expect(played.rows[1].bars == [[9, 9, 9, 9, 7, 8.9, 9.1, 5, 6]])
    }

    @Test func `an instrument without a new bar keeps its last one`() throws {
        let header = "time,open,high,low,close,volume\n"
        let files: MemoryFiles = [
            "d/AAA.csv": header + "2024-01-02T00:00:00Z,1,1,1,1,1\n2024-01-02T00:02:00Z,3,3,3,3,3\n",
            "d/BBB.csv": header + "2024-01-02T00:01:00Z,2,2,2,2,2\n",
        ]
        let played = try Played.csv(files, "{ path: d, interval: 1m }", instruments: ["AAA", "BBB"])
        #expect(played.rows.map(\.isFresh) == [[true, false], [false, true], [true, false]])
        #expect(played.rows.map { $0.bars.map { $0?[3] } } == [[1, nil], [1, 2], [3, 2]])
        #expect(
            played.rows[1].barTimes == ["2024-01-02T00:01:00Z", "2024-01-02T00:02:00Z"])
    }

    @Test(arguments: [
        ("2024-01-02 09:30:00", "UTC", "2024-01-02T09:31:00Z"),
        ("2024-01-02 09:30:00", "America/New_York", "2024-01-02T14:31:00Z"),
        ("2024-07-02 09:30:00", "America/New_York", "2024-07-02T13:31:00Z"),
        ("2024-01-02 09:30:00", "+02:00", "2024-01-02T07:31:00Z"),
        ("2024-01-02 09:30:00", "-0330", "2024-01-02T13:01:00Z"),
        ("2024-01-02T09:30:00Z", "America/New_York", "2024-01-02T09:31:00Z"),
    ])
    func `a zone is that of times without one`(time: String, zone: String, end: String) throws {
        let file = "time,open,high,low,close\n\(time),1,1,1,1\n"
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m, zone: \(zone) }")
        #expect(played.times() == [end])
    }

    @Test func `a named zone is the system's file`() throws {
        let file = "time,open,high,low,close\n2024-01-02 09:30:00,1,1,1,1\n"
        let files = MemoryFiles(bytes: [
            "AAA.csv": Array(file.utf8), "/usr/share/zoneinfo/Asia/Somewhere": Self.zoneFile(seconds: 19_800),
        ])
        let played = try Played.csv(files, "{ path: AAA.csv, interval: 1m, zone: Asia/Somewhere }")
        #expect(played.times() == ["2024-01-02T04:01:00Z"])
    }

    /// A TZif file of version 2 with one offset.
    private static func zoneFile(seconds: UInt32) -> [UInt8] {
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        let counts: [UInt8] = ([0, 0, 0, 0, 1, 4] as [UInt8]).flatMap { [0, 0, 0, $0] as [UInt8] }
        let offset = (0..<4).map { UInt8(truncatingIfNeeded: seconds >> (24 - 8 * $0)) }
        let block = header + counts + offset + [0, 0] + Array("LMT\0".utf8)
        return block + block + Array("\nLMT-5:30\n".utf8)
    }

    @Test func `a zone that the machine does not know is an error`() {
        let error = #expect(throws: Diagnostic.self) {
            try Played.csv(["AAA.csv": Self.file], "{ path: AAA.csv, interval: 1m, zone: Europe/Nowhere }")
        }
        #expect(error?.code == .settingConflict)
        #expect(error?.message.contains("names no time zone of this machine") == true)
    }

    @Test(arguments: ["Mars", "+25:00", "../etc/passwd", "Europe//Berlin", "", "+2", "Europe/Berlin/x/y"])
    func `a zone looks like one`(zone: String) {
        let issues = CSVSettings.issues("{ path: x.csv, interval: 1m, zone: '\(zone)' }")
        #expect(issues.map(\.code) == (zone == "Mars" ? [] : [.wrongType]))
    }

    @Test(arguments: [
        ("time: epoch_s", "1704153600"), ("time: epoch_ms", "1704153600000"),
        ("time: epoch_us", "1704153600000000"),
        ("time: epoch_ns", "1704153600000000000"), ("time: auto", "1704153600000"),
        ("time: iso8601", "2024-01-02T00:00:00Z"),
    ])
    func `a form of time`(setting: String, time: String) throws {
        let file = "t,o,h,l,c,v\n\(time),1,1,1,1,1\n"
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m, \(setting) }")
        #expect(played.times() == ["2024-01-02T00:01:00Z"])
    }

    @Test(arguments: [
        ("start: 2024-01-02", [2.0, 3, 4]), ("end: 2024-01-02", [1, 2, 3]),
        ("start: 2024-01-02, end: 2024-01-02", [2, 3]),
        ("start: '2024-01-02T00:01:00Z'", [3, 4]), ("end: '2024-01-02T00:01:00Z'", [1, 2]),
    ])
    func `start and end limit what is used`(setting: String, closes: [Double]) throws {
        let times = ["2024-01-01T23:59", "2024-01-02T00:00", "2024-01-02T23:59", "2024-01-03T00:00"]
        let lines = times.enumerated().map { "\($1):00Z,\($0 + 1),\($0 + 1),\($0 + 1),\($0 + 1)\n" }
        let file = "time,open,high,low,close\n" + lines.joined()
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m, \(setting) }")
        #expect(played.closes() == closes)
    }

    @Test func `dates are days of the market's clocks`() throws {
        let file = "date,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-03,2,2,2,2\n2024-01-04,3,3,3,3\n"
        let played = try Played.csv(
            ["AAA.csv": file], "{ path: AAA.csv, interval: 1d, start: 2024-01-03, end: 2024-01-03 }",
            every: .days(1), calendar: .newYork)
        #expect(played.times() == ["2024-01-03T21:00:00Z"])
        #expect(played.closes() == [2])
    }

    @Test(arguments: [
        ("start: 2024-02-30", DiagnosticCode.wrongType), ("start: tomorrow", .wrongType),
        ("end: '2024-01-02T00:00:00'", .wrongType), ("start: 2024-01-02, end: 2024-01-01", .settingConflict),
        ("quotes: { spread: 5bps }", .settingConflict),
        ("quotes: { from: columns, spread: 5bps }", .settingConflict),
        ("quotes: { from: close, spread: 1001bps }", .outOfBounds),
        ("quotes: { from: open }", .unknownChoice),
        ("columns: { price: last }", .unknownSetting), ("layout: wide", .unknownChoice),
        ("interval: 0s", .outOfBounds),
        ("stamp: middle", .unknownChoice), ("adjusted_close: maybe", .unknownChoice),
        ("time: epoch", .unknownChoice),
    ])
    func `settings that make no sense are refused`(setting: String, code: DiagnosticCode) {
        let interval = setting.hasPrefix("interval") ? "" : ", interval: 1m"
        #expect(CSVSettings.issues("{ path: x.csv\(interval), \(setting) }").map(\.code) == [code])
    }
}
