import Dispatch
import SluiceKit
import SluicePipeline
import Synchronization

/// The alerts that wait for one sink, and the task that makes their text and delivers them, off the cycle's path.
///
/// The queue holds 10,000 alerts; when it is full further ones are dropped and counted, except that a critical one
/// is never dropped. A batch is taken with one lock, and wakes the task once if it slept.
final class SinkQueue: Sendable {
    let id: String
    let events: EventSet
    private let waiting: WaitingAlerts
    private let wake: AsyncStream<Void>.Continuation
    private let task: Task<Void, Never>
    private let counts: SinkCounts
    private let isDone: DispatchSemaphore
    static let capacity = 10_000

    init(id: String, events: Set<EventKind>, sink: any AlertSink, plan: Plan, log: any StageLog) {
        (self.id, self.events) = (id, EventSet(events))
        let (signals, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let counts = SinkCounts()
        let isDone = DispatchSemaphore(value: 0)
        let waiting = WaitingAlerts(capacity: Self.capacity)
        (self.wake, self.counts, self.isDone, self.waiting) = (wake, counts, isDone, waiting)
        // Of high priority, so that work which fills the common pool of threads does not hold up an alert.
        task = Task.detached(priority: .high) {
            var batch = WaitingAlerts.row(Self.capacity)
            for await _ in signals {
                repeat {
                    batch.removeAll(keepingCapacity: true)
                    waiting.exchange(&batch)
                    for draft in batch where !Task.isCancelled {
                        do {
                            try await sink.deliver(draft.alert(plan))
                            counts.delivered(draft.event)
                        } catch {
                            counts.failed()
                            log.write("alert '\(id)': \(draft.event.rawValue) was not delivered: \(error)")
                        }
                    }
                } while !batch.isEmpty
            }
            isDone.signal()
        }
    }

    /// Takes what the sink asks for of a batch, to be delivered; returns at once.
    func add(_ batch: [AlertDraft]) {
        let tally = SinkCounts.Batch(of: events, room: Self.capacity - counts.waiting)
        if waiting.add(batch, counting: counts, taking: tally) { wake.yield() }
    }

    /// Takes no more alerts.
    func close() { wake.finish() }

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
