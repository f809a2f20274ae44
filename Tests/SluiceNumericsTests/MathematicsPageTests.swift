import Foundation
import SluiceNumerics
import Testing

/// The page on mathematics says what the code computes.
@Suite struct MathematicsPageTests {
    /// The last cell of each row of the page's tables, by the first.
    private static func results() throws -> [(quantity: String, result: String)] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Docs/Mathematics.md")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[2].first?.isNumber == true else { return nil }
            return (cells[0], cells[2])
        }
    }

    @Test func `every result on the page is what the rules give`() throws {
        let page = try Self.results()
        let wanted = try WorkedExample().results + WorkedExample.others()
        #expect(page.count == wanted.count && page.count > 20)
        for (row, value) in zip(page, wanted) {
            let number = row.result.split(separator: " ").first.map(String.init)
            #expect(number == String(format: "%.4f", value), "\(row.quantity)")
        }
    }

    @Test func `another number would be noticed`() throws {
        let page = try Self.results()
        #expect(page.first { $0.quantity == "cost" }?.result == "12.9565 bps")
        #expect(page.first { $0.quantity == "cost" }?.result != "12.9566 bps")
    }
}

/// The example of the page, by the rules that the stages run.
private struct WorkedExample {
    /// The results in the order of the page.
    private(set) var results: [Double] = []

    init() throws {
        let length = try HorizonScale(minutes: 15)
        let spread = QuoteMath.spreadBps(bid: 99.99, ask: 100.01)
        // A return of 1 by score, coefficient and volatility is this many basis points over the horizon.
        let risk =
            try ExpectedReturn(informationCoefficient: 1, barMinutes: 5).factor(horizonMinutes: 15) * 0.003
        let alphas = try calibrated(risk: risk, spread: spread)
        let alpha = try blended(alphas)
        let net = try arbitrated(alpha, spread: spread, length)
        let left = try BarrierRule(minimumScale: 0.2, gamma: 1, delta: 0.5).longEntry(peak: 0.3, valley: 0.3)
            .scale
        let scaling = try VolatilityScaling(zMax: 0.25, maxWeight: 0.2)
        let score = scaling.score(alpha: net, volatility: risk)
        results += [left, score, scaling.weight(score: score) * left * 100]
    }

    private mutating func calibrated(risk: Double, spread: Double) throws -> [Double] {
        func score(_ past: [Double], _ now: Double) throws -> Double {
            var bank = try StandardizerBank(rule: Standardization(window: 5, minimum: 5), series: 1)
            for value in past { _ = bank.push(value, series: 0) }
            return bank.push(now, series: 0)
        }
        let scores = [try score([1, 2, 3, 4, 5], 6), try score([2, 2, 4, 4, 3], 4)]
        let fresh = try Freshness(tauSeconds: Freshness.usualTauSeconds(horizonMinutes: 15)).value(
            ageSeconds: 30)
        let capacity = try Capacity(kappa: 0.1).value(daily: 10_000_000, planned: 10_000)
        let stability = try Stability().value(meanSquare: (0.3 * 0.3 + 0.6 * 0.6) / 3, count: 3)
        let rule = try ConfidenceRule()
        let alphas = zip(scores, [0.4, 0.2]).map { score, coefficient in
            score * risk
                * rule.overall(
                    informationCoefficient: coefficient, freshness: fresh, capacity: capacity,
                    stability: stability)
        }
        results += [spread, risk] + scores + [fresh, capacity, stability] + alphas
        return alphas
    }

    private mutating func blended(_ alphas: [Double]) throws -> Double {
        var solver = try RidgeSolver(rule: RidgeWeighting(lambda: 0.15), capacity: 2)
        var weights = [0.0, 0]
        let (correlation, strengths) = ([1, 0.5, 0.5, 1], [0.06, 0.04])
        var span = weights.mutableSpan
        solver.solve(correlation: correlation.span, strengths: strengths.span, into: &span)
        results.append(weights[0])
        var cooled = weights.mutableSpan
        try Temperature(0.9).apply(to: &cooled)
        let alpha = weights[0] * alphas[0] + weights[1] * alphas[1]
        results += [weights[0], alpha]
        return alpha
    }

    private mutating func arbitrated(_ alpha: Double, spread: Double, _ length: HorizonScale) throws -> Double
    {
        let cost = try CostModel(spreadMultiple: 1, timingMultiple: 0.15, impactMultiple: 1).cost(
            spreadBps: spread, fiveMinuteVolatilityBps: 30, over: length, orderValue: 10_000,
            dailyValue: 10_000_000)
        var contest = try Arbitration(baseThresholdBps: 2, reserveSpreadMultiple: 0.5).contest()
        contest.offer(horizon: 0, alphaBps: alpha, costBps: cost.totalBps, over: length)
        let verdict = contest.verdict(spreadBps: spread)
        #expect(verdict.trades)
        results += [cost.totalBps, verdict.netBps, verdict.scoreBps, verdict.thresholdBps]
        return verdict.netBps
    }

    /// What stands behind the example.
    static func others() throws -> [Double] {
        let covariance = SquareMatrix(2)
        (covariance[0, 0], covariance[1, 1]) = (0.01, 0.04)
        var (alike, least, filled, simplex) = ([1.0, 1], [1.0, 1], [0.6, 0.3, 0.1], [0.5, 0.9, -0.2])
        var span = alike.mutableSpan
        #expect(try RiskParity(capacity: 2).solve(covariance, &span))
        var other = least.mutableSpan
        #expect(try MinimumVariance(capacity: 2).solve(covariance, &other))
        var wishes = filled.mutableSpan
        _ = try WaterFilling(cap: 0.4, gross: 1).fill(&wishes)
        var values = simplex.mutableSpan
        SimplexProjection.project(&values)
        let curve = try #require(IsotonicRegression.fit(scores: [1, 2, 3, 4], labels: [0, 1, 0, 1]))
        return [
            alike[0], least[0], filled[2], simplex[0], curve.value(2),
            try CostModel().impactBps(orderValue: 4, dailyValue: 100),
        ]
    }
}
