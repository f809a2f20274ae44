import SluiceKit
import SluiceMarket

/// Enters at the market, and keeps two exits at the venue for what is held: one with a profit and one with a loss.
///
/// Exits are for what the entry has traded: what is held without one gets a pair at prices of the average paid so far, and
/// where one exit has traded the other is asked for anew, smaller. Both only reduce, so that together they never close
/// more than is held. The take profit is rounded away from the entry, the stop toward it. When an exit has traded, the
/// instrument is not entered again on that side before its target was zero, unknown, or on the other side. Exits stay while
/// trading is restricted; to flatten, they are cancelled and the market closes.
///
/// Worked number: a long at 100 with 8bps and 10bps takes its profit at 100.08 and stops at 99.90.
final class BracketExecution: Execution {
    static let manifest = Manifest(
        "bracket", "Enters at the market and keeps an exit with a profit and one with a loss at the venue.")

    typealias Settings = SettingsPair<OwnSettings, QuantitySettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.1...5_000, help: "How far from the entry the profit is taken.")
        var takeProfit: BasisPoints = 8

        @Setting(in: 0.1...5_000, help: "How far from the entry the loss is cut.")
        var stopLoss: BasisPoints = 10

        @Setting(
            in: Amount.leastPositive...Amount(1_000_000),
            help: "The step of prices that exits are rounded to.")
        var tick = Amount.hundredth
    }

    private let exits: ExitTerms
    private let demand: TargetDemand
    private var spent: SpentTargets
    /// What the open exits of each instrument are for, by leg.
    private var covered: [ExitCover]

    init(settings: Settings, context: StageContext) {
        let count = context.axes.instruments.count
        exits = ExitTerms(
            takeProfit: settings.takeProfit.amount, stopLoss: settings.stopLoss.amount, tick: settings.tick)
        demand = settings.shared.demand(for: context)
        spent = SpentTargets(count: count)
        covered = Array(repeating: ExitCover(), count: count)
    }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        let portfolio = cycle.portfolio
        demand.take(targets, portfolio)
        takeExits(portfolio)
        for index in covered.indices { hold(index, portfolio) }
        demand.cancelWrong(targets.standing, portfolio, sheet)
        demand.send(MarketPricing(), OrderTerms(), cycle, market, sheet)
        cancelExits(targets.standing, portfolio, sheet)
        guard targets.standing != .flatten else { return }
        for index in covered.indices { addExits(index, cycle, sheet) }
    }

    /// Counts what the open exits are for, and notes which have traded.
    private func takeExits(_ portfolio: Portfolio) {
        for index in covered.indices { covered[index] = ExitCover() }
        for open in portfolio.openOrders where open.order.request.isRestingExit {
            let request = open.order.request
            guard covered.indices.contains(request.instrument) else { continue }
            covered[request.instrument].add(open.remaining, request.origin.leg)
            if open.remaining < request.quantity { noteTrade(request) }
        }
        for finished in portfolio.recentlyFinished
        where finished.order.request.isRestingExit && finished.filled > .zero {
            noteTrade(finished.order.request)
        }
    }

    private func noteTrade(_ exit: OrderRequest) {
        guard covered.indices.contains(exit.instrument) else { return }
        spent.spend(exit.instrument, isLong: exit.side == .sell)
    }

    /// Keeps what an exit has closed from being entered again: what is left is held, or less where less is wanted.
    private func hold(_ index: Int, _ portfolio: Portfolio) {
        let held = portfolio.holdings[index]
        spent.take(goal: demand.goal(index), held: held, of: index)
        guard let goal = demand.goal(index), !goal.isZero, spent.isSpent(index, isLong: goal > .zero) else {
            return
        }
        let isSameSide = (held > .zero) == (goal > .zero) && !held.isZero
        let most = isSameSide ? held : .zero
        demand.setGoal(goal > .zero ? min(goal, most) : max(goal, most), of: index, portfolio)
    }

    /// Cancels exits of what is not held any more, and those that are for more than is.
    private func cancelExits(_ standing: TradingStanding, _ portfolio: Portfolio, _ sheet: OrderSheet) {
        for open in portfolio.openOrders where open.order.request.isRestingExit {
            let request = open.order.request
            guard covered.indices.contains(request.instrument) else { continue }
            let held = portfolio.holdings[request.instrument]
            let isOther = held.isZero || (held > .zero) != (request.side == .sell)
            let isTooMuch = covered[request.instrument].quantity(request.origin.leg) > held.magnitude
            guard standing == .flatten || isOther || isTooMuch else { continue }
            sheet.cancel(open.order.id)
            covered[request.instrument].cancelled(request.origin.leg)
        }
    }

    /// Asks for exits of what is held without.
    private func addExits(_ index: Int, _ cycle: Cycle, _ sheet: OrderSheet) {
        let held = cycle.portfolio.holdings[index]
        guard !held.isZero,
            let prices = exits.prices(held > .zero, paid: cycle.portfolio.averagePrice[index])
        else { return }
        let profit = (OrderLeg.takeProfit, OrderPricing.limit(prices.takeProfit))
        let loss = (OrderLeg.stopLoss, OrderPricing.stop(trigger: prices.stop))
        addExit(index, held.magnitude, prices.exitSide, profit, sheet)
        addExit(index, held.magnitude, prices.exitSide, loss, sheet)
    }

    /// Asks for an exit of what is held without one of its leg.
    private func addExit(
        _ index: Int, _ held: Amount, _ side: Side, _ exit: (leg: Int32, pricing: OrderPricing),
        _ sheet: OrderSheet
    ) {
        guard let rest = try? held.subtracting(covered[index].kept(exit.leg)) else { return }
        let bare = demand.onSteps(rest, of: index)
        guard bare > .zero else { return }
        sheet.add(
            OrderRequest(
                instrument: index, side: side, quantity: bare, pricing: exit.pricing, isReduceOnly: true,
                origin: OrderOrigin(leg: exit.leg)))
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(covered.count)
        spent.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == covered.count else {
            throw MemoryMismatch("the memory is of another universe")
        }
        try spent.recall(from: &memory)
    }
}
