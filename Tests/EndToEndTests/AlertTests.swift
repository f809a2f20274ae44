import Foundation
import LoopbackServer
import Testing

/// A pipeline that loses more than two percent in a day tells a webhook, at once and until it is heard.
@Suite struct AlertTests {
    private func project(_ url: String) throws -> URL {
        var bars = "date,symbol,open,high,low,close,volume\n"
        for day in 1...28 {
            let price = day < 24 ? 100.0 : 100 - Double(day - 23) * 8
            let open = day < 24 ? 100.0 : price + 8
            bars +=
                "2012-02-\(day < 10 ? "0" : "")\(day),ABC,\(open),\(max(open, price)),\(min(open, price)),\(price),1000000\n"
        }
        let pipeline = """
            version: 1
            name: falling
            modes: [paper]
            universe: [ABC]
            cycle: { every: 1d, calendar: 24/7 }
            secrets:
              hook: { env: HOOK }
            stages:
              - { id: bars, uses: data.csv, with: { path: ../bars.csv, interval: 1d, quotes: { from: close, spread: 2bps } } }
              - { id: trend, uses: predictor.momentum, with: { horizons: [1d], lookback: 5, ic: -0.5 } }
              - { id: rise, uses: predictor.mean_reversion, from: [bars], with: { horizons: [1d], window: 10, entry: 0, ic: 1 } }
              - { id: blend, uses: blender.ridge_risk_parity, from: [trend, rise] }
              - { id: pick, uses: arbiter.cost_aware, with: { k2: 0, base_threshold: 0bps, reserve_spread_multiple: 0 } }
              - { id: size, uses: sizer.fixed, with: { weight: 90%, gross_target: 100% } }
              - { id: guard, uses: risk.guardrails, with: { max_position: 100% } }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper }
            alerts:
              - { id: ops, uses: alert.webhook, on: [kill_switch], with: { url: $secret.hook } }
            """
        return try Folder.project(["Pipelines/falling.yaml": pipeline, "bars.csv": bars])
    }

    @Test func `the kill switch reaches a receiver`() async throws {
        let server = try LoopbackServer([LoopbackReply(status: 200)])
        defer { server.stop() }
        let url = server.url("/hook/very-secret-token")
        let outcome = try await Program.run(
            "run", "Pipelines/falling.yaml", "--log-format", "json", in: project(url),
            environment: ["HOOK": url])
        // 20: the run ended while halted.
        #expect(outcome.status == 20, "\(outcome.errors)\(outcome.output)")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        let body = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        #expect(body["event"] as? String == "kill_switch")
        #expect(body["severity"] as? String == "critical")
        #expect(outcome.events("restricted").count == 1)
        #expect(!outcome.output.contains("very-secret-token"))
        #expect(!outcome.errors.contains("very-secret-token"))
    }

    @Test func `a receiver that asks for two seconds gets them`() async throws {
        let server = try LoopbackServer([
            LoopbackReply(status: 429, headers: [(name: "Retry-After", value: "2")]),
            LoopbackReply(status: 200),
        ])
        defer { server.stop() }
        let url = server.url()
        let outcome = try await Program.run(
            "run", "Pipelines/falling.yaml", "--log-format", "json", in: project(url),
            environment: ["HOOK": url])
        #expect(outcome.status == 20, "\(outcome.errors)")
        let times = server.requests.map(\.time)
        try #require(times.count == 2)
        #expect(times[1] - times[0] >= 2)
    }

    @Test func `a receiver that never answers leaves its mark in the status`() async throws {
        let folder = try project("")
        let outcome = try await Program.run(
            "run", "Pipelines/falling.yaml", "--log-format", "json", "--set", "on_stop.alert_deadline=200ms",
            in: folder, environment: ["HOOK": "http://127.0.0.1:9/"])
        #expect(outcome.status == 21)
        #expect(outcome.events("alert").first?["undelivered"] as? Int == 1)
    }
}
