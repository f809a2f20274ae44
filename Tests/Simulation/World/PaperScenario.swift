import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit

/// A pipeline with the product's own paper broker, on a market that a test leads; nothing goes wrong by itself.
final class PaperScenario {
    /// What one cycle came to.
    struct Step {
        let cycle: Int
        let standing: TradingStanding
        let equity: Double
        /// What is held after the cycle's fills, signed value by instrument.
        let values: [Double]
        /// The orders that left.
        let sent: [OrderRequest]
        /// Which of them lead what is held toward zero.
        let reducing: [Bool]
        /// Half the spread over the price, and the volume of each instrument's bar, when they left.
        let halfSpread: [Double]
        let volume: [Double]
        /// Orders that the pre-trade check or the broker would not have, and decisions that a gate blocked.
        let refused: Int
        let blocked: Int
        /// Warnings by their reason.
        let warnings: [String]
        /// Trades that were nobody's order.
        let byVenue: Int
        /// What comparisons of ledger and venue came to.
        let verdicts: [Reconciliation.Verdict]
    }

    let world: World
    let engine: Engine
    private(set) var steps: [Step] = []

    /// - Parameters:
    ///   - stages: The lines of the stages between the arbiter and the execution.
    ///   - orders: The limits of orders.
    ///   - broker: The settings of the broker.
    ///   - execution: The execution stage with its settings.
    ///   - folder: Where its state is kept; nil for a run that ends with its process.
    ///   - world: The world that it goes on in, as a new process does; nil for one of its own.
    /// - Throws: What is wrong with the file or the folder.
    init(
        _ stages: String, orders: String = "{}", broker: String,
        execution: String = "execution.market, with: { min_value: 1000 USD }", folder: String? = nil,
        in world: World? = nil
    ) throws {
        self.world = world ?? World(seed: 11, bug: nil, folder: "")
        if world == nil {
            self.world.faults.isActive = false
            self.world.market.weather.noise = 0
            self.world.market.weather.halfSpread = 0.0001
        }
        let own = "with: { world: \(self.world.number) }"
        let text = """
            version: 1
            name: scenario
            modes: [paper]
            universe: [\(SimulatedMarket.symbols.joined(separator: ", "))]
            cycle: { every: 60s, calendar: 24/7 }
            orders: \(orders)
            stages:
              - { id: data, uses: data.world, \(own) }
              - { id: expect, uses: predictor.world, \(own) }
              - { id: blend, uses: blender.equal }
              - { id: pick, uses: arbiter.world }
            \(stages)
              - { id: route, uses: \(execution) }
              - { id: broker, uses: broker.paper, with: { \(broker) } }
            """
        engine = try Engine(
            plan: SimulatedPipeline.plan(text), surroundings: SimulatedPipeline.surroundings,
            clock: ManualClock(at: self.world.now))
        try engine.start()
        guard let folder else { return }
        let state = try StateFolder.open(folder, engine.identity)
        try engine.attach(
            RunJournal(state, instruments: engine.plan.instruments, now: self.world.now),
            at: self.world.now)
    }

    /// Lets stages find its world no longer.
    func end() { world.close() }

    /// Lets the market and the pipeline go on for so many minutes.
    func go(_ count: Int) {
        for _ in 0..<count { step() }
    }

    private func step() {
        world.cycle += 1
        world.now = world.now + .minutes(1)
        world.market.advance(to: world.now) { _ in false }
        let end = world.now + .minutes(1)
        var outcome = engine.runCycle(at: world.now)
        var events = engine.report.events
        var last = world.now
        while outcome == .proceed, let moment = engine.nextAct(after: last), moment < end {
            last = moment
            outcome = engine.act(at: moment)
            events += engine.report.events
        }
        steps.append(step(events))
    }

    private func step(_ events: [EngineEvent]) -> Step {
        var (sent, refused, warnings, byVenue): ([OrderRequest], Int, [String], Int) = ([], 0, [], 0)
        var verdicts: [Reconciliation.Verdict] = []
        for event in events {
            switch event {
            case .sent(let order): sent.append(order.request)
            case .refused, .rejected: refused += 1
            case .warned(let cause): warnings.append("\(cause.reason.name)")
            case .irregularFill: byVenue += 1
            case .reconciled(let result): verdicts.append(result.verdict)
            default: break
            }
        }
        let portfolio = engine.portfolio
        let blocked = engine.report.decisions.last.map { frame in
            (0..<frame.count).count { frame.side[$0] != 0 && frame.scale[$0] == 0 }
        }
        let bars = world.market.bars
        return Step(
            cycle: world.cycle, standing: engine.standing, equity: portfolio.equity,
            values: (0..<portfolio.count).map { portfolio.quantity[$0] * portfolio.mark[$0] }.map {
                $0.isFinite ? $0 : 0
            },
            sent: sent,
            reducing: sent.map { request in
                let held = portfolio.quantity[request.instrument]
                return held != 0 && (held > 0) == (request.side == .sell)
                    && request.quantity.doubleValue <= abs(held)
            },
            halfSpread: bars.map { ($0.ask - $0.bid) / ($0.ask + $0.bid) },
            volume: bars.map { _ in world.market.weather.volume },
            refused: refused, blocked: blocked ?? 0, warnings: warnings, byVenue: byVenue,
            verdicts: verdicts)
    }
}
