import SluiceKit
import SluicePipeline

/// Under what a stage's memory is kept; worked out once, since settings are written out in full for it.
struct MemoryKey {
    let stage: String
    let kind: StageKind
    let fingerprint: UInt64
    let version: Int

    init(_ planned: PlannedStage) {
        (stage, kind) = (planned.id, planned.plugin.kind)
        (fingerprint, version) = (planned.decoded.fingerprint, planned.decoded.memoryVersion)
    }

    /// Whether a memory is of this stage, built with the same settings and of the same form.
    func fits(_ memory: StageMemory) -> Bool {
        memory.stage == stage && memory.fingerprint == fingerprint && memory.version == version
    }
}
