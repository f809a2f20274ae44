import Glibc
import SluiceKit
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceJournal

@Suite struct ControlFileTests {
    private let folder: TemporaryFolder
    private let control: ControlFile
    private var path: String { folder.path }

    init() throws {
        folder = try TemporaryFolder()
        control = ControlFile(folder: folder.path)
    }

    private func halt(_ reason: String = "storm", cancels: Bool = true) throws {
        try ControlFile.restrict(
            path, to: .halt, cancels: cancels, reason: reason, by: "ada", at: Ledgers.noon)
    }

    @Test func `nothing said leaves trading open`() {
        #expect(control.hasChanged())
        let state = control.read()
        #expect(state.standing == .open && !state.cancels && state.reason.isEmpty && state.changes.isEmpty)
        #expect(!control.hasChanged())
    }

    @Test func `a halt is seen once, and says who and why`() throws {
        _ = control.read()
        try halt()
        #expect(control.hasChanged())
        let state = control.read()
        #expect(!control.hasChanged())
        #expect(state.standing == .halt && state.cancels && state.reason == "storm (ada)")
        #expect(state.changes.first?.time == Ledgers.noon)
    }

    @Test func `each change has a higher number, also in the same instant and after a lost file`() throws {
        try halt()
        try halt("again", cancels: false)
        try ControlFile.resume(path, reason: "over", by: "bob", at: Ledgers.noon)
        let state = control.read()
        #expect(state.standing == .open && state.reason.isEmpty && !state.cancels)
        #expect(state.changes.map(\.standing) == [.halt, .halt, .open])
        #expect(state.changes.map(\.reason) == ["storm", "again", "over"])
        let numbers = state.changes.map(\.number)
        #expect(numbers == numbers.sorted() && Set(numbers).count == 3)
        unlink("\(path)/control.json")
        let change = try ControlFile.restrict(
            path, to: .flatten, reason: "x", by: "y", at: Ledgers.noon + .seconds(1))
        #expect(change.number > (numbers.last ?? .max))
        #expect(control.read().standing == .flatten)
    }

    @Test func `the file keeps the last changes only`() throws {
        for number in 0..<ControlFile.kept + 5 { try halt("\(number)") }
        #expect(control.read().changes.count == ControlFile.kept)
        #expect(control.read().changes.last?.reason == "\(ControlFile.kept + 4)")
    }

    @Test(arguments: [
        "", "{", "[]", "{\"version\": 2, \"changes\": []}", "{\"version\": 1}",
        "{\"version\": 1, \"changes\": [{\"number\": 1}]}",
        """
        {"version": 1, "changes": [{"number": 1, "standing": "of course", "cancels": true, "reason": "a", "by": "b",
        "time": "2024-01-02T15:30:00Z"}]}
        """,
    ])
    func `a file that cannot be understood halts, and a person may replace it`(text: String) throws {
        try Folder.write(text, to: "control.json", in: path)
        let state = control.read()
        #expect(state.standing == .halt && state.fault != nil && !state.reason.isEmpty)
        try ControlFile.resume(path, reason: "mended", by: "ada", at: Ledgers.noon)
        #expect(control.hasChanged())
        #expect(control.read().standing == .open)
    }

    @Test func `a folder in the file's place halts`() throws {
        mkdir("\(path)/control.json", 0o700)
        #expect(control.read().standing == .halt)
    }

    @Test func `a panic file halts until it is gone, whatever was said`() throws {
        try ControlFile.restrict(path, to: .flatten, reason: "x", by: "y", at: Ledgers.noon)
        _ = control.read()
        try Folder.write("", to: "panic", in: path)
        #expect(control.hasChanged())
        #expect(control.read().standing == .flatten && control.read().isPanic)
        let error = #expect(throws: JournalError.self) {
            try ControlFile.resume(path, reason: "x", by: "y", at: Ledgers.noon)
        }
        #expect(error?.code == .misuse)
        unlink("\(path)/panic")
        #expect(control.hasChanged())
        try ControlFile.resume(path, reason: "x", by: "y", at: Ledgers.noon)
        #expect(control.read().standing == .open)
        symlink("/nowhere", "\(path)/panic")
        #expect(control.read().standing == .halt && control.read().cancels)
        #expect(control.read().reason == "there is a panic file")
    }

    @Test func `nobody restricts or frees without a reason and a name`() {
        for (reason, person) in [("", "ada"), ("storm", ""), (" \t", "ada"), ("storm", "\n")] {
            #expect(throws: JournalError.self) {
                try ControlFile.restrict(path, to: .halt, reason: reason, by: person, at: Ledgers.noon)
            }
            #expect(throws: JournalError.self) {
                try ControlFile.resume(path, reason: reason, by: person, at: Ledgers.noon)
            }
        }
        #expect(throws: JournalError.self) {
            try ControlFile.restrict(path, to: .open, reason: "a", by: "b", at: Ledgers.noon)
        }
        #expect(control.read().changes.isEmpty)
    }

    @Test func `a pipeline that has never run can be halted`() throws {
        let state = "\(path)/new/state"
        try ControlFile.restrict(state, to: .halt, reason: "a", by: "b", at: Ledgers.noon)
        #expect(ControlFile(folder: state).read().standing == .halt)
        _ = try StateFolder.open(state, Ledgers.identity)
    }

    @Test func `of 60 changes by 4 threads none is lost`() async throws {
        let path = path
        try await withThrowingTaskGroup { group in
            for person in 0..<4 {
                group.addTask {
                    for _ in 0..<15 {
                        try ControlFile.restrict(
                            path, to: .halt, reason: "r", by: "\(person)", at: Ledgers.noon)
                    }
                }
            }
            try await group.waitForAll()
        }
        let numbers = control.read().changes.map(\.number)
        #expect(numbers.count == 60 && Set(numbers).count == 60)
    }
}
