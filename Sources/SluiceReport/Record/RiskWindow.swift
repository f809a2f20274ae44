import SluiceColumns
import SluiceKit

/// The worst that was observed of each limit since it was last written.
struct RiskWindow {
    private struct Measure {
        let stage: Int32
        let reason: Int64
        var observed = Double.nan
        var limit = Double.nan
    }

    private var measures: [Measure] = []

    /// Takes what a risk stage says; of several in one window the one nearest to its limit, or furthest past it, stays.
    mutating func see(_ cause: Cause, _ reasons: inout ReasonBook) {
        guard !cause.reason.isNone, cause.observed.isFinite, cause.limit.isFinite else { return }
        let number = reasons.number(of: cause.reason)
        var place = measures.firstIndex { $0.stage == cause.stage && $0.reason == number }
        if place == nil {
            place = measures.count
            measures.append(Measure(stage: cause.stage, reason: number))
        }
        guard let place else { return }
        let before = Self.use(measures[place].observed, measures[place].limit)
        guard before.isNaN || Self.use(cause.observed, cause.limit) >= before else { return }
        (measures[place].observed, measures[place].limit) = (cause.observed, cause.limit)
    }

    /// How much of a limit is used: 1 at the limit; infinite past a limit of zero.
    static func use(_ observed: Double, _ limit: Double) -> Double {
        limit == 0 ? (observed == 0 ? 1 : .infinity) : (observed / limit).magnitude
    }

    /// Writes what was seen, and begins anew.
    mutating func write(at time: Int64, to table: ColumnWriter) throws(ColumnError) {
        for place in measures.indices where !measures[place].observed.isNaN {
            let measure = measures[place]
            table.set(0, time)
            table.set(1, Int64(measure.stage))
            table.set(2, measure.reason)
            table.set(3, measure.observed)
            table.set(4, measure.limit)
            try table.endRow()
            (measures[place].observed, measures[place].limit) = (.nan, .nan)
        }
    }
}
