/// What a sizer wants to hold: a signed share of the account's equity for each instrument.
public final class TargetFrame: @unchecked Sendable {
    package let values: ColumnSet
    /// The wanted weight: 0.05 is five percent of equity long, -0.05 short; NaN leaves the holding as it is.
    public let weight: Column
    /// Why the weight is not what the decision alone would give.
    public let causes: CauseColumn
    /// How many instruments there are.
    public let count: Int
    /// The stage that is writing; the engine sets it before each call.
    public var writer: Int32 = -1

    /// Allocates a frame that wants nothing.
    public init(count: Int) {
        self.count = count
        values = ColumnSet(columns: 1, rows: count)
        weight = values[0]
        causes = CauseColumn(count: count)
    }

    /// Wants nothing.
    public func clear() {
        values.fill(.nan)
        causes.clear()
    }

    /// Leaves the holding of an instrument as it is, and says why.
    @inlinable
    public func keep(_ index: Int, _ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        weight[index] = .nan
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// Takes everything from another frame of the same universe.
    public func copy(_ other: TargetFrame) {
        values.copy(other.values)
        causes.copy(other.causes)
    }

    /// A digest of every number.
    public var digest: UInt64 {
        var digest = Digest()
        digest.add(values)
        return digest.value
    }
}
