/// What a venue takes of a product: steps, the smallest and largest quantity, the least value of an order.
///
/// The order of the checks: a quantity is there; it is rounded down to its step; it is neither below the least nor above
/// the largest; an order with a limit has a price above zero, rounded so that it is never worse than asked; quantity
/// times price, where a price is known, is not below the least value. A small quantity is refused, never raised. Other
/// orders keep the price they came with. What closes a holding may be below the least quantity and value where the
/// venue takes it, but is a multiple of the step all the same.
///
/// Worked number: steps 0.0001 and 0.5, least value 1: 0.000258 to sell at 11.898 is 0.0002 at 12, worth 0.0024 and
/// refused; 1/12 rounded up to the step, 0.0834, would do.
public struct ProductRules: Hashable, Sendable {
    /// The step of quantities.
    public var quantityStep: Increment
    /// The steps of prices.
    public var ticks: TickTable
    /// The smallest quantity; zero for none.
    public var minQuantity: Amount
    /// The largest quantity; nil for none.
    public var maxQuantity: Amount?
    /// The least value of an order, in the currency of the price; nil for none.
    public var minNotional: Amount?
    /// Whether an order that closes a holding may be below the least quantity and value.
    public var closesRemainder: Bool

    /// Why an order does not fit.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        /// No quantity.
        case quantityMissing = "quantity_missing"
        /// Nothing left after rounding down, or less than the least quantity.
        case belowMinSize = "below_min_size"
        /// More than the largest quantity.
        case aboveMaxSize = "above_max_size"
        /// A limit without a price.
        case priceRequired = "price_required"
        /// A price that is zero or less after rounding.
        case invalidPrice = "invalid_price"
        /// Worth less than the least value.
        case minNotional = "min_notional"
        /// A number that no amount can hold.
        case overflow
    }

    /// An order as the venue would take it.
    public struct Terms: Hashable, Sendable {
        /// The quantity, a multiple of its step.
        public let quantity: Amount
        /// The price, where there is one.
        public let price: Amount?

        /// Creates terms.
        public init(quantity: Amount, price: Amount?) { (self.quantity, self.price) = (quantity, price) }
    }

    /// What the rules make of an order.
    public enum Outcome: Hashable, Sendable {
        /// The venue would take it so.
        case fits(Terms)
        /// It would not; where only the value is too small, the least terms that it would take.
        case refused(Refusal, suggestion: Terms? = nil)
    }

    /// Creates rules; without arguments everything fits.
    public init(
        quantityStep: Increment = .none, ticks: TickTable = TickTable(.none), minQuantity: Amount = .zero,
        maxQuantity: Amount? = nil, minNotional: Amount? = nil, closesRemainder: Bool = false
    ) {
        (self.quantityStep, self.ticks) = (quantityStep, ticks)
        (self.minQuantity, self.maxQuantity, self.minNotional) = (minQuantity, maxQuantity, minNotional)
        self.closesRemainder = closesRemainder
    }

    /// Checks an order and rounds it.
    ///
    /// `price` is the limit of an order that `hasLimit`, else the price that its value is reckoned with; nil when there
    /// is none. `isClosing` says that nothing of a holding is left after the order.
    public func fitted(
        _ side: Side, quantity: Amount?, price: Amount?, hasLimit: Bool, isClosing: Bool = false
    ) -> Outcome {
        let isExempt = isClosing && closesRemainder
        do throws(AmountOverflow) {
            guard let quantity else { return .refused(.quantityMissing) }
            let size = try quantityStep.floor(quantity)
            guard size > .zero, size >= minQuantity || isExempt else { return .refused(.belowMinSize) }
            if let maxQuantity, size > maxQuantity { return .refused(.aboveMaxSize) }
            guard let asked = price else {
                return hasLimit ? .refused(.priceRequired) : .fits(Terms(quantity: size, price: nil))
            }
            let price = hasLimit ? try ticks.price(asked, for: side) : asked
            guard price > .zero else { return .refused(.invalidPrice) }
            guard let minNotional, !isExempt else { return .fits(Terms(quantity: size, price: price)) }
            // Rounded down, so that what is a little below the least value is not taken for it.
            guard try size.multiplied(by: price, rounding: .down) < minNotional else {
                return .fits(Terms(quantity: size, price: price))
            }
            return .refused(.minNotional, suggestion: try least(minNotional, at: price))
        } catch {
            return .refused(.overflow)
        }
    }

    /// The least terms worth a value at a price; nil when they are more than the largest quantity.
    private func least(_ value: Amount, at price: Amount) throws(AmountOverflow) -> Terms? {
        let quantity = try max(value.divided(by: price, rounding: .up), minQuantity)
        let least = try quantityStep.ceiling(quantity)
        if let maxQuantity, least > maxQuantity { return nil }
        return Terms(quantity: least, price: price)
    }
}
