import SluiceKit
import SluiceNumerics

/// The instruments that a sizer has something to say of: with a decision, an exit, a holding or an order under way.
final class ConcernedList {
    private let places: FixedRow<Int>

    init(capacity: Int) { places = FixedRow(repeating: 0, count: capacity) }

    /// Finds them, in their order, for as long as none are found again.
    ///
    /// Every other instrument has no wish afterwards.
    func find(
        _ decisions: DecisionFrame, _ portfolio: Portfolio, wishes: Column
    ) -> UnsafeBufferPointer<Int> {
        let found = NonzeroPlaces.find(
            places.count, decisions.side.base, decisions.exit.base, portfolio.quantity.base,
            portfolio.pending.base, wishes: wishes.base, into: places.base)
        return UnsafeBufferPointer(start: places.base, count: found)
    }
}
