import SluiceDocument
import SluiceKit
import SluiceMarket

/// Trades what is wanted in children after the volume that is expected (VWAP).
///
/// Child i comes i buckets after the start, with the part of the parent that its bucket has of the profile, by largest
/// remainder in lots. With `max_participation` a child is at most that part of the volume since the child before, and
/// what is left is for the later ones. See `ParentDesk` for how a parent ends, is paused, and fails.
///
/// Worked number: 10 by a profile of 1, 2, 1 are 3, 5 and 2.
final class VWAPExecution: ParentExecution {
    static let manifest = Manifest(
        "vwap", "Trades what is wanted in children after the volume that is expected.",
        source: "Volume-weighted average price; quantities by Hamilton's largest remainder.")

    typealias Settings = ChildSettings.With<OwnSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: .seconds(1) ... .days(1), help: "The time that a number of the profile stands for.")
        var bucket: Span = .minutes(30)

        @Setting(in: 0...1_000_000_000, help: "The volume expected in each bucket, on any scale.")
        var profile: [Double] = [12, 8.5, 7, 6.2, 5.7, 5.4, 5.4, 5.6, 6, 6.8, 7.9, 9.5, 14]

        @Setting(in: 0.1...100, help: "Largest part of the volume since the child before; null for any.")
        var maxParticipation: Percent?

        @Setting(
            in: Amount.zero...Amount(1_000_000), help: "Smallest child; smaller ones merge with a neighbour.")
        var minChild = Amount.zero

        @Setting(help: "What becomes of what an earlier child has not traded.")
        var catchUp = CatchUp.next

        func check(_ issues: inout [Diagnostic]) {
            if profile.isEmpty || profile.count > 500 {
                issues.append($profile.conflict("needs from 1 to 500 numbers"))
            } else if !profile.contains(where: { $0 > 0 }) {
                issues.append($profile.conflict("needs a number above zero"))
            }
        }
    }

    var desk: ParentDesk<TimeSlices>

    init(settings: Settings, context: StageContext) throws {
        let (children, quantities) = (settings.shared.own, settings.shared.shared)
        let weights = settings.profile.map { Amount($0, rounding: .halfEven) ?? .zero }
        guard let split = ChildSplit(weights: weights, step: quantities.lot, minimum: settings.minChild)
        else {
            throw AmountOverflow.outOfRange
        }
        let policy = TimeSlices(
            duration: settings.bucket * weights.count, offsets: weights.indices.map { settings.bucket * $0 },
            split: split, catchUp: settings.catchUp, part: settings.maxParticipation?.fraction)
        desk = ParentDesk(
            quantities.demand(for: context), policy, children.terms,
            maxRejects: children.maxChildRejects)
    }
}
