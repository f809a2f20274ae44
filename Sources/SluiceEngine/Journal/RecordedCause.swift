import SluiceKit

/// Why a decision was blocked or a target limited, as a trace keeps it.
public struct RecordedCause: Hashable, Sendable {
    /// The instrument's number in the universe.
    public let index: Int
    /// The number of the stage that gave it; -1 for the engine.
    public let stage: Int
    /// What was observed; NaN when nothing could be.
    public let observed: Double
    /// The limit; NaN when there is none.
    public let limit: Double
    /// The reason's word.
    public let reason: String

    /// Reads all causes of a record; those behind something that cannot be read are left out.
    public static func read(_ bytes: [UInt8]) -> [RecordedCause] {
        var reader = MemoryReader(bytes: bytes)
        var causes: [RecordedCause] = []
        while !reader.isAtEnd {
            guard let index = try? reader.int(), let stage = try? reader.int(),
                let observed = try? reader.double(),
                let limit = try? reader.double(), let reason = try? reader.text()
            else { break }
            causes.append(
                RecordedCause(index: index, stage: stage, observed: observed, limit: limit, reason: reason))
        }
        return causes
    }

    static func write(_ cause: Cause, of index: Int, into memory: inout MemoryWriter) {
        memory.write(index)
        memory.write(Int(cause.stage))
        memory.write(cause.observed)
        memory.write(cause.limit)
        memory.write(cause.reason.name)
    }
}
