import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct CooldownGateTests {
    private let start = ManualClock.start
    private let market = MarketFrame.test([MarketBar(100), MarketBar(100)])

    private func portfolio(_ fills: [(instrument: Int, time: Timestamp)]) -> Portfolio {
        let portfolio = PortfolioBuilder(instruments: 2).build()
        portfolio.recentFills = fills.map {
            Fill(
                order: OrderID(1), instrument: $0.instrument, side: .buy, quantity: Amount(1),
                price: Amount(100),
                fee: .zero, time: $0.time)
        }
        return portfolio
    }

    @Test func `an instrument that traded pauses, the others do not`() throws {
        let gate = try CooldownGate.test()
        let filled = portfolio([(0, start - .seconds(1))])
        let left = try gate.left(of: [1, 1], in: market, at: start, portfolio: filled)
        #expect(left[0].reason == "cooldown" && left[0].observed == 1_000 && left[0].limit == 5_000)
        #expect(left[1].passes)
        let none = portfolio([])
        #expect(
            try gate.words(of: [-1, 1], in: market, at: start + .milliseconds(3_900), portfolio: none)[0]
                == "cooldown")
        #expect(try gate.left(of: [-1, 1], in: market, at: start + .seconds(4), portfolio: none)[0].passes)
    }

    @Test func `the pause is a setting, and remembered`() throws {
        let gate = try CooldownGate.test("pause: 1m")
        _ = try gate.left(of: [1, 1], in: market, at: start, portfolio: portfolio([(1, start)]))
        let other = try recalled(gate, "pause: 1m", in: .test())
        let later = start + .seconds(59)
        #expect(
            try other.words(of: [1, 1], in: market, at: later, portfolio: portfolio([])) == ["", "cooldown"])
        let none = try CooldownGate.test("pause: 0s")
        #expect(
            try none.left(of: [1, 1], in: market, at: start, portfolio: portfolio([(0, start)]))[0].passes)
    }

    @Test func `a fill of no instrument here is passed over`() throws {
        let gate = try CooldownGate.test()
        let odd = portfolio([(7, start), (-1, start)])
        #expect(try gate.words(of: [1, 1], in: market, at: start, portfolio: odd) == ["", ""])
    }

    @Test(arguments: ["pause: 31d", "pause: -1s", "pause: 5"])
    func `settings have bounds`(yaml: String) { #expect(!CooldownGate.issues(yaml).isEmpty) }
}
