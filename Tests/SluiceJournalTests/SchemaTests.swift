import Glibc
import SluiceKit
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceJournal

@Suite struct SchemaTests {
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/file.sqlite" }

    init() throws { folder = try TemporaryFolder() }

    /// Three versions; the second rewrites every row, the third moves them to another table.
    private static let steps = [
        "CREATE TABLE about(name TEXT PRIMARY KEY, value ANY); CREATE TABLE old(number INTEGER, text TEXT)",
        "ALTER TABLE old ADD COLUMN more TEXT; UPDATE old SET more = text || '!'",
        """
        CREATE TABLE new(number INTEGER PRIMARY KEY, text TEXT);
        INSERT INTO new SELECT number, more FROM old; DROP TABLE old
        """,
    ]

    private static func schema(_ count: Int) -> Schema {
        Schema(application: 77, versions: Array(steps[..<count]))
    }

    private func open() throws -> Database { try Database.open(path, .write(.full)) }

    private func prepare(version: Int, rows: Int) throws {
        let database = try open()
        try Self.schema(version).migrate(database)
        try database.transaction { () throws(JournalError) in
            for row in 0..<rows {
                try database.execute("INSERT INTO old(number, text) VALUES(\(row), 'row \(row)')")
            }
            if version == 2 { try database.execute("UPDATE old SET more = text || '!'") }
        }
    }

    @Test(arguments: [1, 2]) func `a file of each older version becomes this one with all its rows`(
        version: Int
    ) throws {
        try prepare(version: version, rows: 10)
        let database = try open()
        try Self.schema(3).migrate(database)
        #expect(try database.number("PRAGMA user_version") == 3)
        #expect(try database.number("SELECT count(*) FROM new WHERE text = 'row ' || number || '!'") == 10)
        try Self.schema(3).migrate(database)
    }

    @Test func `a newer file is refused with its version, and stays as it is`() throws {
        do { try Self.schema(3).migrate(open()) }
        let database = try open()
        let error = #expect(throws: JournalError.self) { try Self.schema(2).migrate(database) }
        #expect(error?.code == .newer)
        #expect(error?.message.contains("form 3, this one knows up to 2") == true)
        #expect(try database.number("PRAGMA user_version") == 3)
    }

    @Test func `a step that fails leaves the file as it was`() throws {
        try prepare(version: 1, rows: 3)
        let database = try open()
        let broken = Schema(
            application: 77, versions: [Self.steps[0], Self.steps[1], "INSERT INTO nowhere VALUES(1)"])
        #expect(throws: JournalError.self) { try broken.migrate(database) }
        #expect(try database.number("PRAGMA user_version") == 1)
        #expect(try database.number("SELECT count(*) FROM pragma_table_info('old')") == 2)
    }

    @Test func `a file of another program is refused`() throws {
        let database = try open()
        try database.execute("CREATE TABLE theirs(x)")
        let error = #expect(throws: JournalError.self) { try Self.schema(1).migrate(database) }
        #expect(error?.code == .corrupt)
    }

    /// The number of steps of SQLite's machine between two looks at whether to die.
    private static let stride: Int32 = 400

    @Test(arguments: [1, 3, 10, 30, 60, 90])
    func `a process that is killed during a migration leaves the old file or the new one`(
        looks: Int
    ) async throws {
        try prepare(version: 1, rows: 2_000)
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, looks = looks as Int] in
            let database = try Database.open(path, .write(.full))
            DeathCountdown.left.pointee = looks
            database.setProgress(every: SchemaTests.stride) { _ in
                DeathCountdown.left.pointee -= 1
                if DeathCountdown.left.pointee <= 0 { kill(getpid(), SIGKILL) }
                return 0
            }
            try SchemaTests.schema(3).migrate(database)
            // A migration that was over before the countdown was.
            kill(getpid(), SIGKILL)
        }
        let database = try open()
        #expect(try database.text("PRAGMA integrity_check") == "ok")
        let version = try database.number("PRAGMA user_version")
        #expect(version == 1 || version == 3)
        try Self.schema(3).migrate(database)
        #expect(try database.number("SELECT count(*) FROM new WHERE text = 'row ' || number || '!'") == 2_000)
    }

    @Test func `of the kills most come in the middle`() throws {
        try prepare(version: 1, rows: 2_000)
        let database = try open()
        DeathCountdown.left.pointee = 0
        database.setProgress(every: Self.stride) { _ in
            DeathCountdown.left.pointee += 1
            return 0
        }
        try Self.schema(3).migrate(database)
        #expect(DeathCountdown.left.pointee > 90, "looks in one whole migration")
    }

    /// A ledger of the first form, with a holding.
    private func firstLedger() throws {
        let first = Schema(
            application: Schema.ledger.application, versions: [Schema.ledger.versions[0]])
        let database = try open()
        try first.migrate(database)
        try database.execute("INSERT INTO positions VALUES('SPY', '3.5', '101', '0.25')")
    }

    private func holdings(_ database: Database) throws -> [PositionState] {
        try LedgerReading(database: database).state(["SPY"]).positions
    }

    @Test func `a ledger from before there were charges keeps what it holds`() throws {
        try firstLedger()
        let held = PositionState(
            "SPY", quantity: try Ledgers.amount("3.5"), averagePrice: Amount(101),
            realised: try Ledgers.amount("0.25"))
        let looked = try Database.open(path, .read)
        #expect(try holdings(looked) == [held], "someone who only looks changes nothing")
        let database = try open()
        try Schema.ledger.migrate(database)
        #expect(try database.number("PRAGMA user_version") == Schema.ledger.version)
        #expect(try holdings(database) == [held])
        #expect(try database.number("SELECT count(*) FROM charges") == 0)
    }

    @Test(arguments: [1, 2, 4, 8])
    func `a process that is killed while a ledger takes its new form leaves the old one or the new one`(
        looks: Int
    ) async throws {
        try firstLedger()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, looks = looks as Int] in
            let database = try Database.open(path, .write(.full))
            DeathCountdown.left.pointee = looks
            database.setProgress(every: 20) { _ in
                DeathCountdown.left.pointee -= 1
                if DeathCountdown.left.pointee <= 0 { kill(getpid(), SIGKILL) }
                return 0
            }
            try Schema.ledger.migrate(database)
            kill(getpid(), SIGKILL)
        }
        let database = try open()
        #expect(try database.text("PRAGMA integrity_check") == "ok")
        try Schema.ledger.migrate(database)
        #expect(try holdings(database).first?.averagePrice == Amount(101))
    }

    @Test func `the ledger and the trace migrate from nothing, and again`() throws {
        for schema in [Schema.ledger, Schema.trace] {
            let database = try Database.open("\(folder.path)/\(schema.application)", .write(.full))
            try schema.migrate(database)
            #expect(try schema.check(database) == schema.version)
            try schema.migrate(database)
        }
    }
}

/// How often SQLite still looks before the process dies; a C function has nothing else to count with.
private enum DeathCountdown {
    nonisolated(unsafe) static let left: UnsafeMutablePointer<Int> = {
        let left = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        left.initialize(to: 0)
        return left
    }()
}
