import SluiceDocument
import SluiceKit
import SluiceMarket

/// Shows a part of what is wanted at a time, at a limit.
///
/// child = min(display, what is left), the next one when the one before has traded whole; the last takes a rest that is
/// below the smallest child. The part that is shown may vary at random, the same in every run. A child that does not
/// trade rests; it is cancelled when its side is no longer wanted. See `ParentDesk` for how a parent ends and fails.
///
/// Worked number: 313 shown 79 at a time are 79, 79, 79 and 76.
final class IcebergExecution: ParentExecution {
    static let manifest = Manifest("iceberg", "Shows a part of what is wanted at a time, at a limit.")

    typealias Settings = SettingsPair<OwnSettings, QuantitySettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: Amount.leastPositive...Amount(1_000_000_000), help: "How much is shown.")
        var display = Amount(100)

        @Setting(in: 0...50, help: "How much of what is shown may vary at random.")
        var variation: Percent = 0

        @Setting(help: "The price of the market that limits are made from.")
        var reference = PriceReference.touch

        @Setting(in: -500...500, help: "How far a limit is from the reference; below zero is more eager.")
        var offset: BasisPoints = 0

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "The step of prices that limits are rounded to.")
        var tick = Amount.hundredth

        @Setting(in: .seconds(1) ... .days(30), help: "How long a parent is worked.")
        var duration: Span = .days(1)

        @Setting(
            in: Amount.zero...Amount(1_000_000), help: "Smallest child; smaller ones merge with a neighbour.")
        var minChild = Amount.zero

        @Setting(help: "How long a child stands: gtd for good_for, ioc and fok only at once.")
        var timeInForce = OrderLife.day

        @Setting(in: .seconds(1) ... .days(90), help: "How long a child of gtd stands.")
        var goodFor: Span?

        @Setting(in: 1...100, help: "How many rejected children let a parent fail until its time is over.")
        var maxChildRejects = 3

        func check(_ issues: inout [Diagnostic]) {
            issues += OrderTerms.conflicts(timeInForce, $timeInForce, goodFor: goodFor)
        }
    }

    var desk: ParentDesk<VisibleSlices>

    init(settings: Settings, context: StageContext) {
        var dice = context.dice
        let price = OffsetPrice(
            reference: settings.reference, offset: settings.offset.amount, tick: settings.tick)
        let policy = VisibleSlices(
            duration: settings.duration, display: settings.display, minimum: settings.minChild,
            step: settings.shared.lot, variation: settings.variation.fraction, seed: dice.next(),
            price: LimitPricing(price: price))
        desk = ParentDesk(
            settings.shared.demand(for: context), policy,
            OrderTerms(settings.timeInForce, goodFor: settings.goodFor),
            maxRejects: settings.maxChildRejects)
    }
}
