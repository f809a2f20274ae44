import SluiceKit
import SluiceMarket

/// Drives a data source along the times of the contract's market.
final class DataDriver: StageDriver {
    private let stage: any DataSource
    private let world: ContractWorld
    private let market: MarketFrame
    private let before: MarketFrame
    private var now = Timestamp.distantPast

    init(_ stage: any DataSource, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        market = world.conditions.tape.frame()
        before = world.conditions.tape.frame()
    }

    var speaks: Bool { (0..<market.count).contains { market.isFresh($0) } }

    func prepare(_ number: Int) { before.copy(market) }

    func run(_ cycle: Cycle) throws {
        now = cycle.now
        try stage.advance(to: cycle.now, into: market)
    }

    func describe(into digest: inout Digest) { digest.add(market.digest) }

    func faults(_ number: Int) throws -> [String] {
        var faults: [String] = []
        let last = number > 0 ? world.conditions.tape.times[number - 1] : .distantPast
        for index in 0..<market.count {
            if market.barTime[index] > now || market.quoteTime[index] > now {
                faults.append("shows a bar or quote before its time")
            }
            if market.isFresh(index), market.barTime[index] <= last {
                faults.append("calls a bar fresh that ended before the last cycle")
            }
            let isKept =
                market.barTime[index] == before.barTime[index]
                && market.close[index].bitPattern == before.close[index].bitPattern
            if !market.isFresh(index), !isKept { faults.append("changes a bar that is not fresh") }
        }
        if let next = try stage.nextBar(), next <= now {
            faults.append("says that the next bar ended at a time it was already asked for")
        }
        return faults
    }

    func adopt(_ other: any StageDriver) {
        if let other = other as? DataDriver { market.copy(other.market) }
    }
}
