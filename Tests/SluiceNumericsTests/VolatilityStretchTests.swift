import SluiceNumerics
import Testing

@Suite struct VolatilityStretchTests {
    /// Some bars of all series: closes, and 1 where there is one.
    private struct Bars {
        var closes: [Double] = []
        var present: [Double] = []

        /// Walks, with a leap that dwarfs the window now and then; with gaps also prices that are none, and missing bars.
        init(_ count: Int, after prices: inout [Double], hasGaps: Bool, _ dice: inout SeededDice) {
            for _ in 0..<count {
                for index in prices.indices {
                    let isLeap = Int.random(in: 0..<50, using: &dice) == 0
                    prices[index] *= isLeap ? 100 : .random(in: 0.98...1.02, using: &dice)
                    if prices[index] > 1e9 { prices[index] = 100 }
                    let isOdd = hasGaps && Int.random(in: 0..<40, using: &dice) == 0
                    closes.append(
                        isOdd ? [0, -1, .nan, .infinity].randomElement(using: &dice) ?? 0 : prices[index])
                    present.append(hasGaps && Int.random(in: 0..<10, using: &dice) == 0 ? 0 : 1)
                }
            }
        }
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `many bars of all series at once give what they give one by one, to the bit`(seed: UInt64) throws {
        var dice = SeededDice(seed: seed)
        let series = Int.random(in: 1...(seed % 3 == 0 ? 40 : 5), using: &dice)
        let window = Int.random(in: 2...30, using: &dice)
        var single = try RollingVolatility(
            series: series, window: window, minimum: .random(in: 2...window, using: &dice))
        var many = single
        var prices = [Double](repeating: 100, count: series)
        var shown = [Double](repeating: .nan, count: series)
        var numbers = 0
        for _ in 0..<40 {
            let count = Int.random(in: 1...60, using: &dice)
            let hasGaps = Int.random(in: 0..<3, using: &dice) == 0
            let bars = Bars(count, after: &prices, hasGaps: hasGaps, &dice)
            let before = shown
            var expected: [UInt64] = []
            for place in bars.closes.indices {
                let index = place % series
                if bars.present[place] == 1 { shown[index] = single.push(bars.closes[place], series: index) }
                expected.append(shown[index].bitPattern)
                numbers += shown[index].isNaN ? 0 : 1
            }
            var given = [Double](repeating: 7, count: bars.closes.count)
            bars.closes.withUnsafeBufferPointer { closes in
                bars.present.withUnsafeBufferPointer { present in
                    given.withUnsafeMutableBufferPointer { given in
                        guard let closes = closes.baseAddress, let present = present.baseAddress,
                            let given = given.baseAddress
                        else { return }
                        many.push(rows: count, closes, present: present, last: before, into: given)
                    }
                }
            }
            #expect(given.map(\.bitPattern) == expected)
            #expect(many.state.map(\.bitPattern) == single.state.map(\.bitPattern))
        }
        #expect(numbers > 100)
    }
}
