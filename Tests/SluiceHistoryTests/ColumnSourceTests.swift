import SluiceColumns
import SluiceDocument
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluiceTestKit
import TemporaryFolders
import Testing

@testable import DataSources

@Suite struct ColumnSourceTests {
    private static let instruments = ["AAA", "BBB", "CCC", "GONE"]
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/h.columns"
    }

    /// Instruments that come and go, gaps, quotes now and then, lines that are no bars, twice or out of order.
    private static func text(_ seed: UInt64, bars: Int = 300) -> String {
        var dice = Dice(seed: seed)
        var lines: [String] = []
        for minute in 0..<bars {
            let time = (ManualClock.start + .minutes(minute)).iso8601
            for (number, symbol) in ["AAA", "BBB", "CCC"].enumerated() {
                guard dice.uniform() < 0.8, number != 1 || minute > 50, number != 2 || minute < 200 else {
                    continue
                }
                let open = 10 + dice.uniform()
                let quote = dice.uniform() < 0.6 ? "," : "\(open - 0.1),\(open + 0.1)"
                let volume = dice.uniform() < 0.1 ? "" : "\(Int(dice.uniform() * 1_000))"
                lines.append(
                    "\(time),\(symbol),\(open),\(open + 1),\(open - 1),\(open + 0.5),\(volume),\(quote)")
                if dice.uniform() < 0.02 { lines.append(lines[lines.count - 1]) }
                if dice.uniform() < 0.02 { lines.append("\(time),\(symbol),nothing") }
                if dice.uniform() < 0.01 { lines.swapAt(lines.count - 1, max(lines.count - 4, 0)) }
            }
        }
        return "time,symbol,open,high,low,close,volume,bid,ask\n" + lines.joined(separator: "\n") + "\n"
    }

    private func context(
        _ text: String, every: Span, report: @escaping @Sendable (Diagnostic) -> Void
    ) -> StageContext {
        .test(
            instruments: Self.instruments, horizons: [], every: every, calendar: .alwaysOpen,
            files: ["a.csv": text] as MemoryFiles, report: report)
    }

    private func source(_ context: StageContext) throws -> CSVBars {
        try CSVBars.test("{ path: a.csv, interval: 1m }", in: context)
    }

    /// What the source of a text gives.
    private func plain(
        _ text: String, every: Span = .minutes(1), until: Timestamp? = nil
    ) throws -> PlayedSource {
        let record = DiagnosticRecord()
        let context = context(text, every: every, report: record.add)
        return try PlayedSource(try source(context), context.axes, record, until: until)
    }

    /// The history of a text.
    private func history(
        _ text: String, every: Span = .minutes(1), until: Timestamp? = nil, _ form: HistoryForm = .file
    ) throws -> HistoryColumns? {
        let notices = HistoryNotices()
        let context = context(text, every: every, report: notices.report)
        let recording = HistoryRecording(context.axes, until: until, notices: notices)
        return try form.history(of: try source(context), recording, path: path)
    }

    private func played(
        _ history: HistoryColumns, every: Span = .minutes(1), until: Timestamp? = nil
    ) throws -> PlayedSource {
        let record = DiagnosticRecord()
        return try PlayedSource(
            ColumnSource(history, report: record.add), context("", every: every) { _ in }.axes, record,
            until: until)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `columns are played as the source shows its bars, bit for bit`(seed: UInt64) throws {
        let text = Self.text(seed)
        let plain = try plain(text)
        #expect(plain.cycles.count > 250 && !plain.notices.isEmpty && plain.remarks.count > 2)
        for form in HistoryForm.allCases {
            let history = try #require(try history(text, form))
            #expect(try played(history) == plain, "\(form)")
            #expect(try played(history) == plain, "\(form) twice")
        }
    }

    @Test func `one number that differs is seen`() throws {
        let text = Self.text(1)
        let line = try #require(text.split(separator: "\n").dropFirst(100).first { $0.contains("AAA") })
        let other = text.replacing(
            line, with: line.replacing(",1", with: ",1.0000000001", maxReplacements: 1))
        #expect(text != other)
        #expect(try played(try #require(try history(other))).frames != (try plain(text)).frames)
    }

    @Test func `a recording that ends early says what a run that ends there would`() throws {
        let text = Self.text(2)
        for minutes in [0, 1, 100, 299, 10_000] {
            let until = ManualClock.start + .minutes(minutes)
            let plain = try plain(text, until: until)
            for form in HistoryForm.allCases {
                let history = try #require(try history(text, until: until, form))
                #expect(try played(history, until: until) == plain, "\(minutes) \(form)")
            }
        }
    }

    @Test func `before its end a history marks what is said about the whole`() throws {
        let source = ColumnSource(try #require(try history(Self.text(3)))) { _ in }
        source.start()
        let marked = source.remarks.filter { $0.hasSuffix("(of the whole history)") }
        // Gaps are met on the way; what is out of order was known from the start.
        #expect(
            marked.contains { $0.contains("missing") } && !marked.contains { $0.contains("out of order") })
        #expect(source.remarks.contains { $0.hasSuffix("out of order, sorted") })
    }

    @Test func `several bars of a cycle are one where the last ends with it`() throws {
        let text = """
            time,symbol,open,high,low,close,volume
            2024-01-02T00:00:00Z,AAA,1,3,1,2,5
            2024-01-02T00:01:00Z,AAA,2,5,2,4,6
            2024-01-02T00:03:00Z,AAA,2,5,2,4,

            """
        let plain = try plain(text, every: .minutes(2))
        for form in HistoryForm.allCases {
            let history = try #require(try history(text, every: .minutes(2), form))
            #expect(try played(history, every: .minutes(2)) == plain)
            // A bar that ends before its cycle does has a time that no row tells.
            let more = text + "2024-01-02T00:04:00Z,AAA,2,5,2,4,1\n"
            #expect(try self.history(more, every: .minutes(2), form) == nil)
        }
    }

    @Test func `rows that a run passes over become one bar, and a new frame gets what an old one shows`()
        throws
    {
        let history = try #require(try history(Self.text(4)))
        let one = ColumnSource(history) { _ in }
        let other = ColumnSource(history) { _ in }
        let (first, second) = (MarketFrame(count: 4, barMinutes: 1), MarketFrame(count: 4, barMinutes: 1))
        for row in 0..<history.rows { one.advance(to: history.time(of: row), into: first) }
        other.advance(to: history.time(of: history.rows - 2), into: second)
        #expect(second.high[0] > first.high[0])
        let third = MarketFrame(count: 4, barMinutes: 1)
        other.advance(to: history.time(of: history.rows - 1), into: third)
        #expect(third.digest == first.digest)
        #expect(other.nextBar() == nil)
    }

    @Test func `a memory goes on at its row`() throws {
        let history = try #require(try history(Self.text(5)))
        let whole = ColumnSource(history) { _ in }
        let frame = MarketFrame(count: 4, barMinutes: 1)
        for row in 0..<100 { whole.advance(to: history.time(of: row), into: frame) }
        var writer = MemoryWriter()
        whole.remember(into: &writer)
        let later = ColumnSource(history) { _ in }
        var reader = MemoryReader(writer.words)
        try later.recall(from: &reader)
        let again = MarketFrame(count: 4, barMinutes: 1)
        for row in 100..<150 {
            #expect(later.nextBar() == history.time(of: row))
            whole.advance(to: history.time(of: row), into: frame)
            later.advance(to: history.time(of: row), into: again)
            #expect(frame.digest == again.digest)
        }
    }

    @Test func `an empty universe and a history without rows have no bar`() throws {
        let context = StageContext.test(
            instruments: [], horizons: [],
            files: ["a.csv": "time,symbol,open,high,low,close\n"] as MemoryFiles)
        for form in HistoryForm.allCases {
            let history = try form.history(
                of: try source(context), HistoryRecording(context.axes), path: path)
            let source = ColumnSource(try #require(history)) { _ in }
            #expect(source.nextBar() == nil)
            source.advance(to: ManualClock.start, into: MarketFrame(count: 0, barMinutes: 1))
        }
        #expect(throws: ColumnError.self) { try ColumnSource(settings: NoSettings(), context: context) }
    }
}
