import SluiceKit
import SluiceMarket
import SluiceNumerics

/// The made-up book of `broker.paper`, and what this cycle's orders have taken of it.
///
/// Its best level is the price that an order meets, and its size a part of the bar's volume or a fixed quantity. What
/// one order takes is gone for the next of the cycle.
struct PaperDepth {
    private let profile: DepthProfile
    /// The size of the best level; nil for a part of the volume.
    private let size: Double?
    private let share: Double
    /// What was taken from the side that buyers and sellers meet, by instrument.
    private let taken: ColumnSet

    /// nil unless the settings ask for a book.
    init?(_ settings: PaperBroker.Settings, instruments: Int) throws {
        guard settings.slippageModel == .book else { return nil }
        profile = try DepthProfile(
            levels: settings.bookLevels, tickBps: settings.bookTick.value, decay: settings.bookDecay)
        (size, share) = (settings.bookSize, settings.bookShare.fraction)
        taken = ColumnSet(columns: 2, rows: instruments)
        begin()
    }

    /// Begins a cycle.
    func begin() {
        taken[0].fill(0)
        taken[1].fill(0)
    }

    /// The size of the best level; NaN where it is not known.
    func first(_ index: Int, _ market: MarketFrame) -> Double {
        if let size { return size }
        let volume = market.volume[index]
        return volume >= 0 && volume.isFinite ? volume * share : .nan
    }

    /// What an order gets.
    func walk(
        _ side: Side, _ quantity: Amount, of index: Int, from best: Double, limit: Amount?,
        _ market: MarketFrame
    ) -> BookSide.Walk {
        profile.walk(
            taking: quantity.doubleValue, from: best, sign: side.sign, first: first(index, market),
            taken: taken[side == .buy ? 0 : 1][index], limit: limit?.doubleValue ?? .nan)
    }

    /// What a whole order would cost a unit, all that goes beyond the book at its worst price; NaN where it is not known.
    func average(
        _ side: Side, _ quantity: Amount, of index: Int, from best: Double, _ market: MarketFrame
    ) -> Double {
        let walk = walk(side, quantity, of: index, from: best, limit: nil, market)
        if walk.isComplete { return walk.averagePrice }
        let wanted = quantity.doubleValue
        guard wanted > 0, first(index, market) >= 0 else { return .nan }
        let last = profile.price(ofLevel: profile.levels - 1, best: best, sign: side.sign)
        return (walk.value + (wanted - walk.filled) * last) / wanted
    }

    /// What stands before an order that begins to wait.
    func ahead(_ order: PaperOrder, _ market: MarketFrame) -> Double {
        guard let limit = order.limit else { return 0 }
        let best = order.side == .buy ? market.bid[order.instrument] : market.ask[order.instrument]
        return profile.ahead(
            at: limit.doubleValue, best: best, sign: order.side.sign, first: first(order.instrument, market))
    }

    /// Takes what an order got.
    func take(_ quantity: Amount, _ side: Side, of index: Int) {
        taken[side == .buy ? 0 : 1][index] += quantity.doubleValue
    }
}
