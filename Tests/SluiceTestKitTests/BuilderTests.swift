import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct BuilderTests {
    struct Settings: PluginSettings {
        @Setting(in: 0...1_000, help: "Widest spread that lets a decision through.")
        var maxSpread: BasisPoints = 12
    }

    @Test func `a context has what was asked for`() {
        let context = StageContext.test(
            id: "s", instruments: ["X"], horizons: ["1d", "5d"], members: ["a"], every: .days(1),
            calendar: .alwaysOpen)
        #expect(context.axes.instruments == ["X"])
        #expect(context.axes.horizonMinutes == [1_440, 7_200])
        #expect(context.axes.members == ["a"])
        #expect(context.axes.barMinutes == 1_440)
        #expect(context.id == "s")
    }

    @Test func `settings are read as from a file`() throws {
        #expect(try Settings.test("max_spread: 5bps").maxSpread == 5)
        #expect(try Settings.test("{ max_spread: 6bps }").maxSpread == 6)
        #expect(try Settings.test("").maxSpread == 12)
        #expect(Settings.issues("max_spread: 5").map(\.code) == [.missingUnit])
        #expect(throws: SettingsRefused.self) { try Settings.test("max_spread: 5000bps") }
    }

    @Test func `a portfolio is worth its cash and holdings`() {
        let portfolio = PortfolioBuilder(instruments: 3, cash: 9_000)
            .holding(20, of: 0, at: 100, paid: 90)
            .holding(-10, of: 1, at: 100)
            .openOrder(.sell, 5, of: 0, remaining: 3)
            .openOrder(.buy, 1, of: 2, isUnknown: true)
            .paidFees(2.5)
            .build()
        #expect(portfolio.equity == 10_000)
        #expect(portfolio.weight[0] == 0.2 && portfolio.weight[1] == -0.1 && portfolio.weight[2] == 0)
        #expect(portfolio.averagePrice[0] == 90 && portfolio.averagePrice[2].isNaN)
        #expect(portfolio.holdings == [Amount(20), Amount(-10), .zero])
        #expect(portfolio.pending[0] == -3 && portfolio.pending[2] == 1)
        #expect(portfolio.openOrders.map(\.order.id.number) == [1, 2])
        #expect(portfolio.openOrders.map(\.isUnknown) == [false, true])
        #expect(portfolio.fees == Amount(parsing: "2.5"))
        #expect(portfolio.cash == Amount(9_000))
    }

    @Test func `a frame of bars has quotes around them`() {
        let market = MarketFrame.test([MarketBar(100, spread: 10), nil, MarketBar(50, spread: nil)])
        #expect(abs(market.spreadBps(0) - 10) < 1e-9)
        #expect(market.close[1].isNaN && !market.isFresh(1))
        #expect(market.spreadBps(2).isNaN && market.quoteTime[2] == .distantPast)
        #expect(market.volatility[0] == 0.001)
    }

    @Test func `a cycle belongs to the session of its time`() {
        #expect(Cycle.test(now: ManualClock.start).session.iso8601 == "2024-01-02")
    }
}
