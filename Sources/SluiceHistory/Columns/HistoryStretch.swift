import SluiceColumns
import SluiceKit
import SluiceMarket

/// Rows of a history in a frame that has each instrument once for each of them.
struct HistoryStretch {
    let history: HistoryColumns
    let rows: Range<Int>
    let stretch: Stretch
    /// What was shown last.
    let before: MarketFrame

    /// Shows all rows; instruments with a new bar are fresh, and what others had before stays.
    func show() {
        for index in 0..<stretch.instruments {
            show(.bar, of: index)
            show(.quote, of: index)
        }
    }

    /// The fields that come together.
    private struct Part {
        let fields: [HistoryField]
        /// Those of which at least one is there whenever they come.
        let leading: [HistoryField]
        let isBar: Bool

        static let bar = Part(
            fields: HistoryField.allCases.filter { !$0.isOfQuote }, leading: [.close], isBar: true)
        static let quote = Part(
            fields: HistoryField.allCases.filter(\.isOfQuote), leading: [.bid, .ask], isBar: false)
    }

    private func show(_ part: Part, of index: Int) {
        let leading = part.leading.compactMap { numbers($0, of: index) }
        let isWhole = leading.contains { numbers in (0..<rows.count).allSatisfy { !numbers[$0].isNaN } }
        if isWhole {
            for field in part.fields { copy(field, of: index) }
        } else {
            for field in part.fields { carry(field, of: index, leading) }
        }
        let market = stretch.market
        let (times, step) = (part.isBar ? market.barTime : market.quoteTime, stretch.instruments)
        var last = part.isBar ? before.barTime[index] : before.quoteTime[index]
        for row in 0..<rows.count {
            let comes = isWhole || Self.comes(row, leading)
            if comes { last = stretch.times[row] }
            times[row &* step &+ index] = last
            if part.isBar { market.fresh[row &* step &+ index] = comes ? 1 : 0 }
        }
    }

    /// Shows a field that every row has.
    private func copy(_ field: HistoryField, of index: Int) {
        let (to, step) = (field.column(of: stretch.market).base + index, stretch.instruments)
        guard let numbers = numbers(field, of: index) else {
            for row in 0..<rows.count { to[row &* step] = .nan }
            return
        }
        for row in 0..<rows.count { to[row &* step] = numbers[row] }
    }

    /// Shows a field that some rows have; in the others it stays.
    private func carry(_ field: HistoryField, of index: Int, _ leading: [UnsafePointer<Double>]) {
        let (to, step) = (field.column(of: stretch.market).base + index, stretch.instruments)
        let numbers = numbers(field, of: index)
        var shown = field.column(of: before)[index]
        for row in 0..<rows.count {
            if Self.comes(row, leading) { shown = numbers?[row] ?? .nan }
            to[row &* step] = shown
        }
    }

    private static func comes(_ row: Int, _ leading: [UnsafePointer<Double>]) -> Bool {
        leading.contains { !$0[row].isNaN }
    }

    /// The numbers of the rows; nil where no bar has the field.
    private func numbers(_ field: HistoryField, of index: Int) -> UnsafePointer<Double>? {
        history.column(field, of: index)?.buffer.baseAddress.map { $0 + rows.lowerBound }
    }
}
