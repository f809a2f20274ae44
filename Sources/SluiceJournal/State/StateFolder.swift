public import SluiceKit

/// The folder of a pipeline's state, locked as long as this lives, and bound to one pipeline, mode and account.
///
/// It is readable by its owner alone. The system gives the lock back when the process ends, however it ends.
public final class StateFolder: Sendable {
    /// Where it is.
    public let path: String
    /// Whose state it holds.
    public let identity: StateIdentity
    /// Whether others may trade on the same account.
    public let sharesAccount: Bool
    private let locks: [FileLock]

    private init(_ path: String, _ identity: StateIdentity, _ locks: [FileLock], sharesAccount: Bool) {
        (self.path, self.identity, self.locks) = (path, identity, locks)
        self.sharesAccount = sharesAccount
    }

    /// Where the state of a pipeline is kept unless someone says otherwise.
    ///
    /// `$XDG_STATE_HOME/sluice/NAME/MODE`, where a name that could lead elsewhere is spelled out; without that variable, or when it is no absolute path,
    /// `$HOME/.local/state/sluice/NAME/MODE`.
    /// - Returns: nil when the environment names neither.
    public static func standard(pipeline: String, mode: Mode, environment: [String: String]) -> String? {
        root(environment).map { "\($0)/\(PathWord.safe(pipeline))/\(mode.rawValue)" }
    }

    /// Where the states of all pipelines are kept; nil when the environment does not say.
    static func root(_ environment: [String: String]) -> String? {
        if let home = environment["XDG_STATE_HOME"], home.hasPrefix("/") { return "\(home)/sluice" }
        return environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.local/state/sluice" : nil }
    }

    /// Where pipelines that trade say which account they trade on; nil when the environment does not say.
    public static func accounts(environment: [String: String]) -> String? {
        root(environment).map { "\($0)/.accounts" }
    }

    /// Opens a folder, which is made when it is missing, and locks it.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - identity: Whose state it holds, or is to hold.
    ///   - accounts: Where pipelines claim their account, so that no two trade on one; nil claims nothing.
    ///   - sharesAccount: Whether other pipelines that say so too may trade on the same account.
    /// - Returns: The folder, locked.
    /// - Throws: `locked` when another process has it, with the process' number; `identity` when it is another's;
    ///   `misuse` for a folder that holds other things.
    public static func open(
        _ path: String, _ identity: StateIdentity, accounts: String? = nil, sharesAccount: Bool = false
    ) throws(JournalError) -> StateFolder {
        try StateEntries.requireOurs(path)
        try Folder.makePrivate(path)
        var locks = [try lock(path)]
        try bind(path, identity)
        if let accounts {
            locks.append(try claim(identity, in: accounts, sharesAccount ? .shared : .exclusive))
        }
        return StateFolder(path, identity, locks, sharesAccount: sharesAccount)
    }

    /// Opens a folder again as what it is, for work on its files while its pipeline does not run.
    /// - Throws: `missing` when it holds no state, else as ``open(_:_:accounts:sharesAccount:)``.
    public static func reopen(_ path: String) throws(JournalError) -> StateFolder {
        guard let identity = try identity(of: path) else {
            throw JournalError(.missing, "there is no state of a pipeline", at: path)
        }
        return try open(path, identity)
    }

    /// Whose state a folder holds, without locking it; nil when it holds none.
    public static func identity(of path: String) throws(JournalError) -> StateIdentity? {
        let place = "\(path)/\(identityName)"
        return try Folder.read(place).map { (bytes) throws(JournalError) in
            try StateIdentity(bytes, at: place)
        }
    }

    /// The number of the process that runs on a folder; nil when none does.
    public static func runner(of path: String) throws(JournalError) -> Int? {
        guard Folder.exists("\(path)/lock") else { return nil }
        return try FileLock.take("\(path)/lock") == nil ? FileLock.signer(of: "\(path)/lock") ?? 0 : nil
    }

    private static let identityName = "identity.json"

    private static func lock(_ path: String) throws(JournalError) -> FileLock {
        let file = "\(path)/lock"
        guard let lock = try FileLock.take(file) else {
            let process = FileLock.signer(of: file).map { "process \($0)" } ?? "another process"
            throw JournalError(.locked, "\(process) runs this pipeline", at: path)
        }
        lock.sign()
        return lock
    }

    private static func bind(_ path: String, _ identity: StateIdentity) throws(JournalError) {
        guard let found = try Self.identity(of: path) else {
            // A folder with a ledger but without a name lost the name: whose it is would be a guess.
            guard !Folder.exists("\(path)/\(LedgerFile.name)") else {
                throw JournalError(
                    .malformed, "it does not say whose state this is", at: "\(path)/\(identityName)")
            }
            return try Folder.write(identity.text, to: identityName, in: path)
        }
        if let difference = found.difference(from: identity) {
            throw JournalError(.identity, "the state is that of \(difference): give another folder", at: path)
        }
    }

    private static func claim(
        _ identity: StateIdentity, in folder: String, _ form: FileLock.Form
    ) throws(JournalError) -> FileLock {
        try Folder.makePrivate(folder)
        let name = "\(identity.broker)-\(identity.account)-\(identity.mode.rawValue)"
        let file = "\(folder)/\(PathWord.safe(name))"
        guard let lock = try FileLock.take(file, form) else {
            let process = FileLock.signer(of: file).map { "process \($0)" } ?? "another process"
            throw JournalError(
                .locked, "\(process) runs a pipeline on account '\(identity.account)' of \(identity.broker)",
                at: file)
        }
        if form == .exclusive { lock.sign() }
        return lock
    }
}
