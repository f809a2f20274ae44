import Dispatch
import SluiceKit
import Synchronization

/// The alerts that wait for one sink, and the task that delivers them, off the cycle's path.
///
/// The queue holds 10,000 alerts; when it is full further ones are dropped and counted, except that a critical one
/// is never dropped.
final class SinkQueue: Sendable {
    let id: String
    let events: Set<EventKind>
    private let stream: AsyncStream<Alert>.Continuation
    private let task: Task<Void, Never>
    private let counts: SinkCounts
    private let isDone: DispatchSemaphore
    private static let capacity = 10_000

    init(id: String, events: Set<EventKind>, sink: any AlertSink, log: any StageLog) {
        (self.id, self.events) = (id, events)
        let (alerts, stream) = AsyncStream.makeStream(of: Alert.self)
        let counts = SinkCounts()
        let isDone = DispatchSemaphore(value: 0)
        (self.stream, self.counts, self.isDone) = (stream, counts, isDone)
        task = Task.detached {
            for await alert in alerts {
                do {
                    try await sink.deliver(alert)
                    counts.delivered(alert)
                } catch {
                    counts.failed(alert)
                    log.write("alert '\(id)': \(alert.event.rawValue) was not delivered: \(error)")
                }
            }
            isDone.signal()
        }
    }

    /// Takes an alert to be delivered; returns at once.
    func add(_ alert: Alert) {
        guard alert.severity == .critical || counts.waiting < Self.capacity else { return counts.drop() }
        counts.take(alert)
        stream.yield(alert)
    }

    /// Takes no more alerts.
    func close() { stream.finish() }

    /// Waits until every alert is delivered or given up, or a moment comes; then what waits is abandoned.
    func drain(until moment: DispatchTime) {
        if isDone.wait(timeout: moment) == .timedOut {
            task.cancel()
            // A sink that honours the cancellation ends now; one that does not is left behind.
            _ = isDone.wait(timeout: .now() + .milliseconds(100))
        }
    }

    /// What became of the alerts so far.
    var tally: AlertTally { counts.tally(of: id) }
}

/// What became of the alerts of one sink.
public struct AlertTally: Hashable, Sendable {
    /// The sink's id.
    public let sink: String
    /// Alerts that were delivered.
    public let delivered: Int
    /// Alerts that were not and will not be.
    public let undelivered: Int
    /// Those of them that are critical.
    public let undeliveredCritical: Int
}

/// Counters that the cycle and a delivering task share.
final class SinkCounts: Sendable {
    private let taken = Atomic<Int>(0)
    private let critical = Atomic<Int>(0)
    private let sent = Atomic<Int>(0)
    private let sentCritical = Atomic<Int>(0)
    private let lost = Atomic<Int>(0)
    private let dropped = Atomic<Int>(0)

    var waiting: Int {
        taken.load(ordering: .relaxed) - sent.load(ordering: .relaxed) - lost.load(ordering: .relaxed)
    }

    func take(_ alert: Alert) {
        taken.add(1, ordering: .relaxed)
        if alert.severity == .critical { critical.add(1, ordering: .relaxed) }
    }

    func delivered(_ alert: Alert) {
        sent.add(1, ordering: .relaxed)
        if alert.severity == .critical { sentCritical.add(1, ordering: .relaxed) }
    }

    func failed(_ alert: Alert) { lost.add(1, ordering: .relaxed) }
    func drop() { dropped.add(1, ordering: .relaxed) }

    func tally(of sink: String) -> AlertTally {
        let delivered = sent.load(ordering: .relaxed)
        return AlertTally(
            sink: sink, delivered: delivered,
            undelivered: taken.load(ordering: .relaxed) - delivered + dropped.load(ordering: .relaxed),
            undeliveredCritical: critical.load(ordering: .relaxed) - sentCritical.load(ordering: .relaxed)
        )
    }
}
