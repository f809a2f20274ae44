import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What each instrument has to trade so that its target is reached, beyond what is under way.
///
/// change = goal - holding - open orders, where goal = weight x equity / mark; rounded toward zero to whole lots, but
/// exact where the goal is zero; then to the steps of the product, of which a rest is left. Nothing where the weight, a price, the equity or the fate of an order is unknown.
/// While trading is restricted goals only lead toward zero; to flatten, all are zero.
final class TargetDemand {
    let sizing: OrderSizing
    private let products: ProductBook
    private let book: OpenQuantities
    private let goals: FixedRow<Amount>
    private let hasGoal: FixedRow<Bool>
    /// A goal that is so near what is held that nothing trades, and was not made exact; NaN for any other.
    private let near: FixedRow<Double>
    /// The places of the instruments that may have something to trade.
    private let places: FixedRow<Int>
    private var placeCount = 0
    /// The distance of such a goal: less than a lot by far more than numbers may be off; 0 for lots too small for that.
    let nearness: Double
    /// What each instrument has to trade, signed.
    let changes: FixedRow<Amount>

    init(sizing: OrderSizing, count: Int, products: ProductBook = .none) {
        (self.sizing, self.products) = (sizing, products)
        book = OpenQuantities(count: count)
        goals = FixedRow(repeating: .zero, count: count)
        hasGoal = FixedRow(repeating: false, count: count)
        near = FixedRow(repeating: .nan, count: count)
        places = FixedRow(repeating: 0, count: count)
        changes = FixedRow(repeating: .zero, count: count)
        let lot = sizing.lot.doubleValue
        nearness = lot >= 1e-3 ? lot * 0.999 : 0
    }

    /// Takes the targets of a cycle and cancels the open orders that go the wrong way; their instruments wait.
    func load(
        _ targets: ApprovedTargetFrame, _ portfolio: Portfolio, _ sheet: OrderSheet
    ) {
        take(targets, portfolio)
        cancelWrong(targets.standing, portfolio, sheet)
    }

    /// Takes the targets of a cycle.
    func take(_ targets: ApprovedTargetFrame, _ portfolio: Portfolio) {
        book.load(portfolio)
        if targets.standing == .open, book.isIdle {
            findFar(targets, portfolio)
        } else {
            holdAll()
        }
        for index in candidates {
            let goal = Self.goal(of: index, targets, portfolio)
            (goals[index], hasGoal[index], near[index]) = (goal ?? .zero, goal != nil, .nan)
            changes[index] = change(of: index, portfolio)
        }
    }

