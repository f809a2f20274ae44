package import SluiceKit

/// The sizers that ship with the program.
package enum Sizers {
    package static let all: [any Stage.Type] = [
        CrossSectionalSizer.self, FixedSizer.self, HierarchicalRiskParitySizer.self, ImpactLimitedSizer.self,
        KellySizer.self, MeanVarianceSizer.self, MinimumVarianceSizer.self, RiskParitySizer.self,
        VolatilitySizer.self, VolatilityTargetSizer.self,
    ]
}
