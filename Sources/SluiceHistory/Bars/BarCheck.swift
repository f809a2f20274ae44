import Glibc
package import SluiceKit
package import SluiceMarket

/// Looks for what should not be in a file of bars.
///
/// An outlier is a close whose return against the close before is larger than 5% and than twelve times the mean size of
/// the instrument's returns so far (exponential, weight 0.05, after 20 of them).
package struct BarCheck {
    /// How many findings are kept; all are counted.
    package static let kept = 10_000

    private struct Instrument {
        var last = Timestamp.distantPast
        var close = Double.nan
        var size = 0.0
        var returns = 0
    }

    /// The findings, in the order of lines, at most ``kept``.
    package private(set) var findings: [BarFinding] = []
    /// How many of each kind there are.
    package private(set) var counts: [BarFinding.Kind: Int] = [:]
    private var instruments: [String: Instrument] = [:]
    private let gaps: GapCount?
    private let hasVolume: Bool
    private let isStart: Bool

    /// Begins a check.
    ///
    /// - Parameters:
    ///   - calendar: When bars are expected.
    ///   - interval: The length of a bar; nil finds no gaps.
    ///   - isStart: Whether times name the beginning of a bar.
    ///   - hasVolume: Whether the file has a column of volumes.
    package init(calendar: TradingCalendar, interval: Span?, isStart: Bool, hasVolume: Bool) {
        gaps = interval.map { GapCount(calendar: calendar, interval: $0) }
        (self.isStart, self.hasVolume) = (isStart, hasVolume)
    }

    /// Reads a file to its end.
    package mutating func read(_ text: BarText) throws(FileError) {
        while let entry = try text.next() { add(entry) }
    }

    /// Takes one line.
    package mutating func add(_ entry: BarText.Entry) {
        switch entry {
        case .refused(let line, let message): note(.unreadable, line, "", message)
        case .bar(let bar):
            checkTime(bar)
            checkNumbers(bar)
        }
    }

    private mutating func checkTime(_ bar: BarLine) {
        let last = instruments[bar.symbol]?.last ?? .distantPast
        guard last != .distantPast else {
            instruments[bar.symbol, default: Instrument()].last = bar.time
            return
        }
        guard bar.time > last else {
            let kind = bar.time == last ? BarFinding.Kind.duplicate : .unsorted
            let what = bar.time == last ? "a second bar" : "the bar of \(last.iso8601) stands before the one"
            note(kind, bar.line, bar.symbol, "\(what) of \(bar.time.iso8601)")
            return
        }
        instruments[bar.symbol, default: Instrument()].last = bar.time
        let length = isStart ? gaps?.interval ?? 0 : 0
        let missing =
            gaps?.missing(between: last.nanoseconds &+ length, and: bar.time.nanoseconds &+ length) ?? 0
        guard missing > 0 else { return }
        note(
            .gap, bar.line, bar.symbol,
            "\(missing == 1 ? "1 bar" : "\(missing) bars") missing after \(last.iso8601)")
    }

    private mutating func checkNumbers(_ bar: BarLine) {
        let prices: [BarField] = [.open, .high, .low, .close]
        for field in prices where !(bar[field] > 0) {
            let state = bar[field].isNaN ? "is absent" : "is \(bar[field])"
            note(.price, bar.line, bar.symbol, "\(field.key) \(state)")
        }
        let (high, low) = (bar[.high], bar[.low])
        if high < low {
            note(.range, bar.line, bar.symbol, "high \(high) is below low \(low)")
        } else {
            for field in [BarField.open, .close] where bar[field] > high || bar[field] < low {
                note(
                    .range, bar.line, bar.symbol,
                    "\(field.key) \(bar[field]) lies outside of low \(low) and high \(high)")
            }
        }
        if hasVolume, !(bar[.volume] >= 0) {
            note(
                .volume, bar.line, bar.symbol,
                bar[.volume].isNaN ? "volume is absent" : "volume is \(bar[.volume])")
        }
        checkReturn(bar)
    }

    private mutating func checkReturn(_ bar: BarLine) {
        let close = bar[.close]
        guard close > 0 else { return }
        var known = instruments[bar.symbol] ?? Instrument()
        defer { instruments[bar.symbol] = known }
        guard known.close > 0 else {
            known.close = close
            return
        }
        let size = abs(log(close / known.close))
        if known.returns >= 20, size > max(0.05, 12 * known.size) {
            let percent = ((close / known.close - 1) * 10_000).rounded() / 100
            note(.outlier, bar.line, bar.symbol, "close \(close) is \(percent)% from \(known.close)")
            // What is out of line says nothing of the size of returns.
        } else {
            known.size = known.returns == 0 ? size : known.size + 0.05 * (size - known.size)
            known.returns += 1
        }
        known.close = close
    }

    private mutating func note(_ kind: BarFinding.Kind, _ line: Int, _ symbol: String, _ message: String) {
        counts[kind, default: 0] += 1
        guard findings.count < Self.kept else { return }
        findings.append(BarFinding(kind, line: line, symbol: symbol, message))
    }
}
