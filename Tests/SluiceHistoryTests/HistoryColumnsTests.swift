import SluiceColumns
import SluiceDocument
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluiceTestKit
import TemporaryFolders
import Testing

@testable import DataSources

@Suite struct HistoryColumnsTests {
    private let folder: TemporaryFolder
    private let path: String
    private let instruments = ["AAA", "BBB"]

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/h.columns"
    }

    /// Bars that come and go, with quotes now and then.
    private static func text(_ seed: UInt64, bars: Int = 200) -> String {
        var dice = Dice(seed: seed)
        var text = "time,symbol,open,high,low,close,volume,bid,ask\n"
        for minute in 0..<bars {
            let time = (ManualClock.start + .minutes(minute)).iso8601
            for symbol in ["AAA", "BBB"] where dice.uniform() < 0.7 {
                let open = 10 + dice.uniform()
                let quote = dice.uniform() < 0.5 ? "," : "\(open - 0.1),\(open + 0.1)"
                text += "\(time),\(symbol),\(open),\(open + 1),\(open - 1),\(open + 0.5),5,\(quote)\n"
            }
        }
        return text
    }

    private func context(_ text: String, every: Span = .minutes(1)) -> StageContext {
        .test(
            instruments: instruments, horizons: [], every: every, calendar: .alwaysOpen,
            files: ["a.csv": text] as MemoryFiles)
    }

    private func source(_ context: StageContext) throws -> CSVBars {
        try CSVBars.test("{ path: a.csv, interval: 1m }", in: context)
    }

    private func recording(_ axes: Axes) -> HistoryRecording {
        HistoryRecording(instruments: axes.instruments, barMinutes: axes.barMinutes) { bar, last in
            axes.calendar.nextCycle(after: max(last, bar - .nanoseconds(1)), every: axes.every)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64], HistoryForm.allCases)
    func `columns have what a frame shows, cycle by cycle and bit for bit`(
        seed: UInt64, form: HistoryForm
    ) throws {
        let context = context(Self.text(seed))
        let history = try #require(
            try form.history(of: try source(context), recording(context.axes), path: path))
        #expect(history.instruments == instruments && history.rows > 150)
        #expect(history.column(.bidSize, of: 0) == nil)

        let (played, frame) = (try source(context), MarketFrame(count: 2, barMinutes: 1))
        var shown = [[Double]](
            repeating: Array(repeating: .nan, count: HistoryField.allCases.count), count: 2)
        try played.start()
        for row in 0..<history.rows {
            let bar = try #require(try played.nextBar())
            #expect(bar == history.time(of: row))
            try played.advance(to: bar, into: frame)
            for index in 0..<2 {
                let close = history.column(.close, of: index)?[row] ?? .nan
                #expect(frame.isFresh(index) == !close.isNaN)
                let bid = history.column(.bid, of: index)?[row] ?? .nan
                for field in HistoryField.allCases where field.isOfQuote ? !bid.isNaN : !close.isNaN {
                    shown[index][field.rawValue] = history.column(field, of: index)?[row] ?? .nan
                }
                let columns = [
                    frame.open, frame.high, frame.low, frame.close, frame.volume, frame.bid, frame.ask,
                    frame.bidSize, frame.askSize,
                ]
                #expect(columns.map { $0[index].bitPattern } == shown[index].map(\.bitPattern))
            }
        }
        #expect(try played.nextBar() == nil)
    }

    @Test(arguments: HistoryForm.allCases)
    func `bars of a cycle become one`(form: HistoryForm) throws {
        let context = context(
            """
            time,symbol,open,high,low,close,volume
            2024-01-02T00:00:00Z,AAA,1,3,1,2,5
            2024-01-02T00:01:00Z,AAA,2,5,2,4,6

            """, every: .minutes(2))
        let history = try #require(
            try form.history(of: try source(context), recording(context.axes), path: path))
        #expect(history.rows == 1)
        #expect(HistoryField.allCases.prefix(5).map { history.column($0, of: 0)?[0] } == [1, 5, 1, 4, 11])
        #expect(history.column(.close, of: 1)?[0].isNaN == true)
    }

    @Test func `bars older than their cycle fit no columns`() throws {
        let context = context(
            "time,symbol,open,high,low,close\n2024-01-02T00:00:00Z,AAA,1,3,1,2\n", every: .minutes(2))
        #expect(try recording(context.axes).write(try source(context), to: path) == false)
        #expect(throws: ColumnError.self) { try ColumnFile(path) }
        #expect(try recording(context.axes).columns(of: try source(context)) == nil)
    }

    @Test func `many rows grow in memory, and each column stays in one piece`() throws {
        let context = context(Self.text(6, bars: 20_000))
        let (file, memory) = (
            try HistoryForm.file.history(of: try source(context), recording(context.axes), path: path),
            try HistoryForm.played.history(of: try source(context), recording(context.axes), path: path)
        )
        let (kept, held) = (try #require(file), try #require(memory))
        #expect(held.rows == kept.rows && held.rows > 10_000 && held.times.elementsEqual(kept.times))
        for field in HistoryField.allCases {
            for index in 0..<2 {
                let (one, other) = (kept.column(field, of: index), held.column(field, of: index))
                #expect(one?.map(\.bitPattern) == other?.map(\.bitPattern), "\(field) \(index)")
                let start = other.flatMap { $0.buffer.baseAddress }.map { Int(bitPattern: $0) } ?? 0
                #expect(start.isMultiple(of: 64))
            }
        }
        let most = held.size - 1
        #expect(try recording(context.axes).playedColumns(of: try source(context), limit: most) == nil)
        #expect(try recording(context.axes).playedColumns(of: try source(context), limit: held.size) != nil)
    }

    @Test func `a table of something else is no history`() throws {
        try ColumnFile.write(path, [], facts: ["form": 1])
        #expect(throws: ColumnError.self) { try HistoryColumns(try ColumnFile(path)) }
    }
}
