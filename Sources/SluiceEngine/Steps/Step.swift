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

    /// Whether the stage has seen enough that its output means what it says.
    var isWarm: Bool { stage.isWarm }

    /// What the engine itself keeps for the stage from one cycle to the next: a fingerprint of all that its form depends
    /// on, but the universe; nil where it keeps nothing.
    var keptForm: UInt64? { nil }

    /// Writes what the engine keeps for the stage.
    func keep(into memory: inout MemoryWriter) {}

    /// Takes what `keep` wrote.
    func takeBack(from memory: inout MemoryReader) throws {}
}

/// Where a step stands in the plan.
struct StepPlace {
    let number: Int
    let id: String
    let kind: StageKind
    let faultPolicy: FaultPolicy
}

final class DataStep: Step {
    let source: any DataSource
    let derivation: MarketDerivation
    let market: MarketFrame

    init(_ place: StepPlace, _ source: any DataSource, _ market: MarketFrame, _ derivation: MarketDerivation)
    {
        (self.source, self.market, self.derivation) = (source, market, derivation)
        super.init(place, source)
    }

    func nextBar() throws -> Timestamp? { try source.nextBar() }

    override func run(_ cycle: Cycle) throws {
        try source.advance(to: cycle.now, into: market)
        try derive(cycle)
    }

    /// Works out what follows from the bars that are fresh in the frame.
    func derive(_ cycle: Cycle) throws(DerivationFault) {
        try derivation.update(at: cycle.now, session: cycle.session)
    }

    override var digest: UInt64 { market.digest }

    override var keptForm: UInt64? { derivation.form }

    /// The frame too: acts before the next cycle see it, and an instrument without a new bar keeps what it had.
    override func keep(into memory: inout MemoryWriter) {
        memory.write(market.values)
        memory.write(market.features.values)
        for index in 0..<market.count {
            memory.write(market.barTime[index])
            memory.write(market.quoteTime[index])
        }
        derivation.remember(into: &memory)
    }

    override func takeBack(from memory: inout MemoryReader) throws {
        try memory.read(into: market.values)
        try memory.read(into: market.features.values)
        for index in 0..<market.count {
            market.barTime[index] = try memory.timestamp()
            market.quoteTime[index] = try memory.timestamp()
        }
        try derivation.recall(from: &memory)
    }
}
