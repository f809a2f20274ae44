import SluiceNumerics
import Testing

@Suite struct WeightRampBaseTests {
    private func blended(_ learned: [Double], _ base: [Double], after samples: Int) throws -> [Double] {
        var weights = learned
        var span = weights.mutableSpan
        try WeightRamp(share: 0.5, minimum: 10, ramp: 0).blend(&span, with: base.span, after: samples)
        return weights
    }

    @Test func `a worked number`() throws {
        let got = try blended([0.9, 0.1], [0.6, .nan], after: 10)
        #expect(abs(got[0] - 0.722_727_272_727) < 1e-9 && abs(got[1] - 0.277_272_727_273) < 1e-9)
    }

    @Test func `before it has a say the learner changes nothing`() throws {
        #expect(try blended([0.9, 0.1], [0.2, 0.8], after: 9) == [0.2, 0.8])
        #expect(try blended([0.9, 0.1], [3, -1], after: 9) == [1, 0])
        #expect(try blended([0.9, 0.1], [0, 0], after: 9) == [0.5, 0.5])
        #expect(try blended([0.9, 0.1], [.nan, .nan], after: 9) == [0.5, 0.5])
        #expect(try blended([], [], after: 99) == [])
    }
}
