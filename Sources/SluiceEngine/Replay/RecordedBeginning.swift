import SluiceJournal
import SluiceKit
import SluicePipeline

/// What the stages of a run remembered when it began, from the record of its first cycle.
struct RecordedBeginning {
    private let first: TracedCycle

    init(_ first: TracedCycle) { self.first = first }

    /// Whether the record has any memory at all; without, it is not the first of its run.
    var isThere: Bool { first.parts.contains { $0.kind == .memories } }

    /// The memories of an engine's stages of some kinds, and of what the engine keeps for them.
    ///
    /// What a data source itself remembered is never among them: its market is taken from the record.
    func memories(for engine: Engine, of isWanted: (StageKind) -> Bool) throws -> [StageMemory] {
        try first.parts.filter { $0.kind == .memories }.compactMap { part in
            guard let name = name(part.stage, engine, isWanted) else { return nil }
            var reader = MemoryReader(bytes: part.bytes)
            let (version, fingerprint) = (try reader.int(), try reader.word())
            return StageMemory(
                stage: name, fingerprint: fingerprint, version: version, words: reader.rest())
        }
    }

    /// Whose memory a part is, by its number: a stage's, or behind those what the engine keeps for one.
    private func name(_ number: Int, _ engine: Engine, _ isWanted: (StageKind) -> Bool) -> String? {
        let stages = engine.plan.stages
        if stages.indices.contains(number) {
            let kind = stages[number].plugin.kind
            return isWanted(kind) && kind != .data ? stages[number].id : nil
        }
        let (keepers, place) = (engine.keepers, number - stages.count)
        guard keepers.indices.contains(place), isWanted(keepers[place].kind) else { return nil }
        return Engine.keptName(keepers[place])
    }
}
