import SluiceKit
import SluiceMarket

/// A child for a part of what others trade, whenever that is a lot.
struct VolumeSlices: SlicePolicy {
    let duration: Span
    let rule: Participation
    let skipsMissed = false

    func due(_ child: Int, of parent: ParentOrder) -> Span? { .zero }

    func quantity(of child: Int, _ parent: ParentOrder) -> Amount? {
        guard let volume = Amount(parent.volume, rounding: .down) else { return nil }
        let quantity = rule.child(of: parent.remaining, volume: volume)
        return quantity > .zero ? quantity : nil
    }
}

/// A child at a time, the next one when the one before has traded.
struct VisibleSlices: SlicePolicy {
    let duration: Span
    let display: Amount
    let minimum: Amount
    let step: Amount
    /// How much the part that can be seen varies, a fraction of it.
    let variation: Double
    let seed: UInt64
    let price: LimitPricing
    let skipsMissed = false

    func due(_ child: Int, of parent: ParentOrder) -> Span? { .zero }

    func quantity(of child: Int, _ parent: ParentOrder) -> Amount? {
        guard parent.openCount == 0 else { return nil }
        return IcebergSlices.child(of: parent.remaining, display: shown(child, parent), minimum: minimum)
    }

    func pricing(_ child: Int, _ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing? {
        price.pricing(side, of: index, market)
    }

    private func shown(_ child: Int, _ parent: ParentOrder) -> Amount {
        guard variation > 0 else { return display }
        let word = UInt64(bitPattern: parent.start.nanoseconds) &+ UInt64(child) &* 0x9E37_79B9_7F4A_7C15
        var dice = Dice(seed: seed ^ word)
        let factor = 1 + variation * (2 * dice.uniform() - 1)
        let varied = Amount(display.doubleValue * factor, rounding: .down)
        let shown = try? varied?.rounded(toMultipleOf: step, rounding: .down)
        return max(shown ?? display, step)
    }
}

/// All that is left at a limit, a step more eager with each try.
struct EagerSlices: SlicePolicy {
    let duration: Span
    let steps: Int
    /// What a step adds to the limit.
    let stride: Amount
    let tick: Amount

    func due(_ child: Int, of parent: ParentOrder) -> Span? {
        guard child < steps else { return nil }
        return SliceTimes(slices: steps, duration: duration)?.offset(of: child)
    }

    func quantity(of child: Int, _ parent: ParentOrder) -> Amount? {
        parent.openCount == 0 ? parent.remaining : nil
    }

    func pricing(_ child: Int, _ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing? {
        guard let touch = PriceReference.opposite.price(side, of: index, market),
            let room = try? stride.multiplied(by: Amount(child), rounding: .halfEven),
            let price = try? touch.adding(side == .buy ? room : room.negated),
            let limit = try? price.rounded(toMultipleOf: tick, rounding: side == .buy ? .ceiling : .floor),
            limit > .zero
        else { return nil }
        return .limit(limit)
    }
}
