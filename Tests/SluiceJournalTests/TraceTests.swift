import Glibc
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceJournal

@Suite struct TraceTests {
    private let ledgers: Ledgers

    init() throws { ledgers = try Ledgers() }

    private func open(keeping retention: TraceRetention = TraceRetention()) throws -> TraceFile {
        try TraceFile.open(in: ledgers.open(), keeping: retention, now: Ledgers.noon)
    }

    private static func draft(_ cycle: Int64, _ values: [Double] = [1, 2, 3]) -> TraceDraft {
        let draft = TraceDraft()
        let time = Ledgers.noon + .minutes(Int(cycle))
        draft.begin(cycle: cycle, scheduled: time, now: time + .milliseconds(2))
        values.withUnsafeBytes { draft.add(.market, $0) }
        Array("{}".utf8).withUnsafeBytes { draft.add(.events, $0) }
        values.withUnsafeBytes { draft.add(.columns, stage: 3, $0) }
        return draft
    }

    private func cycles(_ range: ClosedRange<Int64> = 0 ... .max) throws -> [TracedCycle] {
        var cycles: [TracedCycle] = []
        try TraceReader(folder: ledgers.path).forEach(in: range) { cycles.append($0) }
        return cycles
    }

    @Test func `a cycle is read as it was handed over, while the trace is being written`() throws {
        let run = TraceRun(
            started: Ledgers.noon, version: "1", seed: .max, pipeline: "name: x", instruments: ["A\"", "B"],
            stages: ["bars"])
        let trace = try open()
        try trace.begin(run)
        let draft = Self.draft(7, [.nan, -0.0, .infinity])
        draft.equity = 100.5
        try trace.write(draft)
        try trace.write(Self.draft(8))
        let read = try cycles()
        #expect(read.map(\.cycle) == [7, 8] && read.map(\.run) == [1, 1])
        #expect(read[0].scheduled == draft.scheduled && read[0].now == draft.now && read[0].equity == 100.5)
        #expect(read[1].equity.isNaN)
        #expect(read[0].parts.map(\.kind) == [.market, .events, .columns])
        #expect(read[0].bytes(.columns, stage: 3) == [.nan, -0.0, .infinity].withUnsafeBytes(Array.init))
        #expect(read[0].bytes(.columns, stage: 2) == nil)
        #expect(try cycles(8...9).map(\.cycle) == [8])
        let reader = try TraceReader(folder: ledgers.path)
        #expect(try reader.runs() == [1: run] && reader.range() == 7...8)
    }

    @Test func `a cycle that is run again takes the place of the earlier one`() throws {
        let trace = try open()
        try trace.write(Self.draft(1))
        try trace.write(Self.draft(1, [4]))
        let read = try cycles()
        #expect(read.count == 1 && read[0].parts.count == 3)
        #expect(read[0].bytes(.market) == [4.0].withUnsafeBytes(Array.init))
    }

    @Test func `the oldest cycles go when they are too old`() throws {
        let trace = try open(keeping: TraceRetention(age: .minutes(10), bytes: .max))
        for cycle in 1...40 { try trace.write(Self.draft(Int64(cycle))) }
        #expect(try cycles().first?.cycle == 23, "cycle 33 sees those of 10 minutes before it")
    }

    @Test func `the file stays within its size`() throws {
        let limit: Int64 = 4 << 20
        let trace = try open(keeping: TraceRetention(age: .longest, bytes: limit))
        var dice = Dice(seed: 3)
        let values = (0..<10_000).map { _ in Double(bitPattern: dice.next() >> 12 | 1 << 62) }
        for cycle in 1...200 { try trace.write(Self.draft(Int64(cycle), values)) }
        try trace.removeCycles(before: .distantPast)
        #expect(try trace.usedBytes() <= limit)
        try trace.close()
        var facts = stat()
        #expect(stat(trace.path, &facts) == 0 && facts.st_size <= 2 * limit)
        #expect(try cycles().last?.cycle == 200)
    }

    @Test func `a damaged trace is set aside, and a new one begins with a warning`() throws {
        do { try open().write(Self.draft(1)) }
        try Folder.write("this is no database", to: "trace.sqlite", in: ledgers.path)
        let trace = try open()
        #expect(trace.warning?.contains("set aside as 'trace.sqlite.damaged-20240102T120000Z'") == true)
        try trace.write(Self.draft(2))
        #expect(try cycles().map(\.cycle) == [2])
        #expect(Folder.exists("\(ledgers.path)/trace.sqlite.damaged-20240102T120000Z"))
    }

    @Test func `the writer keeps order and gives drafts back`() throws {
        let writer = try TraceWriter(open(), capacity: 64)
        var draft = TraceDraft()
        for cycle in 1...50 {
            let time = Ledgers.noon + .seconds(cycle)
            draft.begin(cycle: Int64(cycle), scheduled: time, now: time)
            #expect(draft.byteCount == 0)
            [Double(cycle)].withUnsafeBytes { draft.add(.market, $0) }
            #expect(writer.append(&draft))
        }
        try writer.close()
        #expect(writer.counts.written == 50 && writer.counts.missing == 0)
        #expect(
            try cycles().map { $0.bytes(.market) }
                == (1...50).map { [Double($0)].withUnsafeBytes(Array.init) })
        #expect(!writer.append(&draft))
    }

    @Test func `cycles that come too fast are dropped and counted, never waited for`() throws {
        let trace = try open()
        let other = try Database.open(trace.path, .write(.normal))
        try other.execute("BEGIN IMMEDIATE")
        let writer = try TraceWriter(trace, capacity: 2)
        var kept = 0
        for cycle in 1...20 {
            var draft = Self.draft(Int64(cycle))
            kept += writer.append(&draft) ? 1 : 0
        }
        try other.execute("COMMIT")
        writer.flush()
        #expect(writer.counts.dropped == 20 - kept && writer.counts.dropped >= 17)
        #expect(writer.counts.written == kept)
    }

    @Test func `a trace that is damaged in the middle of a run gives way to another one, once`() throws {
        let run = TraceRun(
            started: Ledgers.noon, version: "1", seed: 1, pipeline: "name: x", instruments: ["A"], stages: [])
        let trace = try open()
        try trace.begin(run)
        for cycle in 1...50 { try trace.write(Self.draft(Int64(cycle))) }
        try trace.database.checkpoint()
        try trace.database.execute("PRAGMA shrink_memory")
        let descriptor = Glibc.open(trace.path, O_WRONLY)
        let junk = [UInt8](repeating: 0x5A, count: 8_192 * 12)
        pwrite(descriptor, junk, junk.count, 8_192)
        close(descriptor)
        let writer = try TraceWriter(trace)
        for cycle in 51...53 {
            var draft = Self.draft(Int64(cycle))
            writer.append(&draft)
        }
        writer.flush()
        #expect(writer.counts.damaged == 1 && writer.counts.written == 3 && writer.counts.missing == 0)
        #expect(writer.counts.lastError?.code == .corrupt)
        try writer.close()
        #expect(try cycles().map(\.cycle) == [51, 52, 53])
        #expect(try TraceReader(folder: ledgers.path).runs() == [1: run])
    }

    @Test func `without room on the disk the trace stops and counts`() throws {
        let writer = try TraceWriter(open(), room: DiskRoom(low: .max, tight: 0))
        var draft = Self.draft(1)
        writer.append(&draft)
        writer.flush()
        #expect(writer.counts.skipped == 1 && writer.counts.written == 0)
        try writer.close()
        #expect(try cycles().isEmpty)
    }
}
