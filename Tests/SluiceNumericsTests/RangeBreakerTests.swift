import SluiceNumerics
import Testing

@Suite struct RangeBreakerTests {
    @Test func `the range is the largest distance from the mean`() throws {
        var breaker = try RangeBreaker(window: 4)
        for mark in [100.0, 100, 100] { breaker.push(mark) }
        #expect(breaker.range().isNaN)
        breaker.push(112)
        #expect((breaker.range() - 9.0 / 103).magnitude < 1e-12)
        for mark in [88.0, 100, 100] { breaker.push(mark) }
        // 112, 88, 100 and 100: twelve on either side of 100.
        #expect((breaker.range() - 0.12).magnitude < 1e-12)
    }

    @Test func `marks that are no prices are passed over`() throws {
        var breaker = try RangeBreaker(series: 2, window: 2)
        for mark in [Double.nan, .infinity, 0, -5, 100] { breaker.push(mark, series: 1) }
        #expect(breaker.range(1).isNaN)
        breaker.push(110, series: 1)
        #expect((breaker.range(1) - 5.0 / 105).magnitude < 1e-12 && breaker.range(0).isNaN)
    }

    @Test func `it agrees with a plain sum over 500 marks, seed 5, and a shorter window does not`() throws {
        func differs(_ window: Int, from plain: Int) throws -> Bool {
            var state = UInt64(5)
            var breaker = try RangeBreaker(window: window)
            var marks: [Double] = []
            for _ in 0..<500 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                marks.append(50 + Double(state >> 40) / 1e5)
                breaker.push(marks[marks.count - 1])
                guard marks.count >= max(plain, window) else { continue }
                let last = marks.suffix(plain)
                let mean = last.reduce(0, +) / Double(plain)
                let range = (last.map { ($0 - mean).magnitude }.max() ?? 0) / mean
                if (breaker.range() - range).magnitude > 1e-9 { return true }
            }
            return false
        }
        #expect(try !differs(20, from: 20))
        #expect(try differs(19, from: 20))
    }

    @Test func `what it remembers goes on as before`() throws {
        var one = try RangeBreaker(series: 2, window: 3)
        for step in 0..<7 { one.push(100 + Double(step * step), series: step % 2) }
        var other = try RangeBreaker(series: 2, window: 3)
        let isRestored = other.restore(one.state)
        #expect(isRestored && other.range(0) == one.range(0))
        let isShortTaken = other.restore([1, 2])
        var narrow = try RangeBreaker(series: 1, window: 3)
        let isForeignTaken = narrow.restore(one.state)
        #expect(!isShortTaken && !isForeignTaken)
        #expect(throws: InvalidParameter.self) { try RangeBreaker(window: 1) }
    }
}
