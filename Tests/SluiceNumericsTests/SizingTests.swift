import SluiceNumerics
import Testing

@Suite struct SizingTests {
    @Test func `a weight grows with the score until it stops`() throws {
        let rule = try VolatilityScaling()
        #expect(abs(rule.weight(score: rule.score(alpha: 0.01, volatility: 0.02)) - 0.5 * 0.05 / 3) < 1e-15)
        #expect(abs(rule.weight(score: rule.score(alpha: 1, volatility: 1e-300)) - 0.05) < 1e-15)
        #expect(abs(rule.weight(score: rule.score(alpha: -1, volatility: 0.01)) + 0.05) < 1e-15)
        #expect(rule.score(alpha: 1, volatility: 0) == 0)
        #expect(rule.score(alpha: 1, volatility: -0.1) == 0)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `what is not finite never trades`(value: Double) throws {
        let rule = try Self.rule()
        #expect(rule.target(alpha: value, volatility: 0.2).isNaN)
        #expect(rule.target(alpha: 0.01, volatility: value).isNaN)
        #expect(rule.target(alpha: 0.01, volatility: 0.2, gate: value).isNaN)
        for held in [0, 0.1, -0.3] {
            let sizings = [
                rule.sizing(alpha: value, volatility: 0.2, current: held, portfolioValue: 1e5, price: 100),
                rule.sizing(alpha: 0.5, volatility: value, current: held, portfolioValue: 1e5, price: 100),
                rule.sizing(
                    alpha: 0.5, volatility: 0.2, gate: value, current: held, portfolioValue: 1e5, price: 100),
                rule.sizing(alpha: 0.5, volatility: 0.2, current: held, portfolioValue: value, price: 100),
                rule.sizing(alpha: 0.5, volatility: 0.2, current: held, portfolioValue: 1e5, price: value),
            ]
            for sizing in sizings {
                #expect(sizing.shares == 0 && sizing.sign == 0 && sizing.tradeWeight == 0)
                #expect(sizing.targetWeight == held && sizing.reason != .sized)
            }
        }
        let unknown = rule.sizing(
            alpha: 0.5, volatility: 0.2, current: value, portfolioValue: 1e5, price: 100)
        #expect(unknown.shares == 0 && unknown.sign == 0)
    }

    @Test func `shares are whole, toward zero`() throws {
        let sizing = try Self.rule().sizing(
            alpha: 0.5, volatility: 0.2, current: 0, portfolioValue: 100_000, price: 100)
        #expect(sizing.shares == 41 && sizing.sign == 1 && sizing.reason == .sized)
        #expect(abs(sizing.notional - 4_166.666_666_7) < 1e-6)
    }

    @Test func `a price of zero is no price`() throws {
        for price in [0, -5.0] {
            let sizing = try Self.rule().sizing(
                alpha: 0.5, volatility: 0.2, current: 0, portfolioValue: 1e5, price: price)
            #expect(sizing.reason == .invalidPrice && sizing.shares == 0 && sizing.sign == 0)
        }
    }

    @Test func `less than one share is no trade`() throws {
        let sizing = try Self.rule().sizing(
            alpha: 0.5, volatility: 0.2, current: 0, portfolioValue: 20_000, price: 5_000)
        #expect(
            sizing
                == .init(
                    targetWeight: 0, tradeWeight: 0, shares: 0, sign: 0, notional: 0, reason: .belowOneShare))
        let wish = try Self.rule(belowOneShare: .reportWish).sizing(
            alpha: 0.5, volatility: 0.2, current: 0, portfolioValue: 20_000, price: 5_000)
        #expect(wish.shares == 0 && wish.sign == 1 && wish.targetWeight > 0.04)
    }

    @Test func `a score and a position of no size are refused`() {
        #expect(throws: InvalidParameter.self) { try VolatilityScaling(zMax: 0) }
        #expect(throws: InvalidParameter.self) { try VolatilityScaling(maxWeight: -0.1) }
        #expect(throws: InvalidParameter.self) { try NoTradeBand(width: .nan) }
        #expect(throws: InvalidParameter.self) { try GrossScaling(limit: -1) }
        #expect(throws: InvalidParameter.self) { try Self.rule(maxPosition: .infinity) }
    }

    @Test func `the band keeps what is near and trades what equals it`() throws {
        let band = try NoTradeBand(width: 0.25)
        #expect(band.keeps(current: 0.5, target: 0.74))
        #expect(!band.keeps(current: 0.5, target: 0.75))
        #expect(band.adjusted(current: 0.5, target: 0.74) == 0.5)
        // A held position without a target is kept.
        #expect(band.adjusted(current: 0.05, target: .nan) == 0.05)
        for value in [Double.nan, .infinity] {
            #expect(band.keeps(current: value, target: 0.5) && band.keeps(current: 0.5, target: value))
        }
    }

    @Test func `half the account at ten basis points a trade costs five`() {
        let (current, target) = ([0.1, 0.2, 0.3], [0.2, .nan, -0.1])
        #expect(abs(Turnover.fraction(current: current.span, target: target.span) - 0.5) < 1e-15)
        #expect(Turnover.costBps(turnover: 0.5, costPerTradeBps: 10) == 5)
    }

    @Test func `what the band keeps is not traded by the scaling`() throws {
        let rule = try PortfolioSizing(
            position: Self.rule(band: 0.02), gross: GrossScaling(limit: 0.1))
        let targets = Self.targets(rule, alpha: [9, 9, 9], current: [0.05, 0.05, 0])
        #expect(targets[0] == 0.05 && targets[1] == 0.05 && abs(targets[2] - 0.1 / 3) < 1e-15)
    }

    @Test func `an instrument without a forecast keeps its weight and takes no part in the gross`() throws {
        let rule = try PortfolioSizing(position: Self.rule(band: 0), gross: GrossScaling(limit: 0.1))
        #expect(Self.targets(rule, alpha: [9, .nan, 9], current: [0, 0.3, 0]) == [0.05, 0.3, 0.05])
    }

    @Test func `gross is never above its limit where nothing is kept, and signs stay`() throws {
        var dice = SeededDice(seed: 81)
        let rule = try PortfolioSizing(position: Self.rule(band: 0), gross: GrossScaling(limit: 0.4))
        for _ in 0..<200 {
            let alpha = (0..<20).map { _ in dice.normal() }
            let targets = Self.targets(rule, alpha: alpha, current: alpha.map { _ in 0 })
            #expect(targets.reduce(0) { $0 + abs($1) } <= 0.4 + 1e-12)
            #expect(zip(alpha, targets).allSatisfy { $0 * $1 >= 0 })
        }
    }

    private static func targets(_ rule: PortfolioSizing, alpha: [Double], current: [Double]) -> [Double] {
        let (volatility, gate) = (alpha.map { _ in 0.5 }, alpha.map { _ in 1.0 })
        var targets = alpha
        var span = targets.mutableSpan
        rule.size(
            alpha: alpha.span, volatility: volatility.span, gate: gate.span, current: current.span,
            into: &span)
        return targets
    }

    private static func rule(
        band: Double = 0.008, maxPosition: Double = 0.2, belowOneShare: PositionSizing.BelowOneShare = .hold
    ) throws -> PositionSizing {
        try PositionSizing(
            scaling: VolatilityScaling(), band: NoTradeBand(width: band), maxPosition: maxPosition,
            belowOneShare: belowOneShare)
    }
}
