import SluiceKit

/// Why `risk.guardrails` halts, warns, reduces or refuses.
enum GuardrailReasons {
    static let dailyLoss = Reason("daily_loss", unit: .percent)
    static let drawdown = Reason("drawdown", unit: .percent)
    static let equityUnknown = Reason("equity_unknown", unit: .number)

    static let dailyLossNear = Reason("daily_loss_near", unit: .percent)
    static let dailyLossImminent = Reason("daily_loss_imminent", unit: .percent)
    static let drawdownNear = Reason("drawdown_near", unit: .percent)
    static let drawdownImminent = Reason("drawdown_imminent", unit: .percent)
    static let grossNear = Reason("gross_near", unit: .percent)
    static let grossImminent = Reason("gross_imminent", unit: .percent)
    static let netNear = Reason("net_near", unit: .percent)
    static let netImminent = Reason("net_imminent", unit: .percent)
    static let positionNear = Reason("position_near", unit: .percent)
    static let positionImminent = Reason("position_imminent", unit: .percent)

    static let tradingHalted = Reason("trading_halted")
    static let invalidTarget = Reason("invalid_target", unit: .percent)
    static let weightUnknown = Reason("weight_unknown")
    static let positionLimit = Reason("position_limit", unit: .percent)
    static let grossLimit = Reason("gross_limit", unit: .percent)
    static let netLimit = Reason("net_limit", unit: .percent)

    static let all =
        [
            dailyLoss, drawdown, equityUnknown, dailyLossNear, dailyLossImminent, drawdownNear,
            drawdownImminent,
            tradingHalted, invalidTarget, weightUnknown, positionLimit, grossLimit, netLimit,
        ] + book

    /// What is said of a book near its limits.
    static let book = [grossNear, grossImminent, netNear, netImminent, positionNear, positionImminent]
}
