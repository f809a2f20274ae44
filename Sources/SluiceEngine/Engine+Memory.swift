public import SluiceKit
import SluicePipeline

extension Engine {
    /// What every stage remembers, under its id, the fingerprint of its settings and the form's version.
    public func memories() -> [StageMemory] { memories { _ in true } }

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
    /// - Returns: The ids of the stages that had to begin anew.
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
            var reader = MemoryReader(memory.words)
            try stage.recall(from: &reader)
            guard reader.isAtEnd else {
                throw MemoryMismatch("the memory of '\(planned.id)' is longer than it should be")
            }
        }
        return anew
    }
}
