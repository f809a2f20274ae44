import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Closes holdings: at a stop, at a profit, before a turning point, when the alpha has turned, or when they are old.
///
/// The first that speaks closes, in this order; see `ExitRule`. The gain is that of the mark over the average price
/// paid. `barrier` takes the probabilities at the decision's horizon, or at the shortest where there is none, and acts
/// above the entry's threshold plus `exit_margin`. The alpha closes when it points the other way by more than its cost.
/// Age counts from the cycle that first saw the holding on its side. Each cause may be off; what is unknown closes
/// nothing. No gate before or after stops an exit.
final class ExitGate: Gate {
    static let stopLoss = Reason("stop_loss", unit: .percent)
    static let takeProfit = Reason("take_profit", unit: .percent)
    static let peakAhead = Reason("exit_peak", unit: .number)
    static let valleyAhead = Reason("exit_valley", unit: .number)
    static let alphaTurned = Reason("exit_alpha", unit: .basisPoints)
    static let tooOld = Reason("holding_too_old", unit: .milliseconds)

    static let manifest = Manifest(
        "exit",
        "Closes holdings at a stop or profit, before a turning point, on a turned alpha, or by age.",
        reasons: [stopLoss, takeProfit, peakAhead, valleyAhead, alphaTurned, tooOld]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0.01...100, help: "Loss on the price paid that closes; off unless set.")
        var stopLoss: Percent?
        @Setting(in: 0.01...10_000, help: "Gain on the price paid that closes; off unless set.")
        var takeProfit: Percent?
        @Setting(help: "Closes when a turning point against the holding is likely.")
        var barrier = false
        @Setting(in: 0...1, help: "Probability of a peak above which no long is entered.")
        var peak = 0.6
        @Setting(in: 0...1, help: "Probability of a valley above which no short is entered.")
        var valley = 0.55
        @Setting(in: 0...1, help: "How much likelier than for an entry the turning point must be.")
        var exitMargin = 0.05
        @Setting(help: "Closes when the expected return turned by more than its cost.")
        var alphaTurned = true
        @Setting(in: .seconds(1) ... .days(3_650), help: "Age of a holding that closes it; off unless set.")
        var maxAge: Span?
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(
            needs: [.init(.decisions), .init(.market)] + (settings.barrier ? [.init(.probabilities)] : []),
            gives: .decisions)
    }

    private let rule: ExitRule
    private let usesBarrier: Bool
    private var opened: HoldingAges

    init(settings: Settings, context: StageContext) throws {
        func threshold(_ entry: Double) -> Double? {
            settings.barrier ? min(entry + settings.exitMargin, 1) : nil
        }
        rule = try ExitRule(
            stopLoss: settings.stopLoss?.fraction, takeProfit: settings.takeProfit?.fraction,
            peakThreshold: threshold(settings.peak), valleyThreshold: threshold(settings.valley),
            heedsAlpha: settings.alphaTurned, maxAge: settings.maxAge.map { Double($0.nanoseconds) / 1e6 })
        usesBarrier = settings.barrier
        opened = HoldingAges(count: context.axes.instruments.count)
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        let portfolio = cycle.portfolio
        for index in 0..<decisions.count {
            let quantity = portfolio.quantity[index]
            opened.update(index, quantity: quantity, at: cycle.now)
            guard quantity != 0, !quantity.isNaN, !decisions.isExit(index) else { continue }
            var holding = ExitRule.Holding(
                direction: quantity > 0 ? 1 : -1, entry: portfolio.averagePrice[index],
                mark: portfolio.mark[index], alphaBps: decisions.alpha[index],
                costBps: decisions.cost[index], age: opened.age(index, at: cycle.now))
            if usesBarrier, let probabilities = evidence.probabilities, probabilities.horizons > 0 {
                let chosen = decisions.horizon[index]
                let isKnown = chosen >= 0 && chosen < Double(probabilities.horizons)
                let horizon = isKnown ? Int(chosen) : 0
                holding.peak = probabilities.peak(horizon: horizon)[index]
                holding.valley = probabilities.valley(horizon: horizon)[index]
            }
            if let verdict = rule.verdict(holding) { close(index, verdict, holding, decisions) }
        }
    }

    private func close(
        _ index: Int, _ verdict: ExitRule.Verdict, _ holding: ExitRule.Holding, _ decisions: DecisionFrame
    ) {
        let (reason, unit): (Reason, Double) =
            switch verdict.cause {
            case .stopLoss: (Self.stopLoss, 100)
            case .takeProfit: (Self.takeProfit, 100)
            case .barrier: (holding.direction > 0 ? Self.peakAhead : Self.valleyAhead, 1)
            case .alpha: (Self.alphaTurned, 1)
            case .age: (Self.tooOld, 1)
            }
        decisions.close(index, reason, observed: verdict.observed * unit, limit: verdict.limit * unit)
    }

    func remember(into memory: inout MemoryWriter) { opened.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try opened.recall(from: &memory) }
}
