public import SluiceKit

/// Someone who watches a run; called on the engine's thread, between cycles.
public protocol RunObserver: AnyObject {
    /// The first cycle is about to run.
    func began(_ engine: Engine)
    /// A cycle has ended; its report is in `engine.report`.
    func cycleEnded(_ engine: Engine)
    /// The execution stage has acted between two cycles; what happened is in `engine.report`.
    func acted(_ engine: Engine)
    /// The last cycle has ended, and what `on_stop` asks for is done.
    func ended(_ engine: Engine)
    /// Whether it reads what was approved in a cycle; then no cycle ends behind its decisions.
    var readsTargets: Bool { get }
    /// Whether it reads of the orders that went and of the trades among the events of a report.
    var readsOrders: Bool { get }
}

/// Someone who can be told of many cycles at once that left everything as it was; then they need not run one by one.
public protocol StillObserver: RunObserver {
    /// Some cycles have passed in which nobody was asked for targets, and nothing happened at the broker.
    ///
    /// `engine.report`, and what the portfolio is worth, are of the cycle before.
    func passed(_ held: HeldCycles)
    /// What was shown and decided in the first cycles of a stretch, whether they were passed or run, once they are over.
    ///
    /// Of one that was run `engine.report.isOfStretch` was true. Decisions are in frames of the cycles, one for each that
    /// sizers read.
    func showed(_ stretch: Stretch, _ decisions: [DecisionFrame], cycles: Int)
}

extension StillObserver {
    /// Whoever does not say looks at neither.
    public func showed(_ stretch: Stretch, _ decisions: [DecisionFrame], cycles: Int) {}
}

extension RunObserver {
    /// Whoever does not say reads everything.
    public var readsTargets: Bool { true }
    /// Whoever does not say reads everything.
    public var readsOrders: Bool { true }
}
