import SluiceDocument
import SluiceKit
import SluiceMarket

/// Puts bars that come in the order of time into rows, as long as each row is a cycle and has one bar of an instrument.
final class PlainRows {
    /// Why no more bars are taken.
    enum Halt {
        /// There is no room for another row.
        case full
        /// The next bar is none that a row can have.
        case odd
    }

    /// What changes from bar to bar, as plain values that a loop keeps in registers.
    private struct State {
        /// The end of the last bar.
        var now = Timestamp.distantPast.nanoseconds
        /// The last row; -1 before the first one.
        var row = -1
        /// The numbers of the first instrument's bar in the last row.
        var bars: UnsafeMutablePointer<Double>
        /// The numbers of its quote; nil where there are none.
        var quotes: UnsafeMutablePointer<Double>?
        var barStride: Int
        var quoteStride: Int
        /// How many fields a quote has, and whether sizes are among them.
        let quoteFields: Int
        let hasSizes: Bool
        /// How many instruments have a bar in the last row.
        var touched = 0
        /// Ends up to here that are a step apart are cycles.
        var runsTo = Int64.min
        var step: Int64 = 0
        /// Whether the run ends before the last bar, and nothing more is kept.
        var isOver = false
    }

    // Another module's constants cost a call each.
    private static let barFields = 5

    private let columns: BarColumns
    private let wanted: ColumnarRequest
    private let instruments: [String]
    private let gaps: GapCount
    private let findings: DataFindings
    private let log: FindingLog
    private var state: State
    /// By instrument: the end of its last bar.
    private let lasts: UnsafeMutablePointer<Int64>
    private(set) var halt: Halt?
    /// The end of the first bar that the run is over before.
    private(set) var after: Int64?

    init(
        _ columns: BarColumns, _ wanted: ColumnarRequest, source: CSVSource, findings: DataFindings,
        log: FindingLog
    ) {
        (self.columns, self.wanted, self.findings, self.log) = (columns, wanted, findings, log)
        instruments = source.instruments
        gaps = GapCount(calendar: source.calendar, interval: source.settings.interval)
        lasts = .allocate(capacity: instruments.count)
        lasts.initialize(repeating: .min, count: instruments.count)
        let (bar, quote) = (columns.bar(0), columns.quote(0))
        state = State(
            bars: bar.first - 1, quotes: quote.map { $0.first - 1 }, barStride: bar.stride,
            quoteStride: quote?.stride ?? 0, quoteFields: columns.quoteRoom.rawValue,
            hasSizes: columns.quoteRoom == .all)
    }

    deinit { lasts.deallocate() }

    /// The end of the last bar.
    var now: Int64 { state.now }

    /// The end of an instrument's last bar; nil where it has none.
    func last(of instrument: Int) -> Int64? { lasts[instrument] == .min ? nil : lasts[instrument] }

    /// Takes bars up to a limit and to the first bar of another file; where it takes none, ``halt`` says why.
    /// - Returns: The first bar that was not taken.
    func take(
        from first: UnsafePointer<BarRecord>, upTo limit: UnsafePointer<BarRecord>, before others: Int64,
        path: String
    ) -> UnsafePointer<BarRecord> {
        var (bar, state) = (first, state)
        defer { self.state = state }
        let (lasts, interval, capacity) = (lasts, gaps.interval, columns.capacity)
        let (times, count) = (columns.times, instruments.count)
        repeat {
            let (end, index) = (bar.pointee.end, bar.pointee.instrument)
            if end != state.now {
                if end == state.now &+ state.step, end <= state.runsTo, state.row &+ 1 < capacity {
                    if state.touched != count { clearRest(state) }
                    next(&state)
                    (state.now, times[state.row]) = (end, end)
                } else if !begin(end, &state) {
                    return bar
                }
            }
            if end != lasts[index] &+ interval, !follows(bar, state, path) { return bar }
            lasts[index] = end
            if !state.isOver { store(bar, state) }
            state.touched &+= 1
            bar += 1
        } while bar < limit && bar.pointee.end < others
        return bar
    }

    /// Completes the last row.
    func end() {
        if state.row >= 0 { clearRest(state) }
        columns.keep(rows: state.row + 1)
    }

