import SluiceKit
import SluiceMarket

@testable import SluiceEngine

extension CheckedOrder {
    /// An order as the checks look at it in a cycle.
    convenience init(
        request: OrderRequest, cycle: Cycle, targets: ApprovedTargetFrame, market: MarketFrame,
        standing: TradingStanding, isPaused: Bool = false, isReviewed: Bool = true
    ) {
        self.init(targets, market, cycle.portfolio)
        look(at: request, cycle, standing: standing, isPaused: isPaused, isReviewed: isReviewed)
    }
}
