/// What the arbiter chose for each instrument, and what the gates left of it.
public final class DecisionFrame: @unchecked Sendable {
    package let values: ColumnSet
    /// The chosen horizon's number; NaN where nothing was chosen.
    public let horizon: Column
    /// 1 to be long, -1 to be short, 0 for no decision.
    public let side: Column
    /// Expected return over the chosen horizon, signed, in basis points.
    public let alpha: Column
    /// Estimated cost of the trade, in basis points.
    public let cost: Column
    /// What is left of the alpha after costs, signed, in basis points.
    public let net: Column
    /// What the arbiter compared: by default net for the square root of the horizon.
    public let score: Column
    /// The part of the position that the gates let through, 0 to 1.
    public let scale: Column
    /// 1 where what is held is to be closed, whatever gates say; else 0.
    public let exit: Column
    /// Why there is no decision, or why it was scaled down.
    public let causes: CauseColumn
    /// How many instruments there are.
    public let count: Int
    /// The stage that is writing; the engine sets it before each call.
    public var writer: Int32 = -1

    /// Allocates a frame without decisions.
    public init(count: Int) {
        self.count = count
        values = ColumnSet(columns: 8, rows: count)
        (horizon, side, alpha, cost) = (values[0], values[1], values[2], values[3])
        (net, score, scale, exit) = (values[4], values[5], values[6], values[7])
        causes = CauseColumn(count: count)
        clear()
    }

    /// Removes every decision.
    public func clear() {
        values.fill(.nan)
        side.fill(0)
        scale.fill(1)
        exit.fill(0)
        causes.clear()
    }

    /// Removes the decision of one instrument.
    @inlinable
    public func clear(_ index: Int) {
        (horizon[index], side[index], alpha[index], cost[index]) = (.nan, 0, .nan, .nan)
        (net[index], score[index], scale[index], exit[index]) = (.nan, .nan, 1, 0)
        causes[index] = .none
    }

    /// Whether an instrument has a decision that no gate has blocked.
    @inlinable
    public func isOpen(_ index: Int) -> Bool { side[index] != 0 && scale[index] > 0 }

    /// Whether what is held of an instrument is to be closed.
    @inlinable
    public func isExit(_ index: Int) -> Bool { exit[index] == 1 }

    /// Decides to close what is held of an instrument, and says why: no gate stops that, and sizers target 0.
    @inlinable
    public func close(_ index: Int, _ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        side[index] = 0
        exit[index] = 1
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// Decides nothing for an instrument, and says why; what was known of it stays readable.
    @inlinable
    public func hold(_ index: Int, _ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        side[index] = 0
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// Blocks a decision, and says why; the first cause of an instrument stays.
    @inlinable
    public func block(_ index: Int, _ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        guard isOpen(index) else { return }
        scale[index] = 0
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// Scales a decision down, and says why; a factor that is not within 0 to 1 blocks.
    @inlinable
    public func scaleDown(
        _ index: Int,
        by factor: Double,
        _ reason: Reason,
        observed: Double = .nan,
        limit: Double = .nan
    ) {
        guard isOpen(index), factor != 1 else { return }
        guard factor > 0, factor < 1 else { return block(index, reason, observed: observed, limit: limit) }
        scale[index] *= factor
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// Takes everything from another frame of the same universe.
    public func copy(_ other: DecisionFrame) {
        values.copy(other.values)
        causes.copy(other.causes)
    }

    /// Takes everything from as many neighbouring places of a wider frame.
    package func take(_ wider: DecisionFrame, from place: Int) {
        values.take(wider.values, from: place)
        causes.take(wider.causes, from: place, count: count)
    }

    /// A digest of every number.
    public var digest: UInt64 {
        var digest = Digest()
        digest.add(values)
        return digest.value
    }
}
