import SluiceNumerics
import Testing

@Suite struct LiquidityTests {
    @Test func `a book has depth from its best prices on`() throws {
        let bids = BookSide(prices: [99.98, 98.98, 98.97], quantities: [2, 3, 5])
        let asks = BookSide(prices: [100.02, 101.02, 105.02], quantities: [1, 1, 1])
        let depth = try #require(BookDepth(bids: bids, asks: asks, bands: [0.01, 0.05]))
        // 98.98 is a whole percent of 100 below the best bid, to the last digit.
        #expect(depth.bid == [5, 10])
        #expect(depth.ask == [2, 3])
        #expect((depth.spreadBps - 4).magnitude < 1e-9)
        #expect(depth.value(0) == 700)
        #expect(BookDepth(bids: BookSide(prices: [], quantities: []), asks: asks, bands: [0.01]) == nil)
    }

    @Test func `a side ends at its first level that is none`() {
        for bad in [Double.nan, 0, -1, .infinity] {
            #expect(BookSide(prices: [10, bad, 9], quantities: [1, 1, 1]).prices == [10])
            #expect(BookSide(prices: [10, 9.5, 9], quantities: [1, bad, 1]).prices == [10])
        }
    }

    @Test func `a worked number of the score`() throws {
        let rule = try LiquidityScore()
        let score = rule.score(
            spreadBps: 10, nearValue: 2_099.4, farValue: 4_606.7,
            imbalance: LiquidityScore.imbalance(bid: 23.147, ask: 22.92))
        #expect((score - 56.518_869_727_787).magnitude < 1e-9)
        #expect(LiquidityScore.condition(of: score) == .fair)
    }

    @Test(
        arguments: [
            (80, .excellent), (79.9, .good), (60, .good), (59.9, .fair), (40, .fair), (39.9, .poor),
            (20, .poor),
            (19.9, .critical), (.nan, .critical), (.infinity, .excellent), (-.infinity, .critical),
        ] as [(Double, LiquidityScore.Condition)])
    func `a score has a word`(score: Double, word: LiquidityScore.Condition) {
        #expect(LiquidityScore.condition(of: score) == word)
    }

    @Test func `what is unknown has no score`() throws {
        let rule = try LiquidityScore()
        for place in 0..<4 {
            var input = [5.0, 20_000, 20_000, 0.1]
            input[place] = .nan
            let score = rule.score(
                spreadBps: input[0], nearValue: input[1], farValue: input[2], imbalance: input[3])
            #expect(LiquidityScore.condition(of: score) == .critical)
        }
        #expect(throws: InvalidParameter.self) { try LiquidityScore(depthTarget: 0) }
    }

    @Test func `an order walks the book level by level`() {
        let side = BookSide(prices: [100, 101], quantities: [10, 5])
        let walk = side.walk(taking: 12)
        #expect(walk.filled == 12 && walk.isComplete && walk.worst == 101)
        #expect((walk.averagePrice - 1_202.0 / 12).magnitude < 1e-12)
        #expect((walk.impactBps(mid: 99.9, isBuy: true) - 26.693_360_026_7).magnitude < 1e-6)
        let all = side.walk(taking: 16)
        #expect(!all.isComplete && all.filled == 15)
        for quantity in [0, -1, Double.nan] { #expect(side.walk(taking: quantity).averagePrice.isNaN) }
        // 0.1 + 0.2 is more than 0.3 in binary, and the book still holds all of it.
        let thirds = BookSide(prices: [1, 2], quantities: [0.1, 0.2]).walk(taking: 0.1 + 0.2)
        #expect(thirds.isComplete)
    }

    @Test func `a worked number of the impact`() throws {
        let rule = try SquareRootImpact()
        let market = SquareRootImpact.Market(
            spreadBps: 12.699_920_353_254_57, depth: 97_670, volume: 54_076, conditionFactor: 1.5)
        let notional = 0.4949 * 6_064.29
        let impact = rule.impactBps(notional: notional, in: market)
        #expect((impact - 35.786_437_156_5).magnitude < 1e-6)
        #expect(!rule.needsSlices(impact) && rule.advisesPosting(impact, condition: .good))
        #expect(rule.needsSlices(50.1) && !rule.needsSlices(50))
    }

    @Test func `the largest order has the impact that is allowed, seed 11, 1000 markets`() throws {
        var dice = SeededDice(seed: 11)
        for _ in 0..<1_000 {
            let rule = try SquareRootImpact(maxImpactBps: 5 + 100 * dice.unit())
            let market = SquareRootImpact.Market(
                spreadBps: 50 * dice.unit(), depth: 1 + 1e5 * dice.unit(), volume: 1e5 * dice.unit(),
                conditionFactor: 0.5 + dice.unit())
            let largest = rule.largestNotional(in: market)
            let impact = rule.impactBps(notional: largest, in: market)
            // Right at the depth the formula jumps in slope only, so the limit is met on both branches.
            #expect(
                (impact - rule.maxImpactBps).magnitude < 1e-6 * rule.maxImpactBps || largest == market.depth)
            #expect(rule.impactBps(notional: largest * 1.01, in: market) > rule.maxImpactBps)
        }
    }

