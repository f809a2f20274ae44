import SluiceNumerics
import Testing

@Suite struct VolatilityBreakerTests {
    private func pushed(_ count: Int, periodsPerYear: Double = 252) throws -> VolatilityBreaker {
        var breaker = try VolatilityBreaker(periodsPerYear: periodsPerYear)
        var mark = 100.0
        for step in 0..<count {
            breaker.push(mark)
            mark *= step % 2 == 0 ? 1.01 : 0.99
        }
        return breaker
    }

    @Test func `the worked number, once there are enough marks`() throws {
        #expect(try pushed(19).volatility().isNaN)
        let volatility = try pushed(20).volatility()
        // 19 returns, ten of +1%: mean 0.01/19, variance (19 - 1/19)/18 x 1e-4.
        let expected = ((19 - 1.0 / 19) / 18 * 1e-4 * 252).squareRoot()
        #expect((volatility - expected).magnitude < 1e-12 && (volatility - 0.163).magnitude < 1e-3)
        #expect(try pushed(20).action(for: volatility) == .warning)
    }

    @Test func `minutes are annualised as minutes`() throws {
        let breaker = try pushed(20, periodsPerYear: 98_280)
        #expect(breaker.action(for: breaker.volatility()) == .killSwitch)
    }

    @Test(arguments: [
        (0.1499, VolatilityBreaker.Action.none), (0.15, .warning), (0.2, .reduceOnly), (0.25, .killSwitch),
        (.infinity, .killSwitch), (.nan, .none),
    ])
    func `a threshold is reached on it`(volatility: Double, action: VolatilityBreaker.Action) throws {
        #expect(try pushed(0).action(for: volatility) == action)
    }

    @Test(arguments: [Double.nan, .infinity, 0, -5])
    func `a mark that is none is passed over`(mark: Double) throws {
        var (plain, other) = (try pushed(20), try pushed(20))
        other.push(mark)
        #expect(other.volatility() == plain.volatility())
        plain.push(101)
        other.push(101)
        #expect(other.volatility() == plain.volatility())
    }

    @Test func `it survives a restart, and refuses settings that never speak`() throws {
        let breaker = try pushed(30)
        var other = try VolatilityBreaker(periodsPerYear: 252)
        let restored = [breaker.state, [1]].map { other.restore($0) }
        #expect(restored == [true, false] && other.volatility() == breaker.volatility())
        #expect(throws: InvalidParameter.self) { try VolatilityBreaker(window: 10, periodsPerYear: 252) }
        #expect(throws: InvalidParameter.self) { try VolatilityBreaker(periodsPerYear: 0) }
        #expect(throws: InvalidParameter.self) {
            try VolatilityBreaker(warn: 0.3, reduceOnly: 0.2, periodsPerYear: 252)
        }
    }
}
