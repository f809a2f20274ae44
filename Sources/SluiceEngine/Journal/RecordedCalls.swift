import SluiceKit
import SluiceMarket

/// The calls to servers outside that a cycle sees anew, three words for each.
enum RecordedCalls {
    /// Writes the calls that were shown after the first `seen` of all.
    /// - Returns: The number of all shown so far.
    static func write(_ log: CallLog, after seen: Int, into memory: inout MemoryWriter) -> Int {
        log.read(after: seen) { call in
            memory.write(Int(call.outcome.rawValue))
            memory.write(call.time)
            memory.write(Int(call.latency.nanoseconds))
        }
    }

    /// Records them in a log again, and shows them.
    /// - Throws: `MemoryMismatch` for what is no call.
    static func replay(_ bytes: [UInt8], into log: CallLog) throws(MemoryMismatch) {
        var memory = MemoryReader(bytes: bytes)
        while !memory.isAtEnd {
            guard let outcome = UInt8(exactly: try memory.int()).flatMap(Call.Outcome.init(rawValue:)) else {
                throw MemoryMismatch("the record holds a call without an end")
            }
            let (time, latency) = (try memory.timestamp(), Span(nanoseconds: Int64(try memory.int())))
            log.record(Call(outcome, at: time, latency: latency))
        }
        log.show()
    }
}
