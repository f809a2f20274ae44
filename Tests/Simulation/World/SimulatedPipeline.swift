import Blenders
import Brokers
import Executions
import Gates
import RiskChecks
import Sizers
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluicePipeline
import SluiceTestKit

/// The pipeline of a world, written as a file would be: its own data, opinion and broker, and built-in stages between.
struct SimulatedPipeline {
    static let registry = Registry(
        [
            WorldSource.self, WorldPredictor.self, WorldArbiter.self, WorldSlices.self, WorldBroker.self,
        ] + Blenders.all + Brokers.all + Gates.all + Sizers.all + RiskChecks.all + Executions.all)

    let world: World

    /// Histories take turns with what works their orders.
    private func execution(_ own: String) -> String {
        if let execution = world.execution { return execution }
        return switch world.seed % 4 {
        case 0: "execution.world, \(own)"
        case 1: "execution.twap, with: { duration: 4m, slices: 8, min_value: 4000 USD }"
        default: "execution.market, with: { min_value: 4000 USD }"
        }
    }

    var text: String {
        let own = "with: { world: \(world.number) }"
        let gate =
            world.bug == .skippedGate
            ? "" : "- { id: spread, uses: gate.spread, with: { max_spread: 12bps, max_quote_age: 60s } }"
        return """
            version: 1
            name: simulated
            modes: [paper]
            universe: [\(SimulatedMarket.symbols.joined(separator: ", "))]
            cycle: { every: 60s, calendar: 24/7 }
            orders: { reconcile_every: 15 }
            stages:
              - { id: data, uses: data.world, \(own) }
              - { id: expect, uses: predictor.world, \(own) }
              - { id: blend, uses: blender.equal }
              - { id: pick, uses: arbiter.world }
              \(gate)
              - { id: size, uses: sizer.fixed, with: { weight: 14%, gross_target: 150% } }
              - { id: guard, uses: risk.guardrails, with: { max_position: 10%, max_gross: 60%, max_daily_loss: 3% } }
              - { id: route, uses: \(execution(own)) }
              - { id: broker, uses: broker.world, \(own) }
            """
    }

    func plan() throws -> Plan { try Self.plan(text) }

    /// The plan of a file's text.
    static func plan(_ text: String) throws -> Plan {
        let loader = PipelineLoader(registry: registry) { _ in Array(text.utf8) }
        let result = loader.load("simulated.yaml")
        guard let plan = result.plan else {
            throw WorldFault(result.diagnostics.map(\.description).joined(separator: "\n"))
        }
        return plan
    }

    /// What a process meets the world with: no files, no network.
    static var surroundings: Surroundings {
        Surroundings(
            files: [:] as MemoryFiles, transport: FakeTransport(), secrets: [:] as FixedSecrets,
            log: LogRecord()
        ) { _ in }
    }
}
