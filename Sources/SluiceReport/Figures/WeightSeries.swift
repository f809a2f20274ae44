/// The weights that one stage gave over time.
struct WeightSeries {
    let stage: Int
    /// Whether it joins members at horizons; else it is a learner.
    let isBlender: Bool
    let members: [String]
    /// The recorded moments.
    private(set) var times: [Int64] = []
    /// At each moment, by member, the mean over the horizons; NaN where there was none.
    private(set) var means: [[Double]] = []
    /// By horizon and member the sum and count over all moments.
    private var totals: [Int: [(sum: Double, count: Int)]] = [:]

    private init(stage: Int, members: [String], isBlender: Bool) {
        (self.stage, self.members, self.isBlender) = (stage, members, isBlender)
    }

    /// One for each stage that has weights in the run's table.
    static func all(_ run: RecordedRun) -> [WeightSeries] {
        let (times, stages) = (run.integers(.weights, "time"), run.integers(.weights, "stage"))
        let (horizons, members) = (run.integers(.weights, "horizon"), run.integers(.weights, "member"))
        let weights = run.numbers(.weights, "weight")
        var found: [WeightSeries] = []
        var sums: [[(sum: Double, count: Int)]] = []
        for row in times.indices {
            let stage = Int(stages[row])
            guard run.facts.stages.indices.contains(stage) else { continue }
            let names = run.facts.stages[stage].names
            var place = found.firstIndex { $0.stage == stage }
            if place == nil {
                place = found.count
                found.append(WeightSeries(stage: stage, members: names, isBlender: horizons[row] >= 0))
                sums.append(Array(repeating: (0, 0), count: names.count))
            }
            guard let place, names.indices.contains(Int(members[row])) else { continue }
            if found[place].times.last != times[row] { found[place].begin(times[row], &sums[place]) }
            sums[place][Int(members[row])].sum += weights[row]
            sums[place][Int(members[row])].count += 1
            found[place].count(weights[row], Int(horizons[row]), Int(members[row]))
        }
        for place in found.indices { found[place].end(&sums[place]) }
        return found
    }

    private mutating func count(_ weight: Double, _ horizon: Int, _ member: Int) {
        let none = Array(repeating: (sum: 0.0, count: 0), count: members.count)
        totals[horizon, default: none][member].sum += weight
        totals[horizon, default: none][member].count += 1
    }

    private mutating func begin(_ time: Int64, _ sums: inout [(sum: Double, count: Int)]) {
        end(&sums)
        times.append(time)
    }

    private mutating func end(_ sums: inout [(sum: Double, count: Int)]) {
        if means.count < times.count {
            means.append(sums.map { $0.count > 0 ? $0.sum / Double($0.count) : .nan })
        }
        for place in sums.indices { sums[place] = (0, 0) }
    }

    /// A member's mean over all moments; 0 where it had no weight.
    func mean(_ member: Int) -> Double {
        let known = means.map { $0[member] }.filter(\.isFinite)
        return known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
    }

    /// A member's weights over time, thinned.
    func points(_ member: Int) -> [(x: Double, y: Double)] {
        let values = means.map { $0[member] }
        return ThinnedCurve(values, limit: 400).places.map { (x: Double(times[$0]), y: values[$0]) }
    }

    /// Rows of horizons with the mean weight of each member.
    func rows(_ facts: RunFacts) -> [[String]] {
        totals.sorted { $0.key < $1.key }.map { horizon, sums in
            [horizon < 0 ? "all" : facts.horizon(horizon)]
                + sums.map {
                    RunFigure.text($0.count > 0 ? $0.sum / Double($0.count) : .nan, .fraction)
                }
        }
    }

    /// The rows as a table of a page.
    func table(_ facts: RunFacts) -> String {
        PageTable(head: ["Mean weight"] + members, rows: rows(facts)).markup
    }
}
