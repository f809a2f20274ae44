import SluiceKit
import SluiceTestKit
import Testing

@testable import AlertSinks

@Suite struct LogAlertSinkTests {
    @Test func `an alert is one line`() throws {
        let log = LogRecord()
        let sink = try LogAlertSink.test("", in: .test(log: log))
        sink.deliver(.test(message: "loss\n2.4%\u{1B}[31m\u{2028}x"))
        sink.deliver(Alert(.runStarted, time: ManualClock.start, pipeline: "p", message: "go", number: 1))
        #expect(
            log.lines == [
                "2024-01-02T15:00:00Z critical kill_switch (guard, SPY): loss 2.4% [31m x",
                "2024-01-02T15:00:00Z info run.started: go",
            ])
    }

    @Test(arguments: [
        ("info", ["run.started", "cycle.skipped", "stage.failed", "kill_switch"]),
        ("warning", ["cycle.skipped", "stage.failed", "kill_switch"]),
        ("error", ["stage.failed", "kill_switch"]),
        ("critical", ["kill_switch"]),
    ])
    func `less grave alerts than asked for are left out`(severity: String, written: [String]) throws {
        let log = LogRecord()
        let sink = try LogAlertSink.test("min_severity: \(severity)", in: .test(log: log))
        for event in [EventKind.runStarted, .cycleSkipped, .stageFailed, .killSwitch] {
            sink.deliver(.test(event))
        }
        #expect(log.lines.map { String($0.split(separator: " ")[2]) } == written)
    }
}
