import SluiceMarket
import Testing

@Suite struct ExitTests {
    private func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    private func bracket(
        _ side: Side, _ entry: String, gain: String = "8", loss: String = "10", tick: String = "0.01"
    ) throws -> BracketPrices? {
        try BracketPrices(
            side: side, entry: amount(entry), takeProfit: amount(gain), stopLoss: amount(loss),
            tick: amount(tick))
    }

    private func trailing(_ exitSide: Side, _ distance: String) throws -> TrailingStop {
        let distance = try amount(distance)
        return try #require(TrailingStop(exitSide: exitSide, distance: distance))
    }

    @Test func `a sale at 34,292,66 takes its profit at 34,265,22 and stops at 34,326,95`() throws {
        let prices = try #require(try bracket(.sell, "34292.66"))
        #expect(prices.takeProfit == (try amount("34265.22")))
        #expect(prices.stop == (try amount("34326.95")))
        #expect(prices.exitSide == .buy)
    }

    @Test func `the profit is rounded away from the entry and the stop toward it`() throws {
        let long = try #require(try bracket(.buy, "100", gain: "1", loss: "1", tick: "1"))
        #expect(long.takeProfit == Amount(101))
        #expect(long.stop == Amount(100))
        let short = try #require(try bracket(.sell, "100", gain: "1", loss: "1", tick: "1"))
        #expect(short.takeProfit == Amount(99))
        #expect(short.stop == Amount(100))
        // The very last digit counts: nothing is rounded on the way.
        let fine = try #require(try bracket(.buy, "1.000000000001", gain: "0.000000000001", tick: "0.5"))
        #expect(fine.takeProfit == (try amount("1.5")))
    }

    @Test func `what is no price has no bracket`() throws {
        #expect(try bracket(.buy, "0") == nil)
        #expect(try bracket(.buy, "-1") == nil)
        #expect(try bracket(.buy, "1", tick: "0") == nil)
        #expect(try bracket(.buy, "1", gain: "-1") == nil)
        #expect(try bracket(.buy, "1", loss: "10000") == nil)
        #expect(throws: AmountOverflow.self) { try bracket(.buy, "170000000000000000000000000") }
    }

    @Test func `a buy is woken at or above its trigger and a sale at or below, once`() {
        var buy = StopTrigger(side: .buy, price: Amount(100))
        #expect([99, 100, 101].map { buy.fire(at: Amount($0)) } == [false, true, false])
        var sale = StopTrigger(side: .sell, price: Amount(100))
        #expect(
            [101, 0, -1, 100, 99].map { sale.fire(at: Amount($0)) } == [false, false, false, true, false])
        #expect(sale.hasFired)
    }

    @Test func `a long with 1 percent that was at 104,77 stops at 103,7223`() throws {
        var trailing = try trailing(.sell, "0.01")
        #expect(trailing.stop == nil)
        #expect(try !trailing.mark(Amount(100)))
        #expect(try !trailing.mark(amount("104.77")))
        #expect(try !trailing.mark(.zero))
        #expect(try !trailing.mark(amount("103.7224")))
        #expect(trailing.stop == (try amount("103.7223")))
        let again = TrailingStop(exitSide: .sell, distance: trailing.distance, best: trailing.best)
        #expect(again == trailing)
        #expect(try trailing.mark(amount("103.7223")))
    }

    @Test func `a short mirrors it`() throws {
        var trailing = try trailing(.buy, "0.01")
        #expect(try !trailing.mark(Amount(100)))
        #expect(try !trailing.mark(Amount(90)))
        #expect(trailing.stop == (try amount("90.9")))
        #expect(try trailing.mark(amount("90.9")))
        #expect(TrailingStop(exitSide: .buy, distance: .zero) == nil)
        #expect(TrailingStop(exitSide: .buy, distance: Amount(1)) == nil)
        var first = try self.trailing(.buy, "0.01")
        #expect(throws: AmountOverflow.self) { _ = try first.mark(.greatest) }
    }

    @Test func `1,000 walks of seed 38 never loosen a trailing stop`() throws {
        var dice = Dice(seed: 38)
        for round in 0..<1_000 {
            let exitSide: Side = round % 2 == 0 ? .sell : .buy
            var trailing = try trailing(exitSide, "0.05")
            var before: Amount?
            for _ in 0..<30 {
                let price = try #require(
                    Amount(units: Int128(dice.next() % 40_000_000_000_000) + 80_000_000_000_000))
                _ = try trailing.mark(price)
                let stop = try #require(trailing.stop)
                if let before { #expect(exitSide == .sell ? stop >= before : stop <= before) }
                before = stop
            }
        }
    }
}
