import SluiceJournal
public import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// What every stage remembers, under its id, the fingerprint of its settings and the form's version, and behind it what
    /// the engine keeps for stages between cycles: derived features, the weights of a learner, those of a sleeve.
    public func memories() -> [StageMemory] { memories { _ in true } + keepers.map(kept) }

    /// What the stages of some kinds remember.
    func memories(of isWanted: (StageKind) -> Bool) -> [StageMemory] {
        zip(plan.stages, stages).compactMap { planned, stage in
            guard isWanted(planned.plugin.kind) else { return nil }
            var writer = MemoryWriter()
            stage.remember(into: &writer)
            return StageMemory(
                stage: planned.id, fingerprint: planned.decoded.fingerprint,
                version: planned.decoded.memoryVersion,
                words: writer.words
            )
        }
    }

    /// Gives each stage the memory kept under its id, when it was built with the same settings and has the same form.
    /// - Returns: The ids of the stages that had to begin anew, wholly or in what the engine keeps for them.
    /// - Throws: `MemoryMismatch` for a memory of the right stage that cannot be read.
    public func recall(_ memories: [StageMemory]) throws -> [String] {
        var anew: [String] = []
        for (planned, stage) in zip(plan.stages, stages) {
            let memory = memories.first {
                $0.stage == planned.id && $0.fingerprint == planned.decoded.fingerprint
                    && $0.version == planned.decoded.memoryVersion
            }
            guard let memory else {
                anew.append(planned.id)
                continue
            }
            try Self.read(memory, as: planned.id, stage.recall)
        }
        for keeper in keepers where try !takeBack(keeper, from: memories) && !anew.contains(keeper.id) {
            anew.append(keeper.id)
        }
        return anew
    }

    static func read(
        _ memory: StageMemory, as id: String, _ body: (inout MemoryReader) throws -> Void
    ) throws {
        var reader = MemoryReader(memory.words)
        try body(&reader)
        guard reader.isAtEnd else {
            throw MemoryMismatch("the memory of '\(id)' is longer than it should be")
        }
    }

    // MARK: What the engine keeps for stages

    /// The steps for which the engine itself keeps something between cycles.
    var keepers: [Step] { steps.filter { $0.keptForm != nil } }

    /// What the engine keeps for a step.
    private func kept(_ step: Step) -> StageMemory {
        var writer = MemoryWriter()
        step.keep(into: &writer)
        return StageMemory(
            stage: Self.keptName(step), fingerprint: keptFingerprint(step), version: 1, words: writer.words)
    }

    /// Gives a step what was kept for it; false when there is nothing of its form.
    func takeBack(_ step: Step, from memories: [StageMemory]) throws -> Bool {
        let (name, fingerprint) = (Self.keptName(step), keptFingerprint(step))
        guard
            let memory = memories.first(where: {
                $0.stage == name && $0.fingerprint == fingerprint && $0.version == 1
            })
        else { return false }
        try Self.read(memory, as: step.id, step.takeBack)
        return true
    }

    /// No id of a stage begins like this.
    static func keptName(_ step: Step) -> String { "-kept \(step.id)" }

    private func keptFingerprint(_ step: Step) -> UInt64 {
        var digest = Digest()
        digest.add(plan.stages[Int(step.number)].decoded.fingerprint)
        digest.add(universe)
        digest.add(step.keptForm ?? 0)
        return digest.value
    }

    /// A fingerprint of the universe and its order: what is kept by instrument belongs to no other.
    var universe: UInt64 {
        var digest = Digest()
        for symbol in plan.instruments { digest.add(symbol) }
        return digest.value
    }
}
