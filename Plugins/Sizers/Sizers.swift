package import SluiceKit

/// The sizers that ship with the program.
package enum Sizers {
    package static let all: [any Stage.Type] = [FixedSizer.self, VolatilitySizer.self]
}
