import SluiceKit
import SluiceMarket

/// Sends market orders for the difference between what is wanted and what is held or under way.
///
/// quantity = weight x equity / mark - holding - open orders, rounded toward zero to whole lots; what closes a holding
/// is sent exactly. Sells come before buys, so that their proceeds can pay. An order never crosses zero: closing and
/// opening are two orders. An open order that goes the wrong way is cancelled first, and the instrument waits a
/// cycle. While trading is restricted orders only lead toward zero, and open orders that do not are cancelled; to
/// flatten, everything is closed. A weight of NaN, an unknown price or an unknown equity sends nothing.
///
/// Worked number: 5% of 100,000 at 33 are 151.51; with 100 held and lots of 1 an order buys 51.
final class MarketExecution: StillExecution {
    static let manifest = Manifest(
        "market",
        "Sends market orders for the difference between what is wanted and what is held or under way."
    )

    typealias Settings = QuantitySettings

    private let demand: TargetDemand

    init(settings: Settings, context: StageContext) { demand = settings.demand(for: context) }

    var tolerance: Double { demand.nearness }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        demand.load(targets, cycle.portfolio, sheet)
        demand.send(MarketPricing(), OrderTerms(), cycle, market, sheet)
    }
}
