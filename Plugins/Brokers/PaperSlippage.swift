import SluiceKit
import SluiceMarket

/// How much worse than the market `broker.paper` fills.
struct PaperSlippage {
    private let model: SlippageModel
    private let base: BasisPoints
    private let impact: BasisPoints
    /// What a buy and a sale pay for a price of one, whatever the size.
    private let buyFactor: Amount
    private let sellFactor: Amount

    init(_ model: SlippageModel, base: BasisPoints, impact: BasisPoints) throws(AmountOverflow) {
        (self.model, self.base, self.impact) = (model, base, impact)
        let slippage = Amount(base.fraction, rounding: .halfEven) ?? .zero
        buyFactor = try Amount(1).adding(slippage)
        sellFactor = try Amount(1).subtracting(slippage)
    }

    /// A price made worse for a quantity; nil for one that is none, and where the slippage is not known.
    func worsened(
        _ price: Double, _ side: Side, _ quantity: Amount, of index: Int, _ market: MarketFrame
    ) -> Amount? {
        guard price > 0, let exact = Amount(price, rounding: .halfEven) else { return nil }
        let worse: Amount?
        if model == .fixed {
            worse = try? exact.multiplied(by: side == .buy ? buyFactor : sellFactor, rounding: .halfEven)
        } else {
            let bps = model.bps(
                base: base.value, impact: impact.value, quantity: quantity.doubleValue,
                volume: market.volume[index])
            worse = Amount(bps, rounding: .halfEven).flatMap { try? side.worsened(exact, bps: $0) }
        }
        return worse.flatMap { $0 > .zero ? $0 : nil }
    }
}
