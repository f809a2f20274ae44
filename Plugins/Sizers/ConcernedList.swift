import SluiceKit
import SluiceNumerics

/// The instruments that a sizer has something to say of: with a decision, an exit, a holding or an order under way.
final class ConcernedList {
    private let places: UnsafeMutablePointer<Int>
    private let count: Int

    init(capacity: Int) {
        count = capacity
        places = .allocate(capacity: max(capacity, 1))
        places.initialize(repeating: 0, count: max(capacity, 1))
    }

    deinit { places.deallocate() }

    /// Finds them, in their order, for as long as none are found again.
    ///
    /// Every other instrument has no wish afterwards.
    func find(
        _ decisions: DecisionFrame, _ portfolio: Portfolio, wishes: Column
    ) -> UnsafeBufferPointer<Int> {
        let found = NonzeroPlaces.find(
            count, decisions.side.base, decisions.exit.base, portfolio.quantity.base, portfolio.pending.base,
            wishes: wishes.base, into: places)
        return UnsafeBufferPointer(start: places, count: found)
    }
}
