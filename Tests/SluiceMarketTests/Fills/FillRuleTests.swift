import SluiceMarket
import Testing

@Suite struct FillRuleTests {
    private func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    private func rule(spread: Int = 0, slippage: Int = 5, factor: Int = 2) throws -> BarFillRule {
        try #require(
            BarFillRule(
                spread: Amount(spread), slippage: Amount(slippage), volumeFactor: Amount(factor)))
    }

    private func bar(
        _ open: String, high: Int = 110, low: Int = 90, volume: Int = 100
    ) throws -> BarFillRule.Bar {
        BarFillRule.Bar(
            open: try amount(open), high: Amount(high), low: Amount(low), volume: Amount(volume))
    }

    @Test func `a sale at an open of 105,86 with 5 bps of slippage is at 105,80707`() throws {
        #expect(try rule().market(.sell, bar("105.86")) == amount("105.80707"))
        #expect(try rule(spread: 20).market(.buy, bar("100")) == amount("100.15"))
        #expect(try rule().market(.buy, bar("0")) == nil)
        #expect(try rule(slippage: 10_000).market(.sell, bar("100")) == nil)
    }

    @Test func `a limit order fills when touched, at the better of limit and open`() throws {
        let rule = try rule()
        func fill(_ side: Side, _ limit: Int, _ bar: BarFillRule.Bar, quantity: Int = 50) throws -> Amount? {
            try rule.limit(side, Amount(limit), quantity: Amount(quantity), bar)
        }
        #expect(try fill(.buy, 95, bar("100")) == Amount(95))
        #expect(try fill(.buy, 105, bar("100")) == Amount(100))
        #expect(try fill(.buy, 89, bar("100")) == nil)
        #expect(try fill(.sell, 105, bar("100")) == Amount(105))
        #expect(try fill(.sell, 95, bar("100")) == Amount(100))
        #expect(try fill(.sell, 111, bar("100")) == nil)
        #expect(try fill(.buy, 95, bar("100"), quantity: 51) == nil)
        #expect(try fill(.buy, 0, bar("100")) == nil)
        #expect(try fill(.buy, 95, bar("100"), quantity: 0) == nil)
        #expect(try fill(.buy, 95, bar("100", low: 0)) == nil)
    }

    @Test func `a rule has no negative part`() {
        #expect(BarFillRule(spread: Amount(-1), slippage: .zero, volumeFactor: .zero) == nil)
        #expect(BarFillRule(spread: .zero, slippage: Amount(-1), volumeFactor: .zero) == nil)
        #expect(BarFillRule(spread: .zero, slippage: .zero, volumeFactor: Amount(-1)) == nil)
    }

    @Test func `20,000 of 500,000 with a base of 5 and an impact of 100 bps pay 25`() {
        func bps(_ model: SlippageModel, quantity: Double = 20_000, volume: Double = 500_000) -> Double {
            model.bps(base: 5, impact: 100, quantity: quantity, volume: volume)
        }
        #expect(bps(.squareRoot) == 25)
        #expect(bps(.squareRoot, volume: 0).isNaN)
        #expect(bps(.squareRoot, volume: .nan).isNaN)
        #expect(bps(.fixed, volume: .nan) == 5)
        #expect(bps(.volumeBased, quantity: 50_000, volume: .nan) == 10)
        #expect(SlippageModel.fixed.bps(base: 0, impact: 0, quantity: 1, volume: 1) == 0)
    }

    @Test func `60 at 10 and 40 at 11 cost 10,4 on average, fees apart`() throws {
        var account = CashAccount(cash: Amount(2_000), instruments: 2, fee: Amount(10))
        #expect(try account.trade(.buy, Amount(60), of: 0, at: Amount(10)) == nil)
        #expect(try account.trade(.buy, Amount(40), of: 0, at: Amount(11)) == nil)
        #expect(account.averageCost == [try amount("10.4"), .zero])
        #expect(account.fees == (try amount("1.04")))
        #expect(account.cash == (try amount("958.96")))
        #expect(try account.value(at: [Amount(12), .zero]) == amount("2158.96"))
        #expect(try account.trade(.sell, Amount(101), of: 0, at: Amount(11)) == .insufficientShares)
        #expect(try account.trade(.buy, Amount(100), of: 1, at: Amount(10)) == .insufficientFunds)
        #expect(try account.trade(.sell, Amount(100), of: 0, at: Amount(11)) == nil)
        #expect(account.averageCost == [.zero, .zero])
    }

    @Test func `without fee and slippage nothing is lost but what was asked for`() throws {
        var account = CashAccount(cash: Amount(1_000), instruments: 1, fee: .zero)
        #expect(try account.trade(.buy, Amount(100), of: 0, at: Amount(10)) == nil)
        #expect(account.cash == .zero)
        #expect(try account.trade(.sell, Amount(100), of: 0, at: Amount(10)) == nil)
        #expect(account.cash == Amount(1_000))
        #expect(account.fees == .zero)
    }
}
