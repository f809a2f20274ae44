import SluiceNumerics
import Testing

@Suite struct SamplingTests {
    private let highest = 1 - 0x1p-53

    @Test func `a share becomes a value of the range`() throws {
        #expect(try SamplingRange(1, 10).value(at: 0.5) == 5.5)
        #expect(abs(try SamplingRange(1, 100, spread: .logarithmic).value(at: 0.5) - 10) < 1e-12)
        let whole = try SamplingRange(1, 10, isWhole: true)
        #expect(whole.value(at: 0.5) == 6 && whole.value(at: 0) == 1 && whole.value(at: highest) == 10)
        #expect(whole.value(at: 1) == 10 && whole.value(at: -3) == 1 && whole.value(at: .nan) == 1)
        let single = try SamplingRange(7, 7, spread: .logarithmic, isWhole: true)
        #expect(single.value(at: 0) == 7 && single.value(at: highest) == 7)
        #expect(try SamplingRange(-3, -1, isWhole: true).value(at: 0.4) == -2)
    }

    @Test func `values stay within and are spread as they should (6 ranges of 20,000 draws, seed 51)`() throws
    {
        var dice = SeededDice(seed: 51)
        for (low, high) in [(1.0, 10.0), (10, 1_000), (1, 2)] {
            for spread in SamplingRange.Spread.allCases {
                let range = try SamplingRange(low, high, spread: spread, isWhole: true)
                var counts: [Double: Int] = [:]
                for _ in 0..<20_000 { counts[range.value(at: dice.unit()), default: 0] += 1 }
                #expect(counts.keys.allSatisfy { low...high ~= $0 && $0 == $0.rounded() })
                // Below the middle lies half of a uniform range, and more of a logarithmic one.
                let middle = counts.filter { $0.key < (low + high + 1) / 2 }.reduce(0) { $0 + $1.value }
                #expect(spread == .uniform ? abs(middle - 10_000) < 400 : middle > 11_000)
                #expect(high > 10 || counts.count == Int(high - low + 1))
            }
        }
    }

    @Test func `ends without a meaning are refused`() {
        for (low, high, spread, isWhole) in [
            (2.0, 1.0, SamplingRange.Spread.uniform, false), (.nan, 1, .uniform, false),
            (0, .infinity, .uniform, false), (0, 1, .logarithmic, false), (-1, 1, .logarithmic, false),
            (0.5, 2, .uniform, true), (1, 2.5, .uniform, true), (0, 1e16, .uniform, true),
        ] {
            #expect(throws: InvalidParameter.self, "\(low) to \(high)") {
                try SamplingRange(low, high, spread: spread, isWhole: isWhole)
            }
        }
    }
}
