/// What one gate blocked for one reason, and what that would have earned.
///
/// A blocked decision would have earned the move of the mark over its horizon, in the direction of its side, less its
/// estimated cost, in basis points. Each decision counts alone, also where the next cycle decides the same again. It is
/// unknown where the run ends before the horizon does, or a mark or a cost is missing.
struct BlockedShare {
    let stage: Int
    let reason: Int
    /// How many decisions were blocked.
    var count = 0
    /// For how many it is known what they would have earned.
    var known = 0
    /// Their sum, in basis points.
    var earned = 0.0
    /// How many of them would have lost: blocking them was right.
    var wouldHaveLost = 0

    /// The mean, in basis points; NaN where nothing is known.
    var mean: Double { known > 0 ? earned / Double(known) : .nan }

    /// One for each stage and reason, most blocked first.
    static func all(_ run: RecordedRun) -> [BlockedShare] {
        var shares: [BlockedShare] = []
        let worth = DecisionWorth(run)
        let (stages, reasons) = (run.integers(.blocks, "stage"), run.integers(.blocks, "reason"))
        for row in stages.indices {
            let (stage, reason) = (Int(stages[row]), Int(reasons[row]))
            var place = shares.firstIndex { $0.stage == stage && $0.reason == reason }
            if place == nil {
                place = shares.count
                shares.append(BlockedShare(stage: stage, reason: reason))
            }
            guard let place else { continue }
            shares[place].count += 1
            let earned = worth.earned(row)
            guard earned.isFinite else { continue }
            shares[place].known += 1
            shares[place].earned += earned
            if earned < 0 { shares[place].wouldHaveLost += 1 }
        }
        return shares.sorted { ($1.count, $0.stage, $0.reason) < ($0.count, $1.stage, $1.reason) }
    }
}

/// What decisions in the table of blocks would have earned.
struct DecisionWorth {
    private let times: UnsafeBufferPointer<Int64>
    private let marks: [UnsafeBufferPointer<Double>]
    private let moments: UnsafeBufferPointer<Int64>
    private let instruments: UnsafeBufferPointer<Int64>
    private let horizons: UnsafeBufferPointer<Int64>
    private let sides: UnsafeBufferPointer<Int64>
    private let costs: UnsafeBufferPointer<Double>
    /// By horizon the cycles it takes, at least one.
    private let cycles: [Int]

    init(_ run: RecordedRun) {
        times = run.integers(.prices, "time")
        marks = run.facts.instruments.indices.map { run.numbers(.prices, "\($0)") }
        (moments, instruments) = (run.integers(.blocks, "time"), run.integers(.blocks, "instrument"))
        (horizons, sides) = (run.integers(.blocks, "horizon"), run.integers(.blocks, "side"))
        costs = run.numbers(.blocks, "cost")
        cycles = run.facts.horizonCycles.map { max(1, Int($0.rounded())) }
    }

    /// In basis points; NaN where it is unknown.
    func earned(_ row: Int) -> Double {
        let (index, horizon) = (Int(instruments[row]), Int(horizons[row]))
        guard marks.indices.contains(index), cycles.indices.contains(horizon) else { return .nan }
        let now = times.place(from: moments[row])
        let later = now + cycles[horizon]
        guard later < times.count, times[now] == moments[row] else { return .nan }
        return Double(sides[row]) * (marks[index][later] / marks[index][now] - 1) * 10_000 - costs[row]
    }
}
