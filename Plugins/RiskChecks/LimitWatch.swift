import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Says that a limit is near: with one reason from the first part of it on, with another from the second.
///
/// Worked number: a gross of 71% of a limit of 100% is near, one of 91% imminent, with the parts 70% and 90%.
struct LimitWatch {
    let warning: LimitWarning
    let near: Reason
    let imminent: Reason

    /// Creates a watch over limits that all say the same.
    init(_ settings: WarningSettings, near: Reason, imminent: Reason) throws {
        warning = try settings.warning
        (self.near, self.imminent) = (near, imminent)
    }

    private init(_ warning: LimitWarning, near: Reason, imminent: Reason) {
        (self.warning, self.near, self.imminent) = (warning, near, imminent)
    }

    /// A watch with the same parts for a limit of other words.
    func saying(_ near: Reason, _ imminent: Reason) -> LimitWatch {
        LimitWatch(warning, near: near, imminent: imminent)
    }

    /// Warns where what was observed is near its limit; both are said times `scale`.
    func look(_ observed: Double, limit: Double, scale: Double = 1, _ targets: ApprovedTargetFrame) {
        guard limit < .infinity, let level = warning.level(of: observed, limit: limit) else { return }
        targets.warn(level == .high ? imminent : near, observed: observed * scale, limit: limit * scale)
    }

    /// Warns where what was observed is near a limit that it must not fall below.
    ///
    /// How near is limit / observed: with a limit of 15%, a buffer of 20% is at 75%.
    func look(_ observed: Double, floor: Double, scale: Double = 1, _ targets: ApprovedTargetFrame) {
        guard floor > 0, observed > 0, let level = warning.level(of: floor, limit: observed) else { return }
        targets.warn(level == .high ? imminent : near, observed: observed * scale, limit: floor * scale)
    }
}
