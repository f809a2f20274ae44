import SluiceMarket
import Testing

@Suite struct AmountTests {
    private static let greatest = "170141183460469231731687303.715884105727"

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("+0.0", 0), ("1", 1_000_000_000_000), ("-12.5", -12_500_000_000_000),
            ("+12.5", 12_500_000_000_000), ("0.000000000001", 1), ("-0.000000000001", -1),
            ("007", 7_000_000_000_000),
            ("1.500000000000000000000000", 1_500_000_000_000),
            ("123456789.123456789012", 123_456_789_123_456_789_012),
            ("18446744073709551615", 18_446_744_073_709_551_615_000_000_000_000),
            ("18446744.073709551615", 18_446_744_073_709_551_615),
            ("99999999999999999999.999999999999", 99_999_999_999_999_999_999_999_999_999_999),
            ("000000000000000000000000000000000000000000001.25", 1_250_000_000_000), (greatest, .max),
            ("-" + greatest, -.max),
        ] as [(String, Int128)])
    func `reads a plain decimal`(text: String, units: Int128) {
        #expect(Amount(parsing: text)?.units == units)
        #expect(Amount(parsing: Array(text.utf8).span)?.units == units)
        #expect(Amount(parsing: "[\(text)]".dropFirst().dropLast())?.units == units)
        #expect(Amount(parsing: text, rounding: .up)?.units == units)
    }

    @Test(arguments: [
        "", "-", "+", ".", "1.", ".5", "-.5", "1e3", "1E3", "1_000", "1,000", "1 ", " 1", "--1", "+-1",
        "1.2.3", "1..2", "0x1F",
        "inf", "nan", "１", "1-", "0.0000000000001", "1.0000000000001",
        "170141183460469231731687303.715884105728",
        "-170141183460469231731687303.715884105728", "340282366920938463463374607431768211456",
        "999999999999999999999999999999999999999999999999999999999999", "1.000000000000x",
        "9999999999999999999.",
        "99999999999999999999999.5.5", "1.0000000000000.0",
    ])
    func `anything else is nil`(text: String) {
        #expect(Amount(parsing: text) == nil)
    }

    @Test(arguments: [
        ("1.0000000000005", Rounding.halfEven, "1"), ("1.0000000000015", .halfEven, "1.000000000002"),
        ("1.00000000000050000001", .halfEven, "1.000000000001"), ("1.00000000000049999999", .halfEven, "1"),
        ("1.0000000000000000001", .up, "1.000000000001"), ("-1.0000000000000000001", .up, "-1.000000000001"),
        ("-1.0000000000009", .down, "-1"), ("-1.0000000000001", .floor, "-1.000000000001"),
        ("1.0000000000009", .floor, "1"), ("-1.0000000000009", .ceiling, "-1"),
        ("1.0000000000001", .ceiling, "1.000000000001"),
        ("99999999999999999999.0000000000005", .halfEven, "99999999999999999999"),
    ])
    func `further places are rounded where a rounding is named`(
        text: String, rounding: Rounding, expected: String
    ) {
        #expect(Amount(parsing: text, rounding: rounding)?.description == expected)
    }

    @Test func `rounding does not lead past the ends`() {
        #expect(Amount(parsing: Self.greatest + "9", rounding: .down) == .greatest)
        #expect(Amount(parsing: Self.greatest + "9", rounding: .up) == nil)
        #expect(Amount(parsing: "-" + Self.greatest + "9", rounding: .floor) == nil)
        #expect(Amount(parsing: "340282366920938463463374607.4317682114559", rounding: .up) == nil)
    }

    @Test(arguments: [
        (Amount.zero, "0"), (Amount(1), "1"), (Amount(-1), "-1"), (Amount(100_000), "100000"),
        (.leastPositive, "0.000000000001"),
        (Amount.leastPositive.negated, "-0.000000000001"), (.greatest, greatest),
        (Amount.greatest.negated, "-" + greatest),
        (Amount(.max), "9223372036854775807"), (Amount(.min), "-9223372036854775808"),
        (Amount(1_000_000_000_000_000_000), "1000000000000000000"),
        (Amount(999_999_999_999_999_999), "999999999999999999"),
    ])
    func `is written as the shortest plain decimal`(amount: Amount, text: String) {
        #expect(amount.description == text)
    }

    @Test func `what is written reads back`() {
        var dice = Dice(seed: 5)
        for _ in 0..<5_000 {
            let amount = Amount(units: dice.wide(bits: 127))
            #expect(amount.flatMap { Amount(parsing: $0.description) } == amount)
        }
    }

    @Test func `every amount has a negative`() {
        #expect(Amount(units: .min) == nil)
        #expect(Amount.greatest.negated.negated == .greatest)
        #expect(Amount.greatest.negated.magnitude == .greatest)
        #expect(Amount(-3).isNegative)
        #expect(!Amount.zero.isNegative && Amount.zero.isZero && !Amount(1).isZero)
        #expect(Amount(-3) < Amount(2))
    }
}
