import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Watches open orders that do not fill, and adds nothing to an instrument whose order is overdue.
///
/// An order that has been open for longer than `warn_after` is a warning. Beyond `max_age` (not on it) nothing is added
/// to its instrument until the order is gone, and with `cancel_orders` open orders that add to a position are cancelled.
/// Exits that wait for their price, such as the stop of a bracket, may wait. An order from the future is overdue.
///
/// Worked number: with 300 s and 24 h an order of 5 minutes and one second warns, one of 24 hours and one second stops.
final class OrderAgeRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "order_age",
        "Watches orders that do not fill, and adds nothing beside one that is overdue.",
        source: "now - time of approval.",
        reasons: CheckReasons.screening + [
            CheckReasons.orderOverdue, CheckReasons.orderUnfilled, CheckReasons.orderAgeImminent,
        ]
    )

    struct Settings: PluginSettings {
        @Setting(
            in: .milliseconds(1) ... .days(30), help: "Age of an open order beyond which there is a warning.")
        var warnAfter: Span = .seconds(300)

        @Setting(
            in: .milliseconds(1) ... .days(400),
            help: "Age of an open order beyond which its instrument is not added to.")
        var maxAge: Span = .hours(24)

        @Setting(in: 1...100, help: "Part of 'max_age' above which the warning is urgent.")
        var urgentAt: Percent = 90

        @Setting(help: "Whether open orders that add to a position are cancelled once one is overdue.")
        var cancelOrders = false

        func check(_ issues: inout [Diagnostic]) {
            if maxAge < warnAfter {
                issues.append($warnAfter.conflict("must not be above 'max_age', which is \(maxAge)"))
            }
        }
    }

    private let warnAfter: Span
    private let maxAge: Span
    private let urgent: Double
    private let cancels: Bool

    init(settings: Settings, context: StageContext) {
        (warnAfter, maxAge) = (settings.warnAfter, settings.maxAge)
        (urgent, cancels) = (settings.urgentAt.fraction * settings.maxAge.seconds, settings.cancelOrders)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let isFree = changes.begin()
        for open in cycle.portfolio.openOrders where !open.order.request.isRestingExit {
            let age = cycle.now.since(open.order.time)
            if age >= .zero, age <= maxAge {
                warn(of: age, targets)
                continue
            }
            if cancels { targets.cancel(.cancelAdding) }
            let index = open.order.request.instrument
            targets.warn(
                CheckReasons.orderOverdue, observed: age.seconds * 1_000, limit: maxAge.seconds * 1_000)
            guard isFree, targets.weight[index].isFinite else { continue }
            changes.scale(
                index, by: 0, CheckReasons.orderOverdue, observed: age.seconds * 1_000,
                limit: maxAge.seconds * 1_000)
        }
    }

    private func warn(of age: Span, _ targets: ApprovedTargetFrame) {
        guard age > warnAfter else { return }
        let isUrgent = age.seconds > urgent
        targets.warn(
            isUrgent ? CheckReasons.orderAgeImminent : CheckReasons.orderUnfilled,
            observed: age.seconds * 1_000, limit: (isUrgent ? maxAge : warnAfter).seconds * 1_000)
    }
}
