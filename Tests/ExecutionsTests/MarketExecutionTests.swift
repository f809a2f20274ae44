import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct MarketExecutionTests {
    /// What the stage asks for, one line each: `buy 151 of 0`, `cancel 1`.
    private func orders(
        _ yaml: String, _ builder: PortfolioBuilder, _ weights: [Double], standing: TradingStanding = .open,
        mark: Double? = nil, equity: Double? = nil
    ) throws -> [String] {
        let portfolio = builder.build()
        for index in weights.indices where portfolio.mark[index].isNaN { portfolio.mark[index] = 100 }
        if let mark { portfolio.mark.fill(mark) }
        if let equity { portfolio.equity = equity }
        let targets = ApprovedTargetFrame(count: weights.count)
        for (index, weight) in weights.enumerated() { targets.weight[index] = weight }
        targets.restrict(standing, Reason("test"))
        let names = weights.indices.map { "I\($0)" }
        let stage = try MarketExecution.test(yaml, in: .test(instruments: names))
        let market = MarketFrame.test(weights.map { _ in MarketBar(100) })
        let sheet = OrderSheet(capacity: weights.count)
        stage.plan(.test(portfolio: portfolio), targets, market, into: sheet)
        return sheet.cancels.map { "cancel \($0.number)" }
            + sheet.requests.map { "\($0.side.rawValue) \($0.quantity) of \($0.instrument)" }
    }

    private func cash(_ count: Int = 1) -> PortfolioBuilder {
        PortfolioBuilder(instruments: count, cash: 100_000)
    }

    /// An account worth 100,000 that holds a quantity of one instrument at 100.
    private func holding(_ quantity: Double, of count: Int = 1) -> PortfolioBuilder {
        PortfolioBuilder(instruments: count, cash: 100_000 - quantity * 100).holding(quantity, of: 0, at: 100)
    }

    @Test func `5 percent of 100,000 at 33 are 151 whole units`() throws {
        #expect(try orders("", cash(), [0.05], mark: 33) == ["buy 151 of 0"])
        #expect(try orders("", cash(), [-0.05], mark: 33) == ["sell 151 of 0"])
    }

    @Test(arguments: [("lot: 0.1", "151.5"), ("lot: 10", "150"), ("lot: 0.000000000001", "151.515151515152")])
    func `quantities are whole lots, rounded toward zero`(yaml: String, quantity: String) throws {
        #expect(try orders(yaml, cash(), [0.05], mark: 33) == ["buy \(quantity) of 0"])
    }

    @Test func `a product that is whole but for binary dust is whole`() throws {
        // 0.07 x 100,000 / 100 is 70.00000000000001 or 69.99999999999999 by the order of the operations.
        for weight in [0.07, 0.14, 0.28, 0.55, 0.56, 0.57] {
            #expect(try orders("", cash(), [weight]) == ["buy \(Int((weight * 1_000).rounded())) of 0"])
        }
    }

    @Test func `what is held and under way is not bought again`() throws {
        #expect(try orders("", holding(30), [0.05]) == ["buy 20 of 0"])
        #expect(try orders("", holding(30).openOrder(.buy, 15, of: 0), [0.05]) == ["buy 5 of 0"])
        #expect(try orders("", holding(30).openOrder(.buy, 40, of: 0, remaining: 20), [0.05]) == [])
        #expect(try orders("", holding(50), [0.05]) == [])
        #expect(try orders("", holding(80), [0.05]) == ["sell 30 of 0"])
        #expect(try orders("", holding(-80), [-0.05]) == ["buy 30 of 0"])
    }

    @Test func `sells come before buys`() throws {
        let book = holding(80, of: 3)
        #expect(try orders("", book, [0, 0.05, -0.02]) == ["sell 80 of 0", "sell 20 of 2", "buy 50 of 1"])
        let short = PortfolioBuilder(instruments: 2, cash: 108_000).holding(-80, of: 0, at: 100)
        #expect(try orders("", short, [0, -0.02]) == ["sell 20 of 1", "buy 80 of 0"])
    }

    @Test func `an order never crosses zero`() throws {
        #expect(try orders("", holding(30), [-0.05]) == ["sell 30 of 0", "sell 50 of 0"])
        #expect(try orders("", holding(-30), [0.05]) == ["buy 30 of 0", "buy 50 of 0"])
        #expect(try orders("lot: 10", holding(33), [-0.05]) == ["sell 33 of 0", "sell 40 of 0"])
    }

    @Test func `an open order on the other side is cancelled first, and the instrument waits`() throws {
        let selling = holding(30, of: 2).openOrder(.sell, 10, of: 0)
        #expect(try orders("", selling, [0.05, 0.01]) == ["cancel 1", "buy 10 of 1"])
        // Too much is under way: 80 held and bought for 50 wanted.
        #expect(try orders("", holding(30).openOrder(.buy, 50, of: 0), [0.05]) == ["cancel 1"])
        #expect(try orders("", holding(30).openOrder(.sell, 10, of: 0), [.nan]) == [])
    }

    @Test func `closing is exact, whatever the lot and the smallest value`() throws {
        let yaml = "{ lot: 10, min_value: 100000 USD }"
        #expect(try orders(yaml, holding(0.123), [0]) == ["sell 0.123 of 0"])
        #expect(try orders(yaml, holding(-7), [0]) == ["buy 7 of 0"])
        #expect(try orders("", holding(30).openOrder(.sell, 30, of: 0), [0]) == [])
        #expect(try orders("", holding(30).openOrder(.sell, 10, of: 0), [0]) == ["sell 20 of 0"])
    }

    @Test func `an order of less than the smallest value is not sent`() throws {
        #expect(try orders("min_value: 5000 USD", cash(), [0.05]) == ["buy 50 of 0"])
        #expect(try orders("min_value: 5000.01 USD", cash(), [0.05]) == [])
        #expect(try orders("min_value: 5000 USD", holding(60), [0.05]) == [])
        #expect(try orders("min_value: 5000 USD", holding(60), [-0.05]) == ["sell 60 of 0", "sell 50 of 0"])
        #expect(try orders("min_value: 5000 USD", holding(60), [-0.04]) == ["sell 60 of 0"])
    }

    @Test(arguments: [
        (0.05, Double.nan, 100_000.0), (0.05, 0, 100_000), (0.05, -1, 100_000), (0.05, 100, .nan),
        (0.05, 100, 0), (0.05, 100, -1), (.nan, 100, 100_000), (.infinity, 100, 100_000),
        (0.05, 1e-300, 100_000), (1e300, 100, 1e300), (0.05, .infinity, 100_000), (0.05, 100, .infinity),
    ])
    func `what is not known sends nothing`(weight: Double, mark: Double, equity: Double) throws {
        #expect(try orders("", holding(30), [weight], mark: mark, equity: equity) == [])
    }

    @Test func `less than a lot sends nothing`() throws {
        #expect(try orders("", cash(), [0.000_9]) == [])
        #expect(try orders("", holding(50), [0.050_9]) == [])
    }

    @Test(arguments: [TradingStanding.reduceOnly, .halt])
    func `while trading is restricted orders only lead toward zero`(standing: TradingStanding) throws {
        func restricted(_ builder: PortfolioBuilder, _ weight: Double) throws -> [String] {
            try orders("", builder, [weight], standing: standing)
        }
        #expect(try restricted(cash(), 0.05) == [])
        #expect(try restricted(holding(50), 0.08) == [])
        #expect(try restricted(holding(50), 0.02) == ["sell 30 of 0"])
        #expect(try restricted(holding(50), -0.05) == ["sell 50 of 0"])
        #expect(try restricted(holding(-50), 0.05) == ["buy 50 of 0"])
        #expect(try restricted(holding(50), 0) == ["sell 50 of 0"])
        // An entry that is under way is an entry.
        #expect(try restricted(cash().openOrder(.buy, 20, of: 0), .nan) == ["cancel 1"])
        #expect(try restricted(holding(50).openOrder(.buy, 20, of: 0), .nan) == ["cancel 1"])
        #expect(try restricted(holding(50).openOrder(.sell, 20, of: 0), .nan) == [])
        #expect(try restricted(holding(50).openOrder(.sell, 60, of: 0), .nan) == ["cancel 1"])
    }

    @Test func `to flatten everything is closed and every other order cancelled`() throws {
        func flattened(_ builder: PortfolioBuilder, _ weights: [Double]) throws -> [String] {
            try orders("", builder, weights, standing: .flatten, mark: .nan, equity: .nan)
        }
        let book = PortfolioBuilder(instruments: 3).holding(0.5, of: 0, at: 100).holding(-7, of: 1, at: 100)
        #expect(try flattened(book, [.nan, 0.05, 0.05]) == ["sell 0.5 of 0", "buy 7 of 1"])
        #expect(try flattened(book.openOrder(.buy, 3, of: 2), [.nan, .nan, .nan]).first == "cancel 1")
        // What is already being closed goes on.
        #expect(try flattened(holding(50).openOrder(.sell, 30, of: 0), [0.05]) == ["sell 20 of 0"])
        #expect(try flattened(holding(50).openOrder(.sell, 50, of: 0), [0.05]) == [])
        // A limit order may never trade.
        let resting = holding(50).openOrder(.sell, 50, of: 0, pricing: .limit(Amount(120)))
        #expect(try flattened(resting, [0.05]) == ["cancel 1"])
    }

    @Test func `nothing more is sent while nobody knows what became of an order`() throws {
        let unknown = cash(2).openOrder(.buy, 10, of: 0, isUnknown: true)
        #expect(try orders("", unknown, [0.05, 0.05]) == ["buy 50 of 1"])
        #expect(try orders("", unknown, [0.05, .nan], standing: .halt) == ["cancel 1"])
    }

    @Test func `random books are led to their targets without overshooting`() throws {
        var dice = Dice(seed: 8)
        let stage = try MarketExecution.test("lot: 0.5", in: .test(instruments: ["A"]))
        let market = MarketFrame.test([MarketBar(100)])
        let sheet = OrderSheet(capacity: 1)
        var sent = 0
        for _ in 0..<3_000 {
            let held = (dice.normal() * 40).rounded() / 2
            let open = (dice.normal() * 20).rounded() / 2
            var builder = PortfolioBuilder(instruments: 1, cash: 100_000 - held * 100)
                .holding(held, of: 0, at: 100)
            if open != 0 { builder = builder.openOrder(open > 0 ? .buy : .sell, open.magnitude, of: 0) }
            let portfolio = builder.build()
            portfolio.mark[0] = 100
            let targets = ApprovedTargetFrame(count: 1)
            let weight = (dice.uniform() - 0.5) / 10
            targets.weight[0] = weight
            if dice.uniform() < 0.3 { targets.restrict(.halt, Reason("test")) }
            sheet.clear()
            stage.plan(.test(portfolio: portfolio), targets, market, into: sheet)
            var position = held + open
            for request in sheet.requests {
                sent += 1
                let signed = request.side.sign * request.quantity.doubleValue
                #expect(position * (position + signed) >= 0, "an order crosses zero")
                position += signed
                #expect((position - weight * 1_000).magnitude < 1_000)
            }
            if targets.standing == .halt {
                #expect(position.magnitude <= max(held.magnitude, (held + open).magnitude))
            }
            if !sheet.requests.isEmpty, targets.standing == .open {
                #expect((position - weight * 1_000).magnitude < 0.5 + 1e-9)
            }
        }
        #expect(sent > 1_000)
    }

    @Test(arguments: ["lot: 0", "lot: -1", "lot: 2000000", "min_value: 5", "min_value: -1 USD", "lot: x"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!MarketExecution.Settings.issues(yaml).isEmpty)
    }
}
