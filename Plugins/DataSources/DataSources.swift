package import SluiceKit

/// The data sources that ship.
package enum DataSources {
    /// Every one of them.
    package static let all: [any Stage.Type] = [CSVBars.self, SimulatedBars.self]
}
