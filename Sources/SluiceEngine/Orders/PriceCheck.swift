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
    static let slippage = Reason("slippage", unit: .basisPoints)
    static let slippageUnknown = Reason("slippage_unknown")

    private let collar: Double
    private let marketableCollar: Double
    private let maxParticipation: Double?
    private let maxSlippage: Double?
    private let slippageModel: SlippageModel
    private let slippageImpact: Double

    /// Takes the plain numbers out once: settings are large, and a check looks at every order.
    init(_ settings: OrderSettings) {
        (collar, marketableCollar) = (settings.collar.value, settings.marketableCollar.value)
        (maxParticipation, maxSlippage) = (settings.maxParticipation?.value, settings.maxSlippage?.value)
        (slippageModel, slippageImpact) = (settings.slippageModel, settings.slippageImpact.value)
    }

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
        let most = isMarketable && beyond > 0 ? marketableCollar : collar
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
        guard order.isKnown, let most = maxParticipation, !order.isReducing else { return nil }
        let volume = order.market.volume[order.request.instrument]
        guard volume.isFinite, volume > 0 else { return Cause(Self.volumeUnknown) }
        let part = order.request.quantity.doubleValue / volume * 100
        return part >= 0 && part <= most
            ? nil : Cause(Self.participation, observed: part, limit: most)
    }

    /// An order is expected to pay at most so much from the mid.
    ///
    /// Half the spread, and what the model adds for its part of the last bar's volume; a limit bounds it. What cannot be
    /// known is refused; one that only reduces passes.
    ///
    /// Worked number: a spread of 8 bps, an impact of 100 and 4% of the volume: 4 + 100 x sqrt(0.04) = 24 bps.
    func slippageCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, let most = maxSlippage, !order.isReducing else { return nil }
        let (request, index) = (order.request, order.request.instrument)
        let expected = slippageModel.bps(
            base: order.market.spreadBps(index) / 2, impact: slippageImpact,
            quantity: request.quantity.doubleValue, volume: order.market.volume[index])
        guard expected.isFinite, expected >= 0 else { return Cause(Self.slippageUnknown) }
        var worst = expected
        if let limit = request.pricing.limit {
            let distance = (limit.doubleValue / order.price - 1) * 10_000
            worst = min(expected, max(request.side == .buy ? distance : -distance, 0))
        }
        // Written so that a number that is none is beyond.
        return worst <= most ? nil : Cause(Self.slippage, observed: worst, limit: most)
    }
}
