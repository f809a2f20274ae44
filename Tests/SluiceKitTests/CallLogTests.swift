import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct CallLogTests {
    private func outcomes(_ log: CallLog, after seen: Int) -> (calls: [Call.Outcome], seen: Int) {
        var calls: [Call.Outcome] = []
        let end = log.read(after: seen) { calls.append($0.outcome) }
        return (calls, end)
    }

    @Test func `calls are handed over once, and the oldest are forgotten`() {
        let log = CallLog(capacity: 3)
        #expect(outcomes(log, after: 0).calls.isEmpty)
        for outcome in [Call.Outcome.answered, .limited] {
            log.record(Call(outcome, at: ManualClock.start, latency: .zero))
        }
        #expect(outcomes(log, after: 0).calls.isEmpty, "nobody has shown them")
        log.show()
        #expect(outcomes(log, after: 0).calls == [.answered, .limited])
        #expect(outcomes(log, after: 2).calls.isEmpty && outcomes(log, after: 9).seen == 2)
        for _ in 0..<3 { log.record(Call(.serverFault, at: ManualClock.start, latency: .zero)) }
        #expect(outcomes(log, after: 0).seen == 2 && outcomes(log, after: 0).calls.isEmpty)
        log.show()
        #expect(outcomes(log, after: 0).calls == [.serverFault, .serverFault, .serverFault])
        #expect(outcomes(log, after: 4).calls == [.serverFault] && outcomes(log, after: 4).seen == 5)
    }

    @Test(arguments: [
        (FakeTransport.Answer.status(200), Call.Outcome.answered), (.status(404), .answered),
        (.status(429), .limited), (.status(500), .serverFault), (.status(503), .serverFault),
        (.broken, .unanswered),
    ])
    func `a transport records how each call ended, and gives the same answer`(
        answer: FakeTransport.Answer, outcome: Call.Outcome
    ) async {
        let log = CallLog()
        let clock = ManualClock()
        let inner = FakeTransport { _, _ in
            clock.advance(by: .milliseconds(250))
            return answer
        }
        let transport = RecordingTransport(inner, into: log, clock: clock)
        let response = try? await transport.send(TransportRequest("GET", "https://venue.example/orders"))
        if case .response(let sent) = answer {
            #expect(response?.status == sent.status)
        } else {
            #expect(response == nil)
        }
        log.show()
        var calls: [Call] = []
        _ = log.read(after: 0) { calls.append($0) }
        #expect(calls.map(\.outcome) == [outcome] && calls.map(\.latency) == [.milliseconds(250)])
        #expect(calls.map(\.time) == [ManualClock.start + .milliseconds(250)])
    }
}
