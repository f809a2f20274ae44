import SluiceKit
import SluiceMarket

/// What members forecast over some history, with the prices to judge it by.
final class ForecastSample {
    /// Complete rows of one horizon: an instrument at a moment each, in order of time.
    struct Rows {
        /// By row: the number of the cycle, and its time.
        var steps: [Int] = []
        var times: [Timestamp] = []
        /// By row: the return over the horizon, in basis points.
        var outcomes: [Double] = []
        /// By input, then row.
        var forecasts: [[Double]]
    }

    let members: Int
    let horizons: Int
    let instruments: Int
    private var steps: [Int] = []
    private var times: [Timestamp] = []
    // By cycle, then instrument; and by cycle, column and instrument.
    private var prices: [Double] = []
    private var values: [Double] = []

    init(members: Int, horizons: Int, instruments: Int) {
        (self.members, self.horizons, self.instruments) = (members, horizons, instruments)
    }

    /// Takes a cycle; a price counts where the instrument has a fresh bar.
    func add(step: Int, at now: Timestamp, _ forecasts: ForecastFrame, _ market: MarketFrame) {
        steps.append(step)
        times.append(now)
        for index in 0..<instruments {
            let mark = market.mark(index)
            prices.append(market.isFresh(index) && mark > 0 && mark.isFinite ? mark : .nan)
        }
        values += forecasts.values.storage[..<(members * horizons * instruments)]
    }

    /// The rows at which every member of a horizon forecast, after a moment, and the return is known.
    func byMember(horizon: Int, delay: Int, after begin: Timestamp?) -> Rows {
        rows(count: members, horizon: horizon, delay: delay, after: begin) { cycle, member, index in
            self.value(cycle, member: member, horizon: horizon, index)
        }
    }

    /// The rows at which every horizon was forecast by a member at least, as their means.
    func byHorizon(horizon: Int, delay: Int, after begin: Timestamp?) -> Rows {
        rows(count: horizons, horizon: horizon, delay: delay, after: begin) { cycle, other, index in
            var (sum, count) = (0.0, 0.0)
            for member in 0..<self.members {
                let value = self.value(cycle, member: member, horizon: other, index)
                guard value.isFinite else { continue }
                (sum, count) = (sum + value, count + 1)
            }
            return sum / count
        }
    }

    private func value(_ cycle: Int, member: Int, horizon: Int, _ index: Int) -> Double {
        values[((cycle * members + member) * horizons + horizon) * instruments + index]
    }

    private func rows(
        count: Int, horizon: Int, delay: Int, after begin: Timestamp?, _ input: (Int, Int, Int) -> Double
    ) -> Rows {
        let places = Dictionary(uniqueKeysWithValues: zip(steps, steps.indices))
        var rows = Rows(forecasts: Array(repeating: [], count: count))
        for cycle in steps.indices where begin.map({ times[cycle] > $0 }) ?? true {
            guard let later = places[steps[cycle] + delay] else { continue }
            for index in 0..<instruments {
                let (now, then) = (prices[cycle * instruments + index], prices[later * instruments + index])
                let outcome = (then / now - 1) * 10_000
                let inputs = (0..<count).map { input(cycle, $0, index) }
                guard outcome.isFinite, inputs.allSatisfy({ $0.isFinite }) else { continue }
                rows.steps.append(steps[cycle])
                rows.times.append(times[cycle])
                rows.outcomes.append(outcome)
                for (number, value) in inputs.enumerated() { rows.forecasts[number].append(value) }
            }
        }
        return rows
    }
}
