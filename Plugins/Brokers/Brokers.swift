package import SluiceKit

/// The brokers that ship with the program.
package enum Brokers {
    package static let all: [any Stage.Type] = [DryRunBroker.self, PaperBroker.self]
}
