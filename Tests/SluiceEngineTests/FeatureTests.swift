import Predictors
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// Features that stages ask for by name, from the file to the forecast.
@Suite struct FeatureTests {
    private static let registry = TestPipeline.registry + Predictors.all

    private func load(_ terms: String) -> (plan: Plan?, diagnostics: [Diagnostic]) {
        let text = """
            version: 1
            name: test
            modes: [paper]
            universe: [AAA, BBB]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.tape, with: { bars: 40, gaps: 0.2 } }
              - { id: one, uses: predictor.linear, with: { horizons: [5m], terms: \(terms) } }
              - id: two
                uses: predictor.linear
                with: { horizons: [5m], terms: [{ feature: ma_ratio_3, weight: 10bps }, { feature: ret_1d, weight: 1bps }] }
              - { id: blend, uses: blender.order, from: [one, two] }
              - { id: pick, uses: arbiter.sign }
              - { id: size, uses: sizer.weight }
              - { id: guard, uses: risk.cycle }
              - { id: route, uses: execution.difference }
              - { id: broker, uses: broker.answer }
            """
        let loader = PipelineLoader(registry: Self.registry) { _ in Array(text.utf8) }
        let result = loader.load("test.yaml")
        return (result.plan, result.diagnostics)
    }

    @Test func `the engine works out what stages ask for, once for all`() throws {
        let (plan, diagnostics) = load("[{ feature: ret_1d, weight: 100bps, scale: 0.01 }]")
        #expect(diagnostics.map(\.description) == [])
        let engine = try Engine(plan: #require(plan), surroundings: .test(), clock: ManualClock())
        try engine.start()
        let market = engine.report.market
        #expect(market.features.names == ["ret_1d", "ma_ratio_3"])
        var closes: [[Double]] = [[], []]
        var known = 0
        for _ in 0..<40 {
            try engine.run(1)
            for index in 0..<2 where market.isFresh(index) {
                closes[index].append(market.close[index])
                let past = closes[index]
                let gain = past.count > 1 ? past[past.count - 1] / past[past.count - 2] - 1 : .nan
                let ratio = past.count > 2 ? past[past.count - 1] * 3 / past.suffix(3).reduce(0, +) - 1 : .nan
                #expect(isSame(market.features.column(0)[index], gain))
                #expect(isSame(market.features.column(1)[index], ratio))
                let expected = 100 * gain / 0.01 + 2 * (10 * ratio + gain)
                let alpha = engine.report.decisions[0].alpha[index]
                #expect(
                    expected.isNaN
                        || isSame(alpha, max(-500, min(100 * gain / 0.01, 500)) + 2 * (10 * ratio + gain)))
                known += expected.isNaN ? 0 : 1
            }
        }
        #expect(known > 40)
    }

    @Test func `an unknown feature is an error at its word, with the nearest name`() {
        let (plan, diagnostics) = load(
            "[{ feature: ret_1d, weight: 1bps }, { feature: rsi14, weight: 1bps }]")
        #expect(plan == nil)
        #expect(diagnostics.map(\.code.id) == ["E0321"])
        #expect(diagnostics.first?.suggestion == "rsi_14")
        #expect(diagnostics.first?.span?.line == 8)
        #expect(diagnostics.first?.message == "'one' reads 'rsi14', which is no feature")
    }

    private func isSame(_ one: Double, _ other: Double) -> Bool {
        one.isNaN && other.isNaN || (one - other).magnitude <= 1e-9 * max(1, other.magnitude)
    }
}
