import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct CSVMemoryTests {
    private static let header = "time,open,high,low,close,volume,bid,ask\n"
    private static let yaml = "{ path: d, interval: 1m }"

    private static let files: MemoryFiles = {
        var dice = Dice(seed: 8)
        var texts = [header, header]
        for minute in 0..<40 {
            for index in 0..<2 where dice.uniform() < 0.7 {
                let time = (ManualClock.start + .minutes(minute)).iso8601
                let quote = dice.uniform() < 0.5 ? "," : "\(9 + minute),\(11 + minute)"
                texts[index] +=
                    "\(time),\(10 + minute),\(12 + minute),\(9 + minute),\(11 + minute),5,\(quote)\n"
                if dice.uniform() < 0.1 { texts[index] += "bad\n" }
            }
        }
        return ["d/AAA.csv": texts[0], "d/BBB.csv": texts[1]]
    }()

    private func context() -> StageContext {
        .test(horizons: [], calendar: .alwaysOpen, files: Self.files)
    }

    @Test(arguments: [true, false])
    func `a memory taken at any cycle goes on as if nothing had happened`(startsFirst: Bool) throws {
        let whole = try Played(try CSVBars.test(Self.yaml, in: context()), context: context())
        try #require(whole.rows.count > 20)
        for cycles in whole.rows.indices {
            let first = try CSVBars.test(Self.yaml, in: context())
            let before = try Played(first, context: context(), cycles: cycles)
            var writer = MemoryWriter()
            first.remember(into: &writer)
            var reader = MemoryReader(writer.words)
            let second = try CSVBars.test(Self.yaml, in: context())
            if startsFirst { try second.start() }
            try second.recall(from: &reader)
            #expect(reader.isAtEnd)
            let after = try Played(second, context: context())
            #expect(before.rows + after.rows == whole.rows)
            #expect(after.remarks == whole.remarks)
        }
    }

    @Test func `a memory of another universe or cut short is refused`() throws {
        let source = try CSVBars.test(Self.yaml, in: context())
        _ = try Played(source, context: context(), cycles: 5)
        var writer = MemoryWriter()
        source.remember(into: &writer)
        for count in writer.words.indices {
            var reader = MemoryReader(Array(writer.words[..<count]))
            let other = try CSVBars.test(Self.yaml, in: context())
            #expect(throws: MemoryMismatch.self) { try other.recall(from: &reader) }
        }
    }

    @Test func `files that were cut since leave what was seen`() throws {
        let source = try CSVBars.test(Self.yaml, in: context())
        let before = try Played(source, context: context(), cycles: 5)
        var writer = MemoryWriter()
        source.remember(into: &writer)
        var reader = MemoryReader(writer.words)
        let shorter: MemoryFiles = ["d/AAA.csv": Self.header + "2024-01-02T15:00:00Z,1,1,1,1,1,,\n"]
        let context = StageContext.test(horizons: [], calendar: .alwaysOpen, files: shorter)
        let other = try CSVBars.test(Self.yaml, in: context)
        try other.recall(from: &reader)
        try other.start()
        #expect(try other.nextBar() == nil)
        let frame = MarketFrame(count: 2, barMinutes: 1)
        let last = try #require(before.rows.last)
        let now = try #require(Timestamp(iso8601: last.now))
        try other.advance(to: now + .minutes(1), into: frame)
        let row = Played.Row(frame, at: now)
        #expect(row.barTimes == last.barTimes)
        #expect(row.isFresh == [false, false])
    }
}
