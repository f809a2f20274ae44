import SluiceNumerics
import Testing

@Suite struct ScoreComparisonTests {
    private func standardized(_ scores: [Double], _ mode: CrossSection.Mode) throws -> [Double] {
        var scores = scores
        var span = scores.mutableSpan
        try CrossSection(mode: mode).standardize(&span)
        return scores
    }

    @Test func `scores lose their mean and are divided by the deviation of the population`() throws {
        let wanted = [-0.925820, -0.462910, 1.388730]
        for (found, wanted) in zip(try standardized([1, 2, 6], .zscore), wanted) {
            #expect(abs(found - wanted) < 1e-6)
        }
        #expect(try standardized([1, 2, 6], .demean) == [-2, -1, 3])
        #expect(try standardized([1, 2, 6], .none) == [1, 2, 6])
    }

    @Test func `alike scores are only demeaned, and one alone is 0`() throws {
        #expect(try standardized([2, 2], .zscore) == [0, 0])
        #expect(try standardized([2], .zscore) == [0])
        let rule = try CrossSection()
        #expect(!rule.isComparable(1) && rule.isComparable(2))
        #expect(try CrossSection(mode: .none).isComparable(1))
    }

    @Test func `absent scores take no part`() throws {
        let found = try standardized([1, .nan, 3], .demean)
        #expect(found[0] == -1 && found[1].isNaN && found[2] == 1)
    }

    @Test func `a score is clipped, and absent where an input is`() throws {
        let rule = try CrossSection(zMax: 2)
        #expect(rule.score(alpha: 0.5, volatility: 1) == 0.5)
        #expect(rule.score(alpha: -9, volatility: 1) == -2)
        #expect(rule.score(alpha: 1, volatility: 0) == 2)
        for value in [Double.nan, .infinity] {
            #expect(rule.score(alpha: value, volatility: 1).isNaN)
            #expect(rule.score(alpha: 1, volatility: value).isNaN)
        }
        #expect(rule.score(alpha: 1, volatility: -1).isNaN)
        #expect(throws: InvalidParameter.self) { try CrossSection(zMax: 0) }
    }
}
