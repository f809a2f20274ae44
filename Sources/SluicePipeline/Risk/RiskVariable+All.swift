extension RiskVariable {
    /// Every variable that older systems read, but for those that have a setting's own name today, such as
    /// `RISK_MAX_LEVERAGE`; in the order in which they take effect: what is for all before what is for one instrument.
    static let all: [RiskVariable] = limits + guards + hours + left + names

    private static let limits = [
        RiskVariable("DAILY_LOSS_LIMIT", .money, "risk.daily_loss.max_amount"),
        RiskVariable(
            "DAILY_LOSS_LIMIT_PCT", .fraction, "risk.daily_loss.max_loss", "risk.guardrails.max_daily_loss"),
        RiskVariable(
            "MAX_EXPOSURE_PCT", .fraction, "risk.exposure.max_gross", "risk.guardrails.max_gross",
            "risk.book_limits.max_gross"),
        RiskVariable(
            "MAX_POSITION_PCT_PER_SYMBOL", .fraction, "risk.guardrails.max_position",
            "risk.book_limits.max_weight"),
        RiskVariable("MIN_LIQUIDATION_BUFFER_PCT", .fraction, "risk.liquidation_buffer.min_buffer"),
        RiskVariable("ENABLE_PRE_TRADE_LIQ_PROJECTION", .flag, "risk.liquidation_buffer.project"),
        RiskVariable("DEFAULT_MMR", .fraction, "risk.liquidation_buffer.maintenance"),
        RiskVariable(
            "MAX_MARKET_IMPACT_BPS", .basisPoints, "gate.impact.max_impact",
            "sizer.impact_limited.max_impact"),
        RiskVariable(
            "SLIPPAGE_GUARD_BPS", .basisPoints, "gate.slippage.max_slippage", "risk.slippage.max_slippage"),
        RiskVariable("ENABLE_MARKET_IMPACT_GUARD", .flag, "gate.impact.enabled"),
        RiskVariable("SLIPPAGE_FAILURE_PAUSE_AFTER", .count, "risk.slippage.pause_after"),
        RiskVariable("SLIPPAGE_PAUSE_SECONDS", .seconds, "risk.slippage.pause"),
        RiskVariable("UNFILLED_ORDER_ALERT_SECONDS", .seconds, "risk.order_age.warn_after"),
        RiskVariable("POSITION_SIZING_MULTIPLIER", .number, "sizer.kelly.multiplier"),
    ]

    private static let guards = [
        RiskVariable("KILL_SWITCH_ENABLED", .flag, "risk.switch.kill_switch"),
        RiskVariable("REDUCE_ONLY_MODE", .flag, "risk.switch.reduce_only"),
        RiskVariable("MAX_MARK_STALENESS_SECONDS", .seconds, "risk.staleness.max_age"),
        RiskVariable("MARK_STALENESS_THRESHOLD_SECONDS", .seconds, "risk.staleness.max_age"),
        RiskVariable("MARK_STALENESS_COOLDOWN_SECONDS", .seconds, "risk.staleness.pause"),
        RiskVariable("MARK_STALENESS_ALLOW_REDUCE_ONLY", .flag, "risk.staleness.passes_reducing"),
        RiskVariable("ENABLE_VOLATILITY_CB", .flag, "risk.volatility_breaker.enabled"),
        RiskVariable("MAX_INTRADAY_VOL", .fraction, "risk.volatility_breaker.warn"),
        RiskVariable("VOL_WARNING_THRESH", .fraction, "risk.volatility_breaker.warn"),
        RiskVariable("VOL_REDUCE_ONLY_THRESH", .fraction, "risk.volatility_breaker.reduce_only"),
        RiskVariable("VOL_KILL_SWITCH_THRESH", .fraction, "risk.volatility_breaker.kill"),
        RiskVariable("VOL_WINDOW_PERIODS", .count, "risk.volatility_breaker.window"),
        RiskVariable("CB_COOLDOWN_MIN", .minutes, "risk.volatility_breaker.cooldown"),
        RiskVariable("API_ERROR_RATE_THRESHOLD", .fraction, "risk.api_health.max_error_rate"),
        RiskVariable("API_HEALTH_COOLDOWN_SECONDS", .seconds, "risk.api_health.cooldown"),
        RiskVariable("API_RATE_LIMIT_USAGE_THRESHOLD", .fraction, "risk.api_health.max_rate_usage"),
        RiskVariable("WS_HEARTBEAT_STALE_SECONDS", .seconds, "orders.heartbeat"),
        RiskVariable("BROKER_OUTAGE_MAX_FAILURES", .count, "risk.api_health.max_failures"),
        RiskVariable("BROKER_OUTAGE_COOLDOWN_SECONDS", .seconds, "risk.api_health.cooldown"),
    ]

    /// The hours of a day, and what holds in them and outside of them.
    private static let hours = [
        RiskVariable("DAYTIME_START_UTC", .clock, part: .start),
        RiskVariable("DAYTIME_END_UTC", .clock, part: .end),
        RiskVariable(
            "DAY_LEVERAGE_MAX_PER_SYMBOL", .byName(.number), "risk.leverage.windows",
            part: .day("risk.leverage.max_leverage")),
        RiskVariable(
            "NIGHT_LEVERAGE_MAX_PER_SYMBOL", .byName(.number), "risk.leverage.windows",
            part: .night("risk.leverage.max_leverage")),
        RiskVariable(
            "DAY_MMR_PER_SYMBOL", .byName(.fraction), "risk.liquidation_buffer.windows",
            part: .day("risk.liquidation_buffer.maintenance")),
        RiskVariable(
            "NIGHT_MMR_PER_SYMBOL", .byName(.fraction), "risk.liquidation_buffer.windows",
            part: .night("risk.liquidation_buffer.maintenance")),
    ]

    /// What is checked and said not to be in force: which sizer stands in the file, or how a client of a venue works.
    private static let left = [
        RiskVariable("ENABLE_DYNAMIC_POSITION_SIZING", .flag), RiskVariable("POSITION_SIZING_METHOD", .word),
        RiskVariable("VALIDATION_FAILURE_COOLDOWN_SECONDS", .seconds),
        RiskVariable("PREVIEW_FAILURE_DISABLE_AFTER", .count),
        RiskVariable("WS_HEALTH_INTERVAL_SECONDS", .seconds),
        RiskVariable("WS_MESSAGE_STALE_SECONDS", .seconds),
        RiskVariable("WS_RECONNECT_PAUSE_SECONDS", .seconds), RiskVariable("CONFIG_PATH", .word),
    ]

    private static let names = [
        RiskVariable(
            "LEVERAGE_MAX_PER_SYMBOL", .byName(.number), "risk.leverage.max_leverage",
            "risk.liquidation_buffer.max_leverage"),
        RiskVariable("MAX_NOTIONAL_PER_SYMBOL", .byName(.money), "risk.notional.max_notional"),
    ]
}
