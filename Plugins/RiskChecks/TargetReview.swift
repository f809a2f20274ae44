import SluiceKit
import SluiceNumerics

/// One cycle's review of targets against the limits on what is held.
struct TargetReview {
    let limits: ExposureLimits
    let changes: ChangeReview

    private var targets: ApprovedTargetFrame { changes.targets }

    init(limits: ExposureLimits, targets: ApprovedTargetFrame, portfolio: Portfolio) {
        self.limits = limits
        changes = ChangeReview(targets: targets, portfolio: portfolio)
    }

    /// Refuses what adds risk while trading is halted, and clips what exceeds the limit of one instrument.
    func limitEach() {
        let isHalted = targets.standing > .open
        changes.screen(refusing: isHalted ? GuardrailReasons.tradingHalted : nil)
        for index in 0..<targets.count where targets.weight[index].isFinite {
            let target = targets.weight[index]
            guard changes.change(of: index).added != 0, !limits.allows(weight: target) else { continue }
            targets.limit(
                index, to: limits.clipped(target), GuardrailReasons.positionLimit,
                observed: target.magnitude * 100, limit: limits.maxPosition * 100)
        }
    }

    /// Scales down what the targets add to the gross until it fits.
    func limitGross() {
        guard targets.standing == .open else { return }
        let (base, added) = changes.gross
        let part = WeightChange.part(of: added, fitting: limits.maxGross, used: base)
        changes.scaleAll(
            by: part, GuardrailReasons.grossLimit, observed: (base + added) * 100,
            limit: limits.maxGross * 100)
    }

    /// Scales down what the targets add on the side that is too heavy until the net fits.
    func limitNet() {
        guard targets.standing == .open, limits.maxNet < .infinity else { return }
        var (net, long, short) = (0.0, 0.0, 0.0)
        for index in 0..<targets.count {
            let change = changes.change(of: index)
            net += change.base + change.added
            long += max(change.added, 0)
            short += max(-change.added, 0)
        }
        guard !(net.magnitude <= limits.maxNet) else { return }
        let isLong = !(net < 0)
        let added = isLong ? long : short
        let part = WeightChange.part(of: added, fitting: limits.maxNet, used: net.magnitude - added)
        for index in 0..<targets.count where targets.weight[index].isFinite {
            guard isLong == (changes.change(of: index).added > 0) else { continue }
            changes.scale(
                index, by: part, GuardrailReasons.netLimit,
                observed: net.magnitude * 100, limit: limits.maxNet * 100)
        }
    }
}

extension Portfolio {
    /// The weight of a holding; 0 without one, NaN while it has no price, or one that is none.
    func heldWeight(_ index: Int) -> Double {
        if quantity[index] == 0 { return 0 }
        let isPriced = mark[index] > 0 && mark[index].isFinite && weight[index].isFinite
        return isPriced ? weight[index] : .nan
    }

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
