import SluiceDocument
import SluiceKit
import SluiceMarket

/// When a delivery that failed is tried again.
struct RetrySettings: SettingGroup {
    @Setting(
        in: .milliseconds(10) ... .hours(1), help: "Longest wait after the first try; it doubles with each.")
    var initial: Span = .seconds(1)
    @Setting(in: .milliseconds(10) ... .hours(6), help: "Wait that is never passed by doubling.")
    var max: Span = .seconds(60)
    @Setting(in: 1...1_000, help: "Tries in all, the first included.")
    var attempts = 20
    @Setting(in: .zero ... .days(1), help: "Time after the first try at which an alert is given up.")
    var giveUpAfter: Span = .minutes(15)
    @Setting(in: .zero ... .hours(6), help: "Longest wait that a server's Retry-After is granted.")
    var maxRetryAfter: Span = .minutes(5)

    func check(_ issues: inout [Diagnostic]) {
        if initial > max { issues.append($initial.conflict("must not be above 'max', which is \(max)")) }
    }

    var policy: RetryPolicy {
        RetryPolicy(
            initial: initial, maximum: max, maxAttempts: attempts, giveUpAfter: giveUpAfter,
            longestRetryAfter: maxRetryAfter)
    }
}
