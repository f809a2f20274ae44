import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Turns a sizer's wishes into targets: caps, what the gates left, holdings without a decision, the limits on gross,
/// sectors and net, and the no-trade band.
///
/// Wishes that only say proportions are filled up to the gross target first, none beyond its cap; others are cut at
/// the cap. What a gate then takes away nobody else is given. A blocked decision never increases a holding: what is
/// held stays, shrinks to a smaller wish, or is closed where the wish is on the other side. A holding that is kept
/// wishes for the weight it has. When all wishes together exceed the gross target, all shrink by one factor; then
/// those of a sector above its limit; then those of the heavier side, when the net is too large. The band comes last,
/// so that what it keeps is not traded by the scaling after all. A holding that is closed on purpose, or that a gate
/// wants closed, is closed whatever the band. It is a class, since to ask a struct of a sizer copies it.
final class WeightPlan {
    static let weightUnknown = Reason("weight_unknown")
    static let entryBlocked = Reason("entry_blocked")
    static let exitDecided = Reason("exit_decided")
    static let noDecision = Reason("no_decision")
    static let undecidedClosed = Reason("undecided_closed")
    static let alphaTurned = Reason("alpha_turned", unit: .basisPoints)
    static let grossTarget = Reason("gross_target", unit: .percent)
    static let sectorLimit = Reason("sector_limit", unit: .percent)
    static let netLimit = Reason("net_limit", unit: .percent)
    static let withinBand = Reason("no_trade_band", unit: .basisPoints)

    static let reasons = [
        weightUnknown, entryBlocked, exitDecided, noDecision, undecidedClosed, alphaTurned, grossTarget,
        sectorLimit, netLimit, withinBand,
    ]

    /// How wishes become weights.
    enum Form {
        /// They are weights, cut at the cap.
        case weights
        /// They are proportions, filled up to the gross target.
        case proportions
    }

    private let form: Form
    private let filling: WaterFilling
    private let band: NoTradeBand
    /// What becomes of a holding without a decision.
    let undecided: NoDecision
    private var limits: BookScaling
    /// 1 where a holding is closed on purpose, by instrument.
    private let closing: ColumnSet
    private let concerned: ConcernedList

    init(
        _ book: BookSettings, gross: Double, cap: Double = .infinity, form: Form = .weights,
        instruments: [String]
    ) throws {
        self.form = form
        filling = try WaterFilling(cap: cap, gross: gross)
        band = try NoTradeBand(width: book.noTradeBand.fraction)
        undecided = book.noDecision
        limits = BookScaling(
            gross: try GrossScaling(limit: gross), net: book.maxNet?.fraction ?? .infinity,
            sectors: SectorBook(book.sectors, instruments: instruments))
        closing = ColumnSet(columns: 1, rows: instruments.count)
        concerned = ConcernedList(capacity: instruments.count)
    }

    /// Replaces wishes by targets.
    ///
    /// Each instrument with a decision has the weight it would have if no gate had touched it, or NaN with a cause.
    func apply(_ targets: TargetFrame, _ decisions: DecisionFrame, _ portfolio: Portfolio) {
        apply(to: concerned(targets, decisions, portfolio), targets, decisions, portfolio)
    }

    /// The instruments with a decision, an exit, a holding or an order under way, in their order; others have no target.
    func concerned(
        _ targets: TargetFrame, _ decisions: DecisionFrame, _ portfolio: Portfolio
    ) -> UnsafeBufferPointer<Int> {
        concerned.find(decisions, portfolio, wishes: targets.weight)
    }

    /// Replaces the wishes of the instruments that are concerned; there are no others.
    func apply(
        to concerned: UnsafeBufferPointer<Int>, _ targets: TargetFrame, _ decisions: DecisionFrame,
        _ portfolio: Portfolio
    ) {
        let (weights, sides, closing, fixed) = (targets.weight, decisions.side, closing[0], limits.fixed)
        let (filling, factor) = (filling, form == .weights ? 1 : factor(targets, decisions))
        fixed.fill(0)
        var total = 0.0
        for index in concerned {
            let held = Self.weight(of: index, in: portfolio)
            weights[index] =
                decisions.isDecided(index) ? filling.weight(weights[index], factor: factor) : .nan
            closing[index] = 0
            if decisions.isExit(index) {
                targets.explain(index, Self.exitDecided)
                close(index, targets)
            } else if held.isNaN {
                targets.keep(index, Self.weightUnknown)
            } else if sides[index] == 0 {
                undecided(index, held: held, targets, decisions, portfolio)
            } else if weights[index].isFinite {
                decided(index, held: held, targets, decisions)
            } else {
                fixed[index] = held
            }
            total += weights[index].isFinite ? weights[index].magnitude : fixed[index].magnitude
        }
        limits.scale(weights, total: total)
        trade(concerned, targets, portfolio)
    }

