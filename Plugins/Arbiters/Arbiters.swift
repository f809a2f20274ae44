package import SluiceKit

/// The arbiters that ship.
package enum Arbiters {
    /// Every arbiter, in the order of their names.
    package static let all: [any Stage.Type] = [
        CostAwareArbiter.self, SoftmaxArbiter.self, WinnerArbiter.self,
    ]
}
