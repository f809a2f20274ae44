import Foundation
import Testing

/// The kill switch outlives the death of the process that it stopped.
@Suite struct HaltTests {
    private static let file = "Pipelines/quickstart.yaml"

    @Test
    func `a halted pipeline that dies of SIGKILL starts halted, only reduces, and is freed by name`()
        async throws
    {
        let state = try Folder.make().appending(path: "state").path
        try await Self.haltAndKill(state)

        let status = try await Program.run("status", Self.file, "--state", state)
        #expect(status.status == 20)
        #expect(status.output.contains("trading    HALTED: looks odd"))
        let before = try await Self.holdings(state)
        #expect(!before.isEmpty)

        let halted = try await Program.run(
            "run", Self.file, "--state", state, "--cycles", "150", "--log-format", "json")
        #expect(halted.status == 20, "\(halted.errors)")
        #expect(!halted.events("fill").isEmpty)
        #expect(Self.increases(halted.objects, holding: before) == [])
        #expect(try await Program.run("status", state).status == 20)

        let said = ["--state", state, "--reason", "was nothing", "--by", "Grace"]
        #expect(try await Program(["resume", Self.file] + said).outcome().status == 0)
        let freed = try await Program.run(
            "run", Self.file, "--state", state, "--cycles", "100", "--log-format", "json")
        #expect(freed.status == 0)
        #expect(!Self.increases(freed.objects, holding: try await Self.holdings(state)).isEmpty)

        let journal = try await Program.run(
            "journal", "export", state, "--table", "restrictions", "--format", "jsonl")
        let words = journal.objects.compactMap { row -> String? in
            guard let by = row["by"] as? String, by == "Ada" || by == "Grace" else { return nil }
            return "\(row["standing"] ?? ""), \(row["reason"] ?? ""), \(by)"
        }
        #expect(words == ["halt, looks odd, Ada", "open, was nothing, Grace"])
    }

    /// Runs until something is held, halts from another process, and kills the first one.
    private static func haltAndKill(_ state: String) async throws {
        #expect(try await Program.run("run", file, "--state", state, "--cycles", "185").status == 0)
        // A day a second: the halt comes long before the data ends.
        let speed = ["--speed", "86400x", "--log-format", "json"]
        let runner = try Program(["run", file, "--state", state] + speed)
        while !runner.written.contains(#""event":"cycle""#), runner.process.isRunning { await Task.yield() }
        let halt = ["halt", file, "--state", state, "--reason", "looks odd", "--by", "Ada"]
        #expect(try await Program(halt).outcome().status == 0)
        kill(runner.process.processIdentifier, SIGKILL)
        _ = try await runner.outcome()
        #expect(runner.process.terminationReason == .uncaughtSignal)
    }

    /// What the state folder says is held, by symbol.
    private static func holdings(_ state: String) async throws -> [String: Double] {
        let status = try await Program.run("status", state, "--format", "json")
        let positions = status.objects.first?["positions"] as? [[String: Any]] ?? []
        return positions.reduce(into: [:]) { held, position in
            guard let symbol = position["symbol"] as? String, let text = position["quantity"] as? String
            else { return }
            held[symbol] = Double(text)
        }
    }

    /// The orders of a run that were not on the other side of what was held, or were larger.
    private static func increases(_ events: [[String: Any]], holding before: [String: Double]) -> [String] {
        var held = before
        return events.compactMap { event in
            guard let symbol = event["instrument"] as? String, let side = event["side"] as? String,
                let quantity = (event["quantity"] as? String).flatMap(Double.init)
            else { return nil }
            let (signed, holding) = (side == "buy" ? quantity : -quantity, held[symbol] ?? 0)
            switch event["event"] as? String {
            case "fill": held[symbol] = holding + signed
            case "order" where signed * holding >= 0 || abs(signed) > abs(holding):
                return "\(side) \(quantity) \(symbol) holding \(holding)"
            default: break
            }
            return nil
        }
    }
}
