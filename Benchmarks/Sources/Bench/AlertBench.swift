import SluiceBuiltins
import SluiceEngine
import SluiceHTTP
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Cycles while alerts go to an endpoint where nobody listens, beside the same cycles without alerts.
struct AlertBench {
    let cycles: Int

    /// Microseconds of a cycle, alerts handed over included: without alerts, and with a dead endpoint.
    func run() throws -> (without: Samples, dead: Samples) {
        var without = Samples()
        var dead = Samples()
        let quiet = try Line(alerts: "")
        let loud = try Line(
            alerts: """
                alerts:
                  - id: ops
                    uses: alert.webhook
                    on: [run.started, decision.blocked, order.filled, kill_switch]
                    with: { url: "http://127.0.0.1:9/", retry: { initial: 100ms } }
                """
        )
        // In turn, so that both meet the same machine.
        for number in 0..<cycles + 200 {
            let (one, other) = (quiet.cycle(), loud.cycle())
            guard number >= 200 else { continue }
            without.add(one)
            dead.add(other)
        }
        return (without, dead)
    }

    private final class Line {
        let engine: Engine
        let dispatcher: AlertDispatcher
        var now: Timestamp

        init(alerts: String) throws {
            let bench = CycleBench(instruments: 100, weights: "per_horizon", trades: true)
            let text = bench.text + "\n" + alerts
            let loader = PipelineLoader(registry: .builtins + [BenchSource.self]) { _ in Array(text.utf8) }
            let loaded = loader.load("bench.yaml")
            guard let plan = loaded.plan else { throw BenchError("\(loaded.diagnostics)") }
            let surroundings = Surroundings(
                files: Nowhere.NoFiles(), transport: LibcurlTransport(), secrets: Nowhere.NoSecrets(),
                log: Nowhere.NoLog()
            ) { print($0) }
            engine = try Engine(plan: plan, surroundings: surroundings, clock: WallClock())
            dispatcher = try AlertDispatcher(plan: plan, surroundings: surroundings, clock: WallClock())
            try engine.start()
            now = plan.calendar.nextCycle(after: Timestamp(seconds: 1_700_000_000), every: plan.cycle.every)
            dispatcher.began(engine)
        }

        func cycle() -> Double {
            let began = Stopwatch.threadTime
            _ = engine.runCycle(at: now)
            dispatcher.cycleEnded(engine)
            let took = Double(Stopwatch.threadTime - began) / 1_000
            now = engine.plan.calendar.nextCycle(after: now, every: engine.plan.cycle.every)
            return took
        }
    }
}

/// Requests through libcurl, as the program makes them.
struct LibcurlTransport: Transport {
    private let client = HTTPClient()

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let wire = HTTPRequest(
            method: request.method, url: request.url, headers: request.headers, body: request.body,
            connectTimeout: request.connectTimeout.seconds, totalTimeout: request.timeout.seconds
        )
        do throws(HTTPError) {
            let response = try await client.send(wire)
            return TransportResponse(
                status: response.status, headers: response.headers.fields, body: response.body
            )
        } catch {
            throw TransportError("\(error)", isTransient: error.isTransient)
        }
    }
}
