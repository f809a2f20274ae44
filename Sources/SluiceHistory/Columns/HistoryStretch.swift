import SluiceColumns
import SluiceKit
import SluiceMarket
internal import SluiceNumerics

/// Rows of a history in a frame that has each instrument once for each of them.
struct HistoryStretch {
    let history: HistoryColumns
    let rows: Range<Int>
    let stretch: Stretch
    /// What was shown last.
    let before: MarketFrame

    /// Shows all rows; instruments with a new bar are fresh, and what others had before stays.
    func show() {
        for part in [Part.bar, .quote] {
            if isWhole(part) {
                showWhole(part)
            } else {
                for index in 0..<stretch.instruments { show(part, of: index) }
            }
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

    /// Shows what every row has of every instrument: one field of all after the other, which keeps to near memory.
    private func showWhole(_ part: Part) {
        let (market, step) = (stretch.market, stretch.instruments)
        // What no instrument has nobody ever writes: it is absent as it was when the frame was made.
        for field in part.fields where (0..<step).contains(where: { numbers(field, of: $0) != nil }) {
            var index = 0
            while index < step {
                for next in 0..<4 { expect(field, of: index + 4 + next) }
                index += copyFour(field, from: index)
            }
        }
        let times = (part.isBar ? market.barTime : market.quoteTime).base
        for index in 0..<step { Strided.copy(stretch.firstTime, rows.count, to: times + index, step) }
        if part.isBar { market.fresh.base.update(repeating: 1, count: rows.count * step) }
    }

    private func show(_ part: Part, of index: Int) {
        let (market, step) = (stretch.market, stretch.instruments)
        let times = part.isBar ? market.barTime : market.quoteTime
        guard !isWhole(part, index) else {
            for field in part.fields { copy(field, of: index) }
            Strided.copy(stretch.firstTime, rows.count, to: times.base + index, step)
            if part.isBar { Strided.fill(1, rows.count, market.fresh.base + index, step) }
            return
        }
        let leading = part.leading.compactMap { numbers($0, of: index) }
        for field in part.fields { carry(field, of: index, leading) }
        var last = part.isBar ? before.barTime[index] : before.quoteTime[index]
        for row in 0..<rows.count {
            let comes = Self.comes(row, leading)
            if comes { last = stretch.times[row] }
            times[row &* step &+ index] = last
            if part.isBar { market.fresh[row &* step &+ index] = comes ? 1 : 0 }
        }
    }

    /// Whether every instrument has every row.
    private func isWhole(_ part: Part) -> Bool {
        (0..<stretch.instruments).allSatisfy { index in
            for field in part.leading { expect(field, of: index + Self.ahead) }
            return isWhole(part, index)
        }
    }

    /// How many instruments ahead memory is asked for what is to be read: a little of each of many rows is read in turn.
    private static let ahead = 2

    private func expect(_ field: HistoryField, of index: Int) {
        guard index < stretch.instruments, let numbers = numbers(field, of: index) else { return }
        ExpectedRead.begin(numbers, rows.count)
    }

    /// Whether one of the leading fields has every row.
    private func isWhole(_ part: Part, _ index: Int) -> Bool {
        part.leading.contains { field in
            numbers(field, of: index).map { PresentNumbers.isWhole($0, rows.count) } ?? false
        }
    }

    /// Shows a field that every row has.
    private func copy(_ field: HistoryField, of index: Int) {
        let (to, step) = (field.column(of: stretch.market).base + index, stretch.instruments)
        if let numbers = numbers(field, of: index) {
            Strided.copy(numbers, rows.count, to: to, step)
        } else {
            Strided.fill(.nan, rows.count, to, step)
        }
    }

    /// Shows a field of four instruments from one on, or of one where they are not all there.
    /// - Returns: Of how many.
    private func copyFour(_ field: HistoryField, from index: Int) -> Int {
        let step = stretch.instruments
        guard index + 4 <= step, let first = numbers(field, of: index),
            let second = numbers(field, of: index + 1),
            let third = numbers(field, of: index + 2), let fourth = numbers(field, of: index + 3)
        else {
            copy(field, of: index)
            return 1
        }
        WovenColumns.write(
            rows.count, first, second, third, fourth, to: field.column(of: stretch.market).base + index, step)
        return 4
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
