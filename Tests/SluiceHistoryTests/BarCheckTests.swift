import SluiceHistory
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct BarCheckTests {
    private func text(_ content: String, path: String = "AAA.csv") throws -> BarText {
        try BarText(MemoryFiles(bytes: [path: Array(content.utf8)]).open(path), path: path)
    }

    private func findings(
        _ lines: [String], calendar: TradingCalendar = .alwaysOpen, interval: Span? = .minutes(1)
    ) throws -> [BarFinding] {
        let text = try text("time,open,high,low,close,volume\n" + lines.joined(separator: "\n") + "\n")
        var check = BarCheck(calendar: calendar, interval: interval, isStart: true, hasVolume: true)
        try check.read(text)
        return check.findings
    }

    private static let first = "2024-01-02T00:00:00Z,2,4,1,3,10"

    @Test(arguments: [
        (
            "2024-01-02T00:00:00Z,2,4,1,3,10", BarFinding.Kind.duplicate,
            "a second bar of 2024-01-02T00:00:00Z"
        ),
        (
            "2024-01-01T23:59:00Z,2,4,1,3,10", .unsorted,
            "the bar of 2024-01-02T00:00:00Z stands before the one of 2024-01-01T23:59:00Z"
        ),
        ("2024-01-02T00:03:00Z,2,4,1,3,10", .gap, "2 bars missing after 2024-01-02T00:00:00Z"),
        ("2024-01-02T00:01:00Z,2,4,0,3,10", .price, "low is 0.0"),
        ("2024-01-02T00:01:00Z,2,4,1,,10", .price, "close is absent"),
        ("2024-01-02T00:01:00Z,2,1,4,3,10", .range, "high 1.0 is below low 4.0"),
        ("2024-01-02T00:01:00Z,5,4,1,3,10", .range, "open 5.0 lies outside of low 1.0 and high 4.0"),
        ("2024-01-02T00:01:00Z,2,4,1,3,", .volume, "volume is absent"),
        ("2024-01-02T00:01:00Z,2,4,1,3,-1", .volume, "volume is -1.0"),
        ("2024-01-02T00:01:00Z,2,4,1,3", .unreadable, "5 fields where the header has 6"),
        ("2024-01-02T00:01:00Z,2,4,x,3,1", .unreadable, "'low' is no number"),
        ("yesterday,2,4,1,3,1", .unreadable, "no time"),
    ])
    func `each kind is told with its line`(line: String, kind: BarFinding.Kind, message: String) throws {
        let found = try findings([Self.first, line])
        #expect(
            found == [BarFinding(kind, line: 3, symbol: kind == .unreadable ? "" : "AAA", message)])
    }

    @Test func `a file as it should be has none`() throws {
        let lines = (0..<50).map { "2024-01-02T00:\($0 / 10)\($0 % 10):00Z,2,4,1,3,10" }
        #expect(try findings(lines) == [])
    }

    @Test func `nights are no gaps where the calendar has them`() throws {
        // 2024-01-02 and 03: the last minute of one session and the first of the next.
        let lines = ["2024-01-02T20:59:00Z,2,4,1,3,1", "2024-01-03T14:30:00Z,2,4,1,3,1"]
        #expect(try findings(lines, calendar: .newYork) == [])
        #expect(try findings(lines).map(\.kind) == [.gap])
        #expect(try findings(lines, interval: nil) == [])
    }

    @Test func `a close far from the one before is an outlier, once returns are known`() throws {
        // Returns of 1% up and down: 12 times their size is 12%.
        var lines = (0..<30).map { "2024-01-02T00:\($0 / 10)\($0 % 10):00Z,100,200,50,\(100 + $0 % 2),10" }
        lines.append("2024-01-02T00:30:00Z,100,200,50,115,10")
        let found = try findings(lines)
        #expect(found.map(\.kind) == [.outlier])
        #expect(found.first?.message == "close 115.0 is 13.86% from 101.0")
        #expect(found.first?.line == 32)
        lines[30] = "2024-01-02T00:30:00Z,100,200,50,110,10"
        #expect(try findings(lines) == [])
    }

    @Test func `JSON lines are checked as CSV is`() throws {
        let lines = """
            {"t":1704153600,"o":2,"h":4,"l":1,"c":3}
            {"t":1704153600,"o":2,"h":4,"l":1,"c":3}

            """
        var check = BarCheck(calendar: .alwaysOpen, interval: nil, isStart: true, hasVolume: false)
        try check.read(text(lines, path: "AAA.jsonl"))
        #expect(check.findings.map(\.line) == [2])
    }

    @Test func `a survey finds instruments, the length of a bar and gaps`() throws {
        var content = "time,symbol,open,high,low,close\n"
        for minute in [0, 5, 10, 20] {
            for symbol in ["A", "\"B, C\""] {
                content += "\(1_704_153_600 + minute * 60),\(symbol),1,1,1,1\n"
            }
        }
        content += "junk\n"
        let survey = try BarSurvey(text(content))
        #expect((survey.rows, survey.refused, survey.isSorted, survey.gaps) == (8, 1, true, 2))
        #expect(survey.interval == .minutes(5))
        #expect(Set(survey.instruments.keys) == ["A", "B, C"])
        #expect(survey.first?.iso8601 == "2024-01-02T00:00:00Z")
        #expect(survey.last?.iso8601 == "2024-01-02T00:20:00Z")
    }

    @Test func `a file without the columns of a bar is refused`() throws {
        let error = #expect(throws: FileError.self) { try text("time,open,high,low\n") }
        #expect(
            error?.message == "it has no column for close; its header has 'time', 'open', 'high', 'low'")
        #expect(throws: FileError(.damaged, "AAA.csv", "it has no lines")) { try text("") }
    }

    @Test func `any bytes give findings or an error (seed 21, 2,000 files)`() throws {
        let whole = Array(
            ("time,open,high,low,close,volume\n" + Self.first + "\n\"2024-01-02T00:01:00Z\",2,4,1,3,1\n").utf8
        )
        var dice = Dice(seed: 21)
        var (read, refused) = (0, 0)
        for _ in 0..<2_000 {
            var bytes = whole
            for _ in 0...Int(dice.next() % 3) {
                bytes[Int(dice.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: dice.next())
            }
            do throws(FileError) {
                let text = try BarText(try MemoryFiles(bytes: ["a.csv": bytes]).open("a.csv"), path: "a.csv")
                var check = BarCheck(
                    calendar: .newYork, interval: .minutes(1), isStart: true, hasVolume: true)
                try check.read(text)
                read += 1
            } catch {
                refused += 1
            }
        }
        #expect(read > 200 && refused > 200, "\(read) \(refused)")
    }
}
