import SluiceNumerics

extension Adapter {
    /// A session is a UTC date here.
    static let riskGuardrails = Adapter("risk_guardrails", constant: .parameter("max_daily_loss_pct")) {
        vector in
        let parameters = vector.parameters
        var guardrails = try Guardrails(
            maxDailyLossPercent: parameters["max_daily_loss_pct"].double(),
            maxDrawdownPercent: parameters["max_drawdown_pct"].double(),
            limits: ExposureLimits(
                maxPosition: parameters["max_position_pct"].double() / 100,
                maxGross: parameters["max_gross_exposure"].double()))
        let steps = try vector.input["steps"].array().map { step -> JSON in
            let names = try step["weights"].keys()
            let weights = try step["weights"].doubles(names)
            let exposure = Exposure(of: weights.span)
            let status = try guardrails.observe(
                value: step["portfolio_value"].double(), session: session(step["time"].text()),
                exposure: exposure)
            let symbol = try step["proposed"]["symbol"].text()
            let verdict = try guardrails.verdict(
                current: step["weights"].doubles([symbol], absent: 0)[0],
                target: step["proposed"]["target_weight"].double(), exposure: exposure)
            return .object([
                "daily_pnl_pct": .number(status.dailyPercent),
                "drawdown_pct": .number(status.drawdownPercent),
                "exposure_warning": .boolean(status.isExposureWarned),
                "gross": .number(exposure.gross),
                "net": .number(exposure.net),
                "kill_reason_code": .text(status.kill?.rawValue),
                "trading_allowed": .boolean(status.isTradingAllowed),
                "trade_check": .text(verdict.rawValue),
                "trade_passed": .boolean(verdict.passes),
            ])
        }
        return .object(["steps": .array(steps)])
    }

    /// A number for the date of a time such as `2026-01-20T14:40:00Z`.
    static func session(_ time: String) throws -> Int {
        guard let number = Int(time.prefix(10).filter { $0 != "-" }) else {
            throw VectorFault("no date in \(time)")
        }
        return number
    }
}