    @Test func `an impact that cannot be known is none`() throws {
        let rule = try SquareRootImpact()
        func impact(_ notional: Double, depth: Double = 1e5, volume: Double = 1e5) -> Double {
            rule.impactBps(
                notional: notional,
                in: .init(spreadBps: 5, depth: depth, volume: volume, conditionFactor: 1))
        }
        #expect(impact(0, depth: .nan) == 0)
        for bad in [
            impact(-1), impact(.nan), impact(5, volume: .nan), impact(5, depth: .nan), impact(5, volume: -1),
        ] {
            #expect(bad.isNaN)
        }
        #expect(impact(5, depth: 0) == .infinity)
        #expect(rule.largestNotional(in: .init(spreadBps: 5, depth: 0, volume: 5, conditionFactor: 1)) == 0)
    }

    @Test func `a worked number of the slippage`() throws {
        let expected = SlippageRule.expectedBps(spreadBps: 41.5, notional: 1_941, depth: 1_630_750)
        #expect((expected - 47.451_249_425_1).magnitude < 1e-9)
        #expect(try SlippageRule(maxSlippageBps: 47.5).allows(expected))
        #expect(try !SlippageRule(maxSlippageBps: 30).allows(expected))
        #expect(try !SlippageRule().allows(.nan) && !SlippageRule().allows(.infinity))
        let cap = try DepthCap()
        #expect((cap.largest(of: 1_125) - 4.5).magnitude < 1e-12)
        #expect(cap.allows(4.5, depth: 1_125) && !cap.allows(4.51, depth: 1_125))
        for depth in [0, -1, Double.nan] { #expect(!cap.allows(0.001, depth: depth)) }
        #expect(!cap.allows(.nan, depth: 5))
    }

    @Test func `a pause is over when it has passed and not before`() throws {
        var cooldown = try Cooldown(series: 2, nanoseconds: 5)
        #expect(cooldown.isOver(at: -50, series: 0))
        cooldown.begin(at: 100, series: 0)
        #expect(!cooldown.isOver(at: 104, series: 0) && cooldown.isOver(at: 105, series: 0))
        #expect(!cooldown.isOver(at: 99, series: 0) && cooldown.isOver(at: 99, series: 1))
        cooldown.begin(at: 90, series: 0)
        #expect(cooldown.elapsed(at: 103, series: 0) == 3)
        var other = try Cooldown(series: 2, nanoseconds: 5)
        expect(other.restore(cooldown.state))
        #expect(!other.isOver(at: 104, series: 0))
        expect(!other.restore([1]))
        #expect(throws: InvalidParameter.self) { try Cooldown(series: 1, nanoseconds: -1) }
    }

    @Test(
        arguments: [
            (5.0, nil, 10.0, 5.0), (5, nil, 3, 3), (5, 8, nil, 8), (5, 8, 7, 7), (20, nil, nil, 20),
            (5, nil, .nan, 5),
        ] as [(Double, Double?, Double?, Double)])
    func `a window's cap tightens and never loosens`(
        usual: Double, own: Double?, window: Double?, cap: Double
    ) { #expect(WindowCap.cap(usual: usual, own: own, window: window) == cap) }

    @Test func `a value on its limit to the last digit has not broken it`() {
        #expect(!exceeds(100.05 - 99.95, 0.1) && !fallsShort(100.05 - 99.95, of: 0.1))
        #expect(exceeds(0.100_000_001, 0.1) && fallsShort(0.099_999_999, of: 0.1))
        #expect(!exceeds(.nan, 1) && !exceeds(1, .nan) && !fallsShort(.nan, of: 1))
    }

    @Test(arguments: [(0.0, 0.0, 0.5.squareRoot()), (1, 1, 0.2), (-0.5, 2, 1), (1.5, 0, 0.2)])
    func `a soft barrier never blocks`(peak: Double, valley: Double, scale: Double) throws {
        let rule = try BarrierRule()
        #expect((rule.softScale(isLong: true, peak: peak, valley: valley) - scale).magnitude < 1e-12)
        #expect((rule.softScale(isLong: false, peak: valley, valley: peak) - scale).magnitude < 1e-12)
        #expect(rule.softScale(isLong: true, peak: .nan, valley: valley).isNaN)
        #expect(rule.softScale(isLong: true, peak: peak, valley: .infinity).isNaN)
    }
}
