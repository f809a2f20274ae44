import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// When and at what price `broker.paper` fills.
@Suite struct PaperBrokerTests {
    /// No slippage, no fee, no limit on participation.
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"

    private func words(_ reports: [BrokerReport]) -> [String] { reports.map(\.event.inWords) }

    @Test func `an order fills at the open of the next bar, half the spread and slippage worse`() throws {
        let venue = try PaperVenue("")
        #expect(try venue.next([MarketBar(50, volume: 100_000, spread: 40), nil]).isEmpty)
        #expect(venue.send(.buy, Amount(100)) == .accepted)
        #expect(venue.cash == Amount(100_000))
        // 51 x 1.002 x 1.0005, whatever the spread and close of the bar that fills it.
        let reports = try venue.next([MarketBar(60, open: 51, volume: 100_000, spread: 2), nil])
        #expect(words(reports) == ["filled 100 at 51.127551 for 0.51127551"])
        #expect(reports.map(\.time) == [venue.now])
        #expect(venue.cash == .test("94886.73362449"))
        #expect(venue.held() == Amount(100))
        #expect(try venue.next([MarketBar(60), nil]).isEmpty)
    }

    @Test func `a sale fills below`() throws {
        let venue = try PaperVenue("max_participation: null")
        _ = try venue.next([MarketBar(50, spread: 40), nil])
        _ = venue.send(.sell, Amount(100))
        // 49 x 0.998 x 0.9995
        #expect(
            words(try venue.next([MarketBar(50, open: 49), nil])) == [
                "filled 100 at 48.877549 for 0.48877549"
            ])
        #expect(venue.held() == Amount(-100))
        #expect(venue.cash == .test("104887.26612451"))
    }

    @Test func `100 at an ask of 50 cost 5,002,50 and a fee of 0,50025 at the next quote`() throws {
        let venue = try PaperVenue("{ fill_at: quote, max_participation: null }")
        let bar = MarketBar(49.95, spread: nil)
        _ = try venue.next([bar, nil])
        #expect(venue.send(.buy, Amount(1))?.inWords == "rejected no_quote")
        (venue.market.bid[0], venue.market.ask[0]) = (49.9, 50)
        #expect(venue.send(.buy, Amount(100)) == .accepted)
        #expect(try venue.next([nil, nil]).isEmpty)
        var quoted = bar
        (quoted.bid, quoted.ask) = (49.9, 50)
        #expect(words(try venue.next([quoted, nil])) == ["filled 100 at 50.025 for 0.50025"])
        #expect(venue.cash == .test("94996.99975"))
    }

    @Test func `slippage and fee are settings`() throws {
        let venue = try PaperVenue("{ slippage: 0bps, fee: 20bps, max_participation: null }")
        _ = try venue.next([MarketBar(50, spread: 0), nil])
        _ = venue.send(.buy, Amount(10))
        #expect(words(try venue.next([MarketBar(50, spread: 0), nil])) == ["filled 10 at 50 for 1"])
    }

    @Test func `the account begins with its cash in its currency`() throws {
        let venue = try PaperVenue("cash: 250.5 EUR")
        #expect(venue.broker.account().cash.description == "250.5 EUR")
        #expect(venue.broker.account().holdings == [.zero, .zero])
    }

    @Test func `without a new bar an order waits`() throws {
        let venue = try PaperVenue("{ \(Self.plain) }")
        _ = try venue.next([MarketBar(50, spread: 0), MarketBar(10, spread: 0)])
        _ = venue.send(.buy, Amount(10))
        _ = venue.send(.buy, Amount(10), of: 1)
        #expect(words(try venue.next([nil, MarketBar(11, spread: 0)])) == ["filled 10 at 11 for 0"])
        #expect(words(try venue.next([MarketBar(52, spread: 0), nil])) == ["filled 10 at 52 for 0"])
    }

    @Test(arguments: [Double.nan, 0, -1, .infinity])
    func `a bar without an open waits`(open: Double) throws {
        let venue = try PaperVenue("{ \(Self.plain) }")
        _ = try venue.next([MarketBar(50, spread: 0), nil])
        _ = venue.send(.buy, Amount(10))
        #expect(try venue.next([MarketBar(50, open: open, high: 51, low: 49, spread: 0), nil]).isEmpty)
        #expect(try venue.next([MarketBar(50, spread: 0), nil]).count == 1)
    }

    @Test func `a quote that is no newer than the order does not fill it`() throws {
        let venue = try PaperVenue("{ fill_at: quote, \(Self.plain) }")
        _ = try venue.next([MarketBar(50, spread: 0), nil])
        let quoted = venue.now
        _ = venue.send(.buy, Amount(10))
        _ = try venue.next([MarketBar(51, spread: 0), nil])
        #expect(venue.held() == Amount(10))
        _ = venue.send(.buy, Amount(5))
        venue.market.quoteTime[0] = quoted
        #expect(try venue.next([nil, nil]).isEmpty)
        // A quote of unknown age is as new as its bar.
        venue.market.set(0, MarketBar(52, spread: 0), at: venue.now)
        venue.market.quoteTime[0] = .distantPast
        #expect(try venue.next([]).map(\.event.inWords) == ["filled 5 at 52 for 0"])
    }

    @Test func `at most a part of a bar's volume fills, and the rest stays open`() throws {
        let venue = try PaperVenue("{ slippage: 0bps, fee: 0bps, max_participation: 10% }")
        _ = try venue.next([MarketBar(50, spread: 0), nil])
        _ = venue.send(.buy, Amount(100))
        _ = venue.send(.buy, Amount(30))
        #expect(
            words(try venue.next([MarketBar(50, volume: 509, spread: 0), nil])) == ["filled 50 at 50 for 0"])
        #expect(try venue.next([MarketBar(50, volume: 0, spread: 0), nil]).isEmpty)
        #expect(try venue.next([MarketBar(50, volume: .nan, spread: 0), nil]).isEmpty)
        let rest = words(try venue.next([MarketBar(50, volume: 700, spread: 0), nil]))
        #expect(rest == ["filled 50 at 50 for 0", "filled 20 at 50 for 0"])
        #expect(
            words(try venue.next([MarketBar(50, volume: 1e300, spread: 0), nil])) == ["filled 10 at 50 for 0"]
        )
    }

    @Test(arguments: [("100", "10"), ("1.5", "1.5"), ("100.25", "10.05"), ("0.001", "0.001")])
    func `a part is as fine as the order's own last decimal`(quantity: String, first: String) throws {
        let venue = try PaperVenue("{ slippage: 0bps, fee: 0bps, max_participation: 10% }")
        _ = try venue.next([MarketBar(50, spread: 0), nil])
        _ = venue.send(.buy, .test(quantity))
        let fills = words(try venue.next([MarketBar(50, volume: 100.59, spread: 0), nil]))
        #expect(fills == ["filled \(first) at 50 for 0"])
    }

    @Test func `an unknown volume rejects unless participation has no limit`() throws {
        let bar = MarketBar(50, volume: .nan, spread: 0)
        let limited = try PaperVenue("")
        _ = try limited.next([bar, nil])
        #expect(limited.send(.buy, Amount(1))?.inWords == "rejected volume_unknown")
        let free = try PaperVenue("{ \(Self.plain) }")
        _ = try free.next([bar, nil])
        _ = free.send(.buy, Amount(1))
        #expect(try free.next([bar, nil]).count == 1)
    }

    @Test func `a cancelled order does not fill`() throws {
        let venue = try PaperVenue("")
        _ = try venue.next([MarketBar(50), nil])
        _ = venue.send(.buy, Amount(1))
        #expect(words(venue.cancel(1)) == ["cancelled requested"])
        #expect(venue.cancel(1).isEmpty)
        #expect(try venue.next([MarketBar(50), nil]).isEmpty)
    }

    @Test func `it serves simulated and wall clocks on paper`() throws {
        #expect(PaperBroker.modes == [.backtest, .paper])
        #expect(PaperBroker.servesSimulatedClock)
        let remark = "fills at the next bar's open and half the spread, slippage 5bps, fee 1bps"
        #expect(try PaperVenue("").broker.remarks == [remark])
    }

    @Test(arguments: [
        "cash: 100000", "cash: -1 USD", "slippage: 1001bps", "fee: -1bps", "max_participation: 0%",
        "max_participation: 101%", "fill_at: close", "allow_short: maybe", "slippage: 5",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(!PaperBroker.Settings.issues(yaml).isEmpty)
    }
}
