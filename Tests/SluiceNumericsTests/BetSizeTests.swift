import SluiceNumerics
import Testing

/// Kelly's fraction, the odds of a normal return, and what a market lets trade.
@Suite struct BetSizeTests {
    @Test func `a quarter of a Kelly bet`() throws {
        let rule = try KellyFraction(multiplier: 0.25)
        let kelly = rule.kelly(winRate: 0.408, meanWin: 7.41, meanLoss: -4.41)
        #expect(abs(kelly - 0.0556761133603238) < 1e-15)
        #expect(abs(rule.fraction(kelly: kelly) - 0.01391902834008095) < 1e-15)
        #expect(abs(rule.notional(fraction: 0.01, equity: 5_000, minNotional: 10) - 50) < 1e-12)
        #expect(rule.notional(fraction: 0.001, equity: 5_000, minNotional: 10) == 0)
    }

    @Test func `odds against the bet give nothing, and unknown odds are absent`() throws {
        let rule = try KellyFraction()
        #expect(rule.kelly(winRate: 0.2, meanWin: 1, meanLoss: 1) == 0)
        #expect(rule.kelly(winRate: 0.5, meanWin: 0, meanLoss: 1) == 0)
        for (rate, win, loss) in [
            (0.005, 1.0, 1.0), (0.995, 1, 1), (.nan, 1, 1), (0.5, .nan, 1), (0.5, 1, 0), (0.5, .infinity, 1),
        ] {
            let kelly = rule.kelly(winRate: rate, meanWin: win, meanLoss: loss)
            #expect(kelly.isNaN && rule.fraction(kelly: kelly).isNaN)
        }
        #expect(rule.fraction(kelly: 0.9) == 0.25)
        #expect(throws: InvalidParameter.self) { try KellyFraction(multiplier: -1) }
    }

    @Test func `the odds of a normal return are those of drawing it`() {
        let odds = NormalOdds(mean: 0.1, deviation: 1)
        #expect(abs(odds.winRate - 0.539828) < 1e-6)
        #expect(abs(odds.meanWin - 0.835332) < 1e-6)
        #expect(abs(odds.meanLoss - 0.762617) < 2e-6)
        // What is won and lost on average is the mean.
        let mean = odds.winRate * odds.meanWin - (1 - odds.winRate) * odds.meanLoss
        #expect(abs(mean - 0.1) < 1e-12)
        for (mean, deviation) in [(Double.nan, 1.0), (1, 0), (1, -1), (1, .nan), (.infinity, 1)] {
            #expect(NormalOdds(mean: mean, deviation: deviation).winRate.isNaN)
        }
    }

