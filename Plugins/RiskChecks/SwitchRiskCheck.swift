import SluiceKit

/// Stops new risk for as long as a setting says so: a switch for a file, a profile or the environment.
///
/// What reduces a holding passes. It is released by the setting alone; the kill switch that a person throws on a running
/// pipeline is another, and outlives a restart. Worked number: with `kill_switch: true` a target that adds 1% is refused.
final class SwitchRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "switch",
        "Stops new risk for as long as a setting says so.",
        reasons: CheckReasons.screening + [CheckReasons.switchedOff, CheckReasons.switchedToReduce]
    )

    struct Settings: PluginSettings {
        @Setting(help: "Whether nothing but what reduces a holding may leave, as by a kill switch.")
        var killSwitch = false

        @Setting(help: "Whether positions are only reduced.")
        var reduceOnly = false

        @Setting(help: "Whether open orders that add to a position are cancelled while it is on.")
        var cancelOrders = true

        @Setting(help: "Whether every open order is cancelled while it is on, protective exits too.")
        var cancelAll = false
    }

    private let settings: (kill: Bool, reduceOnly: Bool, cancels: OpenOrderAction)

    init(settings: Settings, context: StageContext) {
        self.settings = (
            settings.killSwitch, settings.reduceOnly,
            settings.cancelAll ? .cancelAll : settings.cancelOrders ? .cancelAdding : .keep
        )
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        if settings.kill {
            targets.restrict(.halt, CheckReasons.switchedOff)
        } else if settings.reduceOnly {
            targets.restrict(.reduceOnly, CheckReasons.switchedToReduce)
        }
        if settings.kill || settings.reduceOnly { targets.cancel(settings.cancels) }
        _ = ChangeReview(targets: targets, portfolio: cycle.portfolio).begin()
    }
}
