import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Limits how many positions a book may have.
///
/// A new position is a target of an instrument that is neither held nor under way. Of the new ones the largest targets
/// are let in while there is room, of equal ones the first of the universe; the others are refused. A position that a
/// target closes makes room, one that is beyond the limit already is not sold, and all may change in size.
///
/// Worked number: with 2 allowed, one held, and new targets of 3%, -5% and 4%: only the second is let in.
final class PositionCountRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "position_count",
        "Limits how many positions a book may have.",
        source: "count of weights after the targets that are not zero; the largest new ones come first.",
        reasons: CheckReasons.screening + [
            CheckReasons.positionCount, CheckReasons.positionCountNear, CheckReasons.positionCountImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0...100_000, help: "Positions that a book may have.")
        var maxPositions = 20
    }

    private let limit: Int
    private let watch: LimitWatch
    /// The targets of new positions that are still to be let in, by size; 0 for none.
    private let waiting: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        limit = settings.maxPositions
        waiting = ColumnSet(columns: 1, rows: context.axes.instruments.count)
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.positionCountNear,
            imminent: CheckReasons.positionCountImminent)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        warn(cycle.portfolio, targets)
        guard changes.begin() else { return }
        let new = waiting[0]
        var (count, wanted) = (0, 0)
        for index in 0..<targets.count {
            let isNew = cycle.portfolio.expectedWeight(index) == 0
            let after = changes.weight(after: index)
            new[index] = isNew && !after.isNaN ? after.magnitude : 0
            if isNew { wanted += new[index] > 0 ? 1 : 0 } else { count += after == 0 ? 0 : 1 }
        }
        let total = Double(count + wanted)
        for _ in 0..<min(max(limit - count, 0), wanted) {
            var largest = 0
            for index in 0..<new.count where new[index] > new[largest] { largest = index }
            new[largest] = 0
        }
        for index in 0..<new.count where new[index] > 0 {
            changes.scale(
                index, by: 0, CheckReasons.positionCount, observed: total, limit: Double(limit))
        }
    }

    /// Warns of what is held.
    private func warn(_ portfolio: Portfolio, _ targets: ApprovedTargetFrame) {
        var held = 0.0
        for index in 0..<portfolio.count where portfolio.quantity[index] != 0 { held += 1 }
        if held > 0 { watch.look(held, limit: Double(limit), targets) }
    }
}