    @Test func `a trade shrinks to what the book holds at the limit`() throws {
        let book = ImpactCurve.depth(best: 10_000, deep: 60_000)
        let limit = try ImpactLimit(maxBps: 15)
        #expect(limit.fit(target: 50_000, in: book) == .init(notional: 22_500, impactBps: 15))
        #expect(limit.fit(target: 5_000, in: book) == .init(notional: 5_000, impactBps: 2.5))
        #expect(try ImpactLimit(maxBps: 15, mode: .strict).fit(target: 50_000, in: book).notional == 0)
        #expect(
            try ImpactLimit(maxBps: 15, mode: .aggressive).fit(target: 50_000, in: book).notional == 50_000)
        #expect(
            try ImpactLimit(maxBps: 15, mode: .aggressive).fit(target: 70_000, in: book).notional == 22_500)
        #expect(book.bps(notional: 70_000) == 100)
    }

    @Test func `a strict limit lets a target through that fits whole`() throws {
        let limit = try ImpactLimit(maxBps: 30, mode: .strict)
        #expect(limit.fit(target: 60_000, in: .depth(best: 10_000, deep: 60_000)).notional == 60_000)
    }

    @Test func `the square root law is limited by impact and by participation`() throws {
        let market = ImpactCurve.squareRoot(bps: 100, volume: 1_000_000, share: 0.05)
        #expect(try ImpactLimit(maxBps: 10).fit(target: 80_000, in: market).notional == 10_000)
        #expect(try ImpactLimit(maxBps: 90).fit(target: 80_000, in: market).notional == 50_000)
        #expect(market.bps(notional: 10_000) == 10)
    }

    @Test func `in 10,000 markets a trade never costs more than its limit (seed 503)`() throws {
        var (dice, costly) = (SeededDice(seed: 503), 0)
        for _ in 0..<10_000 {
            let best = dice.unit() * 1e5
            let curve: ImpactCurve =
                dice.unit() < 0.5
                ? .depth(best: best, deep: best * (0.5 + 9 * dice.unit()))
                : .squareRoot(bps: 1 + 200 * dice.unit(), volume: 1e6 * dice.unit(), share: dice.unit())
            let limit = try ImpactLimit(maxBps: 40 * dice.unit())
            let target = 1e6 * dice.unit()
            let fit = limit.fit(target: target, in: curve)
            #expect(fit.notional <= target && fit.impactBps <= limit.maxBps * (1 + 1e-9))
            #expect(fit.notional <= curve.mostNotional)
            // Whoever trades the whole target pays more than the limit, or more than there is.
            let isCostly =
                target > curve.mostNotional || curve.bps(notional: target) > limit.maxBps * (1 + 1e-9)
            costly += isCostly ? 1 : 0
            #expect(isCostly || fit.notional == target)
        }
        #expect(costly > 5_000)
    }

    @Test func `an unknown market lets nothing trade`() throws {
        let limit = try ImpactLimit(maxBps: 15)
        for value in [Double.nan, .infinity, 0, -1] {
            #expect(limit.fit(target: 100, in: .depth(best: value, deep: 1)).notional == 0)
            #expect(limit.fit(target: 100, in: .depth(best: 1, deep: value)).notional == 0)
            #expect(limit.fit(target: 100, in: .squareRoot(bps: 1, volume: value, share: 1)).notional == 0)
            #expect(limit.fit(target: value, in: .depth(best: 1, deep: 2)).notional == 0)
        }
        #expect(throws: InvalidParameter.self) { try ImpactLimit(maxBps: -1) }
    }

    @Test func `a band that is not to be touched keeps what lies on it`() throws {
        let band = try NoTradeBand(width: 0.25, onBand: .keeps)
        #expect(band.adjusted(current: 0.5, target: 0.75) == 0.5)
        #expect(band.adjusted(current: 0.5, target: 0.8) == 0.8)
        #expect(try NoTradeBand(width: 0.25).adjusted(current: 0.5, target: 0.75) == 0.75)
    }

    @Test func `a book names the limits it breaks`() throws {
        func broken(_ weights: [Double]) throws -> [BookLimits.Code] {
            try BookLimits(ExposureLimits(maxPosition: 0.05, maxGross: 0.1, maxNet: 0.05)).broken(
                by: weights.span)
        }
        #expect(try broken([0.04, 0.06, .nan]) == [.nonFinite, .maxWeight, .maxNet])
        #expect(try broken([0.05, -0.05]) == [])
        #expect(try broken([0.05, -0.05, 0.04, -0.04]) == [.maxGross])
        #expect(try broken([]) == [])
    }

    @Test func `10,000 random books break first what they break (seed 515)`() throws {
        let limits = try BookLimits(ExposureLimits(maxPosition: 0.05, maxGross: 0.15, maxNet: 0.1))
        var dice = SeededDice(seed: 515)
        var counts: [BookLimits.Code?: Int] = [:]
        for _ in 0..<10_000 {
            let scale = 0.12 * dice.unit()
            let weights = (0..<Int(1 + 8 * dice.unit())).map { _ in
                dice.unit() < 0.03 ? Double.nan : scale * (2 * dice.unit() - 1)
            }
            let first = limits.firstBroken(by: weights.span)
            #expect(first?.code == limits.broken(by: weights.span).first)
            // The sums once more, from the other end.
            let finite = weights.filter(\.isFinite).reversed()
            let gross = finite.reduce(0) { $0 + $1.magnitude }
            let net = finite.reduce(0, +).magnitude
            switch first?.code {
            case .maxWeight?: #expect(first?.observed == finite.map(\.magnitude).max())
            case .maxGross?: #expect(abs((first?.observed ?? 0) - gross) < 1e-12)
            case .maxNet?: #expect(abs((first?.observed ?? 0) - net) < 1e-12)
            case .nonFinite?: #expect(finite.count < weights.count)
            case nil:
                #expect(
                    finite.allSatisfy { $0.magnitude <= 0.05 } && gross < 0.15 + 1e-12 && net < 0.1 + 1e-12)
            }
            counts[first?.code, default: 0] += 1
        }
        #expect(counts.count == 5 && counts.values.allSatisfy { $0 > 50 }, "\(counts)")
        // A limit on the signed sum alone would let a short book pass.
        let short = [-0.05, -0.04, -0.04]
        #expect(limits.firstBroken(by: short.span)?.code == .maxNet)
    }
}
