public import SluiceMarket

/// How a risk check lets the pipeline trade, from freest to strictest.
public enum TradingStanding: Int, Comparable, Hashable, Sendable {
    /// As the targets say.
    case open
    /// Only toward zero.
    case reduceOnly
    /// The kill switch is on: nothing new, orders that reduce a position still pass.
    case halt
    /// Everything is to be closed.
    case flatten

    /// Orders from freest to strictest.
    public static func < (lhs: TradingStanding, rhs: TradingStanding) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// What a risk check asks for open orders at once, from nothing to most.
public enum OpenOrderAction: Int, Comparable, Hashable, Sendable {
    /// They stay.
    case keep
    /// Those that add to a position are cancelled; protective exits stay.
    case cancelAdding
    /// All are cancelled.
    case cancelAll

    /// Orders from nothing to most.
    public static func < (lhs: OpenOrderAction, rhs: OpenOrderAction) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// Targets after the risk checks: as they were, reduced, or refused with a reason.
public final class ApprovedTargetFrame: @unchecked Sendable {
    package let values: ColumnSet
    /// The approved weight; NaN leaves the holding as it is.
    public let weight: Column
    /// Why a weight was reduced or refused.
    public let causes: CauseColumn
    /// How many instruments there are.
    public let count: Int
    /// How the pipeline may trade.
    public private(set) var standing = TradingStanding.open
    /// Why it may not trade freely.
    public private(set) var standingCause = Cause.none
    /// What someone should know although nothing is stopped yet, such as a loss near its limit; the first of each
    /// stage and reason, in the order in which they were said.
    public private(set) var warnings: [Cause] = []
    /// The first of the warnings; none when there is none.
    public var warning: Cause { warnings.first ?? .none }
    /// Whether it pauses anything.
    package var hasPauses: Bool { pauses.whole != nil || pauses.isOfInstruments }
    /// How many warnings a frame keeps; what is said beyond them is left out.
    private static let warningRoom = 32
    /// What is asked for open orders.
    public private(set) var openOrders = OpenOrderAction.keep
    /// The pauses asked for in this cycle: no order of theirs leaves before they end, in later cycles and between them.
    public private(set) var pauses: Pauses
    /// The stage that is writing; the engine sets it before each call.
    public var writer: Int32 = -1

    /// Allocates a frame that approves nothing.
    public init(count: Int) {
        self.count = count
        pauses = Pauses(instruments: count)
        values = ColumnSet(columns: 1, rows: count)
        weight = values[0]
        causes = CauseColumn(count: count)
        warnings.reserveCapacity(Self.warningRoom)
    }

    /// Approves the targets as they are.
    public func approve(_ targets: TargetFrame) {
        weight.copy(targets.weight)
        causes.copy(targets.causes)
        (standing, standingCause, openOrders) = (.open, .none, .keep)
        warnings.empty()
        pauses.clear()
    }

    /// Takes what an earlier risk check approved; its warnings stay with it.
    public func copy(_ other: ApprovedTargetFrame) {
        values.copy(other.values)
        causes.copy(other.causes)
        (standing, standingCause) = (other.standing, other.standingCause)
        warnings.empty()
        openOrders = other.openOrders
        pauses.copy(other.pauses)
    }

    /// Makes the standing stricter; a freer one than before changes nothing.
    public func restrict(
        _ standing: TradingStanding, _ reason: Reason, observed: Double = .nan, limit: Double = .nan
    ) {
        guard standing > self.standing else { return }
        self.standing = standing
        standingCause = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// Says what someone should know; of one reason the first that a stage says in a cycle stays.
    public func warn(_ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        guard warnings.count < Self.warningRoom else { return }
        for said in warnings where said.stage == writer {
            // A reason is one constant, so that its place says which it is; comparing text would allocate.
            if said.reason.letters == reason.letters { return }
        }
        warnings.append(Cause(reason, observed: observed, limit: limit, stage: writer))
    }

    /// Asks for open orders to be cancelled; less than before changes nothing.
    public func cancel(_ action: OpenOrderAction) { openOrders = max(openOrders, action) }

    /// Lets no order of an instrument leave, or with nil none at all, before a moment; an earlier end changes nothing.
    ///
    /// `passesReducing` lets orders through that only reduce a position.
    public func pause(_ index: Int?, until end: Timestamp, passesReducing: Bool = true) {
        pauses.pause(index, Pauses.Pause(until: end, passesReducing: passesReducing))
    }

    /// Gives an instrument another weight, and says why; NaN refuses the trade.
    @inlinable
    public func limit(
        _ index: Int,
        to weight: Double,
        _ reason: Reason,
        observed: Double = .nan,
        limit: Double = .nan
    ) {
        self.weight[index] = weight
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }

    /// A digest of every number, the standing, and what is asked for orders.
    public var digest: UInt64 {
        var digest = Digest()
        digest.add(values)
        digest.add(UInt64(standing.rawValue))
        if openOrders > .keep { digest.add(UInt64(openOrders.rawValue)) }
        for (index, pause) in pauses.instruments.enumerated() {
            guard let pause else { continue }
            digest.add(UInt64(index))
            digest.add(UInt64(bitPattern: pause.end.nanoseconds))
        }
        if let whole = pauses.whole { digest.add(UInt64(bitPattern: whole.end.nanoseconds)) }
        return digest.value
    }
}
