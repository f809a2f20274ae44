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
        zip(memoryKeys, stages).enumerated().compactMap { number, pair in
            let (key, stage) = pair
            guard isWanted(key.kind) else { return nil }
            var writer = MemoryWriter(capacity: memoryRooms[number])
            stage.remember(into: &writer)
            memoryRooms[number] = writer.words.count
            return StageMemory(
                stage: key.stage, fingerprint: key.fingerprint, version: key.version, words: writer.words)
        }
    }

    /// Gives each stage the memory kept under its id, when it was built with the same settings and has the same form.
    /// - Returns: The ids of the stages that had to begin anew, wholly or in what the engine keeps for them.
    /// - Throws: `MemoryMismatch` for a memory of the right stage that cannot be read.
    public func recall(_ memories: [StageMemory]) throws -> [String] {
        var anew: [String] = []
        for (key, stage) in zip(memoryKeys, stages) {
            guard let memory = memories.first(where: { key.fits($0) }) else {
                anew.append(key.stage)
                continue
            }
            try Self.read(memory, as: key.stage, stage.recall)
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
        digest.add(memoryKeys[Int(step.number)].fingerprint)
        digest.add(universe)
        digest.add(step.keptForm ?? 0)
        return digest.value
    }
}
