/// The stages behind the decisions.
extension PipelineDraft {
    mutating func addOrders() {
        add("size", "sizer.\(isPlain ? fixed() : draw.one(of: Self.sizers))")
        let chosen = isPlain ? [window()] : draw.some(of: Self.checks, draw.number(1...3))
        for (number, check) in chosen.enumerated() { add("r\(number)", "risk.\(check)") }
        add("route", "execution.\(isPlain ? market() : draw.one(of: Self.executions))")
        // Rarely, for it never trades.
        add("broker", draw.chance(0.03) ? "broker.dry_run" : "broker.paper, with: { \(account()) }")
        if !isPlain, draw.chance(0.2) {
            add("lesson", "learner.\(draw.one(of: ["exp3", "exp3_ix", "thompson"]))")
        }
    }

    private mutating func fixed() -> String {
        let size =
            draw.chance(0.5) ? "units: \(draw.number(1...400))" : "weight: \(draw.number(1...60))%"
        return "fixed, with: { \(size), no_decision: \(draw.one(of: ["close", "keep", "close_adverse"])), "
            + "no_trade_band: \(draw.one(of: ["0bps", "20bps"])), gross_target: \(draw.number(30...150))% }"
    }

    private mutating func window() -> String {
        "trading_window, with: { after_bars: \(draw.one(of: [0, 0, 20, 60])), "
            + "reductions: \(draw.one(of: ["true", "false"])) }"
    }

    private mutating func market() -> String {
        "market, with: { lot: \(draw.one(of: ["1", "1", "10", "0.01", "0.0001"])) }"
    }

    private mutating func account() -> String {
        let kind = draw.one(of: ["", "", ", account: margin", ", account: cash"])
        return "cash: \(draw.number(5...500))000 USD, fee: \(draw.number(0...9))bps\(kind), "
            + "borrow_rate: \(draw.one(of: ["0%", "0%", "5%"]))"
    }

    // MARK: What there is to choose from

    private static let sizers = [
        "cross_sectional", "fixed", "hierarchical_risk_parity", "impact_limited", "kelly", "mean_variance",
        "minimum_variance", "risk_parity", "volatility", "volatility_target",
    ]
    /// With the usual settings of the volatility breaker hardly any market of these would be traded.
    private static let checks = [
        "api_health", "book_limits", "concentration", "currency", "daily_loss", "drawdown", "exposure",
        "guardrails", "leverage", "liquidation_buffer", "margin", "model_health", "notional", "order_age",
        "order_rate", "position_age", "position_count", "range_breaker", "slippage", "staleness", "switch",
        "trading_window", "turnover", "value_at_risk",
        "volatility_breaker, with: { warn: 100%, reduce_only: 150%, kill: 300% }",
    ]
    /// A marketable limit whose tries end before the next bar would never trade.
    private static let executions = [
        "bracket", "iceberg", "limit", "market", "marketable_limit, with: { step_ticks: 20, duration: 3h }",
        "pov", "stop", "stop_limit", "trailing", "twap", "vwap",
    ]
}
