import SluiceKit
import SluiceNumerics

/// One cycle's review of targets against the limits on what is held.
struct TargetReview {
    let limits: ExposureLimits
    let targets: ApprovedTargetFrame
    let portfolio: Portfolio

    /// Refuses what adds risk while trading is halted, and clips what exceeds the limit of one instrument.
    func limitEach() {
        let isHalted = targets.standing > .open
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
            if change.added == 0 { continue }
            if isHalted {
                refuse(index, change, current, GuardrailReasons.tradingHalted)
            } else if !limits.allows(weight: target) {
                targets.limit(
                    index, to: limits.clipped(target), GuardrailReasons.positionLimit,
                    observed: target.magnitude * 100, limit: limits.maxPosition * 100)
            }
        }
    }

    /// Scales down what the targets add to the gross until it fits.
    func limitGross() {
        guard targets.standing == .open else { return }
        var (base, added) = (0.0, 0.0)
        for index in 0..<targets.count {
            let change = change(of: index)
            base += change.base.magnitude
            added += change.added.magnitude
        }
        let part = WeightChange.part(of: added, fitting: limits.maxGross, used: base)
        guard part < 1 else { return }
        for index in 0..<targets.count where targets.weight[index].isFinite {
            scale(
                index, by: part, GuardrailReasons.grossLimit,
                observed: (base + added) * 100, limit: limits.maxGross * 100)
        }
    }

    /// Scales down what the targets add on the side that is too heavy until the net fits.
    func limitNet() {
        guard targets.standing == .open, limits.maxNet < .infinity else { return }
        var (net, long, short) = (0.0, 0.0, 0.0)
        for index in 0..<targets.count {
            let change = change(of: index)
            net += change.base + change.added
            long += max(change.added, 0)
            short += max(-change.added, 0)
        }
        guard !(net.magnitude <= limits.maxNet) else { return }
        let isLong = !(net < 0)
        let added = isLong ? long : short
        let part = WeightChange.part(of: added, fitting: limits.maxNet, used: net.magnitude - added)
        for index in 0..<targets.count where targets.weight[index].isFinite {
            guard isLong == (change(of: index).added > 0) else { continue }
            scale(
                index, by: part, GuardrailReasons.netLimit,
                observed: net.magnitude * 100, limit: limits.maxNet * 100)
        }
    }

    /// What an instrument's target changes; a target that leaves the holding as it is changes nothing.
    private func change(of index: Int) -> WeightChange {
        let current = portfolio.heldWeight(index)
        let target = targets.weight[index]
        guard target.isNaN else { return WeightChange(from: current, to: target) }
        let expected = portfolio.expectedWeight(index)
        return WeightChange(from: expected, to: expected)
    }

    private func scale(
        _ index: Int, by part: Double, _ reason: Reason, observed: Double, limit: Double
    ) {
        let current = portfolio.heldWeight(index)
        let change = WeightChange(from: current, to: targets.weight[index])
        if change.added == 0 { return }
        if part > 0 {
            targets.limit(
                index, to: change.weight(adding: part), reason, observed: observed, limit: limit)
        } else {
            refuse(index, change, current, reason, observed: observed, limit: limit)
        }
    }

    /// Leaves of a change what adds no risk.
    private func refuse(
        _ index: Int, _ change: WeightChange, _ current: Double, _ reason: Reason,
        observed: Double = .nan, limit: Double = .nan
    ) {
        let rest = change.base == current ? .nan : change.base
        targets.limit(index, to: rest, reason, observed: observed, limit: limit)
    }
}

extension Portfolio {
    /// The weight of a holding; 0 without one, NaN while it has no price.
    func heldWeight(_ index: Int) -> Double { quantity[index] == 0 ? 0 : weight[index] }

    /// The weight of a holding with or without its open orders, whichever is larger.
    func expectedWeight(_ index: Int) -> Double {
        let held = heldWeight(index)
        guard pending[index] != 0 else { return held }
        let traded = held + pending[index] * mark[index] / equity
        return traded.magnitude < held.magnitude ? held : traded
    }

    /// The sum of the weights, long and short.
    var gross: Double {
        var sum = 0.0
        for index in 0..<count { sum += heldWeight(index).magnitude }
        return sum
    }
}
