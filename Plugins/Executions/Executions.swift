package import SluiceKit

/// The execution stages that ship with the program.
package enum Executions {
    package static let all: [any Stage.Type] = [MarketExecution.self]
}
