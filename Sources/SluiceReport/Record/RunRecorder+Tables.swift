import SluiceColumns
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

extension RunRecorder {
    /// Trades, payments, and which horizon an order was sent for.
    func keepEvents(_ engine: Engine) throws(ColumnError) {
        for event in engine.report.events {
            switch event {
            case .filled(let fill): try keep(fill, engine.portfolio)
            case .charged(let charge): try keep(charge, engine.portfolio)
            case .sent(let order): noteHorizon(of: order.request.instrument, engine.report)
            default: break
            }
        }
    }

    /// Prices and fees of another currency are taken at the rate of the cycle.
    private func keep(_ fill: Fill, _ portfolio: Portfolio) throws(ColumnError) {
        let rate = portfolio.rate[fill.instrument]
        let (quantity, price) = (fill.quantity.doubleValue, fill.price.doubleValue * rate)
        traded += quantity * price
        guard let table = tables?[.fills] else { return }
        table.set(0, fill.time.nanoseconds)
        table.set(1, Int64(fill.instrument))
        table.set(2, fill.side == .buy ? Int64(1) : -1)
        table.set(3, Int64(bitPattern: fill.order.number))
        table.set(4, sentHorizon[fill.instrument])
        table.set(5, quantity)
        table.set(6, price)
        table.set(7, fill.fee.doubleValue * rate)
        try table.endRow()
    }

    private func keep(_ charge: Charge, _ portfolio: Portfolio) throws(ColumnError) {
        guard let table = tables?[.charges] else { return }
        table.set(0, charge.time.nanoseconds)
        table.set(1, Int64(Charge.Kind.allCases.firstIndex(of: charge.kind) ?? -1))
        table.set(2, Int64(charge.instrument ?? -1))
        table.set(3, charge.amount.doubleValue * (charge.instrument.map { portfolio.rate[$0] } ?? 1))
        try table.endRow()
    }

    private func noteHorizon(of instrument: Int, _ report: CycleReport) {
        for frame in report.decisions where frame.side[instrument] != 0 {
            sentHorizon[instrument] = Self.number(frame.horizon[instrument])
            return
        }
    }

    private static func number(_ value: Double) -> Int64 { Int64(exactly: value) ?? -1 }

    /// What the account is worth, and at which prices.
    func keepAccount(_ engine: Engine) throws(ColumnError) {
        let portfolio = engine.portfolio
        try keepAccount(
            portfolio, at: engine.report.now, portfolio.equity,
            weight: { portfolio.weight[$0] }, mark: { portfolio.mark[$0] })
    }

    /// The same of a cycle that has passed.
    func keepAccount(_ held: HeldCycles, _ cycle: Int) throws(ColumnError) {
        try keepAccount(
            held.portfolio, at: held.time(cycle), held.equity(cycle),
            weight: { held.weight(cycle, $0) }, mark: { held.mark(cycle, $0) })
    }

    @inline(__always)
    private func keepAccount(
        _ portfolio: Portfolio, at time: Timestamp, _ worth: Double, weight: (Int) -> Double,
        mark: (Int) -> Double
    ) throws(ColumnError) {
        guard let equity = tables?[.equity], let prices = tables?[.prices] else { return }
        var (gross, net) = (0.0, 0.0)
        for index in 0..<portfolio.count {
            let weight = weight(index)
            gross += weight.magnitude
            net += weight
        }
        equity.set(0, time.nanoseconds)
        equity.set(1, worth)
        equity.set(2, portfolio.cash.doubleValue)
        equity.set(3, gross)
        equity.set(4, net)
        equity.set(5, portfolio.fees.doubleValue)
        equity.set(6, portfolio.funding.doubleValue)
        equity.set(7, traded)
        traded = 0
        try equity.endRow()
        prices.set(0, time.nanoseconds)
        for index in 0..<portfolio.count { prices.set(index + 1, mark(index) * portfolio.rate[index]) }
        try prices.endRow()
    }

    /// Decisions that ask for a position, and those that a gate blocked.
    func keepDecisions(_ report: CycleReport) throws(ColumnError) {
        for (branch, frame) in report.decisions.enumerated() {
            for index in 0..<frame.count {
                try keepDecision(frame, index, of: index, branch, report.now)
            }
        }
    }

