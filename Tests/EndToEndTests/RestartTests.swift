import Foundation
import Testing

/// The pipelines of the repository, among them all kinds of stages: cut in two they give what one run gives.
@Suite struct RestartTests {
    @Test(
        arguments: [
            ("quickstart", 101), ("two-sleeves", 64), ("six-stage", 119), ("ibkr-ensemble", 158),
            ("model-run", 133), ("crypto-perps", 90),
        ])
    func `200 cycles in two processes are 200 cycles in one, for every stage`(
        name: String, cut: Int
    ) async throws {
        let folder = try Folder.make().path
        let straight = try await Self.cycles(name, "\(folder)/straight", 200)
        let first = try await Self.cycles(name, "\(folder)/cut", cut)
        let second = try await Self.cycles(name, "\(folder)/cut", 200 - cut)
        #expect(straight.count == 200)
        #expect(straight.contains { $0.contains("equity") })
        let difference = zip(straight, first + second).first { $0 != $1 }
        #expect(difference == nil)
        #expect(first.count + second.count == 200)
    }

    /// The lines of the cycles of a run that keeps its orders when it ends: counts, equity, a digest of every stage.
    private static func cycles(_ name: String, _ state: String, _ count: Int) async throws -> [String] {
        let outcome = try await Program.run(
            "run", "Pipelines/\(name).yaml", "--state", state, "--cycles", "\(count)", "--log-format", "json",
            "--set", "on_stop.orders=keep")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix(#"{"event":"cycle""#)
        }
    }
}
