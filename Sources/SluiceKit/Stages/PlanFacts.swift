public import SluiceDocument
public import SluiceMarket

/// What a stage may know about its pipeline when its settings are checked.
public struct PlanFacts: Sendable {
    /// The time from one cycle to the next.
    public let every: Span
    /// When the pipeline's market trades.
    public let calendar: TradingCalendar
    /// The horizons of the whole pipeline, shortest first.
    public let horizons: [Horizon]
    /// The instruments of the pipeline, in the universe's order; empty when the universe itself is wrong.
    public let instruments: [String]

    /// Creates the facts.
    public init(every: Span, calendar: TradingCalendar, horizons: [Horizon], instruments: [String]) {
        (self.every, self.calendar) = (every, calendar)
        (self.horizons, self.instruments) = (horizons, instruments)
    }

    /// The length of a bar in minutes of trading: of a cycle, and of a whole session for cycles of days.
    public var barMinutes: Double { calendar.tradingMinutes(in: every) }
}

extension SettingOrigin {
    /// An error for each of some names, which the setting gives, that is no instrument of the pipeline.
    public func unknownInstruments(_ names: [String], in plan: PlanFacts) -> [Diagnostic] {
        guard !plan.instruments.isEmpty else { return [] }
        return names.filter { !plan.instruments.contains($0) }.map { name in
            Diagnostic(
                .settingConflict,
                "'\(declaration.key)' names '\(name)', which is no instrument of the pipeline",
                at: span, suggestion: nearestName(to: name, among: plan.instruments))
        }
    }
}
