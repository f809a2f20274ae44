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

    /// Writes the causes of a stage that are given, with a writer whose content is lost.
    ///
    /// Neighbours mostly have one reason, and its word is spelled once for all of them.
    static func write(
        _ causes: CauseColumn, rows: Int, into memory: inout MemoryWriter, spelling: inout MemoryWriter
    ) {
        var spelled = Reason.none
        spelling.clear()
        for index in 0..<rows {
            let cause = causes[index]
            guard !cause.reason.isNone else { continue }
            if cause.reason != spelled {
                spelled = cause.reason
                spelling.clear()
                spelling.write(spelled)
            }
            memory.write(words: 4) { words in
                words[0] = UInt64(bitPattern: Int64(index))
                words[1] = UInt64(bitPattern: Int64(cause.stage))
                words[2] = cause.observed.bitPattern
                words[3] = cause.limit.bitPattern
            }
            memory.append(spelling)
        }
    }
}
