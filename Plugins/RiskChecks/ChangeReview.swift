import SluiceKit
import SluiceNumerics

/// What every risk check does with targets: it leaves what reduces a holding, and refuses or scales what adds to one.
struct ChangeReview {
    let targets: ApprovedTargetFrame
    let portfolio: Portfolio

    /// Refuses targets that are no numbers and changes of holdings without a weight; with a reason also all new risk.
    func screen(refusing reason: Reason? = nil, observed: Double = .nan, limit: Double = .nan) {
        let areOdd = TargetPlaces.areOdd(
            targets.count, targets.weight.base, held: portfolio.quantity.base, weights: portfolio.weight.base,
            marks: portfolio.mark.base)
        guard reason != nil || areOdd else { return }
        for index in 0..<targets.count where !targets.weight[index].isNaN {
            let target = targets.weight[index]
            let current = portfolio.heldWeight(index)
            guard target.isFinite else {
                targets.limit(index, to: .nan, GuardrailReasons.invalidTarget, observed: target)
                continue
            }
            // Closing needs neither a price nor a limit.
            if target == 0 { continue }
            guard !current.isNaN else {
                targets.limit(index, to: .nan, GuardrailReasons.weightUnknown)
                continue
            }
            let change = WeightChange(from: current, to: target)
            if let reason, change.added != 0 {
                refuse(index, change, current, reason, observed: observed, limit: limit)
            }
        }
    }

    /// Screens, and allows only what reduces while nobody knows what the account is worth; true when trading is free.
    func begin() -> Bool {
        let equity = portfolio.equity
        guard equity.isFinite, equity > 0 else {
            targets.restrict(.reduceOnly, GuardrailReasons.equityUnknown, observed: equity)
            screen(refusing: GuardrailReasons.equityUnknown, observed: equity)
            return false
        }
        let isRestricted = targets.standing > .open
        screen(refusing: isRestricted ? GuardrailReasons.tradingHalted : nil)
        return !isRestricted
    }

    /// What an instrument's target changes; a target that leaves the holding as it is changes nothing.
    func change(of index: Int) -> WeightChange {
        let target = targets.weight[index]
        guard target.isNaN else { return change(from: portfolio.heldWeight(index), to: target) }
        let expected = portfolio.expectedWeight(index)
        return WeightChange(from: expected, to: expected)
    }

    /// A change to nothing adds nothing, also where nobody knows what is held.
    private func change(from current: Double, to target: Double) -> WeightChange {
        WeightChange(from: target == 0 ? 0 : current, to: target)
    }

    /// The sum of the weights, long and short: what is there without adding, and what is added.
    var gross: (base: Double, added: Double) {
        var (base, added) = (0.0, 0.0)
        for index in 0..<targets.count {
            let change = change(of: index)
            base += change.base.magnitude
            added += change.added.magnitude
        }
        return (base, added)
    }

    /// The weight that an instrument will have when its target is met.
    func weight(after index: Int) -> Double {
        let target = targets.weight[index]
        return target.isNaN ? portfolio.expectedWeight(index) : target
    }

    /// Leaves a part of what a target adds, 0 to 1.
    func scale(
        _ index: Int, by part: Double, _ reason: Reason, observed: Double = .nan, limit: Double = .nan
    ) {
        let current = portfolio.heldWeight(index)
        let change = change(from: current, to: targets.weight[index])
        if change.added == 0 { return }
        if part > 0 {
            targets.limit(
                index, to: change.weight(adding: part), reason, observed: observed, limit: limit)
        } else {
            refuse(index, change, current, reason, observed: observed, limit: limit)
        }
    }

    /// Cuts what a target adds back to a largest weight; a holding beyond it is not sold.
    func cap(
        _ index: Int, at limit: Double, _ reason: Reason, observed: Double = .nan, limit shown: Double = .nan
    ) {
        let change = change(of: index)
        guard change.added != 0, targets.weight[index].magnitude > limit else { return }
        let part = WeightChange.part(of: change.added.magnitude, fitting: limit, used: change.base.magnitude)
        scale(index, by: part, reason, observed: observed, limit: shown)
    }

    /// Leaves of every target the same part of what it adds.
    func scaleAll(by part: Double, _ reason: Reason, observed: Double = .nan, limit: Double = .nan) {
        guard part < 1 else { return }
        for index in 0..<targets.count where targets.weight[index].isFinite {
            scale(index, by: part, reason, observed: observed, limit: limit)
        }
    }

    /// Leaves of a change what adds no risk.
    private func refuse(
        _ index: Int, _ change: WeightChange, _ current: Double, _ reason: Reason,
        observed: Double, limit: Double
    ) {
        let rest = change.base == current ? .nan : change.base
        targets.limit(index, to: rest, reason, observed: observed, limit: limit)
    }
}
