package import SluiceKit

/// The blenders that ship.
package enum Blenders {
    /// Every blender, in the order of their names.
    package static let all: [any Stage.Type] = [RidgeRiskParityBlender.self]
}
