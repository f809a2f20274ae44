import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import Executions

/// An execution stage with an account worth 100,000, driven cycle by cycle; its orders are open until a test says
/// otherwise.
final class TradingDesk<Plugin: Execution> {
    private let yaml: String
    private let products: ProductBook
    private(set) var stage: Plugin
    private(set) var portfolio: Portfolio
    let market: MarketFrame
    private let sheet: OrderSheet
    private(set) var now = ManualClock.start
    /// Every order that was asked for, in order.
    private(set) var sent: [ApprovedOrder] = []
    private var number: UInt64 = 0

    init(
        _ yaml: String = "", instruments: Int = 1, price: Double = 100, holding: Double = 0,
        products: ProductBook = .none
    ) throws {
        (self.yaml, self.products) = (yaml, products)
        stage = try Self.built(yaml, instruments, products)
        portfolio = PortfolioBuilder(instruments: instruments, cash: 100_000 - holding * price)
            .holding(holding, of: 0, at: price).build()
        market = MarketFrame.test((0..<instruments).map { _ in MarketBar(price, spread: 2) })
        sheet = OrderSheet(capacity: instruments, products: products)
        portfolio.mark.fill(price)
    }

    private static func built(_ yaml: String, _ instruments: Int, _ products: ProductBook) throws -> Plugin {
        try Plugin.test(
            yaml, in: .test(instruments: (0..<instruments).map { "I\($0)" }, products: products))
    }

    /// Lets the stage plan, and returns what it asks for: `buy 10 of 0 at 99.5`, `cancel 1`.
    func plan(
        _ weights: [Double], standing: TradingStanding = .open, after span: Span = .zero
    ) throws -> [String] {
        let targets = ApprovedTargetFrame(count: weights.count)
        for (index, weight) in weights.enumerated() { targets.weight[index] = weight }
        targets.restrict(standing, Reason("test"))
        return try run(after: span) { try $0.plan($1, targets, $2, into: $3) }
    }

    /// Runs the stage, takes its orders as open and its cancels as done.
    func run(
        after span: Span, _ body: (Plugin, Cycle, MarketFrame, OrderSheet) throws -> Void
    ) throws -> [String] {
        now = now + span
        sheet.clear()
        try body(stage, .test(now: now, portfolio: portfolio), market, sheet)
        portfolio.recentlyFinished.removeAll()
        for id in sheet.cancels { finish(id, .cancelled(Reason("requested"))) }
        for request in sheet.requests {
            number += 1
            let id = ClientOrderID(high: 0, low: number)
            let order = ApprovedOrder(id: OrderID(number), clientID: id, request: request, time: now)
            sent.append(order)
            guard var progress = OrderProgress(quantity: request.quantity) else { continue }
            for event in [OrderEvent.intended, .sent, .accepted] { _ = progress.apply(event) }
            portfolio.open(order, progress)
        }
        return sheet.cancels.map { "cancel \($0.number)" } + sheet.requests.map(Self.words)
    }

    private static func words(_ request: OrderRequest) -> String {
        let order = "\(request.side.rawValue) \(request.quantity) of \(request.instrument)"
        return switch request.pricing {
        case .market: order
        case .limit(let price): "\(order) at \(price)"
        case .stop(let trigger): "\(order) from \(trigger)"
        case .stopLimit(let trigger, let limit): "\(order) from \(trigger) at \(limit)"
        }
    }

    /// Trades a quantity of an open order; all that is left of it when none is given.
    func fill(_ number: UInt64, _ quantity: Amount? = nil) throws {
        guard let place = place(of: number) else { return }
        let open = portfolio.openOrders[place]
        let quantity = quantity ?? open.remaining
        let (index, isBuy) = (open.order.request.instrument, open.order.request.side == .buy)
        portfolio.holdings[index] = try portfolio.holdings[index].adding(isBuy ? quantity : quantity.negated)
        _ = try portfolio.fill(quantity, at: Amount(100), of: place)
        if portfolio.openOrders[place].remaining.isZero { finish(OrderID(number), .filled) }
    }

    func fillAll() throws { for open in portfolio.openOrders { try fill(open.order.id.number) } }

    /// Ends an open order.
    func finish(_ id: OrderID, _ end: FinishedOrder.End) {
        guard let place = place(of: id.number) else { return }
        _ = portfolio.apply(.cancelled, at: place)
        portfolio.finished(at: place, end)
        portfolio.removeFinished()
    }

    func becomeUnknown(_ number: UInt64) {
        if let place = place(of: number) { _ = portfolio.apply(.becameUnknown, at: place) }
    }

    private func place(of number: UInt64) -> Int? {
        portfolio.openOrders.firstIndex { $0.order.id.number == number }
    }

    /// Builds the stage anew with the memory of the one before, as after a restart.
    func restart() throws {
        var writer = MemoryWriter()
        stage.remember(into: &writer)
        stage = try Self.built(yaml, portfolio.count, products)
        var reader = MemoryReader(writer.words)
        try stage.recall(from: &reader)
    }

    func held(_ index: Int = 0) -> Amount { portfolio.holdings[index] }
}

extension TradingDesk where Plugin: TimedExecution {
    /// Lets the stage act between cycles.
    func act(after span: Span = .zero) throws -> [String] {
        try run(after: span) { try $0.act($1, $2, into: $3) }
    }
}
