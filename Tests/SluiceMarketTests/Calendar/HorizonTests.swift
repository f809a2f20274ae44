import SluiceMarket
import Testing

@Suite struct HorizonTests {
    @Test(arguments: [
        ("5m", Horizon.Unit.minutes, 5, 5, 5), ("60m", .minutes, 60, 60, 60), ("2h", .minutes, 120, 120, 120),
        ("1d", .sessions, 1, 390, 1_440), ("20d", .sessions, 20, 7_800, 28_800),
        ("999999d", .sessions, 999_999, 389_999_610, 1_439_998_560),
    ])
    func `lasts minutes or sessions`(
        text: String, unit: Horizon.Unit, count: Int, stocks: Int, crypto: Int
    ) throws {
        let horizon = try #require(Horizon(parsing: text))
        #expect(horizon.unit == unit)
        #expect(horizon.count == count)
        #expect(horizon.minutes(inSession: TradingCalendar.newYork.sessionMinutes) == stocks)
        #expect(horizon.minutes(inSession: TradingCalendar.alwaysOpen.sessionMinutes) == crypto)
        #expect(horizon.description == text)
    }

    @Test(arguments: [
        "", "m", "5", "0m", "-5m", "+5m", "05m", "5M", "5s", "1w", "1.5h", "5 m", " 5m", "1000000m", "5mm",
        "５m", "5min", "1e3m",
    ])
    func `anything else is nil`(text: String) {
        #expect(Horizon(parsing: text) == nil)
    }

    @Test func `order by length where a session has 390 minutes, then as written`() {
        let texts = ["1m", "5m", "60m", "1h", "61m", "2h", "390m", "1d", "391m", "5d", "120h"]
        var dice = Dice(seed: 10)
        let horizons = texts.shuffled(using: &dice).compactMap { Horizon(parsing: $0) }
        #expect(horizons.sorted().map(\.description) == texts)
        #expect(Set(horizons).count == texts.count)
    }

    @Test func `a session of any length is no trap`() throws {
        #expect(try #require(Horizon(parsing: "3d")).minutes(inSession: .max) == .max)
        #expect(try #require(Horizon(parsing: "3m")).minutes(inSession: .max) == 3)
    }
}
