import SluiceKit

/// Reasons that risk checks share beside those of the guardrails.
enum CheckReasons {
    static let dayDrawdown = Reason("day_drawdown", unit: .percent)
    static let weekDrawdown = Reason("week_drawdown", unit: .percent)
    static let coolingOff = Reason("cooling_off", unit: .percent)
    static let recovering = Reason("recovering", unit: .percent)

    static let sectorLimit = Reason("sector_limit", unit: .percent)
    static let sectorNet = Reason("sector_net", unit: .percent)
    static let sectorNear = Reason("sector_near", unit: .percent)
    static let sectorImminent = Reason("sector_imminent", unit: .percent)

    static let valueAtRisk = Reason("value_at_risk", unit: .percent)
    static let expectedShortfall = Reason("expected_shortfall", unit: .percent)
    static let tailNear = Reason("tail_near", unit: .percent)
    static let tailImminent = Reason("tail_imminent", unit: .percent)

    static let concentrated = Reason("concentrated", unit: .number)
    static let correlated = Reason("correlated", unit: .number)
    static let concentrationNear = Reason("concentration_near", unit: .number)
    static let concentrationImminent = Reason("concentration_imminent", unit: .number)
    static let correlationNear = Reason("correlation_near", unit: .number)
    static let correlationImminent = Reason("correlation_imminent", unit: .number)

    static let leverageLimit = Reason("leverage_limit", unit: .number)
    static let bookLeverage = Reason("book_leverage", unit: .percent)
    static let leverageNear = Reason("leverage_near", unit: .number)
    static let leverageImminent = Reason("leverage_imminent", unit: .number)
    static let bookLeverageNear = Reason("book_leverage_near", unit: .percent)
    static let bookLeverageImminent = Reason("book_leverage_imminent", unit: .percent)

    static let markStale = Reason("mark_stale", unit: .milliseconds)
    static let markAging = Reason("mark_aging", unit: .milliseconds)
    static let markExpiring = Reason("mark_expiring", unit: .milliseconds)
    static let markMissing = Reason("mark_missing")
    static let clockSkew = Reason("clock_skew", unit: .milliseconds)

    static let volatilityBreaker = Reason("volatility_breaker", unit: .percent)
    static let volatilityHigh = Reason("volatility_high", unit: .percent)
    static let volatilityImminent = Reason("volatility_imminent", unit: .percent)

    static let rangeBreaker = Reason("range_breaker", unit: .percent)
    static let rangeNear = Reason("range_near", unit: .percent)
    static let rangeImminent = Reason("range_imminent", unit: .percent)

    static let positionCount = Reason("position_count", unit: .number)
    static let positionCountNear = Reason("position_count_near", unit: .number)
    static let positionCountImminent = Reason("position_count_imminent", unit: .number)

    static let turnover = Reason("turnover", unit: .percent)
    static let sessionTurnover = Reason("session_turnover", unit: .percent)
    static let turnoverNear = Reason("turnover_near", unit: .percent)
    static let turnoverImminent = Reason("turnover_imminent", unit: .percent)

    static let marginCall = Reason("margin_call", unit: .percent)
    static let liquidationRisk = Reason("liquidation_risk", unit: .percent)
    static let highUtilization = Reason("high_utilization", unit: .percent)
    static let marginLimit = Reason("margin_limit", unit: .percent)
    static let marginNear = Reason("margin_near", unit: .percent)
    static let marginImminent = Reason("margin_imminent", unit: .percent)
    static let marginCallNear = Reason("margin_call_near", unit: .percent)
    static let marginCallImminent = Reason("margin_call_imminent", unit: .percent)
    static let freeEquity = Reason("free_equity", unit: .number)
    static let freeEquityNear = Reason("free_equity_near", unit: .number)
    static let freeEquityImminent = Reason("free_equity_imminent", unit: .number)

    static let liquidationBuffer = Reason("liquidation_buffer", unit: .percent)
    static let projectedBuffer = Reason("projected_buffer", unit: .percent)
    static let bufferNear = Reason("buffer_near", unit: .percent)
    static let bufferImminent = Reason("buffer_imminent", unit: .percent)

    static let notionalLimit = Reason("notional_limit", unit: .number)
    static let bookNotional = Reason("book_notional", unit: .number)
    static let notionalNear = Reason("notional_near", unit: .percent)
    static let notionalImminent = Reason("notional_imminent", unit: .percent)
    static let bookNotionalNear = Reason("book_notional_near", unit: .percent)
    static let bookNotionalImminent = Reason("book_notional_imminent", unit: .percent)

    static let currencyLimit = Reason("currency_limit", unit: .percent)
    static let currencyNet = Reason("currency_net", unit: .percent)
    static let currencyNear = Reason("currency_near", unit: .percent)
    static let currencyImminent = Reason("currency_imminent", unit: .percent)

    static let orderRate = Reason("order_rate", unit: .number)
    static let orderRateNear = Reason("order_rate_near", unit: .number)
    static let orderRateImminent = Reason("order_rate_imminent", unit: .number)

    static let instrumentRateNear = Reason("instrument_rate_near", unit: .number)
    static let instrumentRateImminent = Reason("instrument_rate_imminent", unit: .number)

    static let errorRate = Reason("error_rate", unit: .percent)
    static let errorRateNear = Reason("error_rate_near", unit: .percent)
    static let errorRateImminent = Reason("error_rate_imminent", unit: .percent)
    static let callErrorRate = Reason("call_error_rate", unit: .percent)
    static let callErrorRateNear = Reason("call_error_rate_near", unit: .percent)
    static let callErrorRateImminent = Reason("call_error_rate_imminent", unit: .percent)
    static let callsFailing = Reason("calls_failing", unit: .number)
    static let callLatency = Reason("call_latency", unit: .milliseconds)
    static let callLatencyNear = Reason("call_latency_near", unit: .milliseconds)
    static let callLatencyImminent = Reason("call_latency_imminent", unit: .milliseconds)
    static let rateUsage = Reason("rate_usage", unit: .percent)
    static let rateUsageNear = Reason("rate_usage_near", unit: .percent)
    static let rateUsageImminent = Reason("rate_usage_imminent", unit: .percent)
    static let venueOutage = Reason("venue_outage")

    static let fillSlippage = Reason("fill_slippage", unit: .basisPoints)
    static let fillSlippageNear = Reason("fill_slippage_near", unit: .basisPoints)
    static let fillSlippageImminent = Reason("fill_slippage_imminent", unit: .basisPoints)

    static let orderOverdue = Reason("order_overdue", unit: .milliseconds)
    static let orderUnfilled = Reason("order_unfilled", unit: .milliseconds)
    static let orderAgeImminent = Reason("order_age_imminent", unit: .milliseconds)

    static let positionOld = Reason("position_old", unit: .milliseconds)
    static let positionAgeNear = Reason("position_age_near", unit: .milliseconds)
    static let positionAgeImminent = Reason("position_age_imminent", unit: .milliseconds)

    static let skillLost = Reason("skill_lost", unit: .number)
    static let skillNear = Reason("skill_near", unit: .number)
    static let skillImminent = Reason("skill_imminent", unit: .number)
    static let edgeLost = Reason("edge_lost", unit: .basisPoints)

    static let switchedOff = Reason("switched_off")
    static let switchedToReduce = Reason("switched_to_reduce")

    static let outsideWindow = Reason("outside_window")
    static let tooFewBars = Reason("too_few_bars", unit: .number)

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