    /// The instruments that may have something to trade, in their order; others have nothing.
    var candidates: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: places.base, count: placeCount) }

    /// Lets every instrument be one that may have something to trade.
    private func holdAll() {
        placeCount = places.count
        for index in places.indices { places[index] = index }
    }

    /// Finds the targets that are neither absent nor so near what is held that they surely trade nothing; most are, most
    /// of the time.
    private func findFar(_ targets: ApprovedTargetFrame, _ portfolio: Portfolio) {
        // What a number of the size that `far` looks at may be off is far below the least distance that counts.
        placeCount = TargetPlaces.far(
            TargetPlaces.Known(
                weight: targets.weight.base, held: portfolio.quantity.base, mark: portfolio.mark.base,
                rate: portfolio.rate.base, count: places.count),
            equity: portfolio.equity, nearness: nearness, near: near.base, hasGoal: hasGoal.base,
            into: places.base)
        for index in changes.indices { changes[index] = .zero }
    }

    /// Makes exact what was so near that it could wait.
    private func settle(_ index: Int) {
        guard !near[index].isNaN else { return }
        let goal = Amount(near[index], rounding: .halfEven)
        (goals[index], hasGoal[index], near[index]) = (goal ?? .zero, goal != nil, .nan)
    }

    /// Counts again what is held and under way, for the goals of the last cycle.
    func refresh(_ portfolio: Portfolio) {
        book.load(portfolio)
        holdAll()
        for index in changes.indices { changes[index] = change(of: index, portfolio) }
    }

    /// Holds another goal for an instrument, such as zero after a stop.
    func setGoal(_ goal: Amount, of index: Int, _ portfolio: Portfolio) {
        (goals[index], hasGoal[index], near[index]) = (goal, true, .nan)
        changes[index] = change(of: index, portfolio)
        if placeCount < places.count { holdAll() }
    }

    /// Whether it is known how much an instrument has to trade, and it need not wait for a cancel.
    func isKnown(_ index: Int) -> Bool { hasGoal[index] && !book.isUnknown(index) && !book.waits(index) }

    /// What an instrument is to be held in; nil to leave it as it is.
    func goal(_ index: Int) -> Amount? {
        settle(index)
        return hasGoal[index] ? goals[index] : nil
    }

    /// Lets an instrument wait for a cancel.
    func wait(_ index: Int) { book.wait(index) }

    /// Takes an order that was asked for off what is to be traded.
    func take(_ quantity: Amount, of index: Int) {
        let isBuy = changes[index] > .zero
        changes[index] = (try? changes[index].subtracting(isBuy ? quantity : quantity.negated)) ?? .zero
    }

    /// An instrument's change in two orders that do not cross zero: what closes a holding and what opens one, either
    /// zero where there is nothing or too little of it.
    func parts(of index: Int, _ portfolio: Portfolio) -> (closing: Amount, opening: Amount) {
        guard !book.waits(index), let position = book.position(index, in: portfolio) else {
            return (.zero, .zero)
        }
        // The least value of an order is of the account's currency.
        let (quantity, mark) = (changes[index].magnitude, portfolio.unitValue(index))
        let isClosing = (position < .zero) == (changes[index] > .zero) && !position.isZero
        var closing = isClosing ? min(quantity, position.magnitude) : .zero
        guard let rest = try? quantity.subtracting(closing) else { return (closing, .zero) }
        if closing != position.magnitude, !sizing.isWorthwhile(closing, mark) { closing = .zero }
        closing = onSteps(closing, of: index)
        let opening = onSteps(sizing.wholeLots(rest), of: index)
        return (closing, opening > .zero && sizing.isWorthwhile(opening, mark) ? opening : .zero)
    }

    private func change(of index: Int, _ portfolio: Portfolio) -> Amount {
        settle(index)
        guard hasGoal[index], !book.isUnknown(index), let position = book.position(index, in: portfolio),
            let change = try? goals[index].subtracting(position)
        else { return .zero }
        if goals[index].isZero { return change }
        let lots = sizing.wholeLots(change)
        let quantity = onSteps(lots.magnitude, of: index)
        return lots.isNegative ? quantity.negated : quantity
    }

    /// A quantity without sign on the steps of a product, toward zero; 0 when nothing is left.
    func onSteps(_ quantity: Amount, of index: Int) -> Amount {
        if products.isEmpty { return quantity }
        return (try? products.quantityStep(of: index).floor(quantity)) ?? .zero
    }

    private static func goal(
        of index: Int, _ targets: ApprovedTargetFrame, _ portfolio: Portfolio
    ) -> Amount? {
        if targets.standing == .flatten { return .zero }
        let weight = targets.weight[index]
        guard weight.isFinite else { return nil }
        if weight == 0 { return .zero }
        let (equity, mark) = (portfolio.equity(for: index), portfolio.mark[index])
        guard equity > 0, mark > 0, mark.isFinite,
            let goal = Amount(weight * equity / mark, rounding: .halfEven)
        else {
            return nil
        }
        guard targets.standing > .open else { return goal }
        let held = portfolio.holdings[index]
        return min(max(goal, min(held, .zero)), max(held, .zero))
    }

    /// Cancels the open orders that go the wrong way; their instruments wait.
    func cancelWrong(
        _ standing: TradingStanding, _ portfolio: Portfolio, _ sheet: OrderSheet
    ) {
        for open in portfolio.openOrders {
            let index = open.order.request.instrument
            guard changes.indices.contains(index), !open.order.request.isRestingExit else { continue }
            let isWrong =
                standing > .open && !book.reduces(open.order.request, portfolio, standing)
                || changes[index] != .zero && (changes[index] < .zero) == (open.order.request.side == .buy)
            guard isWrong else { continue }
            sheet.cancel(open.order.id)
            book.wait(index)
        }
    }
}
