import SluiceKit
import SluiceNumerics

/// Warns while a limit is near; of several the gravest is said, a loss before a drawdown before the gross.
struct LimitWarnings {
    /// Percent of the session's baseline.
    let maxDailyLoss: Double
    /// Percent of the highest equity.
    let maxDrawdown: Double
    /// The part of a limit above which there is a warning, and the part above which it is urgent.
    let warnAt: Double
    let urgentAt: Double

    func warn(
        of status: Guardrails.Status, gross: Double, limits: ExposureLimits, _ targets: ApprovedTargetFrame
    ) {
        let loss = -status.dailyPercent
        let drawdown = status.drawdownPercent
        if loss > maxDailyLoss * urgentAt {
            targets.warn(GuardrailReasons.dailyLossImminent, observed: loss, limit: maxDailyLoss)
        }
        if drawdown > maxDrawdown * urgentAt {
            targets.warn(GuardrailReasons.drawdownImminent, observed: drawdown, limit: maxDrawdown)
        }
        if status.isExposureWarned {
            targets.warn(GuardrailReasons.grossNear, observed: gross * 100, limit: limits.maxGross * 100)
        }
        if loss > maxDailyLoss * warnAt {
            targets.warn(GuardrailReasons.dailyLossNear, observed: loss, limit: maxDailyLoss)
        }
        if drawdown > maxDrawdown * warnAt {
            targets.warn(GuardrailReasons.drawdownNear, observed: drawdown, limit: maxDrawdown)
        }
    }
}
