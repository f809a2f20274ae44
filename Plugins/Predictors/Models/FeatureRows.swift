import SluiceKit

/// The features of some instruments, row by row, in the order in which models take them.
///
/// Models that take the same features in the same order share it. An instrument has a row in a cycle in which it has a
/// fresh bar, no more features are missing than allowed, and none is infinite.
final class FeatureRows {
    /// The features, in the order of a row.
    let names: [String]
    /// How many instruments have a row.
    private(set) var count = 0
    /// The features of the rows, one row behind another.
    let rows: UnsafeMutablePointer<Double>
    /// By row its instrument.
    let instruments: UnsafeMutablePointer<Int>
    /// By instrument its row; below 0 for one without.
    let places: UnsafeMutablePointer<Int>
    private let columns: [Int]
    private let capacity: Int

    init(_ names: [String], context: StageContext) throws {
        self.names = names
        columns = try names.map { name in
            guard let number = context.axes.index(ofFeature: name) else { throw MissingFeature(name: name) }
            return number
        }
        capacity = context.axes.instruments.count
        rows = .allocate(capacity: max(capacity * names.count, 1))
        instruments = .allocate(capacity: max(capacity, 1))
        places = .allocate(capacity: max(capacity, 1))
        instruments.initialize(repeating: 0, count: max(capacity, 1))
        places.initialize(repeating: -1, count: max(capacity, 1))
    }

    deinit {
        rows.deallocate()
        instruments.deallocate()
        places.deallocate()
    }

    /// Takes the features of a cycle.
    func gather(_ market: MarketFrame, maxMissing: Int) {
        count = 0
        for index in 0..<capacity {
            places[index] = -1
            guard market.isFresh(index), fill(market, index, maxMissing) else { continue }
            (instruments[count], places[index]) = (index, count)
            count += 1
        }
    }

    /// Fills the next row; false when the instrument has none.
    private func fill(_ market: MarketFrame, _ index: Int, _ maxMissing: Int) -> Bool {
        let row = rows + count * columns.count
        var missing = 0
        for place in 0..<columns.count {
            let value = market.features.column(columns[place])[index]
            row[place] = value
            if value.isNaN { missing += 1 } else if value.isInfinite { return false }
        }
        return missing <= maxMissing
    }
}
