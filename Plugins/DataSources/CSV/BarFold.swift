import SluiceDocument
import SluiceKit
import SluiceMarket

/// The bars since the cycle before, made into one for each instrument.
final class BarFold {
    /// What is known of an instrument.
    private struct State {
        /// The last bar, which a later line of the same time may replace.
        var bar = BarRecord(end: .min)
        /// The number of the file it came from.
        var file = 0
        var isFresh = false
        /// What the bars of this cycle before `bar` come to; NaN when there are none.
        var open = Double.nan
        var high = Double.nan
        var low = Double.nan
        var volume = Double.nan
        /// When the quote that is shown was valid.
        var quoteTime = Timestamp.distantPast
    }

    private let instruments: [String]
    private let gaps: GapCount
    private let findings: DataFindings
    /// By instrument.
    private let states: UnsafeMutableBufferPointer<State>
    /// What the frame shows: nine columns in the order of `BarRecord`.
    private let shown: ColumnSet
    /// The instruments with a new bar in this cycle.
    private var touched: [Int] = []
    /// The paths of the files, by number.
    var paths: [String] = []

    init(instruments: [String], gaps: GapCount, findings: DataFindings) {
        (self.instruments, self.gaps, self.findings) = (instruments, gaps, findings)
        states = .allocate(capacity: instruments.count)
        states.initialize(repeating: State())
        shown = ColumnSet(columns: 9, rows: instruments.count)
        touched.reserveCapacity(instruments.count)
    }

    deinit { states.deallocate() }

    /// Takes one bar; they come in the order of time.
    @inline(__always)
    func add(_ record: BarRecord, file: Int) {
        let index = record.instrument
        let state = states.baseAddress.unsafelyUnwrapped + index
        let known = state.pointee.bar.end
        if record.end != gaps.next(after: known) { note(record, file) }
        if !state.pointee.isFresh {
            state.pointee.isFresh = true
            touched.append(index)
        } else if record.end != known {
            fold(state)
        }
        state.pointee.bar = record
        state.pointee.file = file
    }

    /// Adds the last bar to what came before it in this cycle.
    private func fold(_ state: UnsafeMutablePointer<State>) {
        let bar = state.pointee.bar
        if state.pointee.open.isNaN { state.pointee.open = bar.open }
        state.pointee.high = Double.maximum(state.pointee.high, bar.high)
        state.pointee.low = Double.minimum(state.pointee.low, bar.low)
        state.pointee.volume = Self.sum(state.pointee.volume, bar.volume)
        // A quote that a later bar of the cycle does not have stays the last one.
        showQuote(of: bar, state)
    }

    /// The sum of two quantities of which either may be absent.
    private static func sum(_ first: Double, _ second: Double) -> Double {
        first.isNaN ? second : second.isNaN ? first : first + second
    }
}

// MARK: - What the frame shows

extension BarFold {
    /// Shows the frame what came, and begins a new cycle.
    func show(in market: MarketFrame) {
        for index in touched { settle(index) }
        market.open.copy(shown[0])
        market.high.copy(shown[1])
        market.low.copy(shown[2])
        market.close.copy(shown[3])
        market.volume.copy(shown[4])
        market.bid.copy(shown[5])
        market.ask.copy(shown[6])
        market.bidSize.copy(shown[7])
        market.askSize.copy(shown[8])
        market.fresh.fill(0)
        for index in touched { market.fresh[index] = 1 }
        for index in states.indices {
            market.barTime[index] = Timestamp(nanoseconds: states[index].bar.end)
            market.quoteTime[index] = states[index].quoteTime
        }
        touched.removeAll(keepingCapacity: true)
    }

    private func settle(_ index: Int) {
        let state = states.baseAddress.unsafelyUnwrapped + index
        let bar = state.pointee.bar
        shown[0][index] = state.pointee.open.isNaN ? bar.open : state.pointee.open
        shown[1][index] = Double.maximum(state.pointee.high, bar.high)
        shown[2][index] = Double.minimum(state.pointee.low, bar.low)
        shown[3][index] = bar.close
        shown[4][index] = Self.sum(state.pointee.volume, bar.volume)
        showQuote(of: bar, state)
        (state.pointee.open, state.pointee.high, state.pointee.low) = (.nan, .nan, .nan)
        (state.pointee.volume, state.pointee.isFresh) = (.nan, false)
    }

    /// Shows a bar's quote; a bar without any leaves the last one as it is, with its age, and half a quote is a quote.
    private func showQuote(of bar: BarRecord, _ state: UnsafeMutablePointer<State>) {
        guard !bar.bid.isNaN || !bar.ask.isNaN else { return }
        shown[5][bar.instrument] = bar.bid
        shown[6][bar.instrument] = bar.ask
        shown[7][bar.instrument] = bar.bidSize
        shown[8][bar.instrument] = bar.askSize
        state.pointee.quoteTime = Timestamp(nanoseconds: bar.end)
    }
}

// MARK: - Findings

extension BarFold {
    /// Tells of a bar that does not follow the last one as it should.
    @inline(never)
    private func note(_ record: BarRecord, _ file: Int) {
        let last = states[record.instrument].bar
        let symbol = instruments[record.instrument]
        guard last.end != .min else { return }
        if record.end == last.end {
            let first = SourceSpan(file: paths[states[record.instrument].file], line: last.line, column: 1)
            findings.add(
                .duplicate,
                Diagnostic(
                    .warning, .duplicateBar,
                    "a second bar of \(symbol) that ends at \(Timestamp(nanoseconds: record.end)); this one is used",
                    at: SourceSpan(file: paths[file], line: record.line, column: 1),
                    related: [.init("the first one", at: first)]))
            return
        }
        let missing = gaps.missing(between: last.end, and: record.end)
        guard missing > 0 else { return }
        let bars = missing == 1 ? "1 bar" : "\(missing) bars"
        findings.add(
            .gap, count: missing,
            Diagnostic(
                .warning, .dataGap,
                "\(bars) of \(symbol) missing after the one that ends at \(Timestamp(nanoseconds: last.end))",
                at: SourceSpan(file: paths[file], line: record.line, column: 1)))
    }
}

// MARK: - Memory

extension BarFold {
    func remember(into memory: inout MemoryWriter) {
        memory.write(shown)
        for state in states {
            memory.write(Timestamp(nanoseconds: state.bar.end))
            memory.write(state.bar.line)
            memory.write(state.file)
            memory.write(state.quoteTime)
        }
    }

    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        try memory.read(into: shown)
        for index in states.indices {
            states[index].bar.end = try memory.timestamp().nanoseconds
            states[index].bar.line = try memory.int()
            states[index].file = try memory.int()
            states[index].quoteTime = try memory.timestamp()
        }
    }
}
