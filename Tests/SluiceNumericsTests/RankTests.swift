import SluiceNumerics
import Testing

@Suite struct RankTests {
    private func ranks(_ values: [Double]) throws -> [Double] {
        var ranking = try AverageRanks(capacity: max(values.count, 1))
        var ranks = [Double](repeating: -1, count: values.count)
        var target = ranks.mutableSpan
        ranking.rank(values.span, into: &target)
        return ranks
    }

    private func spearman(_ x: [Double], _ y: [Double], minimum: Int = 5) throws -> Double {
        var rule = try RankCorrelation(capacity: max(x.count, 1), minimum: minimum)
        return rule.correlation(x.span, y.span)
    }

    private func scores(_ values: [Double], minimum: Int = 5, clip: Double = 3) throws -> [Double] {
        var rule = try NormalScores(capacity: max(values.count, 1), minimum: minimum, clip: clip)
        var scores = [Double](repeating: -1, count: values.count)
        var target = scores.mutableSpan
        rule.apply(values.span, into: &target)
        return scores
    }

    @Test func `worked numbers`() throws {
        #expect(try ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
        #expect(try spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]) == 0.8)
        #expect(abs(try scores([5, 9, 7, 6, 8])[0] + 1.281_551_565_544_600_4) < 1e-14)
        #expect(try scores([5, 9, 7, 6, 8])[2] == 0)
    }

    @Test func `equal numbers share their ranks, and zero has one sign`() throws {
        #expect(try ranks([0, -0.0, 1, 1, 1]) == [1.5, 1.5, 4, 4, 4])
        #expect(try ranks([]) == [])
    }

    @Test func `what is not finite has no rank and moves no other`() throws {
        let got = try ranks([2, .nan, 1, .infinity, 3, -.infinity])
        #expect(got[0] == 2 && got[2] == 1 && got[4] == 3)
        #expect(got[1].isNaN && got[3].isNaN && got[5].isNaN)
        #expect(try spearman([1, 2, .nan, 3, 4, 5], [1, 2, 3, 4, 5, .infinity], minimum: 4) == 1)
        #expect(try spearman([1, 2, .nan, 3, 4, 5], [1, 2, 3, 4, 5, .infinity]).isNaN)
    }

    @Test func `a side that never moves has no correlation`() throws {
        #expect(try spearman([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]) == 0)
        #expect(try spearman([1, 2, 3, 4], [1, 2, 3, 4]).isNaN)
    }

    /// The ranks by counting, from their definition.
    private func counted(_ values: [Double]) -> [Double] {
        values.map { value in
            Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
        }
    }

    @Test(arguments: [1, 2, 7, 8, 9, 16, 17, 63, 64, 65, 500])
    func `ranks are as counted, 20 rounds of seed 301`(count: Int) throws {
        var dice = SeededDice(seed: 301)
        for _ in 0..<20 {
            let values = (0..<count).map { _ in dice.unit() < 0.3 ? Double(dice.below(5)) : dice.normal() }
            #expect(try ranks(values) == counted(values))
        }
    }

    @Test(arguments: [1.0, 2, 5])
    func `clipped numbers have the ranks that are counted, 20 rounds of seed 305`(width: Double) throws {
        var dice = SeededDice(seed: 305)
        for _ in 0..<20 {
            let values = (0..<200).map { _ in min(max(width * dice.normal(), -3), 3) }
            #expect(try ranks(values) == counted(values))
        }
    }

    @Test func `ranks and scores follow order alone, 200 rounds of seed 302`() throws {
        var dice = SeededDice(seed: 302)
        for _ in 0..<200 {
            let values = (0..<(5 + dice.below(40))).map { _ in dice.normal() }
            let plain = try scores(values)
            // Strictly rising, whatever their shape.
            #expect(try scores(values.map { 3 * $0 - 7 }) == plain)
            #expect(try scores(values.map { $0 * $0 * $0 }) == plain)
            // One that is not strictly rising is noticed.
            #expect(try scores(values.map { $0.magnitude }) != plain)
            #expect(abs(plain.reduce(0, +)) < 1e-12 * Double(values.count))
            let falling = try scores(values.map { -$0 })
            #expect(zip(plain, falling).allSatisfy { abs($0 + $1) < 1e-12 })
        }
    }

    @Test func `a permutation of instruments permutes ranks and scores, 200 rounds of seed 303`() throws {
        var dice = SeededDice(seed: 303)
        for _ in 0..<200 {
            let values = (0..<(5 + dice.below(40))).map { _ in Double(dice.below(20)) }
            let order = values.indices.shuffled(using: &dice)
            let (plain, shuffled) = (try scores(values), try scores(order.map { values[$0] }))
            #expect(shuffled == order.map { plain[$0] })
        }
    }

    @Test func `percentiles are held within epsilon and scores within the clip`() throws {
        let many = (0..<2_000).map(Double.init)
        #expect(try scores(many, clip: 5).last == NormalDistribution.quantile(0.999))
        #expect(try scores(many, clip: 3).last == 3)
        #expect(try scores(many, clip: 3).first == -3)
        #expect(try scores([1, 2, 3, 4, .nan]).allSatisfy(\.isNaN))
        #expect(try scores([7], minimum: 1) == [0])
        let rule = try NormalScores(capacity: 1)
        #expect(rule.score(percentile: .nan).isNaN)
        #expect(NormalScores.percentile(rank: 1, count: 5) == 0.1)
    }

    @Test func `a universe that changes its size has scores of its new size`() throws {
        var rule = try NormalScores(capacity: 9, minimum: 1)
        var scores = [Double](repeating: 0, count: 3)
        for count in [3, 2, 3] {
            let values = (0..<3).map { $0 < count ? Double($0) : .nan }
            var target = scores.mutableSpan
            expect(rule.apply(values.span, into: &target) == count)
            let want = NormalDistribution.quantile(0.5 / Double(count))
            #expect(abs(scores[0] - want) < 1e-15)
        }
    }

    // Reference values of Python's statistics.NormalDist.
    @Test(arguments: [
        (0.5, 0), (0.975, 1.959_963_984_540_054), (0.1, -1.281_551_565_544_600_4),
        (1e-10, -6.361_340_902_404_056), (0.999, 3.090_232_306_167_813), (1e-300, -37.047_096_299_361_2),
    ])
    func `the quantile is right to its last digits`(p: Double, expected: Double) {
        #expect(abs(NormalDistribution.quantile(p) - expected) <= 1e-14 * max(1, abs(expected)))
    }

    @Test func `the quantile is the inverse of the distribution, 2,000 draws of seed 304`() {
        var dice = SeededDice(seed: 304)
        for _ in 0..<2_000 {
            let x = 5 * dice.normal()
            guard x < 5 else { continue }
            let again = NormalDistribution.quantile(NormalDistribution.cumulative(x))
            #expect(abs(again - x) < 1e-8)
        }
        #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
        for outside in [-0.1, 1.1, .nan] { #expect(NormalDistribution.quantile(outside).isNaN) }
    }

    @Test func `parameters without a meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try AverageRanks(capacity: 0) }
        #expect(throws: InvalidParameter.self) { try RankCorrelation(capacity: 5, minimum: 1) }
        #expect(throws: InvalidParameter.self) { try NormalScores(capacity: 5, epsilon: 0.6) }
        #expect(throws: InvalidParameter.self) { try NormalScores(capacity: 5, clip: 0) }
        #expect(throws: InvalidParameter.self) { try NormalScores(capacity: 5, minimum: 0) }
    }
}
