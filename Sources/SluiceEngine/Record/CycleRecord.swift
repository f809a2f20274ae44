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
    private let records: UnsafeMutablePointer<CycleRecord>
    private let digests: UnsafeMutablePointer<UInt64>
    private let nanoseconds: UnsafeMutablePointer<Int64>
    /// How many cycles were recorded since the engine was built.
    public private(set) var total = 0
    /// Whether anything was ever noted of a stage.
    private var isNoted = false
    /// The last cycle that was only counted.
    private var passed = 0

    init(capacity: Int, stages: Int) {
        (self.capacity, self.stages) = (capacity, stages)
        records = .allocate(capacity: capacity)
        digests = .allocate(capacity: capacity * stages)
        nanoseconds = .allocate(capacity: capacity * stages)
        records.initialize(repeating: CycleRecord(), count: capacity)
        digests.initialize(repeating: 0, count: capacity * stages)
        nanoseconds.initialize(repeating: 0, count: capacity * stages)
    }

    deinit {
        records.deallocate()
        digests.deallocate()
        nanoseconds.deallocate()
    }

    /// How many records there are.
    public var count: Int { min(total, capacity) }

    /// The record of a cycle; nil when it is gone or has not run.
    public func record(ofCycle number: Int) -> CycleRecord? { slot(number).map { records[$0] } }

    /// The digest of a stage's output in a cycle; nil when it is gone or has not run, 0 when nobody watches stages.
    public func digest(ofStage stage: Int, cycle number: Int) -> UInt64? {
        slot(number).map { digests[place($0, stage)] }
    }

    /// How long a stage took in a cycle, in nanoseconds; nil when it is gone or has not run, 0 when nobody watches stages.
    public func nanoseconds(ofStage stage: Int, cycle number: Int) -> Int64? {
        slot(number).map { nanoseconds[place($0, stage)] }
    }

    private func slot(_ number: Int) -> Int? {
        number > max(total - capacity, passed) && number <= total ? (number - 1) % capacity : nil
    }

    private func place(_ slot: Int, _ stage: Int) -> Int {
        precondition(stage >= 0 && stage < stages, "a record is asked for its own stages")
        return slot * stages + stage
    }

    /// Counts on from the cycles of an earlier process, whose records are gone.
    func `continue`(after number: Int) { total = max(total, number) }

    /// Begins the record of the next cycle: every stage as not run.
    func begin() {
        total += 1
        guard isNoted else { return }
        let first = (total - 1) % capacity * stages
        (digests + first).update(repeating: 0, count: stages)
        (nanoseconds + first).update(repeating: 0, count: stages)
    }

    /// Counts cycles of which nothing is kept; what was kept before is gone.
    func pass(_ cycles: Int) {
        total += cycles
        passed = total
    }

    /// Keeps nothing of the present cycle, nor of those before.
    func leave() { passed = total }

    func note(stage: Int, digest: UInt64, nanoseconds time: Int64) {
        isNoted = true
        let index = place((total - 1) % capacity, stage)
        digests[index] = digest
        nanoseconds[index] = time
    }

    /// Ends the record of the present cycle.
    func end(_ record: CycleRecord) { records[(total - 1) % capacity] = record }
}
