import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// What holding costs at `broker.paper` while time goes by.
@Suite struct PaperCarryTests {
    private static let plain = "slippage: 0bps, fee: 0bps, max_participation: null"
    private static let bar = MarketBar(50, spread: 0)

    /// A venue that holds so much of its first instrument, at 50 each.
    private func venue(holding quantity: Int, _ yaml: String, cash: Int = 100_000) throws -> PaperVenue {
        let venue = try PaperVenue("{ cash: \(cash) USD, \(Self.plain), \(yaml) }", instruments: 2)
        _ = try venue.next([Self.bar, Self.bar])
        _ = venue.send(quantity < 0 ? .sell : .buy, Amount(abs(quantity)))
        _ = try venue.next([Self.bar, Self.bar])
        #expect(venue.held() == Amount(quantity))
        return venue
    }

    private func words(_ venue: PaperVenue, after span: Span) throws -> [String] {
        venue.pass(span - .minutes(1))
        return try venue.next([Self.bar, Self.bar]).map(\.event.inWords)
    }

    /// 200 short at 50 are 10,000: 3% of them for a day are 0.8333 of 360 days and 0.8219 of 365.
    @Test(arguments: [("actual_360", "0.833333333333"), ("actual_365", "0.821917808219")])
    func `a short pays its borrow by time, booked at midnight`(count: String, paid: String) throws {
        let venue = try venue(holding: -200, "borrow_rate: 3%, day_count: \(count)")
        let cash = venue.cash
        let midnight = PaymentTimes(every: .days(1))?.last(through: venue.now)
        let toMidnight = try #require(midnight).since(venue.now) + .days(1)
        #expect(try words(venue, after: toMidnight - .minutes(5)) == [])
        #expect(try words(venue, after: .minutes(5)).count == 1)
        #expect(try words(venue, after: .days(1)) == ["borrow -\(paid)"])
        #expect(venue.cash < cash)
    }

    @Test func `a long position and other names pay no borrow`() throws {
        let long = try venue(holding: 200, "borrow_rate: 3%")
        #expect(try words(long, after: .days(3)) == [])
        let other = try venue(holding: -200, "borrow_rate: { I1: 3%, default: 0% }")
        #expect(try words(other, after: .days(3)) == [])
        let named = try venue(holding: -200, "borrow_rate: { I0: 3%, default: 0% }")
        #expect(try words(named, after: .days(3)).count == 1)
    }

    @Test func `what was covered still pays for the time it was short`() throws {
        let venue = try venue(holding: -200, "borrow_rate: 36%, charge_every: 1h")
        _ = try words(venue, after: .minutes(1))
        _ = venue.send(.buy, Amount(200))
        let told = try words(venue, after: .minutes(1)) + words(venue, after: .hours(1))
        #expect(venue.held().isZero)
        #expect(told.contains { $0.hasPrefix("borrow -") })
        #expect(try words(venue, after: .hours(5)) == [])
    }

    /// 200 long at 50 are 10,000, of which 1bp is 1: a long pays a positive rate, a short receives it.
    @Test(arguments: [(200, "1bps", "-1"), (-200, "1bps", "1"), (200, "-2bps", "2")])
    func `funding is paid at its hours and no others`(held: Int, rate: String, cash: String) throws {
        let venue = try venue(holding: held, "funding_rate: \(rate)")
        let before = venue.cash
        let times = try #require(PaymentTimes(every: .hours(8)))
        let toNext = times.last(through: venue.now).since(venue.now) + .hours(8)
        #expect(try words(venue, after: toNext - .seconds(1)) == [])
        #expect(try words(venue, after: .minutes(1)) == ["funding \(cash)"])
        #expect(try words(venue, after: .hours(7)) == [])
        #expect(venue.cash == (try before.adding(.test(cash))))
        // Two payments that nobody looked at are told together.
        let late = venue.cash
        #expect(try words(venue, after: .hours(16)).count == 1)
        #expect(venue.cash == (try late.adding(.test(cash)).adding(.test(cash))))
    }

    @Test func `funding every hour, by name`() throws {
        let venue = try venue(holding: 200, "funding_rate: { I0: 1bps, default: 0bps }, funding_every: 1h")
        #expect(try words(venue, after: .hours(1)) == ["funding -1"])
        let other = try self.venue(
            holding: 200, "funding_rate: { I1: 1bps, default: 0bps }, funding_every: 1h")
        #expect(try words(other, after: .hours(1)) == [])
    }

    @Test func `cash below zero pays interest, and cash above it none`() throws {
        // 2,000 x 50 = 100,000 of which 10,000 are there: 90,000 at 4% are 10 a day of 360.
        let venue = try venue(holding: 2_000, "cash_rate: 4%, leverage: 20", cash: 10_000)
        #expect(venue.cash == Amount(-90_000))
        _ = try words(venue, after: .days(1))
        #expect(try words(venue, after: .days(1)).first?.hasPrefix("interest -10.0") == true)
        let rich = try self.venue(holding: 200, "cash_rate: 4%")
        #expect(try words(rich, after: .days(9)) == [])
    }

    @Test func `time between cycles is not paid twice, and a broker that is remembered pays the rest`() throws
    {
        let yaml = "borrow_rate: 36%, charge_every: 1h, funding_rate: 1bps, funding_every: 1h"
        let whole = try venue(holding: -200, yaml)
        let first = try words(whole, after: .minutes(30)) + words(whole, after: .hours(3))
        let parted = try venue(holding: -200, yaml)
        var second = try words(parted, after: .minutes(30))
        #expect(try parted.between(after: .seconds(1)).isEmpty)
        var writer = MemoryWriter()
        parted.broker.remember(into: &writer)
        let next = try venue(holding: -200, yaml)
        var reader = MemoryReader(writer.words)
        try next.broker.recall(from: &reader)
        #expect(reader.isAtEnd)
        next.pass(.minutes(30))
        second += try words(next, after: .hours(3))
        #expect(first == second)
        #expect(next.cash == whole.cash)
    }

    @Test func `an account that asks for nothing pays nothing, and an empty one has nothing to pay`() throws {
        let silent = try venue(holding: -200, "day_count: actual_365")
        #expect(try words(silent, after: .days(40)) == [])
        let empty = try PaperVenue("{ borrow_rate: 3%, funding_rate: 1bps, cash_rate: 4% }", instruments: 1)
        for _ in 0..<3 { #expect(try empty.next([nil]).isEmpty) }
        let none = try PaperVenue("{ borrow_rate: 3% }", instruments: 0)
        for _ in 0..<3 { #expect(try none.next([]).isEmpty) }
    }

    @Test func `rates of names that are not in the universe are found`() throws {
        for setting in [
            "borrow_rate: { XXX: 3%, default: 0% }", "funding_rate: { XXX: 3bps, default: 0bps }",
        ] {
            let plan = PlanFacts(every: .minutes(1), calendar: .newYork, horizons: [], instruments: ["I0"])
            var issues: [Diagnostic] = []
            try PaperBroker.Settings.test(setting).check(in: plan, &issues)
            #expect(issues.count == 1)
        }
    }
}
