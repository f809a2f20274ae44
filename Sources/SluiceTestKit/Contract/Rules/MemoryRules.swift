import SluiceKit

/// What a stage does with a memory that is not its own.
enum MemoryRules {
    static func breaches(of subject: ContractSubject) -> [String] {
        do {
            let conditions = subject.conditions(cycles: 20)
            let words = try memory(of: subject, in: conditions)
            return try shortened(words, subject, conditions) + ofAnotherUniverse(words, subject)
                + garbled(words, subject, conditions)
        } catch {
            return ["fails: \(error)"]
        }
    }

    private static func memory(
        of subject: ContractSubject, in conditions: ContractConditions
    ) throws -> [UInt64] {
        guard subject.isDriven else {
            var writer = MemoryWriter()
            try subject.build(in: conditions).remember(into: &writer)
            return writer.words
        }
        let trial = try ContractTrial(subject, in: conditions)
        _ = try trial.steps(conditions.tape.count)
        return trial.memory
    }

    private static func shortened(
        _ words: [UInt64], _ subject: ContractSubject, _ conditions: ContractConditions
    ) throws -> [String] {
        let stage = try subject.build(in: conditions)
        let lengths = Set([0, words.count / 2, words.count - 1]).filter { $0 >= 0 && $0 < words.count }
        for length in lengths.sorted() where takes(stage, Array(words.prefix(length))) {
            return ["takes a memory of \(words.count) words that was cut to \(length)"]
        }
        return []
    }

    /// Recalls the memory of a larger universe, unless memory has one size for all of them.
    private static func ofAnotherUniverse(_ words: [UInt64], _ subject: ContractSubject) throws -> [String] {
        let smaller = subject.conditions(
            cycles: 20, instruments: Array(subject.contract.instruments.dropLast()))
        guard try memory(of: subject, in: smaller).count != words.count else { return [] }
        guard takes(try subject.build(in: smaller), words) else { return [] }
        return ["takes the memory of another universe"]
    }

    /// Gives back memories with one word replaced; they may be refused or taken, but must not trap.
    private static func garbled(
        _ words: [UInt64], _ subject: ContractSubject, _ conditions: ContractConditions
    ) throws -> [String] {
        let stage = try subject.build(in: conditions)
        for index in words.indices.prefix(64) {
            for word in [UInt64.max, UInt64(Int64.max), 1 << 40, Double.nan.bitPattern] {
                var garbled = words
                garbled[index] = word
                _ = takes(stage, garbled)
            }
        }
        return []
    }

    private static func takes(_ stage: any Stage, _ words: [UInt64]) -> Bool {
        var reader = MemoryReader(words)
        do {
            try stage.recall(from: &reader)
            return reader.isAtEnd
        } catch {
            return false
        }
    }
}
