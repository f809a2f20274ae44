import SluiceKit
import SluiceMarket

/// Trades as `execution.market` does, and sells what falls too far from its best price.
///
/// A long is closed when its mark is at or below peak x (1 - distance), a short when it is at or above trough x (1 +
/// distance); the best price counts from the first cycle that holds it. The exit is a market order and is asked for until
/// nothing is held. The instrument is not entered again on that side before its target was zero, unknown, or on the other
/// side. Everything is remembered. A mark that is not known moves and hits nothing.
///
/// Worked number: a long with 1% that was at 104.77 is closed at 103.7223.
final class TrailingExecution: Execution {
    static let manifest = Manifest(
        "trailing", "Trades at the market, and closes what falls too far from its best price.")

    typealias Settings = SettingsPair<OwnSettings, QuantitySettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.01...50, help: "How far from its best price a holding is closed.")
        var distance: Percent = 2
    }

    private let distance: Amount
    private let demand: TargetDemand
    private var spent: SpentTargets
    private var stops: [TrailingStop?]

    init(settings: Settings, context: StageContext) {
        let count = context.axes.instruments.count
        distance = Amount(settings.distance.fraction, rounding: .halfEven) ?? .zero
        demand = settings.shared.demand(for: context)
        spent = SpentTargets(count: count)
        stops = Array(repeating: nil, count: count)
    }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        let portfolio = cycle.portfolio
        demand.take(targets, portfolio)
        for index in stops.indices {
            follow(index, portfolio.holdings[index], market)
            spent.take(goal: demand.goal(index), held: portfolio.holdings[index], of: index)
            let isLong = demand.goal(index).map { $0 > .zero } ?? (portfolio.holdings[index] > .zero)
            if spent.isSpent(index, isLong: isLong) { demand.setGoal(.zero, of: index, portfolio) }
        }
        demand.cancelWrong(targets.standing, portfolio, sheet)
        demand.send(MarketPricing(), OrderTerms(), cycle, market, sheet)
    }

    /// Moves an instrument's stop with its mark.
    private func follow(_ index: Int, _ held: Amount, _ market: MarketFrame) {
        guard !held.isZero else {
            stops[index] = nil
            return
        }
        let exitSide: Side = held > .zero ? .sell : .buy
        if stops[index]?.exitSide != exitSide {
            stops[index] = TrailingStop(exitSide: exitSide, distance: distance)
        }
        guard let mark = Amount(market.mark(index), rounding: .halfEven) else { return }
        // A stop that is too large to tell is one that cannot be hit.
        if (try? stops[index]?.mark(mark)) == true { spent.spend(index, isLong: held > .zero) }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(stops.count)
        spent.remember(into: &memory)
        for stop in stops {
            memory.write(stop.map { $0.exitSide == .sell ? 1 : -1 } ?? 0)
            memory.write(stop?.best ?? .zero)
        }
    }

    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == stops.count else {
            throw MemoryMismatch("the memory is of another universe")
        }
        try spent.recall(from: &memory)
        for index in stops.indices {
            let (side, best) = (try memory.int(), try memory.amount())
            stops[index] =
                side == 0
                ? nil
                : TrailingStop(
                    exitSide: side > 0 ? .sell : .buy, distance: distance, best: best > .zero ? best : nil)
        }
    }
}
