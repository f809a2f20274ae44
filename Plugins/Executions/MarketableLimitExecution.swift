import SluiceKit
import SluiceMarket

/// Takes what the other side offers at a limit, a step more eager with each try.
///
/// Try k asks for all that is left at ask + k x step_ticks x tick (bid - k x step_ticks x tick for a sale), at once or not
/// at all, and the next one comes after duration / steps. What is left at the end is left. A try waits while the one
/// before is not answered. See `ParentDesk` for how a parent ends, is paused, and fails.
///
/// Worked number: with an ask of 100.00, a tick of 0.01 and 2 ticks a step, the third try is limited to 100.04.
final class MarketableLimitExecution: ParentExecution {
    static let manifest = Manifest(
        "marketable_limit", "Takes what the other side offers at a limit, a step more eager with each try.")

    typealias Settings = SettingsPair<OwnSettings, QuantitySettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 1...50, help: "How many tries there are.")
        var steps = 3

        @Setting(in: 0...1_000, help: "How many ticks a try is more eager than the one before.")
        var stepTicks = 1

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "The step of prices that limits are rounded to.")
        var tick = Amount.hundredth

        @Setting(in: .seconds(1) ... .days(1), help: "The time in which all tries are made.")
        var duration: Span = .seconds(30)

        @Setting(in: 1...100, help: "How many rejected children let a parent fail until its time is over.")
        var maxChildRejects = 3
    }

    var desk: ParentDesk<EagerSlices>

    init(settings: Settings, context: StageContext) throws {
        let stride = try settings.tick.multiplied(by: Amount(settings.stepTicks), rounding: .halfEven)
        let policy = EagerSlices(
            duration: settings.duration, steps: settings.steps, stride: stride, tick: settings.tick)
        desk = ParentDesk(
            settings.shared.demand(for: context), policy, OrderTerms(.ioc),
            maxRejects: settings.maxChildRejects)
    }
}
