import SluiceKit
import SluiceNumerics

/// Warns while a limit of the guardrails is near; the gravest is said first, a loss before a drawdown before the book.
struct LimitWarnings {
    /// Percent of the session's baseline.
    let maxDailyLoss: Double
    /// Percent of the highest equity.
    let maxDrawdown: Double
    /// The parts of a limit from which on there is a warning.
    let warning: LimitWarning
    let book: BookWatch

    func warn(
        of status: Guardrails.Status, _ portfolio: Portfolio, limits: ExposureLimits,
        _ targets: ApprovedTargetFrame
    ) {
        let loss = warning.level(of: -status.dailyPercent, limit: maxDailyLoss)
        let fall = warning.level(of: status.drawdownPercent, limit: maxDrawdown)
        if loss == .high {
            targets.warn(
                GuardrailReasons.dailyLossImminent, observed: -status.dailyPercent, limit: maxDailyLoss)
        }
        if fall == .high {
            targets.warn(
                GuardrailReasons.drawdownImminent, observed: status.drawdownPercent, limit: maxDrawdown)
        }
        if loss == .medium {
            targets.warn(GuardrailReasons.dailyLossNear, observed: -status.dailyPercent, limit: maxDailyLoss)
        }
        if fall == .medium {
            targets.warn(GuardrailReasons.drawdownNear, observed: status.drawdownPercent, limit: maxDrawdown)
        }
        book.look(portfolio, limits, targets)
    }
}
