import SluiceNumerics
import Testing

@Suite struct DepthProfileTests {
    private func profile(_ levels: Int = 10, tick: Double = 1, decay: Double = 0.5) throws -> DepthProfile {
        try DepthProfile(levels: levels, tickBps: tick, decay: decay)
    }

    @Test func `the worked number`() throws {
        let walk = try profile().walk(taking: 120, from: 50, sign: 1, first: 100)
        #expect(walk.filled == 120 && walk.isComplete)
        #expect(abs(walk.averagePrice - 50.000833333333) < 1e-9)
        #expect(abs(walk.worst - 50.005) < 1e-12)
    }

    @Test func `a seller walks down, and a limit ends the walk`() throws {
        let walk = try profile().walk(taking: 1_000, from: 50, sign: -1, first: 100, limit: 49.989)
        // 100 at 50, 50 at 49.995 and 25 at 49.99.
        #expect(walk.filled == 175 && !walk.isComplete)
        #expect(abs(walk.worst - 49.99) < 1e-12)
    }

    @Test func `a book has an end, and what was taken is gone`() throws {
        let thin = try profile(2)
        #expect(thin.walk(taking: 1_000, from: 50, sign: 1, first: 100).filled == 150)
        let second = thin.walk(taking: 1_000, from: 50, sign: 1, first: 100, taken: 120)
        #expect(second.filled == 30 && abs(second.averagePrice - 50.005) < 1e-12)
        #expect(thin.walk(taking: 10, from: 50, sign: 1, first: 100, taken: 150).filled == 0)
    }

    @Test(arguments: [0, -1, .nan, .infinity] as [Double])
    func `numbers that make no book fill nothing`(bad: Double) throws {
        let profile = try profile()
        #expect(profile.walk(taking: 10, from: bad, sign: 1, first: 100).filled == 0)
        #expect(profile.walk(taking: 10, from: 50, sign: 1, first: bad).filled == 0)
        if !(bad > 0) { #expect(profile.walk(taking: bad, from: 50, sign: 1, first: 100).filled == 0) }
    }

    @Test func `an order joins behind its level, and before everyone where it is the best`() throws {
        let profile = try profile()
        #expect(profile.ahead(at: 50, best: 50, sign: 1, first: 100) == 100)
        #expect(profile.ahead(at: 49.99, best: 50, sign: 1, first: 100) == 25)
        #expect(profile.ahead(at: 50.01, best: 50, sign: 1, first: 100) == 0)
        #expect(profile.ahead(at: 50.01, best: 50, sign: -1, first: 100) == 25)
        #expect(profile.ahead(at: 49, best: 50, sign: 1, first: .nan) == 0)
        #expect(profile.ahead(at: 49, best: .nan, sign: 1, first: 100) == 0)
    }

    @Test func `it gives what the same levels written out give, seed 5, 1,000 books`() throws {
        var state: UInt64 = 5
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(UInt64(1) << 31)
        }
        var thin = 0
        for _ in 0..<1_000 {
            let profile = try profile(1 + Int(next() * 20), tick: next() * 10, decay: 0.1 + next())
            let (best, first, quantity) = (1 + next() * 100, 1 + next() * 1_000, next() * 5_000)
            let sign: Double = next() < 0.5 ? 1 : -1
            var size = first
            let book = BookSide(
                prices: (0..<profile.levels).map { profile.price(ofLevel: $0, best: best, sign: sign) },
                quantities: (0..<profile.levels).map { _ in
                    defer { size *= profile.decay }
                    return size
                })
            let walk = profile.walk(taking: quantity, from: best, sign: sign, first: first)
            #expect(walk == book.walk(taking: quantity))
            if !walk.isComplete { thin += 1 }
        }
        #expect((100...900).contains(thin))
    }

    @Test func `settings that make no book are refused`() {
        for (levels, tick, decay) in [
            (0, 1.0, 1.0), (10, -1, 1), (10, .nan, 1), (10, 1_000, 1), (10, 1, 0), (10, 1, .nan), (10, 1, 11),
        ] {
            #expect(throws: InvalidParameter.self) {
                try DepthProfile(levels: levels, tickBps: tick, decay: decay)
            }
        }
    }
}
