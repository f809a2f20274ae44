import SluiceDocument
import SluiceKit
import SluiceMarket

/// What a venue takes of one product, as a file of product rules says it.
struct ProductSettings: PluginSettings {
    @Setting(in: Amount.zero...Amount(1_000_000_000), help: "Quantities are multiples of it; 0 for any.")
    var quantityStep = Amount.zero

    @Setting(in: Amount.zero...Amount(1_000_000_000), help: "Prices are multiples of it; 0 for any.")
    var tick = Amount.zero

    @Setting(help: "Steps of prices that grow with the price, in place of one 'tick'.")
    var ticks: [TickSettings] = []

    @Setting(in: Amount.zero...Amount(1_000_000_000_000), help: "The smallest quantity of an order.")
    var minQuantity = Amount.zero

    @Setting(
        in: Amount.leastPositive...Amount(1_000_000_000_000),
        help: "The largest quantity of an order; none unless set.")
    var maxQuantity: Amount?

    @Setting(
        in: Amount.leastPositive...Amount(1_000_000_000_000),
        help: "The least value of an order, in the currency of its price; none unless set.")
    var minValue: Money?

    @Setting(help: "Whether what closes a holding may be below the least quantity and value.")
    var closesRemainder = false

    @Setting(help: "Code of the currency that it is quoted in; null for the account's.")
    var currency: String?

    func check(_ issues: inout [Diagnostic]) {
        if table == nil {
            issues.append(
                $ticks.conflict(
                    "must begin with the lowest price and rise, each start a multiple of the steps on both its sides"
                ))
        }
        if !ticks.isEmpty, !tick.isZero {
            issues.append($ticks.conflict("stands in place of 'tick', so only one of them is given"))
        }
        if let currency, Currency(parsing: currency) == nil {
            issues.append($currency.conflict("is '\(currency)', which is no code such as EUR"))
        }
        if let maxQuantity, maxQuantity < max(minQuantity, quantityStep) {
            issues.append($maxQuantity.conflict("is below the smallest quantity or the step"))
        }
    }

    private var table: TickTable? {
        guard !ticks.isEmpty else { return TickTable(Increment(tick) ?? .none) }
        return TickTable(ticks.map { TickTable.Band(from: $0.from, Increment($0.step) ?? .none) })
    }

    /// The rules that the settings say.
    var rules: ProductRules {
        ProductRules(
            quantityStep: Increment(quantityStep) ?? .none, ticks: table ?? TickTable(.none),
            minQuantity: minQuantity, maxQuantity: maxQuantity, minNotional: minValue?.amount,
            closesRemainder: closesRemainder)
    }
}

/// The step of prices from a price on.
struct TickSettings: SettingGroup {
    @Setting(in: Amount.zero...Amount(1_000_000_000_000), help: "The lowest price that the step holds for.")
    var from = Amount.zero

    @Setting(in: Amount.leastPositive...Amount(1_000_000_000), help: "Prices are multiples of it.")
    var step = Amount.hundredth
}
