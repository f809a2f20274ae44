import SluiceKit
import SluiceMarket

final class ArbiterStep: Step {
    private let arbiter: any Arbiter
    private let alphas: AlphaFrame
    private let market: MarketFrame
    private let weights: WeightFrame?
    private let output: DecisionFrame

    init(
        _ place: StepPlace,
        _ arbiter: any Arbiter,
        _ alphas: AlphaFrame,
        _ market: MarketFrame,
        _ weights: WeightFrame?,
        _ output: DecisionFrame
    ) {
        (self.arbiter, self.alphas, self.market) = (arbiter, alphas, market)
        (self.weights, self.output) = (weights, output)
        super.init(place, arbiter)
    }

    override func run(_ cycle: Cycle) throws {
        output.writer = number
        guard arbiter.clearsDecisions else {
            output.clear()
            return try arbiter.decide(cycle, alphas, market, weights, into: output)
        }
        do {
            try arbiter.decide(cycle, alphas, market, weights, into: output)
        } catch {
            // What was decided in the cycle before is not what is decided now.
            output.clear()
            throw error
        }
    }
    override var digest: UInt64 { output.digest }
}

/// What a gate reads and writes: its own frame, or the one before it when nobody else reads that.
struct GateFrames {
    let input: DecisionFrame
    let output: DecisionFrame
    let market: MarketFrame
    let probabilities: ProbabilityFrame?
    let forecasts: JoinedForecasts?
}

final class GateStep: Step {
    private let gate: any Gate
    private let frames: GateFrames

    init(_ place: StepPlace, _ gate: any Gate, _ frames: GateFrames) {
        (self.gate, self.frames) = (gate, frames)
        super.init(place, gate)
    }

    override func run(_ cycle: Cycle) throws {
        if frames.input !== frames.output { frames.output.copy(frames.input) }
        frames.output.writer = number
        let evidence = GateEvidence(
            probabilities: frames.probabilities, forecasts: frames.forecasts?.gathered()
        )
        try gate.filter(cycle, frames.output, frames.market, evidence)
    }

    /// Blocks every decision: a gate that fails lets nothing through.
    func blockAll(_ reason: Reason) {
        if frames.input !== frames.output { frames.output.copy(frames.input) }
        frames.output.writer = number
        for index in 0..<frames.output.count { frames.output.block(index, reason) }
    }

    override var digest: UInt64 { frames.output.digest }
}

final class SizerStep: Step {
    private let sizer: any Sizer
    let decisions: DecisionFrame
    let market: MarketFrame
    private let output: TargetFrame
    /// What the sizer sees as its account, when it has only a share of it.
    let sleeve: Sleeve?

    init(
        _ place: StepPlace,
        _ sizer: any Sizer,
        _ decisions: DecisionFrame,
        _ market: MarketFrame,
        _ output: TargetFrame,
        sleeve: Sleeve?
    ) {
        (self.sizer, self.decisions, self.market) = (sizer, decisions, market)
        (self.output, self.sleeve) = (output, sleeve)
        super.init(place, sizer)
    }

    override func run(_ cycle: Cycle) throws {
        output.clear()
        output.writer = number
        guard let sleeve else { return try sizer.size(cycle, decisions, market, into: output) }
        sleeve.update(from: cycle.portfolio)
        let own = Cycle(
            number: cycle.number, now: cycle.now, session: cycle.session, portfolio: sleeve.portfolio,
            isSimulated: cycle.isSimulated)
        try sizer.size(own, decisions, market, into: output)
        sleeve.settle(output)
    }
    override var digest: UInt64 { output.digest }

    override var keptForm: UInt64? { sleeve.map { $0.share.bitPattern } }
    override func keep(into memory: inout MemoryWriter) { sleeve?.remember(into: &memory) }
    override func takeBack(from memory: inout MemoryReader) throws { try sleeve?.recall(from: &memory) }
}

/// A share of the account that one of several sizers works with.
///
/// The sizer sees the share as its whole account: equity times the share, and as weights those it last asked for.
/// A weight that it leaves as it is stays at what it last asked for.
final class Sleeve {
    let share: Double
    let portfolio: Portfolio

    init(share: Double, instruments: Int) {
        self.share = share
        portfolio = Portfolio(count: instruments)
    }

    func update(from account: Portfolio) {
        portfolio.equity = account.equity * share
        portfolio.mark.copy(account.mark)
        portfolio.rate.copy(account.rate)
        for index in 0..<portfolio.count {
            portfolio.quantity[index] =
                portfolio.weight[index] * portfolio.equity(for: index) / account.mark[index]
        }
    }

    func settle(_ targets: TargetFrame) {
        for index in 0..<portfolio.count {
            let weight = targets.weight[index]
            if weight.isNaN {
                targets.weight[index] = portfolio.weight[index]
            } else {
                portfolio.weight[index] = weight
            }
        }
    }

    func remember(into memory: inout MemoryWriter) {
        for index in 0..<portfolio.count { memory.write(portfolio.weight[index]) }
    }

    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        for index in 0..<portfolio.count { portfolio.weight[index] = try memory.double() }
    }
}
