import SluiceKit
import SluiceMarket
import SluicePipeline

/// Checks of an order's price and size against the market: the collar, what must wait in the book, the part of volume.
struct PriceCheck {
    static let collar = Reason("price_collar", unit: .basisPoints)
    static let postOnlyCross = Reason("post_only_cross")
    static let noQuote = Reason("no_quote")
    static let participation = Reason("participation", unit: .percent)
    static let volumeUnknown = Reason("volume_unknown")

    private let settings: OrderSettings

    init(_ settings: OrderSettings) { self.settings = settings }

    /// A limit lies no further from the mid than the collar: |limit / mid - 1|, narrower where it would trade at once.
    ///
    /// Worked number: a limit of 102.1 at a mid of 100 is 210 bps away, beyond 200.
    func collarCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, let limit = order.request.pricing.limit else { return nil }
        let distance = (limit.doubleValue / order.price - 1) * 10_000
        let beyond = order.request.side == .buy ? distance : -distance
        let touch =
            order.request.side == .buy
            ? order.market.ask[order.request.instrument] : order.market.bid[order.request.instrument]
        let crosses = order.request.side == .buy ? limit.doubleValue >= touch : limit.doubleValue <= touch
        let isMarketable = crosses && order.request.pricing.trigger == nil
        let most = isMarketable && beyond > 0 ? settings.marketableCollar.value : settings.collar.value
        // Written so that a distance that is no number is beyond.
        return abs(distance) <= most ? nil : Cause(Self.collar, observed: distance, limit: most)
    }

    /// What is to wait in the book must not trade at once.
    func postOnlyCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, order.request.isPostOnly else { return nil }
        guard let limit = order.request.pricing.limit else { return Cause(Self.postOnlyCross) }
        let index = order.request.instrument
        let quote = { (value: Double) in Amount(value, rounding: .halfEven) }
        return
            switch PostOnly.refusal(
                order.request.side, limit: limit, bid: quote(order.market.bid[index]),
                ask: quote(order.market.ask[index]))
        {
        case .cross: Cause(Self.postOnlyCross)
        case .noQuote: Cause(Self.noQuote)
        case nil: nil
        }
    }

    /// An order is no larger than its part of the last bar's volume; one that only reduces passes.
    func participationCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, let most = settings.maxParticipation, !order.isReducing else { return nil }
        let volume = order.market.volume[order.request.instrument]
        guard volume.isFinite, volume > 0 else { return Cause(Self.volumeUnknown) }
        let part = order.request.quantity.doubleValue / volume * 100
        return part <= most.value ? nil : Cause(Self.participation, observed: part, limit: most.value)
    }
}
