import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// What the kinds of account at `broker.paper` allow, and what the venue does below the maintenance margin.
@Suite struct PaperMarginTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"

    private func bar(_ price: Double) -> MarketBar { MarketBar(price, spread: 0) }

    private func venue(_ yaml: String, cash: Int = 10_000) throws -> PaperVenue {
        let venue = try PaperVenue("{ cash: \(cash) USD, \(Self.plain), \(yaml) }", instruments: 2)
        _ = try venue.next([bar(50), bar(50)])
        return venue
    }

    private func words(_ venue: PaperVenue, _ first: Double, _ second: Double) throws -> [String] {
        try venue.next([bar(first), bar(second)]).map(\.event.inWords)
    }

    @Test func `a cash account buys what its cash pays for and sells what it holds`() throws {
        let venue = try venue("account: cash")
        #expect(venue.send(.sell, Amount(1))?.inWords == "rejected short_not_allowed")
        #expect(venue.send(.buy, Amount(201))?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(200)) == .accepted)
        _ = try words(venue, 50, 50)
        #expect(venue.send(.sell, Amount(201))?.inWords == "rejected short_not_allowed")
        #expect(venue.send(.sell, Amount(200)) == .accepted)
        #expect(try words(venue, 20, 20) == ["filled 200 at 20 for 0"])
    }

    /// Half of the value for shares and a tenth for contracts, unless the file says otherwise.
    @Test(arguments: [
        ("account: margin", 400), ("account: futures", 2_000),
        ("account: margin, initial_margin: 25%, maintenance_margin: 10%", 800),
    ])
    func `an account on margin holds what its equity carries`(yaml: String, most: Int) throws {
        for side in [Side.buy, .sell] {
            let venue = try venue(yaml)
            #expect(venue.send(side, Amount(most + 1))?.inWords == "rejected insufficient_cash")
            #expect(venue.send(side, Amount(most)) == .accepted)
            #expect(venue.send(side, Amount(1))?.inWords == "rejected insufficient_cash")
            #expect(try words(venue, 50, 50) == ["filled \(most) at 50 for 0"])
            #expect(venue.send(side, Amount(1), of: 1)?.inWords == "rejected insufficient_cash")
            // What closes always may.
            #expect(venue.send(side.opposite, Amount(most)) == .accepted)
        }
    }

    @Test func `below its maintenance margin everything is sold, with a fee`() throws {
        let venue = try venue("account: margin")
        _ = venue.send(.buy, Amount(400))
        _ = try words(venue, 50, 50)
        #expect(venue.cash == Amount(-10_000))
        #expect(try words(venue, 34, 50) == [])
        #expect(try words(venue, 33, 50) == ["venue sell 400 of 0 at 33 for 66"])
        #expect(venue.held().isZero && venue.cash == Amount(3_134))
        #expect(try words(venue, 20, 50) == [])
    }

    @Test func `the position that takes most margin goes first, and what the rest carries stays`() throws {
        let venue = try venue("account: margin, liquidation_fee: 0bps")
        _ = venue.send(.buy, Amount(150), of: 0)
        _ = venue.send(.buy, Amount(240), of: 1)
        _ = try words(venue, 50, 50)
        _ = venue.send(.buy, Amount(1), pricing: .limit(Amount(1)))
        _ = venue.send(.sell, Amount(150), pricing: .limit(Amount(90)), isReduceOnly: true)
        #expect(try words(venue, 32, 32) == ["cancelled margin_call", "venue sell 240 of 1 at 32 for 0"])
        #expect(venue.held(0) == Amount(150) && venue.held(1).isZero)
        // The exit of what was left is still there.
        #expect(try words(venue, 95, 33) == ["filled 150 at 95 for 0"])
    }

    @Test func `a short that rises is bought back`() throws {
        let venue = try venue("account: margin")
        _ = venue.send(.sell, Amount(400))
        _ = try words(venue, 50, 50)
        #expect(venue.cash == Amount(30_000))
        // At 60 the equity is 6,000 and the maintenance 6,000: at it is below it.
        #expect(try words(venue, 59, 50) == [])
        #expect(try words(venue, 60, 50) == ["venue buy 400 of 0 at 60 for 120"])
        #expect(venue.cash == Amount(30_000 - 24_000 - 120))
    }

    @Test func `a gap may leave less than nothing, which buys nothing more`() throws {
        let venue = try venue("account: futures")
        _ = venue.send(.buy, Amount(2_000))
        _ = try words(venue, 50, 50)
        #expect(try words(venue, 40, 50) == ["venue sell 2000 of 0 at 40 for 400"])
        #expect(venue.cash == Amount(-10_400))
        #expect(venue.send(.buy, Amount(1))?.inWords == "rejected insufficient_cash")
        #expect(try words(venue, 40, 50) == [])
    }

    @Test func `a position without a new price waits`() throws {
        let venue = try venue("account: margin")
        _ = venue.send(.buy, Amount(300), of: 0)
        _ = venue.send(.buy, Amount(100), of: 1)
        _ = try words(venue, 50, 50)
        (venue.market.close[0], venue.market.bid[0], venue.market.ask[0]) = (10, 10, 10)
        let told = try venue.next([nil, bar(30)]).map(\.event.inWords)
        #expect(told == ["venue sell 100 of 1 at 30 for 15"])
        #expect(try words(venue, 11, 30) == ["venue sell 300 of 0 at 11 for 16.5"])
    }

    @Test func `the default account is as it was, and closes nothing`() throws {
        let venue = try venue("leverage: 4")
        _ = venue.send(.buy, Amount(800))
        _ = try words(venue, 50, 50)
        #expect(try words(venue, 20, 50) == [])
        #expect(venue.held() == Amount(800))
    }

    @Test(arguments: [
        "account: margin, leverage: 2", "initial_margin: 20%", "maintenance_margin: 20%",
        "account: cash, initial_margin: 20%", "account: margin, initial_margin: 20%, maintenance_margin: 21%",
        "account: futures, cash_rate: 3%", "account: none", "account: margin, maintenance_margin: 101%",
        "liquidation_fee: -1bps",
    ])
    func `settings that do not go together are found`(yaml: String) {
        #expect(!PaperBroker.Settings.issues(yaml).isEmpty)
    }

    /// Runs random orders on a wild market; returns what did not hold.
    private func breaches(_ yaml: String, seed: UInt64) throws -> (breaches: Int, closings: Int) {
        var dice = Dice(seed: seed)
        var builder = MarketBuilder(instruments: ["A", "B", "C"], seed: seed)
        builder.volatility = 0.03
        let tape = builder.tape(cycles: 600)
        let broker = try PaperBroker.test(
            "{ slippage: 0bps, max_participation: null, \(yaml) }",
            in: .test(instruments: ["A", "B", "C"]))
        let market = MarketFrame(count: 3, barMinutes: 1)
        let sheet = ReportSheet(capacity: 100)
        var (cash, holdings) = (Amount(100_000), Array(repeating: Amount.zero, count: 3))
        var orders: [OrderID: ApprovedOrder] = [:]
        var (breaches, closings) = (0, 0)
        func book(_ index: Int, _ side: Side, _ quantity: Amount, _ price: Amount, _ fee: Amount) throws {
            let value = try price.multiplied(by: quantity, rounding: .halfEven)
            cash = try (side == .buy ? cash.subtracting(value) : cash.adding(value)).subtracting(fee)
            holdings[index] = try holdings[index].adding(side == .buy ? quantity : quantity.negated)
        }
        for cycle in 0..<tape.count {
            tape.play(cycle, into: market)
            let now = tape.times[cycle]
            sheet.clear()
            try broker.settle(.test(now: now), market, into: sheet)
            for report in sheet.reports {
                switch report.event {
                case .filled(let quantity, let price, let fee):
                    guard let request = orders[report.order]?.request else { continue }
                    try book(request.instrument, request.side, quantity, price, fee)
                case .traded(let told):
                    closings += 1
                    try book(told.instrument ?? 0, told.side, told.quantity, told.price, told.fee)
                default: break
                }
            }
            let account = broker.account()
            #expect(account.cash.amount == cash && account.holdings == holdings)
            var (equity, value) = (cash.doubleValue, 0.0)
            for index in 0..<3 {
                equity += holdings[index].doubleValue * market.mark(index)
                value += abs(holdings[index].doubleValue) * market.mark(index)
            }
            if value > 0, equity < value * 0.45 - 0.01 { breaches += 1 }
            guard cycle % 3 == 0 else { continue }
            let number = UInt64(cycle + 1)
            sheet.clear()
            let order = ApprovedOrder.test(
                number, dice.uniform() < 0.5 ? .buy : .sell, Amount(Int(dice.uniform() * 1_000) + 1),
                of: Int(dice.next() % 3), at: now)
            orders[order.id] = order
            broker.submit(order, market, into: sheet)
        }
        return (breaches, closings)
    }

    @Test func `no account stays below its maintenance margin, 5 seeds of 600 cycles`() throws {
        var closings = 0
        for seed in 1...5 {
            let found = try breaches("account: margin, maintenance_margin: 45%", seed: UInt64(seed))
            #expect(found.breaches == 0)
            closings += found.closings
        }
        #expect(closings > 5)
        // A venue that never closes is found out.
        #expect(try (1...5).contains { try breaches("leverage: 2", seed: UInt64($0)).breaches > 0 })
    }
}