    /// Wishes for weights of a gross below this surely stay as they are; 0 where that depends on more.
    var freeGross: Double { form == .weights ? limits.freeGross : 0 }

    /// The weight of a holding; 0 without one, NaN while it has no price.
    static func weight(of index: Int, in portfolio: Portfolio) -> Double {
        portfolio.quantity[index] == 0 ? 0 : portfolio.weight[index]
    }

    /// What proportions are multiplied by, so that they fill up to the gross target.
    private func factor(_ targets: TargetFrame, _ decisions: DecisionFrame) -> Double {
        let weights = targets.weight
        for index in 0..<targets.count where !decisions.isDecided(index) { weights[index] = .nan }
        return filling.factor(for: UnsafeMutableBufferPointer(start: weights.base, count: targets.count).span)
    }

    private func close(_ index: Int, _ targets: TargetFrame) {
        targets.weight[index] = 0
        closing[0][index] = 1
    }

    /// Sets what an instrument without a decision wishes for.
    private func undecided(
        _ index: Int, held: Double, _ targets: TargetFrame, _ decisions: DecisionFrame, _ portfolio: Portfolio
    ) {
        // An entry that has not traded yet is a holding too, as far as closing goes.
        let ahead = held == 0 ? portfolio.pending[index] : held
        guard ahead != 0 else { return }
        let alpha = decisions.alpha[index]
        let cost = decisions.cost[index]
        guard undecided.closes(weight: ahead, alpha: alpha, cost: cost) else {
            targets.explain(index, Self.noDecision)
            targets.weight[index] = held
            return
        }
        if undecided == .close {
            targets.explain(index, Self.undecidedClosed)
        } else {
            targets.explain(index, Self.alphaTurned, observed: alpha, limit: cost)
        }
        close(index, targets)
    }

    /// Applies what the gates left of a decision to its wish.
    private func decided(
        _ index: Int, held: Double, _ targets: TargetFrame, _ decisions: DecisionFrame
    ) {
        let wish = targets.weight[index]
        if decisions.isOpen(index) {
            targets.weight[index] = wish * decisions.scale[index]
        } else {
            targets.explain(index, Self.entryBlocked)
            targets.weight[index] = Self.reducing(held, toward: wish)
        }
    }

    /// What is left of a holding that may only shrink, when something else is wished for.
    private static func reducing(_ held: Double, toward wish: Double) -> Double {
        if held == 0 || wish == 0 || (held < 0) != (wish < 0) { return 0 }
        return wish.magnitude < held.magnitude ? wish : held
    }

    /// Lets what is within the band be, and says which limits shrank the rest.
    private func trade(
        _ concerned: UnsafeBufferPointer<Int>, _ targets: TargetFrame, _ portfolio: Portfolio
    ) {
        let (weights, closing) = (targets.weight, closing[0])
        for index in concerned where weights[index].isFinite && closing[index] == 0 {
            let held = Self.weight(of: index, in: portfolio)
            let target = weights[index]
            if target == held || band.keeps(current: held, target: target) {
                weights[index] = .nan
                guard targets.causes[index].reason.isNone else { continue }
                let distance = (target - held).magnitude * 10_000
                targets.explain(index, Self.withinBand, observed: distance, limit: band.width * 10_000)
            } else if let limit = limits.binding(index) {
                targets.explain(index, limit.reason, observed: limit.observed * 100, limit: limit.limit * 100)
            }
        }
    }
}

extension DecisionFrame {
    /// Whether there is a decision that is no wish to close.
    fileprivate func isDecided(_ index: Int) -> Bool { side[index].magnitude > 0 && exit[index] != 1 }
}

extension TargetFrame {
    /// Says why an instrument's weight is not what its decision alone would give.
    func explain(_ index: Int, _ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }
}
