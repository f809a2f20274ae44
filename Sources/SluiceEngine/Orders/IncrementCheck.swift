import SluiceKit
import SluiceMarket

/// A check of an order against the steps, minimums and maximums of its product.
///
/// Executions put their orders on the steps; one that is beside them here was made past that, and is not sent.
struct IncrementCheck {
    static let belowMinSize = Reason("below_min_size", unit: .number)
    static let aboveMaxSize = Reason("above_max_size", unit: .number)
    static let belowMinValue = Reason("below_min_value", unit: .number)
    static let invalidPrice = Reason("invalid_price", unit: .number)
    static let offIncrement = Reason("off_increment", unit: .number)

    private let products: ProductBook

    init(_ products: ProductBook) { self.products = products }

    func cause(of order: CheckedOrder) throws(AmountOverflow) -> Cause? {
        guard order.isKnown, !products.isEmpty else { return nil }
        let (request, rules) = (order.request, products[order.request.instrument])
        let mark = Amount(order.price, rounding: .halfEven)
        let isClosing = order.leavesLess(than: rules.quantityStep.size)
        let quantity = request.quantity.doubleValue
        if request.pricing == .market, mark == nil, rules.minNotional != nil {
            return Cause(PreTradeCheck.noPrice)
        }
        switch request.refusal(by: rules, mark: mark, isClosing: isClosing) {
        case nil: break
        case .quantityMissing: return Cause(PreTradeCheck.quantityInvalid)
        case .belowMinSize:
            let least = max(rules.minQuantity, rules.quantityStep.size).doubleValue
            return Cause(Self.belowMinSize, observed: quantity, limit: least)
        case .aboveMaxSize:
            return Cause(
                Self.aboveMaxSize, observed: quantity, limit: rules.maxQuantity?.doubleValue ?? .nan)
        case .priceRequired, .invalidPrice:
            return Cause(Self.invalidPrice, observed: request.pricing.limit?.doubleValue ?? .nan)
        case .minNotional:
            let price = request.pricing.limit ?? request.pricing.trigger ?? mark ?? .zero
            let value = try price.multiplied(by: request.quantity, rounding: .down)
            return Cause(
                Self.belowMinValue, observed: value.doubleValue,
                limit: rules.minNotional?.doubleValue ?? .nan)
        case .overflow: throw AmountOverflow.outOfRange
        }
        let rounded = request.rounded(by: rules)
        guard rounded != request else { return nil }
        return Cause(Self.offIncrement, observed: quantity, limit: rounded.quantity.doubleValue)
    }
}
