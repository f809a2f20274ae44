import SluiceNumerics

extension Adapter {
    /// A session is a UTC date here; the rule has no constant, so that the first value of a case is what is nudged.
    static let engineDayTracking = Adapter(
        "engine_day_tracking", constant: .each("steps", "portfolio_value")
    ) {
        vector in
        var day = SessionBaseline()
        let steps = try vector.input["steps"].array().map { step -> JSON in
            let date = String(try step["time"].text().prefix(10))
            guard let session = Int(date.filter { $0 != "-" }) else {
                throw VectorFault("no date in \(date)")
            }
            day.observe(try step["portfolio_value"].double(), session: session)
            return .object([
                "daily_pnl": .number(day.gain), "date": .text(date), "day_start_value": .number(day.value),
            ])
        }
        return .object(["steps": .array(steps)])
    }
}
