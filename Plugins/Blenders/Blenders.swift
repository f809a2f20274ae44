package import SluiceKit

/// The blenders that ship.
package enum Blenders {
    /// Every blender, in the order of their names.
    package static let all: [any Stage.Type] = [
        AdaptiveBlender.self, CrossHorizonBlender.self, EqualBlender.self, InverseVolatilityBlender.self,
        LeaderBlender.self, MajorityBlender.self, OOFRidgeBlender.self, RegimeBlender.self,
        RidgeRiskParityBlender.self, ZooBlender.self,
    ]
}
