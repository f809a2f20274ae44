import SluiceKit
import SluiceNumerics

/// Turns a sizer's wishes into targets: what the gates left of them, holdings without a decision, the gross target
/// and the no-trade band.
///
/// A blocked decision never increases a holding: what is held stays, shrinks to a smaller wish, or is closed where
/// the wish is on the other side. A holding that is kept wishes for the weight it has. When all wishes together
/// exceed the gross target, all shrink by one factor. The band comes last, so that what it keeps is not traded by the
/// scaling after all. A holding that is closed on purpose is closed whatever the band.
struct WeightPlan {
    static let weightUnknown = Reason("weight_unknown")
    static let entryBlocked = Reason("entry_blocked")
    static let noDecision = Reason("no_decision")
    static let undecidedClosed = Reason("undecided_closed")
    static let alphaTurned = Reason("alpha_turned", unit: .basisPoints)
    static let grossTarget = Reason("gross_target", unit: .percent)
    static let withinBand = Reason("no_trade_band", unit: .basisPoints)

    static let reasons = [
        weightUnknown, entryBlocked, noDecision, undecidedClosed, alphaTurned, grossTarget, withinBand,
    ]

    private let band: NoTradeBand
    private let gross: GrossScaling
    private let undecided: NoDecision
    /// 1 where a holding is closed on purpose, by instrument.
    private let closing: ColumnSet

    init(
        band: NoTradeBand, grossTarget: Double, undecided: NoDecision, instruments: Int
    ) throws(InvalidParameter) {
        self.band = band
        gross = try GrossScaling(limit: grossTarget)
        self.undecided = undecided
        closing = ColumnSet(columns: 1, rows: instruments)
    }

    /// Replaces wishes by targets.
    ///
    /// Each instrument with a decision has the weight it would have if no gate had touched it, or NaN with a cause.
    func apply(_ targets: TargetFrame, _ decisions: DecisionFrame, _ portfolio: Portfolio) {
        var total = 0.0
        for index in 0..<targets.count {
            let held = Self.weight(of: index, in: portfolio)
            closing[0][index] = 0
            if held.isNaN {
                targets.keep(index, Self.weightUnknown)
            } else if decisions.side[index] == 0 {
                total += undecided(index, held: held, targets, decisions, portfolio)
            } else {
                total += decided(index, held: held, targets, decisions)
            }
        }
        trade(targets, portfolio, total: total)
    }

    /// The weight of a holding; 0 without one, NaN while it has no price.
    static func weight(of index: Int, in portfolio: Portfolio) -> Double {
        portfolio.quantity[index] == 0 ? 0 : portfolio.weight[index]
    }

    /// Sets what an instrument without a decision wishes for, and returns how much of the account that is.
    private func undecided(
        _ index: Int, held: Double, _ targets: TargetFrame, _ decisions: DecisionFrame, _ portfolio: Portfolio
    ) -> Double {
        // An entry that has not traded yet is a holding too, as far as closing goes.
        let ahead = held == 0 ? portfolio.pending[index] : held
        guard ahead != 0 else {
            targets.weight[index] = .nan
            return 0
        }
        let alpha = decisions.alpha[index]
        let cost = decisions.cost[index]
        guard undecided.closes(weight: ahead, alpha: alpha, cost: cost) else {
            targets.explain(index, Self.noDecision)
            targets.weight[index] = held
            return held.magnitude
        }
        if undecided == .close {
            targets.explain(index, Self.undecidedClosed)
        } else {
            targets.explain(index, Self.alphaTurned, observed: alpha, limit: cost)
        }
        targets.weight[index] = 0
        closing[0][index] = 1
        return 0
    }

    /// Applies what the gates left of a decision to its wish, and returns how much of the account that is.
    private func decided(
        _ index: Int, held: Double, _ targets: TargetFrame, _ decisions: DecisionFrame
    ) -> Double {
        let wish = targets.weight[index]
        guard wish.isFinite else { return held.magnitude }
        if decisions.isOpen(index) {
            targets.weight[index] = wish * decisions.scale[index]
        } else {
            targets.explain(index, Self.entryBlocked)
            targets.weight[index] = Self.reducing(held, toward: wish)
        }
        return targets.weight[index].magnitude
    }

    /// What of a wish only reduces a holding: 0 where the wish is on the other side.
    private static func reducing(_ held: Double, toward wish: Double) -> Double {
        guard held * wish > 0 else { return 0 }
        return wish.magnitude < held.magnitude ? wish : held
    }

    private func trade(_ targets: TargetFrame, _ portfolio: Portfolio, total: Double) {
        let factor = gross.factor(gross: total)
        for index in 0..<targets.count where targets.weight[index].isFinite && closing[0][index] == 0 {
            let held = Self.weight(of: index, in: portfolio)
            let target = targets.weight[index] * factor
            if target == held || band.keeps(current: held, target: target) {
                targets.weight[index] = .nan
                guard targets.causes[index].reason.isNone else { continue }
                let distance = (target - held).magnitude * 10_000
                targets.explain(index, Self.withinBand, observed: distance, limit: band.width * 10_000)
            } else {
                targets.weight[index] = target
                guard factor < 1 else { continue }
                targets.explain(index, Self.grossTarget, observed: total * 100, limit: gross.limit * 100)
            }
        }
    }
}

extension TargetFrame {
    /// Says why an instrument's weight is not what its decision alone would give.
    fileprivate func explain(
        _ index: Int, _ reason: Reason, observed: Double = .nan, limit: Double = .nan
    ) {
        causes[index] = Cause(reason, observed: observed, limit: limit, stage: writer)
    }
}
