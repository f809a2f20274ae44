import SluiceKit
import SluiceMarket

/// One stage with the frames it reads and writes: what the engine calls once a cycle.
class Step {
    let number: Int32
    let id: String
    let kind: StageKind
    let faultPolicy: FaultPolicy
    let stage: any Stage

    init(_ place: StepPlace, _ stage: any Stage) {
        (number, id, kind, faultPolicy) = (Int32(place.number), place.id, place.kind, place.faultPolicy)
        self.stage = stage
    }

    /// Reads the inputs, writes the output.
    func run(_ cycle: Cycle) throws {}

    /// Leaves the output absent, so that the graph can go on without this stage.
    func degrade() {}

    /// A fingerprint of the output.
    var digest: UInt64 { 0 }
}

/// Where a step stands in the plan.
struct StepPlace {
    let number: Int
    let id: String
    let kind: StageKind
    let faultPolicy: FaultPolicy
}

final class DataStep: Step {
    private let source: any DataSource
    private let derivation: MarketDerivation
    let market: MarketFrame

    init(_ place: StepPlace, _ source: any DataSource, _ market: MarketFrame, _ derivation: MarketDerivation)
    {
        (self.source, self.market, self.derivation) = (source, market, derivation)
        super.init(place, source)
    }

    func nextBar() throws -> Timestamp? { try source.nextBar() }

    override func run(_ cycle: Cycle) throws {
        try source.advance(to: cycle.now, into: market)
        derivation.update(session: cycle.session)
    }

    override var digest: UInt64 { market.digest }
}
