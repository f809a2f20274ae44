/// The account's last line: stops new risk after a bad day or a deep drawdown, and checks each trade.
///
/// The day's result is measured from the last value of the session before, so that an overnight gap counts; on the
/// first session, and where the baseline is the first sample, from the session's first value. A loss or drawdown beyond its limit (not on it) latches the kill switch until somebody
/// resumes; a new session does not. A value that is not finite forbids trading for as long as it lasts.
///
/// Worked number: limits 40% and 10%, values 100,000, 90,000, 89,999.99: the second is on the limit, the third kills.
public struct Guardrails: Equatable, Sendable {
    /// Why nothing may be added.
    public enum Kill: String, Sendable, CaseIterable {
        /// The session lost more than its limit.
        case dailyLoss = "daily_loss"
        /// The account fell too far below its peak.
        case drawdown
        /// Somebody stopped it.
        case manual
    }

    /// The largest loss of a session that does not kill, percent.
    public let maxDailyLossPercent: Double
    /// What one instrument and the whole book may weigh.
    public let limits: ExposureLimits
    /// Above this part of the largest gross there is a warning.
    public let warningFraction: Double
    /// What a session's result is measured from.
    public var baselineRule: Baseline { day.rule }
    /// Peak and drawdown.
    public private(set) var drawdown: DrawdownTracker
    /// Why the switch is latched; nil when it is not.
    public private(set) var kill: Kill?
    /// Whether the account's value was known when it was last looked at.
    public private(set) var isValueKnown = true
    private var day: SessionBaseline

    /// What a session's result is measured from.
    public enum Baseline: String, Sendable, CaseIterable {
        /// The last value of the session before, so that a gap overnight counts.
        case previousClose = "previous_close"
        /// The first value of the session.
        case firstSample = "first_sample"
    }

    /// What one look at the account gave.
    public struct Status: Equatable, Sendable {
        /// The session's result, percent of its baseline; NaN when the value is unknown.
        public var dailyPercent: Double
        /// How far below the peak, percent; NaN when the value is unknown.
        public var drawdownPercent: Double
        /// Whether risk may be added.
        public var isTradingAllowed: Bool
        /// Whether the gross is near its limit, or unknown.
        public var isExposureWarned: Bool
        /// Why the switch is latched; nil when it is not.
        public var kill: Kill?
    }

    /// Refuses percentages outside 0 to 100.
    public init(
        maxDailyLossPercent: Double = 2,
        maxDrawdownPercent: Double = 10,
        limits: ExposureLimits,
        warningFraction: Double = 0.9,
        baseline: Baseline = .previousClose
    ) throws(InvalidParameter) {
        try require("maxDailyLossPercent", maxDailyLossPercent, in: 0...100)
        try require("warningFraction", warningFraction, in: 0...1)
        self.maxDailyLossPercent = maxDailyLossPercent
        self.limits = limits
        self.warningFraction = warningFraction
        day = SessionBaseline(baseline)
        drawdown = try DrawdownTracker(maxDrawdownPercent: maxDrawdownPercent, history: 1)
    }

    /// Takes the account's value and exposure of now.
    ///
    /// `session` is any number that changes when the calendar's session does.
    public mutating func observe(value: Double, session: Int, exposure: Exposure) -> Status {
        let isWarned = !(exposure.gross <= warningFraction * limits.maxGross)
        isValueKnown = value.isFinite
        guard isValueKnown else {
            return Status(
                dailyPercent: .nan, drawdownPercent: .nan, isTradingAllowed: false,
                isExposureWarned: isWarned, kill: kill)
        }
        day.observe(value, session: session)
        let daily = day.gainPercent
        let reading = drawdown.observe(value)
        if kill == nil {
            // Written so that a baseline of zero, which makes the percentage NaN, kills.
            if !(daily >= -maxDailyLossPercent) {
                kill = .dailyLoss
            } else if reading.isExceeded {
                kill = .drawdown
            }
        }
        return Status(
            dailyPercent: daily, drawdownPercent: reading.drawdownPercent, isTradingAllowed: kill == nil,
            isExposureWarned: isWarned, kill: kill)
    }

    /// Latches the switch by hand; an earlier reason stays.
    public mutating func halt() { kill = kill ?? .manual }

    /// Releases the switch and measures day and drawdown anew from the last value, or the loss would kill at once.
    public mutating func resume() {
        kill = nil
        guard day.last.isFinite else { return }
        day.rebase()
        drawdown.rebase(to: day.last)
    }

    /// Everything that has to survive a restart.
    public var state: [Double] {
        let reason = kill.flatMap { Kill.allCases.firstIndex(of: $0) } ?? -1
        return day.state + [Double(reason)] + drawdown.state
    }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        var day = day
        guard state.count == self.state.count, day.restore(state[..<3]),
            let reason = Int(exactly: state[3]), reason >= -1, reason < Kill.allCases.count,
            drawdown.restore(Array(state[4...]))
        else { return false }
        self.day = day
        kill = reason < 0 ? nil : Kill.allCases[reason]
        return true
    }
}
