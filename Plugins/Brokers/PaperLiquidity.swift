import SluiceKit
import SluiceMarket

/// How much of a bar's volume the orders of `broker.paper` may still take.
final class PaperLiquidity {
    /// The part of the volume that fills, 0 to 1; nil for all of every order.
    private let part: Double?
    /// What this cycle's fills have taken, by instrument.
    private let taken: FixedRow<Amount>
    private var hasTaken = false

    init(part: Double?, instruments: Int) {
        self.part = part
        taken = FixedRow(repeating: .zero, count: instruments)
    }

    /// Begins a cycle.
    func begin() {
        guard hasTaken else { return }
        hasTaken = false
        for index in taken.indices { taken[index] = .zero }
    }

    /// Whether it can be told how much of an order may fill.
    func isKnown(_ index: Int, _ market: MarketFrame) -> Bool { part == nil || market.volume[index] >= 0 }

    /// How much of an order may fill: 0 without a new bar, and where the volume is not known.
    func available(to order: inout PaperOrder, _ market: MarketFrame) -> Amount {
        guard let part else { return order.remaining }
        let volume = market.volume[order.instrument]
        guard market.isFresh(order.instrument), volume >= 0 else { return .zero }
        // More than an amount can hold is more than any order wants.
        let most = Amount(volume * part, rounding: .down) ?? .greatest
        guard let rest = try? most.subtracting(taken[order.instrument]), rest < order.remaining else {
            return order.remaining
        }
        return (try? max(rest, .zero).rounded(toMultipleOf: order.step, rounding: .down)) ?? .zero
    }

    /// Takes what was filled.
    func take(_ quantity: Amount, of index: Int) {
        guard part != nil else { return }
        hasTaken = true
        taken[index] = (try? taken[index].adding(quantity)) ?? .greatest
    }
}
