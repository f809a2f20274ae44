import Brokers
import Foundation
import SluiceDocument
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine

/// A pipeline that trades one instrument in dollars and one in euros on paper, with a market for the euro.
final class TwoCurrencies {
    static let products = """
        default: {}
        products:
          SAP: { currency: EUR }
        """

    private let folder: String
    let plan: Plan
    /// What every stage gave, by cycle.
    private(set) var digests: [[UInt64]] = []
    /// The bits of the equity at the end of each cycle.
    private(set) var equities: [UInt64] = []

    init(
        _ name: String, bars: Int = 60, gaps: Double = 0, rate: String = "{ currency: EUR, market: EURUSD }"
    ) throws {
        folder =
            FileManager.default.temporaryDirectory.path + "/sluice-currencies-\(name)-\(UUID().uuidString)"
        plan = try Self.plan(Self.text(bars: bars, gaps: gaps, rate: rate))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func text(bars: Int = 60, gaps: Double = 0, rate: String, broker: String = "") -> String {
        """
        version: 1
        name: test
        modes: [paper]
        universe: [EURUSD, SPY, SAP]
        cycle: { every: 60s, calendar: XNYS }
        on_stop: { orders: keep }
        orders: { products: products.yaml, rates: [\(rate)] }
        stages:
          - { id: data, uses: data.tape, with: { bars: \(bars), gaps: \(gaps) } }
          - { id: one, uses: predictor.constant }
          - { id: blend, uses: blender.order }
          - { id: pick, uses: arbiter.sign, with: { turn_every: 3 } }
          - { id: gate, uses: gate.list, with: { from: 1 } }
          - { id: size, uses: sizer.weight, with: { weight: 3% } }
          - { id: guard, uses: risk.cycle }
          - { id: route, uses: execution.difference }
          - id: broker
            uses: broker.paper
            with: { cash: 100000 USD, other_cash: [20000 EUR], max_participation: null, cash_rate: 5% \(broker) }
        """
    }

    static func load(_ text: String, products: String = products) -> PipelineLoader.Result {
        PipelineLoader(registry: TestPipeline.registry + Brokers.all) { path in
            Array((path.hasSuffix("products.yaml") ? products : text).utf8)
        }.load("test.yaml")
    }

    static func plan(_ text: String) throws -> Plan {
        let result = load(text)
        #expect(result.diagnostics.map(\.description) == [])
        return try #require(result.plan)
    }

    /// Runs so many cycles in a process of their own.
    func run(_ cycles: Int, each: (Engine) throws -> Void = { _ in }) throws {
        let engine = try Engine(plan: plan, surroundings: .test(), clock: ManualClock())
        try engine.start()
        let now = try #require(try engine.nextBar())
        let state = try StateFolder.open(folder, engine.identity)
        let run = TraceRun(
            started: now, version: "test", seed: plan.seed, pipeline: "", instruments: plan.instruments,
            stages: plan.stages.map(\.id))
        try engine.attach(
            RunJournal(state, instruments: plan.instruments, tracing: run, traceWaits: true, now: now),
            at: now)
        for _ in 0..<cycles {
            try engine.go(1)
            try each(engine)
            equities.append(engine.portfolio.equity.bitPattern)
            digests.append(
                plan.stages.indices.map {
                    engine.records.digest(ofStage: $0, cycle: engine.report.number) ?? 0
                })
        }
        engine.stop(at: engine.report.now)
    }

    /// The ledger as the file has it.
    func ledger() throws -> LedgerState {
        let identity = StateIdentity(
            pipeline: plan.name, mode: plan.mode, broker: "broker.paper", account: "paper")
        let file = try LedgerFile.open(in: try StateFolder.open(folder, identity), now: ManualTime.late)
        return try file.load(instruments: plan.instruments)
    }

    /// The cycles whose stages differ when each of its runs is replayed.
    func replayed() throws -> [Replay.Difference] {
        try Replay.differences(inTraceOf: plan, in: folder, cycles: digests.count)
    }
}

/// An account of two currencies, added up in exact decimals from its trades and charges alone.
struct ExactAccount {
    private var cash = ["USD": Amount(100_000), "EUR": Amount(20_000)]
    private var holdings: [Int: Amount] = [:]
    /// Whether a euro is taken for a dollar: the mistake that the comparison has to find.
    var forgetsRate = false
    private(set) var trades: [String: Int] = [:]

    private func currency(_ instrument: Int?) -> String { instrument == 2 ? "EUR" : "USD" }

    mutating func take(_ events: [EngineEvent]) throws {
        for event in events {
            switch event {
            case .filled(let fill):
                let own = currency(fill.instrument)
                let sign = fill.side == .buy ? Amount(1) : Amount(-1)
                let moved = try fill.quantity.multiplied(by: sign, rounding: .halfEven)
                let value = try moved.multiplied(by: fill.price, rounding: .halfEven)
                cash[own] = try cash[own]?.subtracting(value).subtracting(fill.fee)
                holdings[fill.instrument] = try (holdings[fill.instrument] ?? .zero).adding(moved)
                trades[own, default: 0] += 1
            case .charged(let charge):
                let own = charge.currency?.code ?? currency(charge.instrument)
                cash[own] = try cash[own]?.adding(charge.amount)
            default: break
            }
        }
    }

    func cash(_ currency: String) -> Amount { cash[currency] ?? .zero }

    /// What it is worth by the rule of an account's value.
    func equity(_ market: MarketFrame) throws -> Amount {
        let rate = forgetsRate ? Amount(1) : Amount(market.mark(0), rounding: .halfEven)
        var value = AccountValue(cash: cash("USD"))
        try value.add(cash: cash("EUR"), rate: rate)
        for (index, quantity) in holdings {
            let position = try #require(Position(quantity: quantity, cost: quantity))
            try value.add(
                .spot, position, mark: Amount(market.mark(index), rounding: .halfEven),
                rate: index == 2 ? rate : Amount(1))
        }
        #expect(value.isComplete)
        return value.equity
    }
}
