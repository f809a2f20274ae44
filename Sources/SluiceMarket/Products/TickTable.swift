/// The price steps of a product, which may grow with the price.
///
/// Worked number: a step of 0.0001 below 1 and of 0.01 from 1 on: 0.55555 to buy is 0.5555, 1.239 to sell 1.24.
public struct TickTable: Hashable, Sendable {
    /// A step and the price from which on it holds.
    public struct Band: Hashable, Sendable {
        /// The lowest price of the band.
        public let start: Amount
        /// The step within it.
        public let increment: Increment

        /// Creates a band.
        public init(from start: Amount, _ increment: Increment) {
            (self.start, self.increment) = (start, increment)
        }
    }

    /// The bands, from the lowest price on; the first also holds below its start.
    public let bands: [Band]

    /// One step for all prices.
    public init(_ increment: Increment) { bands = [Band(from: .zero, increment)] }

    /// Creates a table from bands in rising order.
    ///
    /// Nil without bands, for starts that do not rise, and for a start that is no multiple of the steps on both its
    /// sides: a price rounded in one band would end in another, beside its steps.
    public init?(_ bands: [Band]) {
        guard !bands.isEmpty else { return nil }
        for (below, above) in zip(bands, bands.dropFirst()) {
            guard below.start < above.start, Self.meets(above.start, below.increment),
                Self.meets(above.start, above.increment)
            else { return nil }
        }
        self.bands = bands
    }

    /// The step at a price.
    public func increment(at price: Amount) -> Increment {
        bands.last { $0.start <= price }?.increment ?? bands[0].increment
    }

    /// The price that is never worse than asked: a buyer's goes down, a seller's up.
    /// - Throws: `AmountOverflow` for a price that no amount can hold.
    public func price(_ price: Amount, for side: Side) throws(AmountOverflow) -> Amount {
        try increment(at: price).price(price, for: side)
    }

    private static func meets(_ price: Amount, _ increment: Increment) -> Bool {
        increment.size.isZero || price.units % increment.size.units == 0
    }
}
