import SluiceKit

/// What must hold when an account is walked down from a margin call.
struct WalkDownProof {
    /// The maintenance rate of each instrument.
    let rates: [Double]

    /// What did not hold, in words.
    func breaches(_ steps: [PaperScenario.Step]) -> [String] {
        order(steps) + entries(steps) + closings(steps) + end(steps)
    }

    /// First a warning, then reduce-only, then the first closing, then the latch.
    private func order(_ steps: [PaperScenario.Step]) -> [String] {
        let warned = steps.first { $0.warnings.contains("high_utilization") }?.cycle
        let restricted = steps.first { $0.standing == .reduceOnly }?.cycle
        let closed = steps.first { $0.standing > .open && !$0.sent.isEmpty }?.cycle
        let latched = steps.first { $0.standing >= .halt }?.cycle
        let times = [warned, restricted, closed, latched]
        guard times.allSatisfy({ $0 != nil }) else { return ["a step is missing"] }
        let known = times.compactMap(\.self)
        return known == known.sorted() ? [] : ["the steps come in another order"]
    }

    /// Nothing is entered while trading is restricted, and the latch holds.
    private func entries(_ steps: [PaperScenario.Step]) -> [String] {
        var found: Set<String> = []
        var isLatched = false
        for step in steps {
            if step.standing > .open, step.reducing.contains(false) {
                found.insert("something is entered while trading is restricted")
            }
            if isLatched, step.standing < .halt { found.insert("the latch does not hold") }
            if isLatched, step.reducing.contains(false) {
                found.insert("something is entered behind the latch")
            }
            isLatched = isLatched || step.standing >= .halt
        }
        return found.sorted()
    }

    /// In a margin call what is sold frees at least as much as anything that stays.
    private func closings(_ steps: [PaperScenario.Step]) -> [String] {
        var calls = 0
        for (before, step) in zip(steps, steps.dropFirst()) where step.standing == .reduceOnly {
            let sold = Set(step.sent.map(\.instrument))
            guard !sold.isEmpty else { continue }
            calls += 1
            let freed = step.values.indices.map { abs(before.values[$0]) * rates[$0] }
            let least = sold.map { freed[$0] }.min() ?? 0
            let most = freed.indices.filter { !sold.contains($0) }.map { freed[$0] }.max() ?? 0
            if least < most * 0.999 { return ["a position is closed before one that frees more"] }
        }
        return calls > 1 ? [] : ["too few closings to see their order"]
    }

    /// The account never stays below its maintenance, the venue never closes, and nothing is left at the end.
    private func end(_ steps: [PaperScenario.Step]) -> [String] {
        var found: [String] = []
        var below = 0
        for step in steps {
            let maintenance = step.values.indices.reduce(0.0) { $0 + abs(step.values[$1]) * rates[$1] }
            below = step.equity <= maintenance && maintenance > 0 ? below + 1 : 0
            if below > 2 {
                found.append("the account stays below its maintenance margin")
                break
            }
        }
        if steps.contains(where: { $0.byVenue > 0 }) { found.append("the venue has closed a position") }
        if steps.last?.values.contains(where: { $0 != 0 }) == true { found.append("something is left") }
        return found
    }
}
