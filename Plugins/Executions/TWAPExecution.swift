import SluiceKit
import SluiceMarket

/// Trades what is wanted in equal children at equal times (TWAP).
///
/// Child i of n comes floor(duration x i / n) after the start; quantities are split by largest remainder in lots, the
/// earlier first. A parent is for what is wanted when it begins; see `ParentDesk` for how it ends, is paused, and fails.
///
/// Worked number: 221.8 in lots of 0.1 and 7 children are six of 31.7 and one of 31.6.
final class TWAPExecution: ParentExecution {
    static let manifest = Manifest(
        "twap", "Trades what is wanted in equal children at equal times.",
        source: "Time-weighted average price; quantities by Hamilton's largest remainder.")

    typealias Settings = ChildSettings.With<OwnSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: .seconds(1) ... .days(7), help: "How long a parent is worked.")
        var duration: Span = .minutes(30)

        @Setting(in: 1...500, help: "How many children a parent has.")
        var slices = 10

        @Setting(
            in: Amount.zero...Amount(1_000_000), help: "Smallest child; smaller ones merge with a neighbour.")
        var minChild = Amount.zero

        @Setting(help: "What becomes of what an earlier child has not traded.")
        var catchUp = CatchUp.next

        @Setting(in: 0...50, help: "How far a child's time may be moved at random, of the time between two.")
        var jitter: Percent = 0
    }

    var desk: ParentDesk<TimeSlices>

    init(settings: Settings, context: StageContext) throws {
        let (children, quantities) = (settings.shared.own, settings.shared.shared)
        guard let times = SliceTimes(slices: settings.slices, duration: settings.duration),
            let split = ChildSplit(slices: settings.slices, step: quantities.lot, minimum: settings.minChild)
        else { throw AmountOverflow.outOfRange }
        var dice = context.dice
        let policy = TimeSlices(
            duration: settings.duration, offsets: (0..<settings.slices).map { times.offset(of: $0) },
            split: split, catchUp: settings.catchUp, jitter: settings.jitter.fraction, seed: dice.next())
        desk = ParentDesk(
            quantities.demand(for: context), policy, children.terms,
            maxRejects: children.maxChildRejects)
    }
}
