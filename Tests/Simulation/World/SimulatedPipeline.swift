import Blenders
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
        ] + Blenders.all + Gates.all + Sizers.all + RiskChecks.all + Executions.all)

    let world: World

    /// Every third history works its orders in slices.
    var isSliced: Bool { world.seed % 3 == 0 }

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
              - { id: route, uses: \(isSliced ? "execution.world, \(own)" : "execution.market, with: { min_value: 4000 USD }") }
              - { id: broker, uses: broker.world, \(own) }
            """
    }

    func plan() throws -> Plan {
        let loader = PipelineLoader(registry: Self.registry) { _ in Array(text.utf8) }
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
