import Foundation
import Glibc
import SluiceJournal
import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceCLI

/// `sluice journal`, over a state folder with a few orders.
@Suite struct JournalTests {
    private let project: Project
    private var state: String { project.file("state") }

    private static let identity = StateIdentity(
        pipeline: "momentum", mode: .paper, broker: "broker.paper", account: "")

    init() throws {
        project = try Project()
        let ledger = try LedgerFile.open(
            in: StateFolder.open(project.file("state"), Self.identity), now: Timestamp(seconds: 0))
        var batch = LedgerBatch()
        for number in 1...3 {
            let client = ClientOrderID(high: 7 << 32, low: UInt64(number))
            batch.intents.append(
                OrderIntent(
                    client, number: UInt64(number), scheduled: Timestamp(seconds: 60),
                    time: Timestamp(seconds: 60), symbol: "SPY",
                    request: OrderRequest(instrument: 0, side: .buy, quantity: Amount(number))))
        }
        let first = batch.intents[0].clientID
        batch.transitions = [
            OrderTransition(
                first, from: .intended, to: .rejected, time: Timestamp(seconds: 61), reason: "no, \"never\"")
        ]
        try ledger.write(batch)
        try ledger.close()
    }

    @Test func `a whole journal is said to be whole`() throws {
        let outcome = Terminal.run("journal", "verify", state)
        #expect(outcome.status == .ok && outcome.output == "\(state): the journal is whole\n")
        let page = Terminal.run("journal", "verify", state, "--format", "json").output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(page.utf8)) as? [String: Any])
        #expect((object["findings"] as? [Any])?.isEmpty == true && object["state"] as? String == state)
    }

    @Test func `a damaged journal ends with 1, and nothing is changed`() throws {
        let file = "\(state)/ledger.sqlite"
        var bytes = try Data(contentsOf: URL(filePath: file))
        bytes.replaceSubrange(4_096..<8_192, with: Data(repeating: 0x5A, count: 4_096))
        try bytes.write(to: URL(filePath: file))
        let outcome = Terminal.run("journal", "verify", state)
        #expect(outcome.status == .findings && outcome.output.hasPrefix("ledger.sqlite: "))
        #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
    }

    @Test func `a table is written as text`() {
        let outcome = Terminal.run("journal", "export", state, "--table", "transitions")
        #expect(
            outcome.output == """
                number,client,before,after,time,reason,illegal
                1,00000007-0000-0000-0000-000000000001,intended,rejected,1970-01-01T00:01:01Z,"no, ""never""\",false

                """)
        let lines = Terminal.run("journal", "export", state, "--format", "jsonl").output.split(
            separator: "\n")
        #expect(lines.count == 3 && lines[2].contains("\"quantity\":\"3\""))
        #expect(Terminal.run("journal", "export", state, "--table", "memories").status == .usage)
        #expect(Terminal.run("journal", "export", state, "--table", "cycles").status == .missingFile)
    }

    @Test func `a copy is a journal of its own`() {
        let copy = project.file("copy")
        #expect(Terminal.run("journal", "backup", state, copy).status == .ok)
        #expect(Terminal.run("journal", "verify", copy).status == .ok)
        let again = Terminal.run("journal", "backup", state, copy)
        #expect(again.status == .usage && again.errors.contains("there is a journal already"))
    }

    @Test func `old orders go into the archive`() {
        let outcome = Terminal.run("journal", "compact", state, "--orders", "1d")
        #expect(outcome.output == "1 orders went into the archive, 0 cycles out of the trace\n")
        #expect(Terminal.run("journal", "compact", state).output.hasPrefix("0 orders"))
        #expect(Terminal.run("journal", "verify", state).status == .ok)
        #expect(Terminal.run("journal", "compact", state, "--orders", "soon").status == .usage)
    }

    @Test func `a running pipeline keeps its journal to itself`() throws {
        let held = try StateFolder.open(state, Self.identity)
        let outcome = Terminal.run("journal", "compact", state)
        #expect(outcome.status == .temporary)
        #expect(outcome.errors.contains("process \(getpid()) runs this pipeline"))
        #expect(Terminal.run("journal", "verify", state).status == .ok)
        withExtendedLifetime(held) {}
    }

    @Test func `a person lets a new ledger begin after damage`() throws {
        let words = ["journal", "accept-damage", state, "--by", "ada", "--reason", "looked at the venue"]
        #expect(Terminal.run(words).status == .missingFile)
        try Data("no database".utf8).write(to: URL(filePath: "\(state)/ledger.sqlite"))
        #expect(Terminal.run("journal", "compact", state).status == .environment)
        let refused = Terminal.run("journal", "compact", state)
        #expect(refused.status == .environment && refused.errors.contains("sluice journal accept-damage"))
        #expect(Terminal.run(words).status == .ok)
        #expect(Terminal.run("journal", "compact", state).status == .ok)
    }

    @Test func `a folder without a journal is said to have none`() {
        for command in ["verify", "export", "compact"] {
            #expect(Terminal.run("journal", command, project.file("none")).status == .missingFile)
        }
    }
}
