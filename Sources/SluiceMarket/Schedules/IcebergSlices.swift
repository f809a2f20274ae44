/// Shows a part of an order at a time.
///
/// The child that can be seen is min(display, remaining); the next one comes when it has traded whole, and the last one
/// takes a rest that is below the minimum. Worked number: 313 shown 79 at a time are 79, 79, 79 and 76.
public struct IcebergSlices: Hashable, Sendable {
    /// What becomes of the part of a fill that is beyond what could be seen.
    public enum Excess: Sendable {
        /// It counts: a fill is a fact.
        case booked
        /// It is cut off.
        case clipped
    }

    /// How much may be seen.
    public let display: Amount
    /// The smallest child.
    public let minimum: Amount
    /// What has not traded.
    public private(set) var remaining: Amount
    /// What of the present child has not traded; zero when the next one is due or all has traded.
    public private(set) var visible = Amount.zero
    private let excess: Excess

    /// Creates an order of which nothing has traded; nil unless display and total are above zero.
    public init?(total: Amount, display: Amount, minimum: Amount = .zero, excess: Excess = .booked) {
        guard total > .zero, display > .zero, minimum >= .zero else { return nil }
        (remaining, self.display, self.minimum, self.excess) = (total, display, minimum, excess)
    }

    /// Makes the next child and returns its quantity; nil while one can be seen, and when all has traded.
    public mutating func next() -> Amount? {
        guard visible.isZero, remaining > .zero else { return nil }
        visible = Self.child(of: remaining, display: display, minimum: minimum)
        return visible
    }

    /// The child that can be seen of what remains.
    public static func child(of remaining: Amount, display: Amount, minimum: Amount) -> Amount {
        let child = min(display, remaining)
        let rest = (try? remaining.subtracting(child)) ?? .zero
        return rest < minimum ? remaining : child
    }

    /// Takes a fill.
    public mutating func fill(_ quantity: Amount) {
        let taken = max(excess == .clipped ? min(quantity, visible) : quantity, .zero)
        visible = max((try? visible.subtracting(taken)) ?? .zero, .zero)
        remaining = max((try? remaining.subtracting(taken)) ?? .zero, .zero)
    }
}
