import SluiceKit

/// The instruments that a sizer has something to say of: with a decision, an exit, a holding or an order under way.
///
/// Which these are changes from instrument to instrument, so that a processor that guesses the next one is mostly wrong,
/// at the price of a dozen instructions each time. So they are found without a branch, and what follows goes along them.
final class ConcernedList {
    private let places: FixedRow<Int>

    init(capacity: Int) { places = FixedRow(repeating: 0, count: capacity) }

    /// Finds them, in their order, for as long as none are found again.
    ///
    /// Every other instrument has no wish afterwards.
    func find(
        _ decisions: DecisionFrame, _ portfolio: Portfolio, wishes: Column
    ) -> UnsafeBufferPointer<Int> {
        let (sides, exits) = (decisions.side, decisions.exit)
        let (quantities, pending) = (portfolio.quantity, portfolio.pending)
        var count = 0
        for index in 0..<places.count {
            let bits =
                sides[index].bitPattern | exits[index].bitPattern | quantities[index].bitPattern
                | pending[index].bitPattern
            // 0 where all are zero, of either sign, else 1.
            let sign = bits &<< 1
            let one = (sign | (0 &- sign)) &>> 63
            let kept = 0 &- one
            wishes[index] = Double(
                bitPattern: wishes[index].bitPattern & kept | Double.nan.bitPattern & ~kept)
            places[count] = index
            count &+= Int(truncatingIfNeeded: one)
        }
        return UnsafeBufferPointer(start: places.base, count: count)
    }
}
