import SluiceKit
import SluiceMarket

/// Drives an execution stage.
final class ExecutionDriver: StageDriver {
    private let stage: any Execution
    private let world: ContractWorld
    private let targets: TargetFrame
    private let approved: ApprovedTargetFrame
    private let sheet: OrderSheet

    init(_ stage: any Execution, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        targets = TargetFrame(count: world.instruments)
        approved = ApprovedTargetFrame(count: world.instruments)
        sheet = OrderSheet(capacity: max(world.instruments, 8))
    }

    var speaks: Bool { !sheet.requests.isEmpty }

    func prepare(_ number: Int) {
        world.want(targets, number)
        approved.approve(targets)
        sheet.clear()
    }

    func run(_ cycle: Cycle) throws { try stage.plan(cycle, approved, world.market, into: sheet) }

    func describe(into digest: inout Digest) {
        for request in sheet.requests { digest.add(request) }
        for cancel in sheet.cancels { digest.add(cancel.number) }
    }

    func faults(_ number: Int) -> [String] {
        var faults: [String] = []
        var origins: Set<[Int32]> = []
        for request in sheet.requests {
            let (origin, instrument) = (request.origin, Int32(truncatingIfNeeded: request.instrument))
            if origin.parent == nil,
                !origins.insert([instrument, origin.leg, origin.child, origin.replacement]).inserted
            {
                faults.append("asks for two orders of one instrument with one origin")
            }
            if request.quantity <= .zero { faults.append("asks for an order of no or a negative quantity") }
            if request.instrument < 0 || request.instrument >= world.instruments {
                faults.append("asks for an instrument that does not exist")
            }
            for price in [request.pricing.limit, request.pricing.trigger] {
                if let price, price <= .zero { faults.append("asks for a price that is not above zero") }
            }
        }
        return faults
    }
}

/// Drives a learner with fills and decisions.
final class LearnerDriver: StageDriver {
    private let stage: any Learner
    private let world: ContractWorld
    private let decisions: DecisionFrame
    private let forecasts: ForecastFrame?
    private let weights: WeightFrame
    private var fills: [Fill] = []

    init(_ stage: any Learner, _ ports: Ports, _ world: ContractWorld) {
        (self.stage, self.world) = (stage, world)
        decisions = DecisionFrame(count: world.instruments)
        forecasts =
            ports.needs.contains { $0.types.contains(.forecasts) }
            ? ForecastFrame(
                instruments: world.instruments, horizons: world.horizons, members: ContractWorld.members.count
            )
            : nil
        weights = WeightFrame(choices: stage.choices)
    }

    var speaks: Bool { (0..<weights.values.count).contains { !weights.values[$0].isNaN } }

    func prepare(_ number: Int) {
        world.decide(decisions, number)
        if let forecasts { world.fill(forecasts.values, number, "forecasts", scale: 20) }
        var dice = world.dice(number, "fills")
        fills = (0..<world.instruments).compactMap { instrument in
            let price = Amount(world.market.mark(instrument), rounding: .halfEven)
            guard dice.uniform() < 0.3, let price, price > .zero else { return nil }
            return Fill(
                order: OrderID(UInt64(number * world.instruments + instrument + 1)), instrument: instrument,
                side: dice.uniform() < 0.5 ? .buy : .sell, quantity: Amount(10), price: price, fee: Amount(1),
                time: world.conditions.tape.times[number])
        }
    }

    func run(_ cycle: Cycle) throws {
        let evidence = LearnerEvidence(
            fills: fills, decisions: decisions, market: world.market, forecasts: forecasts)
        try stage.learn(cycle, evidence, into: weights)
    }

    func describe(into digest: inout Digest) { digest.add(weights.values) }

    func faults(_ number: Int) -> [String] {
        (0..<weights.values.count).contains { weights.values[$0].isInfinite }
            ? ["gives an infinite weight"] : []
    }

    func adopt(_ other: any StageDriver) {
        if let other = other as? LearnerDriver { weights.values.copy(other.weights.values) }
    }
}

extension Digest {
    /// Adds an exact number.
    mutating func add(_ amount: Amount) {
        add(UInt64(truncatingIfNeeded: amount.units))
        add(UInt64(truncatingIfNeeded: amount.units >> 64))
    }

    /// Adds what an order asks for.
    mutating func add(_ request: OrderRequest) {
        add(UInt64(bitPattern: Int64(request.instrument)))
        add(request.side.rawValue)
        add(request.quantity)
        if let limit = request.pricing.limit { add(limit) }
        if let trigger = request.pricing.trigger { add(trigger) }
    }
}
