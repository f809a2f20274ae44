package import SluiceKit

/// The gates that ship with the program.
package enum Gates {
    package static let all: [any Stage.Type] = [
        BarrierGate.self, BarrierSoftGate.self, ConfidenceGate.self, CooldownGate.self, CorrelationGate.self,
        EventsGate.self, ExitGate.self, ImpactGate.self, LiquidityGate.self, ModelHealthGate.self,
        NettingGate.self, PrefilterGate.self, QuoteSanityGate.self, SessionGate.self, ShortSaleGate.self,
        SlippageGate.self, SpreadGate.self, VolatilityGate.self, VolumeSpikeGate.self,
    ]
}
