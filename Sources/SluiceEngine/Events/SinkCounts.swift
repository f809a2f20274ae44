import SluiceKit
import Synchronization

/// Counters that the cycle and a delivering task share.
final class SinkCounts: Sendable {
    private let taken = Atomic<Int>(0)
    private let critical = Atomic<Int>(0)
    private let sent = Atomic<Int>(0)
    private let sentCritical = Atomic<Int>(0)
    private let lost = Atomic<Int>(0)
    private let dropped = Atomic<Int>(0)

    /// What becomes of a batch as it is taken.
    struct Batch {
        private let events: EventSet
        private let room: Int
        private(set) var taken = 0
        private(set) var critical = 0
        private(set) var dropped = 0

        /// Begins a batch for a sink that takes some events and has room for so many alerts.
        init(of events: EventSet, room: Int) { (self.events, self.room) = (events, room) }

        /// Counts an alert that the sink asks for; false when it does not, or when there is no room and it is not critical.
        mutating func takes(_ event: EventKind) -> Bool {
            guard events.contains(event) else { return false }
            let isCritical = event.severity == .critical
            guard isCritical || taken < room else {
                dropped += 1
                return false
            }
            taken += 1
            if isCritical { critical += 1 }
            return true
        }
    }

    var waiting: Int {
        taken.load(ordering: .relaxed) - sent.load(ordering: .relaxed) - lost.load(ordering: .relaxed)
    }

    func take(_ batch: Batch) {
        if batch.taken > 0 { taken.add(batch.taken, ordering: .relaxed) }
        if batch.critical > 0 { critical.add(batch.critical, ordering: .relaxed) }
        if batch.dropped > 0 { dropped.add(batch.dropped, ordering: .relaxed) }
    }

    func delivered(_ event: EventKind) {
        sent.add(1, ordering: .relaxed)
        if event.severity == .critical { sentCritical.add(1, ordering: .relaxed) }
    }

    func failed() { lost.add(1, ordering: .relaxed) }

    func tally(of sink: String) -> AlertTally {
        let delivered = sent.load(ordering: .relaxed)
        return AlertTally(
            sink: sink, delivered: delivered,
            undelivered: taken.load(ordering: .relaxed) - delivered + dropped.load(ordering: .relaxed),
            undeliveredCritical: critical.load(ordering: .relaxed) - sentCritical.load(ordering: .relaxed)
        )
    }
}
