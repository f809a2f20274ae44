import SluiceKit
import SluiceMarket

/// Which quantities are worth trading: what every execution lets the file say.
struct QuantitySettings: PluginSettings {
    @Setting(
        in: Amount.leastPositive...Amount(1_000_000),
        help: "Smallest quantity that trades; orders are multiples of it, but for those that close.")
    var lot = Amount(1)

    @Setting(
        in: Amount.zero...Amount(1_000_000_000),
        help: "Smallest value that trades, in the account's currency; what closes a holding may be less.")
    var minValue: Money?

    /// What is wanted of each instrument, in these quantities.
    func demand(for context: StageContext) -> TargetDemand {
        TargetDemand(
            sizing: OrderSizing(lot: lot, minValue: minValue?.amount ?? .zero),
            count: context.axes.instruments.count, products: context.products)
    }
}
