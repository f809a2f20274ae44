import SluiceDocument
import SluiceKit
import SluiceMarket

/// What does no harm to a stage: absent numbers, hostile ones, no instrument, one.
enum SurvivalRules {
    static func breaches(of subject: ContractSubject) -> [String] {
        let usual = subject.conditions(cycles: 60)
        let absent = subject.conditions(numbers: .absent) { builder in
            builder.absent = 0.3
            builder.gaps = 0.3
        }
        let nothing = subject.conditions(numbers: .absent) { $0.absent = 1 }
        let hostile = ContractConditions(
            tape: hostileTape(usual.tape, every: subject.every), horizons: subject.horizons,
            every: subject.every, numbers: .hostile, outline: usual.outline)
        let none = subject.conditions(cycles: 30, instruments: [])
        let one = subject.conditions(cycles: 30, instruments: ["AAA"])
        return breaches("with absent numbers", subject, absent)
            + breaches("with no number at all", subject, nothing)
            + breaches("with hostile numbers", subject, hostile, looksAtOutput: false)
            + breaches("with no instrument", subject, none)
            + breaches("with one instrument", subject, one)
    }

    private static func breaches(
        _ when: String, _ subject: ContractSubject, _ conditions: ContractConditions,
        looksAtOutput: Bool = true
    ) -> [String] {
        do {
            let trial = try ContractTrial(subject, in: conditions)
            _ = try trial.steps(conditions.tape.count)
            return looksAtOutput ? trial.faults.map { "\(when): \($0)" } : []
        } catch is Diagnostic where subject.entry.kind == .data {
            // Says where the file it reads has nothing that can be used, which is what it should do.
            return []
        } catch {
            return ["\(when): fails: \(error)"]
        }
    }

    /// A tape where prices and quantities are now and then zero, negative, huge, tiny or infinite.
    private static func hostileTape(_ tape: MarketTape, every: Span) -> MarketTape {
        var dice = Dice(seed: 99)
        let hostile = [0, -0.0, -1, 1e300, -1e300, Double.leastNonzeroMagnitude, .infinity, -.infinity]
        let numbers: [WritableKeyPath<MarketBar, Double>] = [
            \.open, \.high, \.low, \.close, \.volume, \.bid, \.ask, \.bidSize, \.askSize,
        ]
        let bars = tape.bars.map { row in
            row.map { bar in
                bar.map { bar in
                    var bar = bar
                    for number in numbers where dice.uniform() < 0.2 {
                        bar[keyPath: number] = hostile[Int(dice.uniform() * Double(hostile.count))]
                    }
                    return bar
                }
            }
        }
        return MarketTape(
            instruments: tape.instruments, times: tape.times, bars: bars, every: every,
            calendar: tape.calendar)
    }
}

extension ContractSubject {
    /// Some cycles of a market with settings of its own.
    fileprivate func conditions(
        numbers: ContractConditions.Numbers, _ change: (inout MarketBuilder) -> Void
    ) -> ContractConditions {
        var builder = MarketBuilder(
            instruments: contract.instruments, every: every, calendar: contract.calendar)
        change(&builder)
        return ContractConditions(
            tape: builder.tape(cycles: 60), horizons: horizons, every: every, numbers: numbers,
            outline: outline)
    }
}
