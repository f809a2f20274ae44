/// How far an order has come: its state, what has traded of it, and at what average price.
///
/// average price = sum of price x quantity / sum of quantity. Worked number: of 100, 60 at 10 and 40 at 11 are
/// filled at 10.4.
public struct OrderProgress: Hashable, Sendable {
    /// What becomes of a fill that nobody expects.
    public enum FillPolicy: Sendable {
        /// It is booked: a fill is a fact, whatever was thought of the order.
        case booked
        /// It changes nothing, as in books that a venue keeps of its own orders.
        case refused
    }

    /// How much was asked for.
    public let quantity: Amount
    /// Where it is.
    public private(set) var state = OrderState.new
    /// How much has traded; more than the quantity after a fill that was too large.
    public private(set) var filled = Amount.zero
    /// The value of what has traded.
    public private(set) var value = Amount.zero
    private let fills: FillPolicy

    /// What came of an event.
    public enum Outcome: Hashable, Sendable {
        /// It was taken.
        case taken
        /// A fill that nobody expected was booked: late, after a cancel, before the order was sent, or too large.
        case unexpectedFill
        /// It cannot follow and changed nothing.
        case refused
    }

    /// Creates the progress of a new order; nil unless its quantity is above zero.
    public init?(quantity: Amount, fills: FillPolicy = .booked) {
        guard quantity > .zero else { return nil }
        (self.quantity, self.fills) = (quantity, fills)
    }

    /// Continues with what is known of an order from elsewhere; nil unless its quantity is above zero and its fills not
    /// below.
    public init?(
        quantity: Amount, state: OrderState, filled: Amount, value: Amount, fills: FillPolicy = .booked
    ) {
        guard quantity > .zero, filled >= .zero else { return nil }
        (self.quantity, self.state, self.filled, self.value) = (quantity, state, filled, value)
        self.fills = fills
    }

    /// What has not traded; zero after a fill that was too large.
    public var remaining: Amount { max((try? quantity.subtracting(filled)) ?? .zero, .zero) }

    /// The average price of what has traded; nil while nothing has, or when there is no such amount.
    public var averagePrice: Amount? {
        filled.isZero ? nil : try? value.divided(by: filled, rounding: .halfEven)
    }

    /// Takes an event other than a trade.
    public mutating func apply(_ event: OrderEvent) -> Outcome {
        guard let next = state.next(event) else { return .refused }
        state = next
        return .taken
    }

    /// Books a trade.
    /// - Throws: When a sum is too large to tell; nothing has changed then.
    public mutating func fill(_ quantity: Amount, at price: Amount) throws(AmountOverflow) -> Outcome {
        guard quantity > .zero else { return .refused }
        let sum = try filled.adding(quantity)
        let isExpected = state.expectsFills && sum <= self.quantity
        if fills == .refused, !isExpected { return .refused }
        let value = try value.adding(quantity.multiplied(by: price, rounding: .halfEven))
        guard let next = state.next(.traded(isComplete: sum >= self.quantity)) else { return .refused }
        (filled, self.value, state) = (sum, value, next)
        return isExpected ? .taken : .unexpectedFill
    }
}
