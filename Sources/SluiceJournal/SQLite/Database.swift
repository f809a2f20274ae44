import CSQLite
import Glibc

/// One connection to a SQLite file, used by one thread at a time.
package final class Database {
    /// How much of a commit is on the disk when it returns.
    package enum Durability: Int64 {
        /// Nothing for certain: for tests that show what is lost.
        case off = 0
        /// The file stays whole; the last commits may be lost with the power.
        case normal = 1
        /// Every commit.
        case full = 2
    }

    /// What a connection is opened for.
    package enum Access {
        /// To read; the file is there.
        case read
        /// To read and write; the file is made when it is missing.
        case write(Durability)
    }

    let path: String
    private let handle: OpaquePointer

    private init(_ handle: OpaquePointer, _ path: String) { (self.handle, self.path) = (handle, path) }

    deinit { sqlite3_close_v2(handle) }

    /// Opens a file in WAL mode.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - access: What it is opened for.
    ///   - layout: Statements that shape a file before anything is in it.
    ///   - vfs: SQLite's name of the file system layer; nil for the usual one.
    /// - Returns: The connection.
    /// - Throws: What SQLite says; a file that is none of its own is found out later.
    package static func open(
        _ path: String, _ access: Access, layout: String = "", vfs: String? = nil
    ) throws(JournalError) -> Database {
        // Strict tables are of 3.37.
        guard sqlite3_libversion_number() >= 3_037_000 else {
            throw JournalError(
                .system, "SQLite 3.37 or later is needed, this is \(String(cString: sqlite3_libversion()))",
                at: path)
        }
        var handle: OpaquePointer?
        let flags =
            switch access {
            case .read: SQLITE_OPEN_READONLY
            case .write: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        switch access {
        case .write: try makePrivate(path)
        case .read:
            guard Folder.exists(path) else {
                throw JournalError(.missing, "there is no such file: no run has left one here", at: path)
            }
        }
        let status = sqlite3_open_v2(
            path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs)
        guard let handle else { throw JournalError(.system, "SQLite has no memory", at: path) }
        let database = Database(handle, path)
        guard status == SQLITE_OK else { throw database.error(status, "cannot be opened") }
        sqlite3_busy_timeout(handle, 5_000)
        try database.execute(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY")
        if case .write(let durability) = access {
            try database.execute(layout)
            try database.execute(
                """
                PRAGMA journal_mode = WAL; PRAGMA synchronous = \(durability.rawValue);
                PRAGMA journal_size_limit = 16777216
                """)
        }
        return database
    }

    /// Makes a new file that nobody else may read; one that is there stays as it is.
    private static func makePrivate(_ path: String) throws(JournalError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw .system("cannot be made", at: path, number: errno)
        }
    }

    /// Runs statements that give no rows.
    package func execute(_ sql: String) throws(JournalError) {
        let status = sqlite3_exec(handle, sql, nil, nil, nil)
        guard status == SQLITE_OK else { throw error(status, "cannot run '\(sql.prefix(80))'") }
    }

    /// Compiles one statement, to be run many times.
    package func prepare(_ sql: String) throws(JournalError) -> Statement {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard status == SQLITE_OK, let statement else {
            throw error(status, "cannot run '\(sql.prefix(80))'")
        }
        return Statement(statement, self)
    }

    /// The whole number that a statement gives in its first row; nil when it gives none, or NULL.
    func number(_ sql: String) throws(JournalError) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() && !statement.isNull(0) ? statement.int(0) : nil
    }

    /// The text that a statement gives in its first row; nil when it gives none.
    func text(_ sql: String) throws(JournalError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(0) : nil
    }

    /// Sets a value in the table of what the file says about itself.
    func set(_ name: String, _ value: Int64) throws(JournalError) {
        try execute(
            "INSERT INTO about VALUES('\(name)', \(value)) ON CONFLICT DO UPDATE SET value = excluded.value")
    }

    /// - Throws: `corrupt` with the first thing that is wrong, when something is.
    func requireIntegrity(_ check: String = "integrity_check") throws(JournalError) {
        let said = try text("PRAGMA \(check)(1)") ?? "nothing"
        guard said == "ok" else { throw JournalError(.corrupt, "it is damaged", at: path, cause: said) }
    }

    /// Makes changes all at once or not at all.
    package func transaction<Value>(_ body: () throws(JournalError) -> Value) throws(JournalError) -> Value {
        try execute("BEGIN IMMEDIATE")
        do throws(JournalError) {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            // After some errors SQLite has rolled back already, and says so.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// How many rows the last statement changed.
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Calls a function after every so many steps of SQLite's machine; for tests that stop it in the middle.
    func setProgress(every steps: Int32, _ function: (@convention(c) (UnsafeMutableRawPointer?) -> Int32)?) {
        sqlite3_progress_handler(handle, steps, function, nil)
    }

    /// Moves what the log holds into the file, as far as no reader needs it.
    package func checkpoint() throws(JournalError) {
        let status = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard status == SQLITE_OK || status & 0xFF == SQLITE_BUSY else {
            throw error(status, "the log cannot be moved into the file")
        }
    }

    /// Copies the whole file as it stands into another one, while it is in use.
    func copy(to target: String) throws(JournalError) {
        let other = try Database.open(target, .write(.full))
        guard let copy = sqlite3_backup_init(other.handle, "main", handle, "main") else {
            throw other.error(sqlite3_errcode(other.handle), "cannot be written")
        }
        let status = sqlite3_backup_step(copy, -1)
        sqlite3_backup_finish(copy)
        guard status == SQLITE_DONE else { throw other.error(status, "the copy failed") }
    }

    /// The error for what SQLite said last.
    func error(_ status: Int32, _ message: String) -> JournalError {
        let said = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown"
        let number = sqlite3_extended_errcode(handle)
        var code = JournalError.Code(sqlite: status)
        // A quota that is used up is a full disk to us, and a fault of the disk to SQLite.
        if code == .io, lastSystemErrors.contains(where: { [ENOSPC, EDQUOT, EFBIG].contains($0) }) {
            code = .full
        }
        return JournalError(code, message, at: path, cause: "SQLite \(number): \(said)")
    }
}

extension Database {
    /// What the system said last of the file and of its log.
    private var lastSystemErrors: [Int32] {
        [SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER].map { which in
            var file: UnsafeMutablePointer<sqlite3_file>?
            var number: Int32 = 0
            guard sqlite3_file_control(handle, "main", which, &file) == SQLITE_OK, let file,
                let control = file.pointee.pMethods?.pointee.xFileControl
            else { return 0 }
            _ = control(file, SQLITE_FCNTL_LAST_ERRNO, &number)
            return number
        }
    }
}

extension JournalError.Code {
    /// What an error of SQLite means to someone who keeps a journal.
    init(sqlite status: Int32) {
        switch status & 0xFF {
        case SQLITE_FULL: self = .full
        case SQLITE_IOERR: self = .io
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_CONSTRAINT: self = .duplicate
        case SQLITE_CANTOPEN: self = .missing
        case SQLITE_MISUSE, SQLITE_RANGE: self = .misuse
        default: self = .system
        }
    }
}
