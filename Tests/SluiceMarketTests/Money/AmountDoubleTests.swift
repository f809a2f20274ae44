import Testing

@testable import SluiceMarket

@Suite struct AmountDoubleTests {
    @Test(arguments: [
        (0.1, Rounding.halfEven, "0.1"), (-0.1, .halfEven, "-0.1"), (0.3, .down, "0.299999999999"),
        (0.3, .up, "0.3"),
        (0.1, .up, "0.100000000001"), (-0.3, .floor, "-0.3"), (-0.1, .floor, "-0.100000000001"),
        (-0.1, .ceiling, "-0.1"),
        (0.0, .up, "0"), (-0.0, .floor, "0"), (1e-300, .up, "0.000000000001"), (-1e-300, .halfEven, "0"),
        (-.leastNonzeroMagnitude, .floor, "-0.000000000001"), (.leastNonzeroMagnitude, .floor, "0"),
        (100_000, .down, "100000"),
        (1e20, .down, "100000000000000000000"),
        (0x1p-13, .halfEven, "0.000122070312"), (0x1p-13, .up, "0.000122070313"),
        (0x3p-13, .halfEven, "0.000366210938"),
        (9_007_199_254_740_994, .halfEven, "9007199254740994"),
        (0x1p87, .halfEven, "154742504910672534362390528"),
    ])
    func `a binary number is rounded from its exact value`(
        value: Double, rounding: Rounding, expected: String
    ) {
        #expect(Amount(value, rounding: rounding)?.description == expected)
    }

    @Test(arguments: [
        Double.nan, .infinity, -.infinity, 1.702e26, -1.702e26, 0x1p88, 1e300, .greatestFiniteMagnitude,
    ])
    func `what is not finite or too large is nil`(value: Double) {
        for rounding in Rounding.allCases { #expect(Amount(value, rounding: rounding) == nil) }
    }

    @Test(arguments: [
        "0", "0.1", "-0.1", "187.12", "9007.199254740993", "9007.199254740992", "123456789.123456789012",
        "0.000000000001",
        "100000000000000000000", "170141183460469231731687303.715884105727",
        "-3333333333333333333.333333333333",
        "9007199254740993", "9007199254740993.000000000001", "9007199254740992.999999999999",
        "36028797018963967.5",
        "36028797018963970", "36028797018963970.000000000001", "36028797018963969.999999999999",
        "1.000000000000",
    ])
    func `the nearest binary number is that of the text`(text: String) throws {
        let amount = try #require(Amount(parsing: text))
        #expect(amount.doubleValue == Double(text))
    }

    @Test func `any amount's nearest binary number is that of its text`() throws {
        var dice = Dice(seed: 7)
        for _ in 0..<5_000 {
            let amount = try #require(Amount(units: dice.wide(bits: 127)))
            #expect(amount.doubleValue == Double(amount.description))
        }
    }

    @Test func `usual numbers become what any number becomes`() {
        var dice = Dice(seed: 9)
        for _ in 0..<20_000 {
            let whole = Double(
                UInt64.random(in: 0..<1 << 53, using: &dice) >> UInt64.random(in: 0..<53, using: &dice))
            let value =
                whole * Double(sign: .plus, exponent: Int.random(in: -70...4, using: &dice), significand: 1)
            for rounding in Rounding.allCases {
                #expect(Amount(value, rounding: rounding) == Amount(any: value, rounding: rounding))
                #expect(Amount(-value, rounding: rounding) == Amount(any: -value, rounding: rounding))
            }
        }
    }

    @Test func `prices survive the way there and back`() {
        var dice = Dice(seed: 8)
        for _ in 0..<5_000 {
            let cents = Int.random(in: 0..<100_000_000, using: &dice)
            let price = Double(cents) / 100
            #expect(Amount(price, rounding: .halfEven)?.doubleValue == price)
        }
    }
}
