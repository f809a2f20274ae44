/// What the result of a session, a day or a week, is measured from.
///
/// The last value of the session before, so that a gap between sessions counts; on the first session, and where asked,
/// the session's first value. Worked number: 100 and 98 on the first day and 97 on the second: results 0, -2, -1, or 0
/// on the second day from its first value.
public struct SessionBaseline: Equatable, Sendable {
    /// What a session's result is measured from.
    public let rule: Guardrails.Baseline
    /// The value that the present session is measured from; NaN before the first.
    public private(set) var value = Double.nan
    /// The last value that was seen; NaN before the first.
    public private(set) var last = Double.nan
    /// The number of the present session.
    public private(set) var session = 0

    /// Begins before the first value.
    public init(_ rule: Guardrails.Baseline = .previousClose) { self.rule = rule }

    /// Takes a value; one that is not finite is passed over.
    ///
    /// `session` is any number that changes with the session.
    public mutating func observe(_ value: Double, session: Int) {
        guard value.isFinite else { return }
        if last.isNaN {
            self.value = value
        } else if session != self.session {
            self.value = rule == .previousClose ? last : value
        }
        self.session = session
        last = value
    }

    /// What the session has gained so far, in units of the values.
    public var gain: Double { last - value }

    /// What the session has gained so far, percent of the baseline; NaN for a baseline of zero.
    public var gainPercent: Double { gain / value * 100 }

    /// Measures the present session from the last value on.
    public mutating func rebase() { value = last }

    /// Everything that has to survive a restart.
    public var state: [Double] { [Double(session), value, last] }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: some Collection<Double>) -> Bool {
        let state = Array(state)
        guard state.count == 3, let session = Int(exactly: state[0]), state.allSatisfy({ !$0.isInfinite })
        else {
            return false
        }
        (self.session, value, last) = (session, state[1], state[2])
        return true
    }
}
