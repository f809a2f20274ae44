import SluiceMarket
import Testing

/// Basis points, percentages and volatility.
@Suite struct RatioTests {
    @Test(arguments: [
        ("12bps", 12), ("0.1%", 10), ("-5bps", -5), ("+5bps", 5), ("2.5bps", 2.5), ("0.07%", 7), ("0bps", 0),
        ("100%", 10_000),
        ("0.00000000000000000001bps", 1e-20), ("1.15%", 115),
    ])
    func `basis points`(text: String, value: Double) {
        #expect(BasisPoints(parsing: text)?.value == value)
    }

    @Test(arguments: [
        ("5%", 5), ("80bps", 0.8), ("-2%", -2), ("0.3bps", 0.003), ("7bps", 0.07), ("12.5%", 12.5),
        ("29bps", 0.29), ("0%", 0),
    ])
    func `percentages`(text: String, value: Double) {
        #expect(Percent(parsing: text)?.value == value)
    }

    @Test(arguments: [
        "", "12", "bps", "%", "12 bps", "12bp", "12BPS", "1e2bps", "nan%", "inf%", "1_0%", ".5%", "5.%",
        "--5%", "+-5%", "5%%", "0x5%",
        "5.5.5%", "５%", " 5%", "5% ", "-%", "infinity%", "5‰", "-.%",
        "9" + String(repeating: "0", count: 400) + "%",
    ])
    func `anything else is nil`(text: String) {
        #expect(BasisPoints(parsing: text) == nil)
        #expect(Percent(parsing: text) == nil)
    }

    @Test(arguments: [
        (12.0, "12bps"), (0.8, "0.8bps"), (-2.5, "-2.5bps"), (0, "0bps"), (1e-7, "0.0000001bps"),
        (1.25e-5, "0.0000125bps"),
        (-1e21, "-1000000000000000000000bps"), (1.5e16, "15000000000000000bps"),
        (123_456_789.125, "123456789.125bps"),
        (0.1 + 0.2, "0.30000000000000004bps"),
    ])
    func `is written without an exponent`(value: Double, text: String) {
        #expect(BasisPoints(value).description == text)
    }

    @Test func `what is written reads back`() {
        var dice = Dice(seed: 9)
        var count = 0
        while count < 5_000 {
            let value = Double(bitPattern: dice.next())
            guard value.isFinite else { continue }
            count += 1
            #expect(BasisPoints(parsing: BasisPoints(value).description)?.value == value)
            #expect(Percent(parsing: Percent(value).description)?.value == value)
        }
    }

    @Test func `literals and fractions`() {
        let spread: BasisPoints = 12
        let weight: Percent = 2.5
        #expect(spread.fraction == 0.0012)
        #expect(weight.fraction == 0.025)
        #expect(BasisPoints(fraction: 0.25) == 2_500)
        #expect(Percent(fraction: 0.05) == 5)
        #expect(spread < 12.5 && weight > 2)
    }

    @Test func `volatility grows by the square root of time`() {
        let minute = Volatility(value: 0.01, minutes: 1)
        #expect(minute.scaled(toMinutes: 4) == Volatility(value: 0.02, minutes: 4))
        #expect(Volatility(value: 0.02, minutes: 390).scaled(toMinutes: 97.5).value == 0.01)
        #expect(Volatility.absent.scaled(toMinutes: 5).value.isNaN)
        for minutes in [0, -1, Double.nan] {
            #expect(minute.scaled(toMinutes: minutes).value.isNaN)
            #expect(Volatility(value: 0.01, minutes: minutes).scaled(toMinutes: 5).value.isNaN)
        }
    }

    @Test func `sides are opposite`() {
        #expect(Side.buy.sign == 1 && Side.sell.sign == -1)
        #expect(Side.allCases.allSatisfy { $0.opposite != $0 && $0.opposite.opposite == $0 })
    }
}
