import Foundation
import Testing

@testable import CrashRunner

/// A pipeline that is killed again and again, and what its venue and its ledger say afterwards.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CrashTests {
    @Test func `after thirty kills nothing was sent twice, no fill is lost, and both sides hold the same`()
        async throws
    {
        let outcome = try await RunnerProcess.run(
            "crash", "--kills", "30", "--seed", "11", "--format", "json")
        #expect(outcome.status == 0)
        #expect(outcome.counts["ok"] as? Bool == true)
        #expect(outcome.number("kills") == 30)
        #expect(outcome.number("duplicates") == 0)
        #expect(outcome.number("lost") == 0)
        #expect(outcome.number("strays") == 0)
        #expect(outcome.counts["findings"] as? [String] == [])
        #expect(try #require(outcome.number("orders")) > 30)
        let kinds = try #require(outcome.counts["kinds"] as? [String: Int])
        #expect(Set(kinds.keys) == Set(Kill.kinds))
    }

    @Test func `slices that are worked between cycles survive kills too`() async throws {
        let pipeline = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Crash/slices.yaml").path
        let outcome = try await RunnerProcess.run(
            "crash", "--kills", "12", "--seed", "12", "--format", "json", "--pipeline", pipeline)
        #expect(outcome.status == 0)
        #expect(outcome.counts["findings"] as? [String] == [])
        #expect(outcome.number("kills") == 12)
    }

    @Test func `a trader that sends orders of unknown fate again is caught`() async throws {
        let outcome = try await RunnerProcess.run(
            "crash", "--kills", "24", "--seed", "11", "--format", "json", "--mode", "accepts-duplicates",
            "--faults", "20", "--resend-blindly")
        #expect(outcome.status == 1)
        #expect(outcome.counts["ok"] as? Bool == false)
        #expect(try #require(outcome.number("duplicates")) > 0)
    }
}
