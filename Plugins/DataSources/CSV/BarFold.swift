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
    /// By instrument: the numbers that the frame shows.
    private let shown: UnsafeMutablePointer<BarRecord>
    /// The frame that shows them.
    private var frame: ObjectIdentifier?
    /// The instruments with a new bar in this cycle.
    private let touched: UnsafeMutableBufferPointer<Int>
    private var touchedCount = 0
    private let interval: Int64
    /// The paths of the files, by number.
    var paths: [String] = []

    init(instruments: [String], gaps: GapCount, findings: DataFindings) {
        (self.instruments, self.gaps, self.findings) = (instruments, gaps, findings)
        states = .allocate(capacity: instruments.count)
        states.initialize(repeating: State())
        shown = .allocate(capacity: instruments.count)
        shown.initialize(repeating: BarRecord(), count: instruments.count)
        touched = .allocate(capacity: instruments.count)
        interval = gaps.interval
    }

    deinit {
        states.deallocate()
        shown.deallocate()
        touched.deallocate()
    }

    /// Takes one bar; they come in the order of time.
    @inline(__always)
    func add(_ bar: UnsafePointer<BarRecord>, file: Int) {
        let index = bar.pointee.instrument
        let state = states.baseAddress.unsafelyUnwrapped + index
        let (known, end) = (state.pointee.bar.end, bar.pointee.end)
        if end != known &+ interval, !follows(bar.pointee, file) { return }
        if !state.pointee.isFresh {
            state.pointee.isFresh = true
            touched[touchedCount] = index
            touchedCount += 1
        } else if end != known {
            fold(state)
        }
        state.pointee.bar = bar.pointee
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
        if frame != ObjectIdentifier(market) { showAll(in: market) }
        market.fresh.fill(0)
        for place in 0..<touchedCount {
            let index = touched[place]
            settle(index)
            show(index, in: market)
            market.fresh[index] = 1
        }
        touchedCount = 0
    }

    /// Shows a frame that was not seen before what an older one would show.
    private func showAll(in market: MarketFrame) {
        frame = ObjectIdentifier(market)
        for index in states.indices { show(index, in: market) }
    }

    private func show(_ index: Int, in market: MarketFrame) {
        let row = shown + index
        market.open[index] = row.pointee.open
        market.high[index] = row.pointee.high
        market.low[index] = row.pointee.low
        market.close[index] = row.pointee.close
        market.volume[index] = row.pointee.volume
        market.bid[index] = row.pointee.bid
        market.ask[index] = row.pointee.ask
        market.bidSize[index] = row.pointee.bidSize
        market.askSize[index] = row.pointee.askSize
        market.barTime[index] = Timestamp(nanoseconds: states[index].bar.end)
        market.quoteTime[index] = states[index].quoteTime
    }

    /// Makes what is shown of an instrument from its bars of this cycle.
    private func settle(_ index: Int) {
        let state = states.baseAddress.unsafelyUnwrapped + index
        let row = shown + index
        let bar = state.pointee.bar
        row.pointee.open = state.pointee.open.isNaN ? bar.open : state.pointee.open
        row.pointee.high = Double.maximum(state.pointee.high, bar.high)
        row.pointee.low = Double.minimum(state.pointee.low, bar.low)
        row.pointee.close = bar.close
        row.pointee.volume = Self.sum(state.pointee.volume, bar.volume)
        showQuote(of: bar, state)
        (state.pointee.open, state.pointee.high, state.pointee.low) = (.nan, .nan, .nan)
        (state.pointee.volume, state.pointee.isFresh) = (.nan, false)
    }

    /// Shows a bar's quote; a bar without any leaves the last one as it is, with its age, and half a quote is a quote.
    private func showQuote(of bar: BarRecord, _ state: UnsafeMutablePointer<State>) {
        guard !bar.bid.isNaN || !bar.ask.isNaN else { return }
        let row = shown + bar.instrument
        (row.pointee.bid, row.pointee.ask) = (bar.bid, bar.ask)
        (row.pointee.bidSize, row.pointee.askSize) = (bar.bidSize, bar.askSize)
        state.pointee.quoteTime = Timestamp(nanoseconds: bar.end)
    }
}

// MARK: - Findings

extension BarFold {
    /// Looks at a bar that does not end an interval after the last one, and tells what is wrong with it.
    /// - Returns: Whether it is used.
    @inline(never)
    private func follows(_ bar: BarRecord, _ file: Int) -> Bool {
        let last = states[bar.instrument].bar
        // A file that was changed after it was looked at may go back in time; its bars are too late to be seen.
        guard last.end != .min, bar.end >= last.end else { return bar.end > last.end }
        guard bar.end > last.end else {
            noteDuplicate(bar, file, last)
            return true
        }
        let missing = gaps.missing(between: last.end, and: bar.end)
        guard missing > 0 else { return true }
        let span = SourceSpan(file: paths[file], line: bar.line, column: 1)
        findings.addGap(missing, of: instruments[bar.instrument], after: last.end, at: span)
        return true
    }

    private func noteDuplicate(_ bar: BarRecord, _ file: Int, _ last: BarRecord) {
        let number = states[bar.instrument].file
        let first = paths.indices.contains(number) ? paths[number] : paths[file]
        let (symbol, end) = (instruments[bar.instrument], Timestamp(nanoseconds: bar.end))
        findings.add(
            .duplicate,
            Diagnostic(
                .warning, .duplicateBar, "a second bar of \(symbol) that ends at \(end); this one is used",
                at: SourceSpan(file: paths[file], line: bar.line, column: 1),
                related: [.init("the first one", at: SourceSpan(file: first, line: last.line, column: 1))]))
    }
}

// MARK: - Memory

extension BarFold {
    func remember(into memory: inout MemoryWriter) {
        for (index, state) in states.enumerated() {
            let row = shown[index]
            memory.write([row.open, row.high, row.low, row.close, row.volume])
            memory.write([row.bid, row.ask, row.bidSize, row.askSize])
            memory.write(Timestamp(nanoseconds: state.bar.end))
            memory.write(state.bar.line)
            memory.write(state.file)
            memory.write(state.quoteTime)
        }
    }

    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        frame = nil
        for index in states.indices {
            let (bar, quote) = (try memory.doubles(), try memory.doubles())
            guard bar.count == 5, quote.count == 4 else {
                throw MemoryMismatch("the memory is of another form")
            }
            var row = BarRecord()
            (row.open, row.high, row.low, row.close, row.volume) = (bar[0], bar[1], bar[2], bar[3], bar[4])
            (row.bid, row.ask, row.bidSize, row.askSize) = (quote[0], quote[1], quote[2], quote[3])
            shown[index] = row
            states[index].bar.end = try memory.timestamp().nanoseconds
            states[index].bar.line = try memory.int()
            states[index].file = try memory.int()
            states[index].quoteTime = try memory.timestamp()
        }
    }
}
