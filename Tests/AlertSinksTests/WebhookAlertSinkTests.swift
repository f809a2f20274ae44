import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import AlertSinks

@Suite struct WebhookAlertSinkTests {
    let clock = ManualClock()

    func sink(_ settings: String = "", _ transport: FakeTransport) throws -> WebhookAlertSink {
        try WebhookAlertSink.test(
            "url: $secret.hook\n\(settings)",
            in: .test(
                clock: clock, transport: transport,
                secrets: ["hook": "https://example.com/token", "key": "Bearer abc"] as FixedSecrets))
    }

    @Test func `an alert is posted as an object`() async throws {
        let transport = FakeTransport(.status(204))
        try await sink("", transport).deliver(.test(message: #"said "no"\#n"#))
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST" && request.url == "https://example.com/token")
        #expect(request.header("content-type") == "application/json")
        #expect(request.header("authorization") == nil)
        #expect(
            request.bodyText
                == #"{"event":"kill_switch","severity":"critical","time":"2024-01-02T15:00:00Z","#
                + #""pipeline":"momentum-us","stage":"guard","instrument":"SPY","#
                + #""message":"said \"no\"\n","number":7,"#
                + #""text":"critical kill_switch in momentum-us: said \"no\"\n"}"#)
        #expect(transport.requests.count == 1 && clock.sleeps == [])
    }

    @Test func `what does not concern a stage or an instrument is null`() async throws {
        let transport = FakeTransport(.status(200))
        let alert = Alert(.runStarted, time: ManualClock.start, pipeline: "p", message: "go", number: 1)
        try await sink("message: '${event.stage}${event.number} ${event.time}'", transport).deliver(alert)
        let body = try #require(transport.requests.first?.bodyText)
        #expect(body.contains(#""stage":null,"instrument":null"#))
        #expect(body.contains(#""text":"1 2024-01-02T15:00:00Z""#))
    }

    @Test func `every name of a template has its value`() throws {
        let template = try #require(
            Template<AlertNames>(AlertNames.names.map { "${\($0)}" }.joined(separator: "|")))
        #expect(
            template.filled(with: AlertNames(alert: .test()))
                == "kill_switch|critical|2024-01-02T15:00:00Z|momentum-us|guard|SPY|loss 2.4%|7")
    }

    @Test func `settings reach the request`() async throws {
        let transport = FakeTransport(.status(200))
        let settings = """
            authorization: $secret.key
            connect_timeout: 1s
            timeout: 4s
            allow_http: true
            ca_file: ca.pem
            message: null
            """
        try await sink(settings, transport).deliver(.test())
        let request = try #require(transport.requests.first)
        #expect(request.header("authorization") == "Bearer abc")
        #expect(request.connectTimeout == .seconds(1) && request.timeout == .seconds(4))
        #expect(request.allowPlainHTTP && request.caFile == "ca.pem")
        #expect(!request.bodyText.contains("\"text\""))
    }

    @Test func `by default a request is careful`() async throws {
        let transport = FakeTransport(.status(200))
        try await sink("", transport).deliver(.test())
        let request = try #require(transport.requests.first)
        #expect(request.connectTimeout == .seconds(3) && request.timeout == .seconds(10))
        #expect(!request.allowPlainHTTP && request.caFile == nil)
    }

    @Test func `less grave alerts than asked for are not posted`() async throws {
        let transport = FakeTransport(always: .status(200))
        let sink = try sink("min_severity: error", transport)
        for event in [EventKind.runStarted, .cycleSkipped, .stageFailed, .killSwitch] {
            try await sink.deliver(.test(event))
        }
        #expect(transport.requests.count == 2)
    }
}
