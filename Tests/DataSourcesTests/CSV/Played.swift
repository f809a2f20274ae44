import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import DataSources

/// What a source brings, cycle by cycle, as an engine would ask for it.
struct Played {
    /// One cycle.
    struct Row: Equatable {
        var now: String
        /// By instrument: open, high, low, close, volume, bid, ask, bid size, ask size; nil while nothing came.
        var bars: [[Double]?]
        var isFresh: [Bool]
        var barTimes: [String]
        var quoteTimes: [String]

        static func == (lhs: Row, rhs: Row) -> Bool {
            func bits(_ row: Row) -> [[UInt64]?] { row.bars.map { $0?.map(\.bitPattern) } }
            return lhs.now == rhs.now && bits(lhs) == bits(rhs) && lhs.isFresh == rhs.isFresh
                && lhs.barTimes == rhs.barTimes && lhs.quoteTimes == rhs.quoteTimes
        }
    }

    var rows: [Row] = []
    var diagnostics: [Diagnostic] = []
    var remarks: [String] = []

    /// The closes of an instrument where it is fresh.
    func closes(_ instrument: Int = 0) -> [Double] {
        rows.filter { $0.isFresh[instrument] }.compactMap { $0.bars[instrument]?[3] }
    }

    /// The ends of the bars of an instrument where it is fresh.
    func times(_ instrument: Int = 0) -> [String] {
        rows.filter { $0.isFresh[instrument] }.map { $0.barTimes[instrument] }
    }

    /// The codes of what was reported, in order.
    var codes: [String] { diagnostics.map(\.code.id) }
}

extension Played {
    /// Plays files through a CSV source on a simulated clock.
    static func csv(
        _ files: MemoryFiles,
        _ yaml: String,
        instruments: [String] = ["AAA"],
        every: Span = .minutes(1),
        calendar: TradingCalendar = .alwaysOpen
    ) throws -> Played {
        let record = DiagnosticRecord()
        let context = StageContext.test(
            instruments: instruments, horizons: [], every: every, calendar: calendar, files: files,
            report: record.add)
        let source = try CSVBars.test(yaml, in: context)
        var played = try Played(source, context: context)
        played.diagnostics = record.diagnostics
        return played
    }

    /// Plays a source from its first bar to its last, or for some cycles.
    init(_ source: some DataSource, context: StageContext, cycles: Int = .max) throws {
        try source.start()
        let axes = context.axes
        let frame = MarketFrame(count: axes.instruments.count, barMinutes: axes.barMinutes)
        var now = Timestamp.distantPast
        while rows.count < cycles, let bar = try source.nextBar() {
            now = axes.calendar.nextCycle(after: max(now, bar - .nanoseconds(1)), every: axes.every)
            guard now != .distantFuture else { break }
            try source.advance(to: now, into: frame)
            rows.append(Row(frame, at: now))
        }
        remarks = source.remarks
    }
}

extension Played.Row {
    init(_ frame: MarketFrame, at now: Timestamp) {
        self.now = now.iso8601
        let indices = 0..<frame.count
        let columns = [
            frame.open, frame.high, frame.low, frame.close, frame.volume, frame.bid, frame.ask,
            frame.bidSize, frame.askSize,
        ]
        bars = indices.map { index in
            frame.barTime[index] == .distantPast ? nil : columns.map { $0[index] }
        }
        isFresh = indices.map { frame.isFresh($0) }
        barTimes = indices.map { frame.barTime[$0] == .distantPast ? "" : frame.barTime[$0].iso8601 }
        quoteTimes = indices.map { frame.quoteTime[$0] == .distantPast ? "" : frame.quoteTime[$0].iso8601 }
    }
}
