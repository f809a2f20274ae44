import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// A pipeline of test stages, written as the file would be.
struct TestPipeline {
    static let registry = Registry([
        TapeSource.self, ConstantPredictor.self, OrderBlender.self, SignArbiter.self, ListGate.self,
        WeightSizer.self, CycleRisk.self, DifferenceExecution.self, AnswerBroker.self, CountingSink.self,
        FillLearner.self, LearnedBlender.self, VenueBroker.self, SliceExecution.self, LineSource.self,
        LinePredictor.self,
    ])

    var universe = "[AAA, BBB, CCC]"
    var cycle = "{ every: 60s, calendar: XNYS }"
    var data = ""
    var predictor = ""
    var predictorExtra = ""
    var arbiter = ""
    var gate = ""
    var gateExtra = ""
    var sizer = ""
    var risk = ""
    var execution = ""
    var broker = ""
    var executionName = "difference"
    var brokerName = "answer"
    var alerts = ""

    var text: String {
        """
        version: 1
        name: test
        modes: [paper]
        universe: \(universe)
        cycle: \(cycle)
        stages:
          - { id: data, uses: data.tape, with: { \(data) } }
          - { id: expect, uses: predictor.constant, with: { \(predictor) } \(predictorExtra) }
          - { id: blend, uses: blender.order }
          - { id: pick, uses: arbiter.sign, with: { \(arbiter) } }
          - { id: gate, uses: gate.list, with: { \(gate) } \(gateExtra) }
          - { id: size, uses: sizer.weight, with: { \(sizer) } }
          - { id: guard, uses: risk.cycle, with: { \(risk) } }
          - { id: route, uses: execution.\(executionName), with: { \(execution) } }
          - { id: broker, uses: broker.\(brokerName), with: { \(broker) } }
        \(alerts)
        """
    }

    /// The plan of a text.
    static func plan(_ text: String) throws -> Plan {
        let loader = PipelineLoader(registry: registry) { _ in Array(text.utf8) }
        let result = loader.load("test.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        return try #require(result.plan)
    }

    func engine(seed: UInt64? = nil) throws -> Engine {
        let engine = try Engine(
            plan: Self.plan(text), surroundings: .test(), clock: ManualClock(), seed: seed)
        try engine.start()
        return engine
    }
}

extension Surroundings {
    /// Surroundings without files or network.
    static func test(log: any StageLog = LogRecord()) -> Surroundings {
        Surroundings(
            files: [:] as MemoryFiles, transport: FakeTransport(), secrets: [:] as FixedSecrets, log: log
        ) {
            Issue.record("\($0)")
        }
    }
}

extension Engine {
    /// Runs so many cycles, one at each bar of the data.
    func run(_ cycles: Int) throws {
        for _ in 0..<cycles {
            guard let next = try nextBar() else { return }
            _ = runCycle(at: next)
        }
    }

    /// The events of the last cycle as words.
    var words: [String] {
        report.events.map { event in
            switch event {
            case .stageFailed(let stage, _, let policy): "failed \(plan.stages[stage].id) \(policy.rawValue)"
            case .cycleSkipped(let cause): "skipped \(cause.word)"
            case .restricted(let standing, _): "restricted \(standing)"
            case .warned: "warned"
            case .refused(_, let cause): "refused \(cause.reason.name)"
            case .sent: "sent"
            case .rejected: "rejected"
            case .unknown: "unknown"
            case .cancelled: "cancelled"
            case .filled: "filled"
            case .charged(let charge): "charged \(charge.kind.rawValue) \(charge.amount)"
            case .stray: "stray"
            case .illegalReport: "illegal"
            case .cancelRefused: "cancel refused"
            case .irregularFill(_, let irregularity): "irregular \(irregularity.rawValue)"
            case .resolved(_, let standing): "resolved \(standing)"
            case .lost: "lost"
            case .reconciled(let result): "reconciled \(result.verdict.rawValue)"
            case .freed: "freed"
            case .journalFailed: "journal failed"
            }
        }
    }
}
