import Testing

@testable import SluiceMarket

@Suite struct AmountArithmeticTests {
    private func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    @Test func `sums are exact, and an error beyond the ends`() throws {
        #expect(try amount("0.1").adding(amount("0.2")) == amount("0.3"))
        #expect(try amount("0.1").subtracting(amount("0.3")) == amount("-0.2"))
        #expect(try Amount.greatest.subtracting(.greatest) == .zero)
        #expect(throws: AmountOverflow.outOfRange) { try Amount.greatest.adding(.leastPositive) }
        #expect(throws: AmountOverflow.outOfRange) {
            try Amount.greatest.negated.adding(Amount.leastPositive.negated)
        }
        #expect(throws: AmountOverflow.outOfRange) { try Amount.greatest.negated.subtracting(.leastPositive) }
        #expect(throws: AmountOverflow.outOfRange) { try Amount.greatest.negated.subtracting(.greatest) }
    }

    @Test(arguments: [
        ("187.12", "300", Rounding.halfEven, "56136"), ("0.000001", "0.000001", .halfEven, "0.000000000001"),
        ("0.000001", "0.0000005", .halfEven, "0"), ("0.000001", "0.0000015", .halfEven, "0.000000000002"),
        ("0.000001", "0.0000005", .up, "0.000000000001"), ("-0.000001", "0.0000005", .up, "-0.000000000001"),
        ("-0.000001", "0.0000005", .floor, "-0.000000000001"), ("-0.000001", "0.0000009", .ceiling, "0"),
        ("-0.000001", "-0.0000001", .ceiling, "0.000000000001"), ("0.000001", "0.0000009", .down, "0"),
        ("123456789012.345678", "98765432.109876543211", .halfEven, "12193263113702179433.609205901236"),
        ("10000000000000", "10000000000000", .halfEven, "100000000000000000000000000"),
        ("170141183460469231731687303.715884105727", "1", .up, "170141183460469231731687303.715884105727"),
        (
            "170141183460469231731687303.715884105727", "-1", .down,
            "-170141183460469231731687303.715884105727"
        ),
        ("170141183460469231731687303.715884105727", "0", .up, "0"),
    ])
    func `products`(a: String, b: String, rounding: Rounding, expected: String) throws {
        #expect(try amount(a).multiplied(by: amount(b), rounding: rounding).description == expected)
        #expect(try amount(b).multiplied(by: amount(a), rounding: rounding).description == expected)
    }

    @Test(arguments: [
        ("1", "3", Rounding.halfEven, "0.333333333333"), ("2", "3", .halfEven, "0.666666666667"),
        ("2", "3", .down, "0.666666666666"), ("-2", "3", .floor, "-0.666666666667"),
        ("-2", "3", .ceiling, "-0.666666666666"),
        ("1", "-3", .up, "-0.333333333334"), ("0.000000000001", "2", .halfEven, "0"),
        ("0.000000000003", "2", .halfEven, "0.000000000002"),
        ("0", "-7", .up, "0"),
        ("170141183460469231731687303.715884105727", "170141183460469231731687303.715884105727", .up, "1"),
        ("0.000000000001", "170141183460469231731687303.715884105727", .up, "0.000000000001"),
        ("170141183460469231731687303.715884105727", "-1", .up, "-170141183460469231731687303.715884105727"),
        ("100000000000000000000000000", "10000000000000", .halfEven, "10000000000000"),
    ])
    func `quotients`(a: String, b: String, rounding: Rounding, expected: String) throws {
        #expect(try amount(a).divided(by: amount(b), rounding: rounding).description == expected)
    }

    @Test(arguments: [
        ("187.1234", "0.01", Rounding.halfEven, "187.12"), ("187.125", "0.01", .halfEven, "187.12"),
        ("187.135", "0.01", .halfEven, "187.14"), ("187.121", "0.01", .ceiling, "187.13"),
        ("-187.121", "0.01", .ceiling, "-187.12"),
        ("-187.121", "0.01", .floor, "-187.13"), ("-187.129", "0.01", .down, "-187.12"),
        ("-187.121", "0.01", .up, "-187.13"),
        ("250", "100", .down, "200"), ("250", "-100", .halfEven, "200"), ("350", "100", .halfEven, "400"),
        ("5", "0.0625", .up, "5"),
        ("0.3", "7", .halfEven, "0"), ("-0.3", "7", .floor, "-7"),
    ])
    func `multiples of ticks and lots`(
        value: String, step: String, rounding: Rounding, expected: String
    ) throws {
        #expect(
            try amount(value).rounded(toMultipleOf: amount(step), rounding: rounding).description == expected)
    }

    @Test func `what does not fit is an error`() throws {
        let wide = Amount.greatest
        for rounding in Rounding.allCases {
            #expect(throws: AmountOverflow.outOfRange) { try wide.multiplied(by: wide, rounding: rounding) }
            #expect(throws: AmountOverflow.outOfRange) {
                try wide.multiplied(by: Amount(2), rounding: rounding)
            }
            #expect(throws: AmountOverflow.outOfRange) {
                try wide.negated.multiplied(by: Amount(-2), rounding: rounding)
            }
            #expect(throws: AmountOverflow.outOfRange) {
                try wide.divided(by: .leastPositive, rounding: rounding)
            }
            #expect(throws: AmountOverflow.outOfRange) {
                try Amount(.max).divided(by: .leastPositive, rounding: rounding)
            }
            #expect(throws: AmountOverflow.divisionByZero) { try wide.divided(by: .zero, rounding: rounding) }
            #expect(throws: AmountOverflow.divisionByZero) {
                try Amount.zero.divided(by: .zero, rounding: rounding)
            }
            #expect(throws: AmountOverflow.divisionByZero) {
                try wide.rounded(toMultipleOf: .zero, rounding: rounding)
            }
        }
        #expect(throws: AmountOverflow.outOfRange) {
            try wide.rounded(toMultipleOf: Amount(1), rounding: .up)
        }
        #expect(throws: AmountOverflow.outOfRange) {
            try wide.negated.rounded(toMultipleOf: Amount(1), rounding: .floor)
        }
        #expect(try wide.rounded(toMultipleOf: wide, rounding: .up) == wide)
        #expect(try Amount(1).rounded(toMultipleOf: wide, rounding: .up) == wide)
    }

    /// Whether a result differs from the exact one by what its rounding allows.
    ///
    /// `rest` is the exact result minus the given one, in units of 1 / `divisor` of a unit.
    private func isRounded(
        _ result: Amount, rest: Int128, divisor: Int128, isNegative: Bool, _ rounding: Rounding
    ) -> Bool {
        let size = divisor.magnitude
        let twice = rest.magnitude &* 2
        // The rest has the exact result's sign when the magnitude was rounded down.
        let roundedDown = rest == 0 || (rest < 0) == isNegative
        return switch rounding {
        case .halfEven: twice < size || (twice == size && result.units.isMultiple(of: 2))
        case .down: rest.magnitude < size && roundedDown
        case .up: rest.magnitude < size && (rest == 0 || !roundedDown)
        case .floor: rest.magnitude < size && (rest == 0 || roundedDown != isNegative)
        case .ceiling: rest.magnitude < size && (rest == 0 || roundedDown == isNegative)
        }
    }

    @Test func `usual numbers are multiplied and stepped as wide ones are`() throws {
        var dice = Dice(seed: 9)
        for _ in 0..<10_000 {
            let (a, b) = (Amount(validUnits: dice.usual), Amount(validUnits: dice.usual | 1))
            for rounding in Rounding.allCases {
                let scale = Amount.unitsPerWhole.magnitude
                let product = try? Amount.wideRatio(
                    a.units.magnitude, b.units.magnitude, scale, false, rounding)
                #expect((try? a.multiplied(by: b, rounding: rounding)) == product)
                let count = try Amount.wideRatio(a.units.magnitude, 1, b.units.magnitude, false, rounding)
                #expect(try a.rounded(toMultipleOf: b, rounding: rounding).units == count.units * b.units)
            }
        }
    }

    @Test func `products and quotients are the exact ones, rounded once`() throws {
        var dice = Dice(seed: 6)
        var products = 0
        var quotients = 0
        let scale = Amount.unitsPerWhole
        for _ in 0..<4_000 {
            let a = try #require(Amount(units: dice.wide(bits: 127)))
            let b = try #require(Amount(units: dice.wide(bits: 120)))
            let isNegative = a.isNegative != b.isNegative
            for rounding in Rounding.allCases {
                // What is left over fits into 128 bits, so that wrapping arithmetic gives it exactly.
                if let product = try? a.multiplied(by: b, rounding: rounding) {
                    let rest = a.units &* b.units &- product.units &* scale
                    products += 1
                    #expect(isRounded(product, rest: rest, divisor: scale, isNegative: isNegative, rounding))
                } else {
                    #expect(a.doubleValue.magnitude * b.doubleValue.magnitude > 1.701e26)
                }
                if let quotient = try? a.divided(by: b, rounding: rounding) {
                    let rest = (a.units &* scale &- quotient.units &* b.units) &* b.units.signum()
                    quotients += 1
                    #expect(
                        isRounded(quotient, rest: rest, divisor: b.units, isNegative: isNegative, rounding))
                } else {
                    #expect(b.isZero || a.doubleValue.magnitude / b.doubleValue.magnitude > 1.701e26)
                }
            }
        }
        #expect(products > 10_000 && quotients > 10_000)
    }
}

extension Dice {
    /// At most 64 bits, most often fewer.
    fileprivate var usual: Int128 {
        mutating get { Int128(next() >> UInt64.random(in: 0..<64, using: &self)) }
    }
}
