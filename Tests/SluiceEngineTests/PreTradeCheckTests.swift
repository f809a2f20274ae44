import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// The last look at an order, while the account cannot be valued.
@Suite struct PreTradeCheckTests {
    /// A holding of 10 at 100, one of 5 without a price, and so no equity.
    private let portfolio = PortfolioBuilder(instruments: 3)
        .holding(10, of: 0, at: 100).holding(5, of: 1, at: .nan).build()

    private func refusal(_ side: Side, _ quantity: Double, of instrument: Int) throws -> String? {
        let market = MarketFrame.test([MarketBar(100), nil, MarketBar(100)])
        let targets = ApprovedTargetFrame(count: 3)
        let quantity = try #require(Amount(quantity, rounding: .halfEven))
        let cause = PreTradeCheck(maxAge: .minutes(1)).refusal(
            of: CheckedOrder(
                request: OrderRequest(instrument: instrument, side: side, quantity: quantity),
                cycle: .test(portfolio: portfolio), targets: targets, market: market, standing: .open),
            SessionLimits(OrderSettings(), instruments: 3))
        return cause.map { $0.reason.name }
    }

    @Test(arguments: [
        (Side.sell, 10.0, 0, nil), (.sell, 4, 0, nil), (.sell, 10.5, 0, "equity_unknown"),
        (.buy, 1, 0, "equity_unknown"), (.sell, 1, 2, "equity_unknown"), (.sell, 5, 1, "no_price"),
    ])
    func `with an unknown equity only an order that reduces a holding passes`(
        side: Side, quantity: Double, instrument: Int, reason: String?
    ) throws {
        #expect(try refusal(side, quantity, of: instrument) == reason)
    }
}
