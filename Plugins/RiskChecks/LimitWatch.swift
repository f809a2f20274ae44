import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Says that a limit is near: with one reason from the first part of it on, with another from the second.
struct LimitWatch {
    let warning: LimitWarning
    let near: Reason
    let imminent: Reason

    /// Creates a watch over limits that all say the same.
    init(warnAt: Percent, urgentAt: Percent, near: Reason, imminent: Reason) throws {
        warning = try LimitWarning(near: warnAt.fraction, imminent: urgentAt.fraction)
        (self.near, self.imminent) = (near, imminent)
    }

    /// Warns where what was observed is near its limit; both are said times `scale`.
    func look(_ observed: Double, limit: Double, scale: Double = 1, _ targets: ApprovedTargetFrame) {
        guard limit < .infinity, let level = warning.level(of: observed, limit: limit) else { return }
        targets.warn(level == .high ? imminent : near, observed: observed * scale, limit: limit * scale)
    }

    /// What is wrong with two parts of a limit: the urgent one must not be below the other.
    static func issues(
        warnAt: Percent, _ warnOrigin: SettingOrigin, urgentAt: Percent, _ urgentOrigin: SettingOrigin
    ) -> [Diagnostic] {
        guard urgentAt < warnAt else { return [] }
        // Of the two it is the one that the file sets.
        return [
            warnOrigin.span == nil
                ? urgentOrigin.conflict("must not be below 'warn_at', which is \(warnAt)")
                : warnOrigin.conflict("must not be above 'urgent_at', which is \(urgentAt)")
        ]
    }
}
