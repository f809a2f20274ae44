package import SluiceKit

/// The gates that ship with the program.
package enum Gates {
    package static let all: [any Stage.Type] = [BarrierGate.self, SpreadGate.self]
}
