import Foundation
import Testing

/// `sluice plan` on the real program.
@Suite struct PlanTests {
    private static let file = "Pipelines/quickstart.yaml"

    private static func plan(_ arguments: String...) async throws -> Program.Outcome {
        try await Program(["plan", file] + arguments).outcome()
    }

    @Test func `the orders of a cycle are shown, and all would pass`() async throws {
        let outcome = try await Self.plan("--until", "2012-11-01T20:00:00Z", "--format", "json")
        #expect(outcome.status == 0)
        let object = try #require(outcome.objects.first)
        let orders = try #require(object["orders"] as? [[String: Any]])
        #expect(object["refused"] as? Int == 0)
        #expect(!orders.isEmpty)
        for order in orders { #expect((order["violations"] as? [Any])?.isEmpty == true) }
    }

    @Test func `what would be refused is said with numbers, and ends with 1`() async throws {
        let outcome = try await Self.plan(
            "--until", "2012-11-01T20:00:00Z", "--set", "orders.max_value=1 USD", "--set",
            "orders.max_gross=0.1%")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("refused: max_value "))
        #expect(outcome.output.contains("(limit 1), total_exposure "))
        #expect(outcome.output.hasSuffix("would be refused\n"))
    }

    @Test func `it goes on from a state and leaves it as it was`() async throws {
        let state = try Folder.make().appending(path: "state")
        let run = try await Program(
            ["run", Self.file, "--state", state.path, "--cycles", "120"]
        ).outcome()
        #expect(run.status == 0)
        func contents() throws -> [String: Data] {
            let names = try FileManager.default.contentsOfDirectory(atPath: state.path)
            return try names.reduce(into: [:]) {
                $0[$1] = try Data(contentsOf: state.appending(path: $1))
            }
        }
        let before = try contents()
        let outcome = try await Self.plan("--state", state.path, "--format", "json")
        #expect([0, 1].contains(outcome.status))
        #expect(outcome.objects.first?["cycle"] as? Int == 121)
        let after = try contents()
        #expect(before["ledger.sqlite"] == after["ledger.sqlite"])
        #expect(
            before.filter { !$0.key.contains("-shm") && !$0.key.contains("-wal") }
                == after.filter { !$0.key.contains("-shm") && !$0.key.contains("-wal") })

        let said = ["--state", state.path, "--reason", "looks odd", "--by", "Ada"]
        #expect(try await Program(["halt", Self.file] + said).outcome().status == 0)
        let halted = try await Self.plan("--state", state.path, "--format", "json")
        #expect(halted.objects.first?["standing"] as? String == "halt")
    }

    @Test func `a state of nothing, a time that is none, and no bar are said`() async throws {
        let empty = try Folder.make().path
        #expect(try await Self.plan("--state", empty).status == 66)
        #expect(try await Self.plan("--until", "noon").status == 64)
        #expect(try await Self.plan("--until", "1990-01-01T00:00:00Z").status == 69)
    }

    @Test(arguments: ["us-equities", "crypto-spot", "crypto-futures"])
    func `every shipped file of product rules is valid`(name: String) async throws {
        let universe = name == "us-equities" ? "default" : "crypto"
        let folder = try Folder.make()
        let text = """
            version: 1
            name: products
            modes: [backtest]
            universe: { file: \(Program.root.path)/Config/symbols.yaml, list: \(universe) }
            orders: { products: \(Program.root.path)/Config/products/\(name).yaml }
            cycle: { every: 5m, calendar: 24/7 }
            stages:
              - { id: bars, uses: data.simulated }
              - { id: trend, uses: predictor.ema_cross, with: { horizons: [15m], fast: 12, slow: 26 } }
              - { id: blend, uses: blender.equal }
              - { id: pick, uses: arbiter.cost_aware }
              - { id: size, uses: sizer.volatility }
              - { id: guard, uses: risk.guardrails }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper }
            """
        let file = folder.appending(path: "p.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let outcome = try await Program(["validate", file.path, "--allow-folder", Program.root.path])
            .outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
