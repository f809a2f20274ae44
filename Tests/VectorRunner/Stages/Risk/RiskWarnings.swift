import SluiceNumerics

extension Adapter {
    /// A day is measured from its first value here.
    static let riskWarnings = Adapter("risk_warnings", constant: .parameter("max_drawdown_pct")) { vector in
        let maxLoss = try vector.parameters["max_daily_loss_pct"].double()
        let maxDrawdown = try vector.parameters["max_drawdown_pct"].double()
        var day = SessionBaseline(.firstSample)
        var tracker = try DrawdownTracker(maxDrawdownPercent: maxDrawdown, history: 1)
        var drawdown = 0.0
        let lastDay = vector.input["third_value_next_day"] == .boolean(true) ? 1 : 0
        for (index, value) in try vector.input["values"].doubles().enumerated() {
            day.observe(value, session: index == 2 ? lastDay : 0)
            drawdown = tracker.observe(value).drawdownPercent
        }
        let loss = -day.gainPercent
        let rule = try LimitWarning()
        let levels = [
            ("daily_loss", rule.level(of: loss, limit: maxLoss)),
            ("drawdown", rule.level(of: drawdown, limit: maxDrawdown)),
        ]
        return .object([
            "daily_pnl_pct": .number(day.gainPercent), "drawdown_pct": .number(drawdown),
            "daily_loss_remaining_pct": .number(LimitWarning.remaining(loss, limit: maxLoss)),
            "drawdown_remaining_pct": .number(LimitWarning.remaining(drawdown, limit: maxDrawdown)),
            "warnings": .array(
                levels.compactMap { name, level in
                    level.map { .array([.text(name), .text($0.rawValue)]) }
                }),
        ])
    }
}
