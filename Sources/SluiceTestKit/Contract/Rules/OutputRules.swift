import SluiceKit

/// What a stage gives for the same input, and for input that is cut short.
enum OutputRules {
    static func breaches(of subject: ContractSubject) -> [String] {
        let conditions = subject.conditions()
        let count = conditions.tape.count
        var breaches: [String] = []
        do {
            let trial = try ContractTrial(subject, in: conditions)
            let output = try trial.steps(count)
            breaches += trial.faults
            if !trial.hasSpoken {
                breaches.append(
                    "says nothing in \(count) cycles: give it more of them, or settings it speaks with")
            }
            try trial.stage.stop()
            breaches += try repetition(of: output, subject, conditions)
            breaches += try wholeness(of: output, subject, conditions)
            guard breaches.isEmpty else { return breaches }
            // A stage without files meets the same input whatever is cut off behind it, so some cuts tell as much.
            let cuts = trial.files.wereOpened ? Array(1..<count) : somePoints(count)
            breaches += try cutting(output, at: cuts, subject, conditions)
            breaches += try remembering(output, subject, conditions)
        } catch {
            breaches.append("fails: \(error)")
        }
        return breaches
    }

    private static func repetition(
        of output: [UInt64], _ subject: ContractSubject, _ conditions: ContractConditions
    ) throws -> [String] {
        let again = try ContractTrial(subject, in: conditions).steps(output.count)
        guard let cycle = firstDifference(output, again) else { return [] }
        return ["the same input gives another output in cycle \(cycle + 1)"]
    }

    private static func wholeness(
        of output: [UInt64], _ subject: ContractSubject, _ conditions: ContractConditions
    ) throws -> [String] {
        var used = conditions
        used.residue = 12_345
        let again = try ContractTrial(subject, in: used).steps(output.count)
        guard let cycle = firstDifference(output, again) else { return [] }
        return ["leaves numbers of the cycle before in its output in cycle \(cycle + 1)"]
    }

    private static func cutting(
        _ output: [UInt64], at cuts: [Int], _ subject: ContractSubject, _ conditions: ContractConditions
    ) throws -> [String] {
        for cut in cuts {
            let short = try ContractTrial(subject, in: conditions.prefix(cut)).steps(cut)
            if let cycle = firstDifference(Array(output.prefix(cut)), short) {
                return ["sees the future: without cycle \(cut + 1) and later, cycle \(cycle + 1) differs"]
            }
        }
        return []
    }

    private static func remembering(
        _ output: [UInt64], _ subject: ContractSubject, _ conditions: ContractConditions
    ) throws -> [String] {
        let asked = try ContractTrial(subject, in: conditions)
        for cycle in output.indices {
            if try asked.step(cycle) != output[cycle] {
                return ["being asked for its memory changes the output in cycle \(cycle + 1)"]
            }
            _ = asked.memory
        }
        let first = try ContractTrial(subject, in: conditions)
        for cycle in output.indices {
            if somePoints(output.count).contains(cycle) {
                let second = try ContractTrial(subject, in: conditions, after: first, cycles: cycle)
                if second.memory != first.memory {
                    return ["remembers something else than it has just recalled, before cycle \(cycle + 1)"]
                }
                for later in cycle..<output.count where try second.step(later) != output[later] {
                    return ["a restart before cycle \(cycle + 1) changes the output in cycle \(later + 1)"]
                }
            }
            _ = try first.step(cycle)
        }
        return []
    }

    /// Cycles at the beginning, in the middle and at the end.
    private static func somePoints(_ count: Int) -> [Int] {
        Set([1, 2, 3, count / 4, count / 2, count - 1]).filter { $0 > 0 && $0 < count }.sorted()
    }

    private static func firstDifference(_ left: [UInt64], _ right: [UInt64]) -> Int? {
        zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    }
}
