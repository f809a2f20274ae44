import SluiceNumerics
import Testing

@Suite struct BenchmarkComparisonTests {
    private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

    private func compare(
        _ own: [Double], _ other: [Double], periods: Double = 252
    ) -> BenchmarkComparison {
        BenchmarkComparison(own.span, other.span, periodsPerYear: periods)
    }

    @Test func `the worked number`() {
        let found = compare([0.01, -0.02, 0.03], [0.02, -0.01, 0.01])
        #expect(found.count == 3)
        #expect(near(found.beta, 1.214_285_714_285_714_2))
        #expect(near(found.correlation, 0.737_043_474_095_501_9))
        #expect(near(found.alpha, -0.302_503_224_347_546_06))
        #expect(near(found.trackingError, 0.274_954_541_697_350_3))
        #expect(abs(found.informationRatio) < 1e-12)
        #expect(near(found.upCapture, 3.477_081_528_059_043))
        #expect(near(found.downCapture, 1.079_619_499_803_848))
    }

    @Test func `an account that is the benchmark has a beta of one and nothing beside it`() {
        let held = [0.01, -0.02, 0.005, 0.03, -0.01]
        let found = compare(held, held)
        #expect(near(found.beta, 1) && near(found.correlation, 1) && abs(found.alpha) < 1e-12)
        #expect(found.trackingError == 0 && found.informationRatio.isNaN)
        #expect(near(found.upCapture, 1) && near(found.downCapture, 1))
        let twice = compare(held.map { 2 * $0 }, held)
        #expect(near(twice.beta, 2) && near(twice.correlation, 1) && abs(twice.alpha) < 1e-12)
    }

    @Test func `pairs that are not finite are left out, on either side`() {
        let plain = compare([0.01, -0.02, 0.03], [0.02, -0.01, 0.01])
        let gappy = compare([0.01, .nan, -0.02, 0.5, 0.03], [0.02, 0.7, -0.01, .infinity, 0.01])
        #expect(plain == gappy)
        let longer = compare([0.01, -0.02, 0.03, 0.9], [0.02, -0.01, 0.01])
        #expect(longer == plain)
    }

    @Test func `what has no answer is NaN`() {
        for (own, other) in [([], []), ([0.1], [0.2]), ([.nan, .nan], [0.1, 0.2])] as [([Double], [Double])] {
            let found = compare(own, other)
            #expect(found.beta.isNaN && found.alpha.isNaN && found.correlation.isNaN)
            #expect(found.trackingError.isNaN && found.informationRatio.isNaN)
        }
        let still = compare([0.01, 0.02, -0.01], [0, 0, 0])
        #expect(still.beta.isNaN && still.alpha.isNaN && still.correlation.isNaN)
        #expect(still.upCapture.isNaN && still.downCapture.isNaN)
        #expect(still.trackingError > 0)
        let idle = compare([0, 0, 0], [0.01, 0.02, -0.01])
        #expect(idle.beta == 0 && idle.alpha == 0 && idle.correlation.isNaN)
        #expect(idle.upCapture == 0 && idle.downCapture == 0)
    }

    @Test func `who loses everything captures the whole of a year`() {
        let found = compare([-1, 0.1], [0.01, -0.01], periods: 2)
        #expect(near(found.upCapture, -1 / (1.01 * 1.01 - 1)))
    }
}