    /// Makes room for as many rows as the rest of the files will have, going by what they had so far.
    func grow(read: Int, of size: Int?) -> Bool {
        let rows = state.row + 1
        columns.keep(rows: rows)
        // Rows that never come take no memory.
        let expected = size.map { Double(rows) * Double($0) / Double(max(read, 1)) * 1.25 } ?? 0
        let room = max(min(expected, 1e12), Double(rows) * 1.25) + 64
        guard columns.reserve(rows + 1, expecting: Int(room)) else { return false }
        let (bar, quote) = (columns.bar(0), columns.quote(0))
        (state.bars, state.barStride) = (bar.first + state.row, bar.stride)
        (state.quotes, state.quoteStride) = (quote.map { $0.first + state.row }, quote?.stride ?? 0)
        halt = nil
        return true
    }

    @inline(__always)
    private func next(_ state: inout State) {
        state.row &+= 1
        state.touched = 0
        state.bars += 1
        if state.quotes != nil { state.quotes = state.quotes.map { $0 + 1 } }
    }

    @inline(__always)
    private func store(_ bar: UnsafePointer<BarRecord>, _ state: State) {
        let index = bar.pointee.instrument
        let stride = state.barStride
        let place = state.bars + index &* (Self.barFields &* stride)
        place[0] = bar.pointee.open
        place[stride] = bar.pointee.high
        place[2 &* stride] = bar.pointee.low
        place[3 &* stride] = bar.pointee.close
        place[4 &* stride] = bar.pointee.volume
        guard let quotes = state.quotes else { return }
        let quote = quotes + index &* (state.quoteFields &* state.quoteStride)
        quote[0] = bar.pointee.bid
        quote[state.quoteStride] = bar.pointee.ask
        guard state.hasSizes else { return }
        // Sizes without a price are no quote.
        let isQuote = !bar.pointee.bid.isNaN || !bar.pointee.ask.isNaN
        quote[2 &* state.quoteStride] = isQuote ? bar.pointee.bidSize : .nan
        quote[3 &* state.quoteStride] = isQuote ? bar.pointee.askSize : .nan
    }

    /// Makes NaN what the last row has of instruments without a bar.
    private func clearRest(_ state: State) {
        guard state.row >= 0, !state.isOver else { return }
        for index in instruments.indices where lasts[index] != state.now {
            let place = state.bars + index * Self.barFields * state.barStride
            for field in 0..<Self.barFields { place[field * state.barStride] = .nan }
            guard let quotes = state.quotes else { continue }
            let quote = quotes + index * state.quoteFields * state.quoteStride
            for field in 0..<state.quoteFields { quote[field * state.quoteStride] = .nan }
        }
    }

    /// Begins a row whose end is no step behind the last one's.
    /// - Returns: False where it cannot, which ``halt`` tells.
    @inline(never)
    private func begin(_ end: Int64, _ state: inout State) -> Bool {
        guard end > state.now else { return stop(.odd) }
        guard !state.isOver else {
            state.now = end
            return true
        }
        let moment = Timestamp(nanoseconds: end)
        guard wanted.nextCycle(moment, Timestamp(nanoseconds: state.now)) == moment else { return stop(.odd) }
        if let until = wanted.until, moment > until {
            clearRest(state)
            (after, state.isOver, state.now, state.runsTo) = (end, true, end, .min)
            return true
        }
        guard state.row + 1 < columns.capacity else { return stop(.full) }
        if state.touched != instruments.count { clearRest(state) }
        next(&state)
        (state.now, columns.times[state.row]) = (end, end)
        if let run = wanted.cycles(moment) {
            state.runsTo = min(run.last, wanted.until ?? .distantFuture).nanoseconds
            state.step = run.step.nanoseconds
        }
        return true
    }

    private func stop(_ halt: Halt) -> Bool {
        self.halt = halt
        return false
    }

    /// Looks at a bar that does not end an interval after the instrument's last one.
    @inline(never)
    private func follows(_ bar: UnsafePointer<BarRecord>, _ state: State, _ path: String) -> Bool {
        let (end, last) = (bar.pointee.end, lasts[bar.pointee.instrument])
        guard last != .min, !state.isOver else { return true }
        guard end > last else { return stop(.odd) }
        let missing = gaps.missing(between: last, and: end)
        guard missing > 0 else { return true }
        log.begin(2 + 2 * state.row)
        let span = SourceSpan(file: path, line: bar.pointee.line, column: 1)
        findings.addGap(missing, of: instruments[bar.pointee.instrument], after: last, at: span)
        return true
    }
}
