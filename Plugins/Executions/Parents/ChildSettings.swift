import SluiceDocument
import SluiceKit
import SluiceMarket

/// How long children stand that trade at once, and how many may be rejected.
struct ChildSettings: PluginSettings {
    /// Settings of an execution with those of its children and of quantities, all in one mapping.
    typealias With<Own: PluginSettings> = SettingsPair<Own, SettingsPair<ChildSettings, QuantitySettings>>

    @Setting(help: "How long a child stands: gtd for good_for, ioc and fok only at once.")
    var timeInForce = OrderLife.ioc

    @Setting(in: .seconds(1) ... .days(90), help: "How long a child of gtd stands.")
    var goodFor: Span?

    @Setting(in: 1...100, help: "How many rejected children let a parent fail until its time is over.")
    var maxChildRejects = 3

    func check(_ issues: inout [Diagnostic]) {
        issues += OrderTerms.conflicts(timeInForce, $timeInForce, goodFor: goodFor)
    }

    /// What the children have in common.
    var terms: OrderTerms { OrderTerms(timeInForce, goodFor: goodFor) }
}
