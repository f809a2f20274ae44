import SluiceKit
import SluiceMarket

/// What is read from each column of a file, and where its numbers go: the memory behind a ``ColumnView``.
final class ColumnPlan {
    /// How many columns a line has.
    private let count: Int
    /// How many columns it takes to know time and instrument.
    private let scanned: Int
    private let fields: UnsafeMutablePointer<UInt8>
    private let values: UnsafeMutablePointer<Double>
    private let divisors: UnsafeMutablePointer<Double>
    private let hasQuotes: Bool
    private let isAdjusted: Bool
    private let halfSpread: Double?

    init(_ header: CSVHeader, settings: CSVSettings) {
        count = header.fields.count
        isAdjusted = settings.adjustedClose != .no && header.has(.adjustedClose)
        let madeQuotes = settings.quotes.flatMap { $0.from == .close ? $0 : nil }
        halfSpread = madeQuotes.map { $0.spread.fraction / 2 }
        let isLong = settings.layout != .perSymbol && header.has(.symbol)
        var unread: Set<BarField> = []
        if !isAdjusted { unread.insert(.adjustedClose) }
        if !isLong { unread.insert(.symbol) }
        if madeQuotes != nil { unread.formUnion([.bid, .ask, .bidSize, .askSize]) }
        let kept = header.fields.map { unread.contains($0) ? .other : $0 }
        let last = kept.lastIndex { $0 == .time || $0 == .symbol } ?? kept.count - 1
        scanned = last + 1
        fields = .allocate(capacity: max(count, 1))
        for (column, field) in kept.enumerated() { (fields + column).initialize(to: field.rawValue) }
        values = .allocate(capacity: BarField.numbers)
        values.initialize(repeating: .nan, count: BarField.numbers)
        divisors = .allocate(capacity: BarField.numbers)
        divisors.initialize(repeating: 1, count: BarField.numbers)
        hasQuotes = kept.contains { [.bid, .ask, .bidSize, .askSize].contains($0) }
    }

    deinit {
        fields.deallocate()
        values.deallocate()
        divisors.deallocate()
    }

    /// A view for the reader of lines, which must not outlive the plan.
    var view: ColumnView {
        ColumnView(
            count: count, scanned: scanned, fields: UnsafePointer(fields), values: values,
            divisors: divisors, hasQuotes: hasQuotes, isAdjusted: isAdjusted,
            halfSpread: halfSpread)
    }
}

/// A plan of columns as pointers and plain values, because counting references would cost more than reading.
struct ColumnView {
    /// How many columns a line has.
    let count: Int
    /// How many columns it takes to know time and instrument.
    let scanned: Int
    /// By column: what it holds, as the raw value of a ``BarField``.
    let fields: UnsafePointer<UInt8>
    /// By field: the number that the line has, not yet divided.
    let values: UnsafeMutablePointer<Double>
    /// By field: what the number is to be divided by.
    let divisors: UnsafeMutablePointer<Double>
    /// Whether a column has a part of a quote.
    let hasQuotes: Bool
    let isAdjusted: Bool
    /// Half the spread of quotes made around the close, a fraction; nil when quotes come from columns.
    let halfSpread: Double?

    /// Makes the bar of the numbers that were read; false when they make none.
    @inline(__always)
    func fill(_ record: UnsafeMutablePointer<BarRecord>) -> Bool {
        // Two divisions at a time; they cost more than reading the digits.
        let prices =
            SIMD4(values[0], values[1], values[2], values[3])
            / SIMD4(divisors[0], divisors[1], divisors[2], divisors[3])
        var (open, high, low, close) = (prices[0], prices[1], prices[2], prices[3])
        // Written so that NaN fails.
        guard low > 0, high < .infinity, low <= open, low <= close, open <= high, close <= high else {
            return false
        }
        var volume = divisors[4] == 1 ? values[4] : values[4] / divisors[4]
        var (bid, ask, bidSize, askSize) = (Double.nan, Double.nan, Double.nan, Double.nan)
        if hasQuotes {
            (bid, ask) = (values[6] / divisors[6], values[7] / divisors[7])
            (bidSize, askSize) = (values[8] / divisors[8], values[9] / divisors[9])
        }
        guard !(volume < 0), !(bidSize < 0), !(askSize < 0) else { return false }
        // Infinity is what a malformed number reads as.
        guard volume != .infinity, bid != .infinity, ask != .infinity, bidSize != .infinity,
            askSize != .infinity
        else { return false }
        if isAdjusted {
            let adjusted = values[5] / divisors[5]
            let factor = adjusted / close
            guard factor > 0, factor < .infinity else { return false }
            (open, high, low, close) = (open * factor, high * factor, low * factor, adjusted)
            (bid, ask) = (bid * factor, ask * factor)
            (volume, bidSize, askSize) = (volume / factor, bidSize / factor, askSize / factor)
        }
        if let halfSpread { (bid, ask) = (close * (1 - halfSpread), close * (1 + halfSpread)) }
        (record.pointee.open, record.pointee.high, record.pointee.low, record.pointee.close) = (
            open, high, low, close
        )
        (record.pointee.volume, record.pointee.bidSize, record.pointee.askSize) = (volume, bidSize, askSize)
        // A price of zero or less is how some feeds write that nobody quotes.
        record.pointee.bid = bid > 0 ? bid : .nan
        record.pointee.ask = ask > 0 ? ask : .nan
        return true
    }
}
