import SluiceDocument
public import SluiceMarket

/// One cycle as it was traced.
public struct TracedCycle: Hashable, Sendable {
    /// One part of it.
    public struct Part: Hashable, Sendable {
        /// What it is.
        public let kind: TraceKind
        /// The number of the stage in the plan; -1 for what belongs to none.
        public let stage: Int
        /// The bytes as they were handed over.
        public let bytes: [UInt8]
    }

    /// The cycle's number.
    public let cycle: Int64
    /// The number of its run in the trace.
    public let run: Int64
    /// The time it was meant for.
    public let scheduled: Timestamp
    /// The time it ran at.
    public let now: Timestamp
    /// Equity after it; NaN when it was not known.
    public let equity: Double
    /// Its parts, in the order in which they were added.
    public let parts: [Part]

    /// The bytes of a part; nil when it has none of that kind and stage.
    public func bytes(_ kind: TraceKind, stage: Int = -1) -> [UInt8]? {
        parts.first { $0.kind == kind && $0.stage == stage }?.bytes
    }
}

/// Reads a trace, also while the pipeline runs.
public final class TraceReader {
    private let database: Database

    /// Opens the trace of a state folder for reading.
    /// - Throws: `missing` when there is none, `newer` for one of a later version.
    public init(folder: String) throws(JournalError) {
        database = try Database.open("\(folder)/\(TraceFile.name)", .read)
        guard try Schema.trace.check(database) == Schema.trace.version else {
            throw JournalError(.malformed, "it has an older form: run the pipeline once", at: database.path)
        }
    }

    /// The runs of the trace by their number.
    public func runs() throws(JournalError) -> [Int64: TraceRun] {
        let rows = try database.prepare("SELECT * FROM runs")
        var runs: [Int64: TraceRun] = [:]
        while try rows.step() {
            runs[rows.int(0)] = TraceRun(
                started: rows.time(1), version: rows.text(2), seed: UInt64(bitPattern: rows.int(3)),
                pipeline: rows.text(4), instruments: try texts(rows.text(5)), stages: try texts(rows.text(6)))
        }
        return runs
    }

    private func texts(_ json: String) throws(JournalError) -> [String] {
        guard case .array(let values)? = try? JSONReader.read(Array(json.utf8)) else {
            throw JournalError(.malformed, "a run has no list of names", at: database.path)
        }
        return values.compactMap { value in
            guard case .string(let text) = value else { return nil }
            return text
        }
    }

    /// The numbers of the first and the last cycle; nil when there is none.
    public func range() throws(JournalError) -> ClosedRange<Int64>? {
        guard let first = try database.number("SELECT min(cycle) FROM cycles"),
            let last = try database.number("SELECT max(cycle) FROM cycles")
        else { return nil }
        return first...last
    }

    /// Gives the cycles of a range to a function, one after another, in the order of their numbers.
    /// - Throws: `malformed` or `corrupt` for a cycle that cannot be read, else what the function throws.
    public func forEach(
        in range: ClosedRange<Int64>, _ body: (TracedCycle) throws(JournalError) -> Void
    ) throws(JournalError) {
        let cycles = try database.prepare("SELECT * FROM cycles WHERE cycle BETWEEN ?1 AND ?2 ORDER BY cycle")
        let parts = try database.prepare(
            "SELECT kind, stage, bytes FROM parts WHERE cycle = ?1 ORDER BY number")
        cycles.bind(1, range.lowerBound)
        cycles.bind(2, range.upperBound)
        while try cycles.step() {
            try body(
                TracedCycle(
                    cycle: cycles.int(0), run: cycles.int(1), scheduled: cycles.time(2), now: cycles.time(3),
                    equity: cycles.isNull(4) ? .nan : cycles.double(4),
                    parts: try self.parts(of: cycles.int(0), parts)))
        }
    }

    private func parts(of cycle: Int64, _ rows: Statement) throws(JournalError) -> [TracedCycle.Part] {
        defer { rows.reset() }
        rows.bind(1, cycle)
        var parts: [TracedCycle.Part] = []
        while try rows.step() {
            guard let kind = UInt8(exactly: rows.int(0)).flatMap(TraceKind.init(rawValue:)),
                let bytes = rows.bytes(2, { WordRuns.unpack($0) })
            else {
                throw JournalError(.malformed, "cycle \(cycle) has a part without meaning", at: database.path)
            }
            parts.append(TracedCycle.Part(kind: kind, stage: Int(rows.int(1)), bytes: bytes))
        }
        return parts
    }
}
