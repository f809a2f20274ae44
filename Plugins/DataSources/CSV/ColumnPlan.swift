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
    private let shapes: UnsafeMutablePointer<UnsafePointer<DecimalShape>>
    private let wides: UnsafeMutablePointer<WideDecimal?>
    /// Where open, high, low, close and volume stand one after another; -1 where they do not.
    private let barColumn: Int
    /// Whether lines have a time, then a symbol if there is one, then these five, and nothing else.
    private let isUsual: Bool
    private let hasQuotes: Bool
    private let hasSizes: Bool
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
        let bar: [BarField] = [.open, .high, .low, .close, .volume]
        barColumn = kept.indices.dropLast(4).first { Array(kept[$0..<$0 + 5]) == bar } ?? -1
        isUsual = kept == (isLong ? [.time, .symbol] : [.time]) + bar
        fields = .allocate(capacity: max(count, 1))
        for (column, field) in kept.enumerated() { (fields + column).initialize(to: field.rawValue) }
        values = .allocate(capacity: BarField.numbers)
        values.initialize(repeating: .nan, count: BarField.numbers)
        divisors = .allocate(capacity: BarField.numbers)
        divisors.initialize(repeating: 1, count: BarField.numbers)
        shapes = .allocate(capacity: BarField.numbers)
        shapes.initialize(repeating: DecimalShape.all, count: BarField.numbers)
        wides = .allocate(capacity: BarField.numbers)
        wides.initialize(repeating: nil, count: BarField.numbers)
        hasSizes = kept.contains(.bidSize) || kept.contains(.askSize)
        hasQuotes = hasSizes || kept.contains(.bid) || kept.contains(.ask)
    }

    deinit {
        fields.deallocate()
        values.deallocate()
        divisors.deallocate()
        shapes.deallocate()
        wides.deallocate()
    }

    /// A view for the reader of lines, which must not outlive the plan.
    var view: ColumnView {
        ColumnView(
            count: count, scanned: scanned, barColumn: barColumn, isUsual: isUsual,
            fields: UnsafePointer(fields),
            values: values,
            divisors: divisors, shapes: shapes, wides: wides, hasQuotes: hasQuotes, hasSizes: hasSizes,
            isAdjusted: isAdjusted, halfSpread: halfSpread,
            hasMore: hasQuotes || isAdjusted || halfSpread != nil)
    }
}

/// A plan of columns as pointers and plain values, because counting references would cost more than reading.
struct ColumnView {
    /// How many columns a line has.
    let count: Int
    /// How many columns it takes to know time and instrument.
    let scanned: Int
    /// Where open, high, low, close and volume stand one after another; -1 where they do not.
    let barColumn: Int
    /// Whether lines have a time, then a symbol if there is one, then these five, and nothing else.
    let isUsual: Bool
    /// By column: what it holds, as the raw value of a ``BarField``.
    let fields: UnsafePointer<UInt8>
    /// By field: the number that the line has, not yet divided.
    let values: UnsafeMutablePointer<Double>
    /// By field: what the number is to be divided by.
    let divisors: UnsafeMutablePointer<Double>
    /// By field: the shape of the number before, which has that divisor; the first of all shapes where there is none.
    let shapes: UnsafeMutablePointer<UnsafePointer<DecimalShape>>
    /// By field: the form of the last long number.
    let wides: UnsafeMutablePointer<WideDecimal?>
    /// Whether a column has a part of a quote.
    let hasQuotes: Bool
    /// Whether a column has the size of a quote.
    let hasSizes: Bool
    let isAdjusted: Bool
    /// Half the spread of quotes made around the close, a fraction; nil when quotes come from columns.
    let halfSpread: Double?
    /// Whether a bar is more than its five numbers.
    let hasMore: Bool

    /// What bars have of quotes, from columns or made.
    var quoteRoom: BarColumns.QuoteRoom { hasSizes ? .all : hasQuotes || halfSpread != nil ? .prices : .none }

    /// Makes the bar of the numbers that were read; false when they make none.
    @inline(__always)
    func fill(_ record: UnsafeMutablePointer<BarRecord>) -> Bool {
        // Two divisions at a time; they cost more than reading the digits.
        let prices =
            SIMD4(values[0], values[1], values[2], values[3])
            / SIMD4(divisors[0], divisors[1], divisors[2], divisors[3])
        let (open, high, low, close) = (prices[0], prices[1], prices[2], prices[3])
        // Written so that NaN fails.
        guard low > 0, high < .infinity, low <= open, low <= close, open <= high, close <= high else {
            return false
        }
        let volume = divisors[4] == 1 ? values[4] : values[4] / divisors[4]
        guard volume.bitPattern < Self.infinity || Self.isVolume(volume) else { return false }
        (record.pointee.open, record.pointee.high) = (open, high)
        (record.pointee.low, record.pointee.close, record.pointee.volume) = (low, close, volume)
        // Where no line of a file has more, records stay without, as they began.
        guard hasMore else { return true }
        return Self.fillMore(
            record, values, divisors, hasQuotes: hasQuotes, isAdjusted: isAdjusted, halfSpread: halfSpread)
    }

    private static let infinity: UInt64 = 0x7FF0_0000_0000_0000

    /// Whether a number may be a quantity; infinity is what a malformed number reads as.
    @inline(never)
    private static func isVolume(_ number: Double) -> Bool { !(number < 0) && number != .infinity }

    /// Adds the quote, and adjusts everything; takes single values, because a call with all of them would copy them for
    /// each line, whether it comes to the call or not.
    @inline(never)
    private static func fillMore(
        _ record: UnsafeMutablePointer<BarRecord>, _ values: UnsafePointer<Double>,
        _ divisors: UnsafePointer<Double>, hasQuotes: Bool, isAdjusted: Bool, halfSpread: Double?
    ) -> Bool {
        var bar = record.pointee
        var (bid, ask, bidSize, askSize) = (Double.nan, Double.nan, Double.nan, Double.nan)
        if hasQuotes {
            (bid, ask) = (values[6] / divisors[6], values[7] / divisors[7])
            (bidSize, askSize) = (values[8] / divisors[8], values[9] / divisors[9])
        }
        guard !(bidSize < 0), !(askSize < 0), bid != .infinity, ask != .infinity, bidSize != .infinity,
            askSize != .infinity
        else { return false }
        if isAdjusted {
            let adjusted = values[5] / divisors[5]
            let factor = adjusted / bar.close
            guard factor > 0, factor < .infinity else { return false }
            (bar.open, bar.high, bar.low) = (bar.open * factor, bar.high * factor, bar.low * factor)
            bar.close = adjusted
            (bid, ask) = (bid * factor, ask * factor)
            (bar.volume, bidSize, askSize) = (bar.volume / factor, bidSize / factor, askSize / factor)
        }
        if let halfSpread { (bid, ask) = (bar.close * (1 - halfSpread), bar.close * (1 + halfSpread)) }
        (bar.bidSize, bar.askSize) = (bidSize, askSize)
        // A price of zero or less is how some feeds write that nobody quotes.
        bar.bid = bid > 0 ? bid : .nan
        bar.ask = ask > 0 ? ask : .nan
        record.pointee = bar
        return true
    }
}
