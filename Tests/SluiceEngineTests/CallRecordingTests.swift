import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Synchronization
import Testing

@testable import SluiceEngine

/// Which calls to servers outside an engine records for its risk checks.
@Suite struct CallRecordingTests {
    @Test
    func `calls of data sources are recorded, those of alert sinks are not, and each engine has its own`()
        async throws
    {
        let first = try engine()
        let data = try #require(CallingSource.contexts.withLock { $0["data"] })
        let sink = try #require(CallingSource.contexts.withLock { $0["ops"] })
        _ = try await data.transport.send(TransportRequest("GET", "https://venue.example/book"))
        _ = try await sink.transport.send(TransportRequest("POST", "https://hooks.example/alert"))
        #expect(outcomes(data.calls) == [.limited])
        #expect(outcomes(sink.calls) == [])
        let second = try engine()
        let other = try #require(CallingSource.contexts.withLock { $0["data"] })
        #expect(outcomes(other.calls) == [] && other.calls !== data.calls)
        withExtendedLifetime((first, second)) {}
    }

    private func outcomes(_ log: CallLog) -> [Call.Outcome] {
        log.show()
        var found: [Call.Outcome] = []
        _ = log.read(after: 0) { found.append($0.outcome) }
        return found
    }

    private func engine() throws -> (Engine, AlertDispatcher) {
        var pipeline = TestPipeline()
        pipeline.alerts = "alerts:\n  - { id: ops, uses: alert.calling, on: [order.rejected] }"
        let text = pipeline.text.replacing("uses: data.tape", with: "uses: data.calling")
        let registry = Registry(
            TestPipeline.registry.plugins.map(\.type) + [CallingSource.self, CallingSink.self])
        let loader = PipelineLoader(registry: registry) { _ in Array(text.utf8) }
        let plan = try #require(loader.load("test.yaml").plan)
        let surroundings = Surroundings(
            files: [:] as MemoryFiles, transport: FakeTransport(always: .status(429)),
            secrets: [:] as FixedSecrets, log: LogRecord()
        ) { Issue.record("\($0)") }
        let engine = try Engine(plan: plan, surroundings: surroundings, clock: ManualClock())
        let dispatcher = try AlertDispatcher(plan: plan, surroundings: surroundings, clock: ManualClock())
        return (engine, dispatcher)
    }
}

private final class CallingSource: DataSource {
    static let manifest = Manifest("calling", "Calls a server.")
    /// The contexts of the stages that were built last, by id.
    static let contexts = Mutex<[String: StageContext]>([:])

    init(settings: NoSettings, context: StageContext) {
        Self.contexts.withLock { $0[context.id] = context }
    }

    func nextBar() -> Timestamp? { nil }
    func advance(to now: Timestamp, into market: MarketFrame) {}
}

private final class CallingSink: AlertSink {
    static let manifest = Manifest("calling", "Calls a server.")

    init(settings: NoSettings, context: StageContext) {
        CallingSource.contexts.withLock { $0[context.id] = context }
    }

    func deliver(_ alert: Alert) async throws {}
}
