import SluiceKit

/// Reasons that risk checks share beside those of the guardrails.
enum CheckReasons {
    static let dayDrawdown = Reason("day_drawdown", unit: .percent)
    static let weekDrawdown = Reason("week_drawdown", unit: .percent)
    static let coolingOff = Reason("cooling_off", unit: .percent)
    static let recovering = Reason("recovering", unit: .percent)

    static let sectorLimit = Reason("sector_limit", unit: .percent)
    static let sectorNet = Reason("sector_net", unit: .percent)

    static let valueAtRisk = Reason("value_at_risk", unit: .percent)
    static let expectedShortfall = Reason("expected_shortfall", unit: .percent)
    static let tailNear = Reason("tail_near", unit: .percent)

    static let concentrated = Reason("concentrated", unit: .number)
    static let correlated = Reason("correlated", unit: .number)

    static let leverageLimit = Reason("leverage_limit", unit: .number)
    static let bookLeverage = Reason("book_leverage", unit: .percent)

    /// What each check may say before it looks at its own limit.
    static let screening = [
        GuardrailReasons.equityUnknown, GuardrailReasons.tradingHalted, GuardrailReasons.invalidTarget,
        GuardrailReasons.weightUnknown,
    ]
}

/// What a broken limit does.
enum BreachAction: String, SettingChoice {
    /// Nothing is added; what reduces a holding still passes.
    case reduceOnly = "reduce_only"
    /// The kill switch: the same, and said as such.
    case halt
    /// Everything is closed.
    case flatten

    var standing: TradingStanding {
        switch self {
        case .reduceOnly: .reduceOnly
        case .halt: .halt
        case .flatten: .flatten
        }
    }
}
