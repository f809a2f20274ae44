import SluiceNumerics

extension Adapter {
    static let drawdown = Adapter("drawdown", constant: .parameter("max_drawdown_pct")) { vector in
        var tracker = try DrawdownTracker(
            maxDrawdownPercent: vector.parameters["max_drawdown_pct"].double(),
            history: vector.parameters["history"].integer())
        let states = try vector.input["values"].doubles().map { value -> JSON in
            let reading = tracker.observe(value)
            return .object([
                "peak": .number(tracker.peak),
                "drawdown_pct": .number(reading.drawdownPercent),
                "recovery_needed_pct": .number(reading.recoveryPercent),
                "exceeded": .boolean(reading.isExceeded),
            ])
        }
        return .object([
            "states": .array(states), "window_max_drawdown_pct": .number(tracker.windowMaximumPercent),
        ])
    }
}
