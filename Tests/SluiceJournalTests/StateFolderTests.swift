import Glibc
import SluiceKit
import TemporaryFolders
import Testing

@testable import SluiceJournal

@Suite struct StateFolderTests {
    private let ledgers: Ledgers

    init() throws { ledgers = try Ledgers() }

    @Test func `state is kept where the environment says, else below the home`() {
        func path(_ environment: [String: String]) -> String? {
            StateFolder.standard(pipeline: "momentum", mode: .live, environment: environment)
        }
        #expect(path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/sluice/momentum/live")
        #expect(path(["HOME": "/h"]) == "/h/.local/state/sluice/momentum/live")
        #expect(path(["XDG_STATE_HOME": "relative", "HOME": "/h"]) == "/h/.local/state/sluice/momentum/live")
        let sly = StateFolder.standard(pipeline: "../a b/ä", mode: .paper, environment: ["HOME": "/h"])
        #expect(sly == "/h/.local/state/sluice/_46_._47_a_32_b_47__195__164_/paper")
        #expect(
            PathWord.safe("..") == "_46_." && PathWord.safe("") == "_" && PathWord.safe("v1.2-x") == "v1.2-x")
        #expect(path([:]) == nil && path(["XDG_STATE_HOME": "", "HOME": ""]) == nil)
        #expect(StateFolder.accounts(environment: ["HOME": "/h"]) == "/h/.local/state/sluice/.accounts")
    }

    @Test func `a folder is made for its owner alone`() throws {
        let state = try StateFolder.open("\(ledgers.folder.path)/a/b/c", Ledgers.identity)
        var facts = stat()
        #expect(stat(state.path, &facts) == 0 && facts.st_mode & 0o777 == 0o700)
        #expect(stat("\(ledgers.folder.path)/a", &facts) == 0 && facts.st_mode & 0o777 == 0o700)
        let ledger = try LedgerFile.open(in: state, now: Ledgers.noon)
        #expect(stat(ledger.path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    }

    @Test func `a second run is told which process has the folder`() throws {
        let held = try ledgers.open()
        let error = #expect(throws: JournalError.self) { try ledgers.open() }
        #expect(error?.code == .locked)
        #expect(error?.message == "process \(getpid()) runs this pipeline")
        #expect(try StateFolder.runner(of: held.path) == Int(getpid()))
    }

    @Test func `a folder is free once its run is gone`() throws {
        do { _ = try ledgers.open() }
        #expect(try StateFolder.runner(of: ledgers.path) == nil)
        _ = try ledgers.open()
        #expect(try StateFolder.runner(of: "\(ledgers.folder.path)/none") == nil)
    }

    @Test func `another process cannot have it, and one that was killed has left it`() async throws {
        let path = ledgers.path
        do {
            let held = try ledgers.open()
            await #expect(processExitsWith: .success) { [path = path as String] in
                let error = #expect(throws: JournalError.self) {
                    try StateFolder.open(path, Ledgers.identity)
                }
                #expect(error?.code == .locked)
            }
            withExtendedLifetime(held) {}
        }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let held = try StateFolder.open(path, Ledgers.identity)
            kill(getpid(), SIGKILL)
            withExtendedLifetime(held) {}
        }
        _ = try ledgers.open()
    }

    static let others = [
        StateIdentity(pipeline: "value", mode: .paper, broker: "broker.paper", account: "one"),
        StateIdentity(pipeline: "momentum", mode: .live, broker: "broker.paper", account: "one"),
        StateIdentity(pipeline: "momentum", mode: .paper, broker: "broker.alpaca", account: "one"),
        StateIdentity(pipeline: "momentum", mode: .paper, broker: "broker.paper", account: "two"),
    ]

    @Test(arguments: others)
    func `a folder of another pipeline, mode, broker or account is refused`(other: StateIdentity) throws {
        do { _ = try ledgers.open() }
        let error = #expect(throws: JournalError.self) { try ledgers.open(other) }
        #expect(error?.code == .identity)
        #expect(error?.message.contains("' and not '") == true)
        #expect(try StateFolder.identity(of: ledgers.path) == Ledgers.identity)
    }

    @Test func `a ledger without a name for its folder belongs to nobody`() throws {
        do { _ = try ledgers.ledger() }
        unlink("\(ledgers.path)/identity.json")
        #expect(throws: JournalError.self) { try ledgers.open() }
    }

    @Test func `a name that cannot be read is refused`() throws {
        do { _ = try ledgers.open() }
        try Folder.write("{\"pipeline\": 1}", to: "identity.json", in: ledgers.path)
        let error = #expect(throws: JournalError.self) { try ledgers.open() }
        #expect(error?.code == .malformed)
    }

    @Test func `two pipelines do not trade on one account unless both say so`() throws {
        let accounts = "\(ledgers.folder.path)/accounts"
        func open(_ pipeline: String, _ account: String, shares: Bool) throws -> StateFolder {
            try StateFolder.open(
                "\(ledgers.folder.path)/\(pipeline)",
                StateIdentity(pipeline: pipeline, mode: .live, broker: "broker.x", account: account),
                accounts: accounts, sharesAccount: shares)
        }
        do {
            let first = try open("a", "../7", shares: false)
            let error = #expect(throws: JournalError.self) { try open("b", "../7", shares: false) }
            #expect(error?.code == .locked)
            #expect(throws: JournalError.self) { try open("b", "../7", shares: true) }
            withExtendedLifetime((first, try open("c", "8", shares: false))) {}
        }
        let shared = [try open("a", "../7", shares: true), try open("b", "../7", shares: true)]
        #expect(throws: JournalError.self) { try open("c", "../7", shares: false) }
        withExtendedLifetime(shared) {}
    }

    @Test func `a folder with other things in it is left alone, and one with ours is taken`() throws {
        let path = "\(ledgers.folder.path)/project"
        try Folder.makePrivate(path)
        chmod(path, 0o755)
        try Folder.write("", to: "panic", in: path)
        try Folder.write("x", to: "pipeline.yaml", in: path)
        let error = #expect(throws: JournalError.self) { try StateFolder.open(path, Ledgers.identity) }
        #expect(error?.code == .misuse && error?.message.contains("'pipeline.yaml'") == true)
        #expect(throws: JournalError.self) {
            try ControlFile.restrict(path, to: .halt, reason: "a", by: "b", at: Ledgers.noon)
        }
        var facts = stat()
        #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o755, "nothing was changed")
        unlink("\(path)/pipeline.yaml")
        do { _ = try StateFolder.open(path, Ledgers.identity) }
        try Folder.write("x", to: "notes.txt", in: path)
        _ = try StateFolder.open(path, Ledgers.identity)
    }

    @Test func `what is no folder is refused`() throws {
        try Folder.write("x", to: "file", in: ledgers.folder.path)
        #expect(throws: JournalError.self) {
            try StateFolder.open("\(ledgers.folder.path)/file", Ledgers.identity)
        }
        #expect(throws: JournalError.self) {
            try StateFolder.open("\(ledgers.folder.path)/file/state", Ledgers.identity)
        }
    }
}
