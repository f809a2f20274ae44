import SluiceColumns
import SluiceKit
import SluiceMarket

/// Some rows of a history at a time, turned so that what one row has of all instruments lies in one piece.
///
/// Columns of many instruments lie in as many pages. Read row by row each number would cost a look at the page table;
/// brought by some dozens, a column's numbers come from one or two lines of the cache.
final class HistoryTile {
    private let history: HistoryColumns
    private let count: Int
    /// How many numbers a row has of an instrument: five, and nine where there are quotes.
    private let fields: Int
    /// How many rows are brought at a time.
    private let depth: Int
    /// By row, instrument and field.
    private let numbers: UnsafeMutablePointer<Double>
    /// By field and instrument: the whole column; nil where no bar has the field.
    private let columns: UnsafeMutablePointer<UnsafePointer<Double>?>
    /// The rows that were brought.
    private var brought = 0..<0

    /// Takes a history, and memory of about a quarter of a megabyte for its rows.
    init(_ history: HistoryColumns) {
        let count = history.instruments.count
        let hasQuotes = HistoryField.allCases.contains {
            $0.isOfQuote && count > 0 && history.column($0, of: 0) != nil
        }
        (self.history, self.count) = (history, count)
        fields = hasQuotes ? HistoryField.allCases.count : HistoryField.firstOfQuote
        depth = min(max(32_768 / max(count * fields, 1), 8), 64)
        numbers = .allocate(capacity: max(depth * count * fields, 1))
        numbers.initialize(repeating: .nan, count: max(depth * count * fields, 1))
        columns = .allocate(capacity: max(count * fields, 1))
        columns.initialize(repeating: nil, count: max(count * fields, 1))
        for field in HistoryField.allCases.prefix(fields) {
            for index in 0..<count {
                columns[field.rawValue * count + index] = history.column(field, of: index)?.buffer.baseAddress
            }
        }
    }

    deinit {
        numbers.deallocate()
        columns.deallocate()
    }

    /// Shows a row; instruments with a new bar are fresh, and what a frame has of the others stays.
    func show(_ row: Int, in market: MarketFrame) {
        if !brought.contains(row) { bring(from: row) }
        let now = history.time(of: row)
        var place = numbers + (row &- brought.lowerBound) &* count &* fields
        for index in 0..<count {
            if !place[HistoryField.close.rawValue].isNaN {
                let isAdded = market.fresh[index] == 1
                if isAdded { add(place, index, market) } else { set(place, index, market) }
                market.close[index] = place[3]
                market.fresh[index] = 1
                market.barTime[index] = now
            }
            if fields > HistoryField.firstOfQuote, !place[5].isNaN || !place[6].isNaN {
                (market.bid[index], market.ask[index]) = (place[5], place[6])
                (market.bidSize[index], market.askSize[index]) = (place[7], place[8])
                market.quoteTime[index] = now
            }
            place += fields
        }
    }

    @inline(__always)
    private func set(_ bar: UnsafePointer<Double>, _ index: Int, _ market: MarketFrame) {
        (market.open[index], market.high[index]) = (bar[0], bar[1])
        (market.low[index], market.volume[index]) = (bar[2], bar[4])
    }

    /// Makes one bar of two, as a data source does with those of one cycle.
    private func add(_ bar: UnsafePointer<Double>, _ index: Int, _ market: MarketFrame) {
        if market.open[index].isNaN { market.open[index] = bar[0] }
        market.high[index] = Double.maximum(market.high[index], bar[1])
        market.low[index] = Double.minimum(market.low[index], bar[2])
        let volume = market.volume[index]
        market.volume[index] = volume.isNaN ? bar[4] : bar[4].isNaN ? volume : volume + bar[4]
    }

    /// Shows what a frame would have of an instrument after all rows before one; nothing of it is fresh.
    func showLast(before row: Int, of index: Int, in market: MarketFrame) {
        func last(_ fields: [HistoryField]) -> Int? {
            (0..<row).last { row in fields.contains { number($0, index, row)?.isNaN == false } }
        }
        let (bar, quote) = (last([.close]), last([.bid, .ask]))
        for field in HistoryField.allCases {
            let shown = field.isOfQuote ? quote : bar
            field.column(of: market)[index] = shown.flatMap { number(field, index, $0) } ?? .nan
        }
        market.barTime[index] = bar.map { history.time(of: $0) } ?? .distantPast
        market.quoteTime[index] = quote.map { history.time(of: $0) } ?? .distantPast
        market.fresh[index] = 0
    }

    private func number(_ field: HistoryField, _ index: Int, _ row: Int) -> Double? {
        history.column(field, of: index)?[row]
    }

    private func bring(from first: Int) {
        brought = first..<min(first + depth, history.rows)
        let (rows, width) = (brought.count, count &* fields)
        for field in 0..<fields {
            for index in 0..<count {
                guard let column = columns[field &* count &+ index] else { continue }
                var (from, to) = (column + first, numbers + (index &* fields &+ field))
                for _ in 0..<rows {
                    to.pointee = from.pointee
                    from += 1
                    to += width
                }
            }
        }
    }
}
