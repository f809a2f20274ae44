import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import AlertSinks

@Suite struct WebhookRetryTests {
    let clock = ManualClock()

    func sink(_ retry: String = "{}", _ transport: FakeTransport) throws -> WebhookAlertSink {
        try WebhookAlertSink.test(
            "url: https://example.com/token\nretry: \(retry)", in: .test(clock: clock, transport: transport))
    }

    @Test(arguments: [408, 425, 429, 500, 502, 503, 504])
    func `what may pass is tried again`(status: Int) async throws {
        let transport = FakeTransport(.status(status), .broken, .status(200))
        try await sink("{}", transport).deliver(.test())
        #expect(transport.requests.count == 3)
        #expect(clock.sleeps.count == 2)
        // Full jitter stays below 1 s after the first try and below 2 s after the second.
        #expect(clock.sleeps[0] < .seconds(1) && clock.sleeps[1] < .seconds(2))
    }

    @Test(arguments: [300, 301, 400, 401, 403, 404, 410, 413, 499])
    func `what cannot pass fails at once`(status: Int) async throws {
        let transport = FakeTransport(always: .status(status))
        await #expect(throws: DeliveryError("the server answered \(status)", attempts: 1)) {
            try await sink("{}", transport).deliver(.test())
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `a failure that another try cannot mend is final`() async throws {
        let cause = TransportError("example.com:443: the certificate is not valid", isTransient: false)
        await #expect(throws: DeliveryError(cause.description, attempts: 1)) {
            try await sink("{}", FakeTransport(.failure(cause))).deliver(.test())
        }
    }

    @Test func `a server's Retry-After is kept`() async throws {
        let transport = FakeTransport(
            .status(429, headers: [("Retry-After", "2")]),
            .status(503, headers: [("retry-after", "Tue, 02 Jan 2024 15:00:30 GMT")]), .status(200))
        try await sink("{}", transport).deliver(.test())
        #expect(clock.sleeps[0] >= .seconds(2))
        #expect(clock.now.since(ManualClock.start) >= .seconds(30))
    }

    @Test func `a wait that is asked for is granted up to a limit`() async throws {
        let transport = FakeTransport(.status(429, headers: [("Retry-After", "100000")]), .status(200))
        try await sink("{ max_retry_after: 20s }", transport).deliver(.test())
        #expect(clock.sleeps == [.seconds(20)])
    }

    @Test func `all tries of an alert have one key, and each alert its own`() async throws {
        let transport = FakeTransport(.broken, .status(200), .status(200), .status(200))
        let sink = try sink("{}", transport)
        try await sink.deliver(.test(number: 1))
        try await sink.deliver(.test(number: 2))
        try await sink.deliver(.test(.orderUnknown, number: 2))
        let keys = transport.requests.map { $0.header("Idempotency-Key") ?? "" }
        #expect(keys[0] == keys[1] && Set(keys).count == 3 && !keys.contains(""))
        #expect(keys == transport.requests.map { $0.header("webhook-id") ?? "" })
    }

    @Test func `after so many tries an alert is given up`() async throws {
        let transport = FakeTransport(always: .broken)
        let sink = try sink("{ attempts: 4 }", transport)
        let error = await #expect(throws: DeliveryError.self) { try await sink.deliver(.test()) }
        #expect(error?.description == "connection reset, after 4 tries")
        #expect(transport.requests.count == 4)
    }

    @Test func `after so much time an alert is given up`() async throws {
        let transport = FakeTransport(always: .status(503, headers: [("Retry-After", "10")]))
        let sink = try sink("{ give_up_after: 25s }", transport)
        await #expect(throws: DeliveryError("the server answered 503", attempts: 3)) {
            try await sink.deliver(.test())
        }
        #expect(clock.now.since(ManualClock.start) <= .seconds(25))
    }

    @Test func `waits double up to a limit`() async throws {
        let transport = FakeTransport(always: .broken)
        let sink = try sink("{ initial: 100ms, max: 400ms, attempts: 50 }", transport)
        await #expect(throws: DeliveryError.self) { try await sink.deliver(.test()) }
        for (wait, ceiling) in zip(clock.sleeps, [100, 200, 400] + Array(repeating: 400, count: 46)) {
            #expect(wait <= .milliseconds(ceiling))
        }
        #expect(clock.sleeps.contains { $0 > .milliseconds(300) })
        #expect(Set(clock.sleeps).count > 40)
    }

    @Test func `an address that is gone is not asked again`() async throws {
        let transport = FakeTransport(always: .status(410))
        let sink = try sink("{}", transport)
        await #expect(throws: DeliveryError.self) { try await sink.deliver(.test()) }
        await #expect(throws: DeliveryError("the address is gone (410)", attempts: 0)) {
            try await sink.deliver(.test(number: 8))
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `a run that ends does not wait`() async throws {
        let waiting = ManualClock(sleeping: .waits)
        let sink = try WebhookAlertSink.test(
            "url: https://example.com",
            in: .test(
                clock: waiting,
                transport: FakeTransport(always: .status(429, headers: [("Retry-After", "9")])))
        )
        let delivery = Task { try await sink.deliver(.test()) }
        while waiting.sleepers == 0 { await Task.yield() }
        delivery.cancel()
        await #expect(throws: CancellationError.self) { try await delivery.value }
    }

    @Test func `the longest wait must not be below the first`() {
        let issues = WebhookAlertSink.issues("url: a\nretry: { initial: 2m, max: 1m }")
        #expect(issues.map(\.message) == ["'initial' must not be above 'max', which is 1m"])
    }

    @Test func `no error and no description shows the address`() async throws {
        let transport = FakeTransport(always: .status(404))
        let sink = try sink("{}", transport)
        let error = await #expect(throws: DeliveryError.self) { try await sink.deliver(.test()) }
        let shown =
            try String(describing: error) + String(reflecting: error)
            + WebhookAlertSink.Settings.test("url: https://example.com/token").canonicalText
        #expect(!shown.contains("token"))
    }
}
