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

    static let tradingHalted = Reason("trading_halted")
    static let invalidTarget = Reason("invalid_target", unit: .percent)
    static let weightUnknown = Reason("weight_unknown")
    static let positionLimit = Reason("position_limit", unit: .percent)
    static let grossLimit = Reason("gross_limit", unit: .percent)
    static let netLimit = Reason("net_limit", unit: .percent)

    static let all = [
        dailyLoss, drawdown, equityUnknown, dailyLossNear, dailyLossImminent, drawdownNear, drawdownImminent,
        grossNear, tradingHalted, invalidTarget, weightUnknown, positionLimit, grossLimit, netLimit,
    ]
}
