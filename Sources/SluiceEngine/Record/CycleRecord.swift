public import SluiceMarket

/// What stays of a cycle: plain numbers, so that a thousand of them fit in one allocation.
public struct CycleRecord: Hashable, Sendable {
    /// The number of the cycle, from 1.
    public var number = 0
    /// The time of the cycle on the engine's clock.
    public var time = Timestamp.distantPast
    /// Whether it ended without orders because something was wrong.
    public var isSkipped = false
    /// Equity after the cycle; NaN while a holding has no price.
    public var equity = Double.nan
    /// Instruments for which the arbiter held, with a reason.
    public var held = 0
    /// Instruments with a decision of the arbiter.
    public var decided = 0
    /// Decisions that a gate blocked.
    public var blocked = 0
    /// Orders that went to the broker.
    public var sent = 0
    /// Orders that the pre-trade check refused.
    public var refused = 0
    /// Trades booked.
    public var fills = 0

    /// An empty record.
    public init() {}
}

/// The records of the last cycles with, for each stage, the digest of its output and how long it took.
///
/// All memory is taken when the engine is built; the oldest record gives way to the newest.
public final class RecordRing {
    /// How many records are kept.
    public let capacity: Int
    /// How many stages a record covers.
    public let stages: Int
    private var records: [CycleRecord]
    private var digests: [UInt64]
    private var nanoseconds: [Int64]
    /// How many cycles were recorded since the engine was built.
    public private(set) var total = 0

    init(capacity: Int, stages: Int) {
        (self.capacity, self.stages) = (capacity, stages)
        records = Array(repeating: CycleRecord(), count: capacity)
        digests = Array(repeating: 0, count: capacity * stages)
        nanoseconds = Array(repeating: 0, count: capacity * stages)
    }

    /// How many records there are.
    public var count: Int { min(total, capacity) }

    /// The record of a cycle; nil when it is gone or has not run.
    public func record(ofCycle number: Int) -> CycleRecord? { slot(number).map { records[$0] } }

    /// The digest of a stage's output in a cycle; nil when it is gone or has not run.
    public func digest(ofStage stage: Int, cycle number: Int) -> UInt64? {
        slot(number).map { digests[$0 * stages + stage] }
    }

    /// How long a stage took in a cycle, in nanoseconds; nil when it is gone or has not run.
    public func nanoseconds(ofStage stage: Int, cycle number: Int) -> Int64? {
        slot(number).map { nanoseconds[$0 * stages + stage] }
    }

    private func slot(_ number: Int) -> Int? {
        number > total - capacity && number > 0 && number <= total ? (number - 1) % capacity : nil
    }

    /// Counts on from the cycles of an earlier process, whose records are gone.
    func `continue`(after number: Int) { total = max(total, number) }

    /// Begins the record of the next cycle: every stage as not run.
    func begin() {
        total += 1
        let slot = (total - 1) % capacity
        records[slot] = CycleRecord()
        for index in slot * stages..<(slot + 1) * stages {
            digests[index] = 0
            nanoseconds[index] = 0
        }
    }

    func note(stage: Int, digest: UInt64, nanoseconds time: Int64) {
        let index = (total - 1) % capacity * stages + stage
        digests[index] = digest
        nanoseconds[index] = time
    }

    func end(_ record: CycleRecord) { records[(total - 1) % capacity] = record }
}
