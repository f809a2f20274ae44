public import SluiceKit
public import SluiceMarket

/// What a part of a cycle's trace is.
///
/// The numbers are part of the file's form.
public enum TraceKind: UInt8, CaseIterable, Hashable, Sendable {
    /// The numbers of the market frame, column after column.
    case market = 1
    /// The times of the market frame, in nanoseconds.
    case times = 2
    /// The numbers of the features, column after column.
    case features = 3
    /// The numbers that a stage left, column after column.
    case columns = 4
    /// Why decisions were blocked or targets limited, by stage.
    case causes = 5
    /// What happened, in the form of the engine's events.
    case events = 6
    /// What was decided for each instrument, as JSON lines.
    case decisions = 7
    /// What the broker reported.
    case reports = 8
    /// What was held, as the stages saw it.
    case portfolio = 9
    /// Whether the stages ran, how trading was restricted, and the digest of each stage's output.
    case digests = 10
    /// What the acts since the cycle before saw; the stage's number counts them.
    case acts = 11
    /// What a stage remembered when the run began; only in a run's first cycle.
    case memories = 12
    /// The calls to servers outside that had ended when the stages ran, and not by the cycle before.
    case calls = 13
}

/// One part of a cycle's trace.
public struct TracePart: Hashable, Sendable {
    /// What it is.
    public let kind: TraceKind
    /// The number of the stage in the plan; -1 for what belongs to none.
    public let stage: Int
    /// Where its bytes are in the draft.
    let range: Range<Int>
}

/// The trace of one cycle as it is put together: copies of what the cycle saw and did, in one piece of memory.
///
/// It is made once with room and goes round through the writer, so that the steady cycle allocates nothing. One thread at a
/// time uses it: who hands it over has another one afterwards.
public final class TraceDraft: @unchecked Sendable {
    /// The cycle's number.
    public private(set) var cycle: Int64 = 0
    /// The time it was meant for.
    public private(set) var scheduled = Timestamp.distantPast
    /// The time it ran at.
    public private(set) var now = Timestamp.distantPast
    /// Equity after the cycle; NaN when it is not known.
    public var equity = Double.nan
    private(set) var parts: [TracePart] = []
    private var bytes: TraceBytes

    /// Creates an empty draft with room for so many bytes.
    public init(capacity: Int = 0) {
        bytes = TraceBytes(capacity: capacity)
        parts.reserveCapacity(64)
    }

    /// Forgets what was there and begins a cycle.
    public func begin(cycle: Int64, scheduled: Timestamp, now: Timestamp) {
        (self.cycle, self.scheduled, self.now, equity) = (cycle, scheduled, now, .nan)
        parts.removeAll(keepingCapacity: true)
        bytes.removeAll()
    }

    /// Copies a part.
    public func add(_ kind: TraceKind, stage: Int = -1, _ part: UnsafeRawBufferPointer) {
        parts.append(TracePart(kind: kind, stage: stage, range: bytes.append(part)))
    }

    /// Copies the numbers of a set of columns.
    public func add(_ kind: TraceKind, stage: Int = -1, _ columns: ColumnSet) {
        add(kind, stage: stage, UnsafeRawBufferPointer(columns.storage))
    }

    /// The bytes of a part; valid until the draft begins another cycle.
    func bytes(of part: TracePart) -> UnsafeRawBufferPointer { bytes[part.range] }

    /// How many bytes there are.
    public var byteCount: Int { bytes.count }
}
