package import SluiceKit

/// The execution stages that ship with the program.
package enum Executions {
    package static let all: [any Stage.Type] = [
        BracketExecution.self, IcebergExecution.self, LimitExecution.self, MarketExecution.self,
        MarketableLimitExecution.self,
        POVExecution.self, StopExecution.self, StopLimitExecution.self, TWAPExecution.self,
        TrailingExecution.self, VWAPExecution.self,
    ]
}
