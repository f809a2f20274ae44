import SluiceKit
import SluiceMarket

/// Trades along with the market: a part of what others trade (POV).
///
/// child = floor(participation x volume since the child before), in lots, asked for in each cycle. The volume counts from
/// the parent's first cycle on. See `ParentDesk` for how a parent ends, is paused, and fails.
///
/// Worked number: a tenth of 1,234 in lots of 5 is a child of 120.
final class POVExecution: ParentExecution {
    static let manifest = Manifest("pov", "Trades a part of what others trade.")

    typealias Settings = ChildSettings.With<OwnSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.1...100, help: "The part of the volume to be.")
        var participation: Percent = 10

        @Setting(in: .seconds(1) ... .days(30), help: "How long a parent is worked.")
        var duration: Span = .hours(6)
    }

    var desk: ParentDesk<VolumeSlices>

    init(settings: Settings, context: StageContext) throws {
        let (children, quantities) = (settings.shared.own, settings.shared.shared)
        let part = Amount(settings.participation.fraction, rounding: .halfEven) ?? .zero
        guard let rule = Participation(part: part, step: quantities.lot) else {
            throw AmountOverflow.outOfRange
        }
        desk = ParentDesk(
            quantities.demand(for: context), VolumeSlices(duration: settings.duration, rule: rule),
            children.terms, maxRejects: children.maxChildRejects)
    }
}
