import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Says that what is held is near the limits on a book: its largest weight, its gross, its net.
struct BookWatch {
    private let gross: LimitWatch
    private let net: LimitWatch
    private let position: LimitWatch

    /// Creates a watch from the two parts of a limit.
    init(_ settings: WarningSettings) throws {
        gross = try LimitWatch(
            settings, near: GuardrailReasons.grossNear, imminent: GuardrailReasons.grossImminent)
        net = gross.saying(GuardrailReasons.netNear, GuardrailReasons.netImminent)
        position = gross.saying(GuardrailReasons.positionNear, GuardrailReasons.positionImminent)
    }

    /// Warns of each limit that what is held is near; of an account whose worth is not known nothing is said.
    func look(_ portfolio: Portfolio, _ limits: ExposureLimits, _ targets: ApprovedTargetFrame) {
        guard portfolio.equity.isFinite, portfolio.equity > 0 else { return }
        var (sum, heavy, leaning) = (0.0, 0.0, 0.0)
        for index in 0..<portfolio.count {
            let weight = portfolio.heldWeight(index)
            sum += weight.magnitude
            leaning += weight
            heavy = max(heavy, weight.magnitude)
        }
        gross.look(sum, limit: limits.maxGross, scale: 100, targets)
        net.look(leaning.magnitude, limit: limits.maxNet, scale: 100, targets)
        position.look(heavy, limit: limits.maxPosition, scale: 100, targets)
    }
}
