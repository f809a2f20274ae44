public import SluiceMarket

/// Turns decisions into target weights.
public protocol Sizer: Stage {
    /// Fills the targets, which come cleared; NaN leaves a holding as it is.
    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame) throws
}

extension Sizer {
    /// The slot of a sizer.
    public static var kind: StageKind { .sizer }
    /// The same with the stage.
    public var role: StageRole { .sizer(self) }
}

/// Approves, reduces or refuses targets.
public protocol RiskCheck: Stage {
    /// Reviews targets that come approved as they are, in place.
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) throws

    /// Releases what the check has latched, such as a kill switch; only a person's word makes the engine call it.
    func resume()
}

extension RiskCheck {
    /// Nothing is latched.
    public func resume() {}
    /// The slot of a risk check.
    public static var kind: StageKind { .risk }
    /// The same with the stage.
    public var role: StageRole { .risk(self) }
}

/// Turns approved targets into orders.
public protocol Execution: Stage {
    /// Asks for orders and cancels on a sheet that comes clear.
    func plan(
        _ cycle: Cycle,
        _ targets: ApprovedTargetFrame,
        _ market: MarketFrame,
        into sheet: OrderSheet
    ) throws
}

extension Execution {
    /// The slot of an execution stage.
    public static var kind: StageKind { .execution }
    /// The same with the stage.
    public var role: StageRole { .execution(self) }
}

/// An execution stage that also acts between cycles, such as one that slices an order over time.
public protocol TimedExecution: Execution {
    /// When it wants to act next, on the engine's clock; nil while it has nothing to do.
    ///
    /// Asked after each cycle and each act. A moment that has passed is now.
    var nextAct: Timestamp? { get }

    /// Asks for orders and cancels between two cycles, on a sheet that comes clear; `cycle.now` is the moment.
    func act(_ cycle: Cycle, _ market: MarketFrame, into sheet: OrderSheet) throws
}

/// A trade as the engine booked it.
@frozen
public struct Fill: Hashable, Sendable {
    /// The order.
    public let order: OrderID
    /// The instrument's number in the universe.
    public let instrument: Int
    /// The side.
    public let side: Side
    /// How much traded.
    public let quantity: Amount
    /// The price, slippage included.
    public let price: Amount
    /// The fee, not included in the price.
    public let fee: Amount
    /// When it traded.
    public let time: Timestamp

    /// Creates a fill.
    @inlinable
    public init(
        order: OrderID,
        instrument: Int,
        side: Side,
        quantity: Amount,
        price: Amount,
        fee: Amount,
        time: Timestamp
    ) {
        (self.order, self.instrument, self.side) = (order, instrument, side)
        (self.quantity, self.price, self.fee, self.time) = (quantity, price, fee, time)
    }
}

/// Learns weights from fills; what it gives is read one cycle later.
public protocol Learner: Stage {
    /// What it weighs, fixed when it is built.
    var choices: [WeightChoice] { get }

    /// Takes what the cycle that ends has brought, and updates the weights.
    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) throws
}

/// What a learner sees at the end of a cycle.
public struct LearnerEvidence {
    /// The fills of the cycle, in order.
    public let fills: [Fill]
    /// What was decided, and what the gates left of it.
    public let decisions: DecisionFrame
    /// The market of the cycle.
    public let market: MarketFrame
    /// What the members said; nil for a learner that does not ask for it.
    public let forecasts: ForecastFrame?

    /// Creates evidence.
    public init(fills: [Fill], decisions: DecisionFrame, market: MarketFrame, forecasts: ForecastFrame? = nil)
    {
        (self.fills, self.decisions, self.market, self.forecasts) = (fills, decisions, market, forecasts)
    }
}

extension Learner {
    /// The slot of a learner.
    public static var kind: StageKind { .learner }
    /// The same with the stage.
    public var role: StageRole { .learner(self) }
}
