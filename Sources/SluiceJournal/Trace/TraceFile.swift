import SluiceDocument
public import SluiceMarket

/// The trace of a pipeline: what each cycle saw and did, in a SQLite file that a restart does not need.
///
/// A cycle is one transaction with `synchronous=NORMAL`: after a loss of power the last cycles may be missing, never
/// half a cycle. It is used by one thread at a time.
public final class TraceFile {
    static let name = "trace.sqlite"

    /// Where it is.
    public let path: String
    /// What was wrong with the trace that was there, and where it is now; nil when it was whole.
    public let warning: String?
    private let folder: StateFolder
    let database: Database
    private let retention: TraceRetention
    private let cycle: Statement
    private let part: Statement
    private let forget: Statement
    private var run: Int64 = 0
    private var described: TraceRun?
    private var packed: [UInt8] = []
    private var untilPruning = 0

    private init(
        _ folder: StateFolder, _ database: Database, _ retention: TraceRetention, _ warning: String?
    ) throws(JournalError) {
        (self.folder, self.database, self.retention, self.warning) = (folder, database, retention, warning)
        path = database.path
        cycle = try database.prepare(
            """
            INSERT INTO cycles VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET run = excluded.run,
                scheduled = excluded.scheduled, now = excluded.now, equity = excluded.equity
            """)
        part = try database.prepare("INSERT INTO parts(cycle, kind, stage, bytes) VALUES(?1, ?2, ?3, ?4)")
        forget = try database.prepare("DELETE FROM parts WHERE cycle = ?1")
    }

    /// Opens the trace of a state folder.
    ///
    /// One that is damaged is set aside, and a new one begins: see ``warning``.
    /// - Parameters:
    ///   - folder: The folder, which stays locked as long as the trace lives.
    ///   - retention: How much is kept.
    ///   - now: The time, for the name of a damaged file.
    /// - Returns: The trace.
    /// - Throws: `newer` for a file of a later version, else what SQLite says.
    public static func open(
        in folder: StateFolder, keeping retention: TraceRetention = TraceRetention(), now: Timestamp
    ) throws(JournalError) -> TraceFile {
        try open(in: folder, keeping: retention, now: now, vfs: nil)
    }

    static func open(
        in folder: StateFolder, keeping retention: TraceRetention, now: Timestamp, vfs: String?
    ) throws(JournalError) -> TraceFile {
        do throws(JournalError) {
            return try TraceFile(folder, database(in: folder, vfs), retention, nil)
        } catch {
            guard error.code == .corrupt else { throw error }
            let target = try Damaged.setAside("\(folder.path)/\(name)", now: now)
            let warning =
                "the trace was damaged (\(error.cause ?? error.message)) and set aside as '\(target)'"
            return try TraceFile(folder, database(in: folder, vfs), retention, warning)
        }
    }

    private static func database(in folder: StateFolder, _ vfs: String?) throws(JournalError) -> Database {
        let database = try Database.open(
            "\(folder.path)/\(name)", .write(.normal),
            layout: "PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL", vfs: vfs)
        if try Schema.trace.check(database) > 0,
            try database.number("SELECT value FROM about WHERE name = 'clean'") != 1
        {
            try database.requireIntegrity("quick_check")
        }
        try Schema.trace.migrate(database)
        try database.set("clean", 0)
        return database
    }

    var folderPath: String { folder.path }

    /// Says which run the cycles that follow belong to.
    public func begin(_ run: TraceRun) throws(JournalError) {
        let statement = try database.prepare(
            "INSERT INTO runs(started, version, seed, pipeline, instruments, stages) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
        )
        statement.bind(1, run.started)
        statement.bind(2, run.version)
        statement.bind(3, Int64(bitPattern: run.seed))
        statement.bind(4, run.pipeline)
        statement.bind(5, JSONValue.array(run.instruments.map { .string($0) }).text())
        statement.bind(6, JSONValue.array(run.stages.map { .string($0) }).text())
        try statement.run()
        self.run = try database.number("SELECT max(number) FROM runs") ?? 0
        described = run
    }

    /// Sets this trace aside, which is damaged, and begins another one in its place for the same run.
    func successor(now: Timestamp) throws(JournalError) -> TraceFile {
        _ = try Damaged.setAside(path, now: now)
        let file = try TraceFile.open(in: folder, keeping: retention, now: now)
        if let described { try file.begin(described) }
        return file
    }

    /// Writes a cycle in one transaction; one of the same number is replaced.
    /// - Throws: What SQLite says; nothing of the cycle is there then.
    public func write(_ draft: TraceDraft) throws(JournalError) {
        try database.transaction { () throws(JournalError) in
            cycle.bind(1, draft.cycle)
            cycle.bind(2, run)
            cycle.bind(3, draft.scheduled)
            cycle.bind(4, draft.now)
            cycle.bind(5, draft.equity)
            try cycle.run()
            forget.bind(1, draft.cycle)
            try forget.run()
            for piece in draft.parts { try write(piece, of: draft) }
        }
        try prune(now: draft.now)
    }

    private func write(_ piece: TracePart, of draft: TraceDraft) throws(JournalError) {
        packed.removeAll(keepingCapacity: true)
        WordRuns.pack(draft.bytes(of: piece), into: &packed)
        part.bind(1, draft.cycle)
        part.bind(2, Int64(piece.kind.rawValue))
        part.bind(3, Int64(piece.stage))
        try part.run(binding: packed, at: 4)
    }

    /// Every 32 cycles, removes those that are too old or too many.
    private func prune(now: Timestamp) throws(JournalError) {
        untilPruning -= 1
        guard untilPruning <= 0 else { return }
        untilPruning = 32
        try removeCycles(before: now - retention.age)
    }

    /// Removes cycles that ran before a moment, and the oldest of all while the file is over its size.
    func removeCycles(before moment: Timestamp) throws(JournalError) {
        let age = try database.prepare("SELECT max(cycle) FROM cycles WHERE now < ?1")
        age.bind(1, moment)
        if try age.step(), !age.isNull(0) { try removeCycles(upTo: age.int(0)) }
        age.reset()
        while try usedBytes() > retention.bytes,
            let oldest = try database.number("SELECT min(cycle) FROM cycles")
        {
            try removeCycles(upTo: oldest + 31)
        }
    }

    private func removeCycles(upTo cycle: Int64) throws(JournalError) {
        try database.transaction { () throws(JournalError) in
            try database.execute("DELETE FROM parts WHERE cycle <= \(cycle)")
            try database.execute("DELETE FROM cycles WHERE cycle <= \(cycle)")
            try database.execute("DELETE FROM runs WHERE number < (SELECT min(run) FROM cycles)")
        }
        try database.execute("PRAGMA incremental_vacuum(4096)")
    }

    /// How many bytes the file needs for what it holds.
    func usedBytes() throws(JournalError) -> Int64 {
        let pages = try database.number("PRAGMA page_count") ?? 0
        let free = try database.number("PRAGMA freelist_count") ?? 0
        return (pages - free) * (try database.number("PRAGMA page_size") ?? 0)
    }

    /// Closes the trace; the next start need not check it.
    public func close() throws(JournalError) {
        try database.set("clean", 1)
        try database.checkpoint()
    }
}
