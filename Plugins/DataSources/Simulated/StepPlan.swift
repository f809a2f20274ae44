import SluiceKit
import SluiceMarket

/// Turns the settings of a simulated market into the steps of a bar.
struct StepPlan {
    /// By step of the bar at hand.
    private(set) var steps: [PricePath.Step]
    /// The quantity that the bar at hand trades on average.
    private(set) var volume = 0.0
    private let shape: SessionShape
    private let driftPerSession: Double
    private let variancePerSession: Double
    private let jumpsPerSession: Double
    private let jumpSize: Double
    private let correlation: Double
    private let volumePerSession: Double

    init(_ settings: SimulatedSettings, calendar: TradingCalendar) {
        let isAlwaysOpen = calendar == .alwaysOpen
        let sessionsInYear = isAlwaysOpen ? 365.0 : 252.0
        steps = Array(repeating: PricePath.Step(), count: settings.steps)
        shape = SessionShape(depth: isAlwaysOpen ? 0 : settings.intradayShape)
        variancePerSession = settings.volatility.fraction * settings.volatility.fraction / sessionsInYear
        jumpsPerSession = settings.jumpsPerSession
        jumpSize = settings.jumpSize.fraction
        driftPerSession = settings.drift.fraction / sessionsInYear
        correlation = settings.correlation
        volumePerSession = settings.volume
    }

    /// Plans the steps of a bar.
    mutating func plan(_ bar: BarStretch) {
        let count = Double(steps.count)
        let width = bar.parts.upperBound - bar.parts.lowerBound
        // How much longer or shorter the session of the bar is than a full one.
        let scale = width > 0 ? bar.sessions / width : 0
        volume = volumePerSession * scale * shape.weight(from: bar.parts.lowerBound, to: bar.parts.upperBound)
        for index in steps.indices {
            let start = bar.parts.lowerBound + width * Double(index) / count
            let end = bar.parts.lowerBound + width * Double(index + 1) / count
            let variance = variancePerSession * scale * shape.weight(from: start, to: end)
            let sessions = bar.sessions / count
            let jumpChance = min(jumpsPerSession * sessions, 1)
            // The mean of exp(jump) is 1 + jumpSize^2 / 2 to the order that counts here.
            let drift = driftPerSession * sessions - variance / 2 - jumpChance * jumpSize * jumpSize / 2
            steps[index] = PricePath.Step(
                drift: drift, common: (variance * correlation).squareRoot(),
                own: (variance * (1 - correlation)).squareRoot(), jumpChance: jumpChance, jumpSize: jumpSize)
        }
    }
}