    /// The same of some cycles of a stretch, whose decisions lie in frames of it.
    func keepDecisions(
        _ stretch: Stretch, _ decisions: [DecisionFrame], _ cycles: Range<Int>
    ) throws(ColumnError) {
        for cycle in cycles {
            let first = cycle * stretch.instruments
            for (branch, frame) in decisions.enumerated() {
                for index in 0..<stretch.instruments {
                    try keepDecision(frame, first + index, of: index, branch, stretch.times[cycle])
                }
            }
        }
    }

    @inline(__always)
    private func keepDecision(
        _ frame: DecisionFrame, _ place: Int, of index: Int, _ branch: Int, _ time: Timestamp
    ) throws(ColumnError) {
        guard frame.side[place] != 0 else { return }
        if let table = tables?.room(in: .decisions) {
            table.set(0, time.nanoseconds)
            table.set(1, Int64(branch))
            table.set(2, Int64(index))
            table.set(3, Self.number(frame.horizon[place]))
            table.set(4, frame.side[place] > 0 ? Int64(1) : -1)
            table.set(5, frame.scale[place])
            table.set(6, frame.alpha[place])
            table.set(7, frame.cost[place])
            table.set(8, frame.net[place])
            try table.endRow()
        }
        if frame.scale[place] == 0 { try keepBlock(frame, place, of: index, time) }
    }

    private func keepBlock(
        _ frame: DecisionFrame, _ place: Int, of index: Int, _ time: Timestamp
    ) throws(ColumnError) {
        guard let table = tables?.room(in: .blocks) else { return }
        let cause = frame.causes[place]
        table.set(0, time.nanoseconds)
        table.set(1, Int64(cause.stage))
        table.set(2, reasons.number(of: cause.reason))
        table.set(3, Int64(index))
        table.set(4, Self.number(frame.horizon[place]))
        table.set(5, frame.side[place] > 0 ? Int64(1) : -1)
        table.set(6, frame.alpha[place])
        table.set(7, frame.cost[place])
        table.set(8, frame.net[place])
        try table.endRow()
    }

    /// What risk stages said of limits that are near or reached; in a still cycle they were not asked.
    func keepRisk(_ engine: Engine) throws(ColumnError) {
        var last: ApprovedTargetFrame?
        for frame in engine.report.approved where frame !== last && !engine.report.isStill {
            last = frame
            risk.see(frame.standingCause, &reasons)
            for warning in frame.warnings { risk.see(warning, &reasons) }
            for index in 0..<frame.count where isRisk(frame.causes[index].stage) {
                risk.see(frame.causes[index], &reasons)
            }
        }
        guard isSampled, let table = tables?[.risk] else { return }
        try risk.write(at: engine.report.now.nanoseconds, to: table)
    }

    /// Whether a cause is of a risk stage: those of sizers stay with the targets that risk stages take.
    private func isRisk(_ stage: Int32) -> Bool {
        riskStages.indices.contains(Int(stage)) && riskStages[Int(stage)]
    }

    /// The weights of members by horizon, and of the choices of learners.
    func keepWeights(_ time: Timestamp) throws(ColumnError) {
        guard let table = tables?[.weights] else { return }
        for (stage, isLearner, columns) in weighed {
            for horizon in 0..<columns.columns {
                for member in 0..<columns.rows where !columns[horizon][member].isNaN {
                    table.set(0, time.nanoseconds)
                    table.set(1, Int64(stage))
                    table.set(2, isLearner ? Int64(-1) : Int64(horizon))
                    table.set(3, Int64(member))
                    table.set(4, columns[horizon][member])
                    try table.endRow()
                }
            }
        }
    }

    /// Where an engine keeps weights, in the order of its stages.
    static func weighed(_ engine: Engine) -> [(stage: Int, isLearner: Bool, columns: ColumnSet)] {
        var (weighed, before): ([(stage: Int, isLearner: Bool, columns: ColumnSet)], Int) = ([], -1)
        for entry in engine.archive.live {
            // Behind a blender's alphas stand the weights that made them; a learner has weights alone.
            let kind = engine.plan.stages[entry.stage].plugin.kind
            if kind == .learner || kind == .blender && before == entry.stage {
                weighed.append((entry.stage, kind == .learner, entry.columns))
            }
            before = entry.stage
        }
        return weighed
    }
}
