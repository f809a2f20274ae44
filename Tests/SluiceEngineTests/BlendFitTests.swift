import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@Suite struct BlendFitTests {
    private func plan(
        bars: Int = 300, good: String = "skill: 0.9", horizons: String = "[1m]", live: Bool = false
    ) throws -> Plan {
        let text = """
            version: 1
            name: test
            modes: [paper]
            universe: [AAA, BBB, CCC]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.tape, with: { bars: \(bars), live: \(live) } }
              - { id: good, uses: predictor.foresight, with: { \(good), horizons: \(horizons) } }
              - { id: noise, uses: predictor.foresight, with: { skill: 0, horizons: \(horizons) } }
              - { id: blend, uses: blender.order, from: [good, noise] }
              - { id: pick, uses: arbiter.sign }
              - { id: size, uses: sizer.weight }
              - { id: guard, uses: risk.cycle }
              - { id: route, uses: execution.difference }
              - { id: broker, uses: broker.answer }
            """
        let registry = TestPipeline.registry + [ForesightPredictor.self]
        let loader = PipelineLoader(registry: registry) { _ in Array(text.utf8) }
        let result = loader.load("test.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        return try #require(result.plan)
    }

    @Test func `who knows has the weight, on folds that were not seen too`() throws {
        var fit = BlendFit()
        fit.lookback = 7
        let fitted = try fit.fit(plan(), surroundings: .test())
        let weights = try #require(fitted.weights(for: .test("1m")))
        #expect((weights.values["good"] ?? 0) > 0.9)
        #expect((weights.values.values.reduce(0, +) - 1).magnitude < 1e-12)
        // The last bar has no return, the others have one for each of three instruments.
        #expect(weights.rows == 3 * 299 && weights.purge == 8 && weights.embargo == 1)
        #expect(weights.folds.count == 5)
        for fold in weights.folds {
            #expect(fold.trainedUntil + .minutes(9) <= fold.from && fold.from < fold.until)
            #expect((fold.correlation ?? 0) > 0.5)
        }
        #expect(fitted.members == ["good", "noise"].map { .init(name: $0, trainedUntil: nil) })
        #expect(try FittedBlend(json: fitted.json) == fitted)
    }

    @Test func `what a member was trained on is not fitted on`() throws {
        let fitted = try BlendFit().fit(plan(good: "skill: 0.9, trained: 100"), surroundings: .test())
        let trained = try #require(fitted.members[0].trainedUntil)
        #expect(fitted.from > trained && fitted.weights[0].rows == 3 * (299 - 101))
        _ = try FittedBlend(json: fitted.json)
    }

    @Test func `a run over what a stage was trained on is marked, or refused`() throws {
        func run(_ trained: Int, strict: Bool = false) throws -> RunSummary {
            let keeper = SummaryKeeper()
            let run = try PipelineRun(
                plan: plan(bars: 20, good: "skill: 0.9, trained: \(trained)"), surroundings: .test(),
                options: RunOptions(refusesTrainedLater: strict), signal: StopSignal(), observers: [keeper])
            try run.run()
            return keeper.summary
        }
        let marked = try run(100)
        #expect(marked.cycles == 20 && marked.trainedLater.map(\.stage) == ["good"])
        #expect(try run(0).trainedLater == [])
        #expect(try run(0, strict: true).cycles == 20)
        let refusal = #expect(throws: BuildError.self) { try run(100, strict: true) }
        #expect(refusal?.stage == "good")
        let until = try #require(marked.trainedLater.first?.until.iso8601)
        #expect(refusal?.message.contains("trained on data until \(until)") == true)
    }

    @Test func `horizons are fitted with an intercept`() throws {
        var fit = BlendFit()
        fit.inputs = .horizons
        let fitted = try fit.fit(plan(horizons: "[1m, 5m]"), surroundings: .test())
        #expect(fitted.weights.map(\.horizon.description) == ["1m", "5m"])
        // Both horizons say what the next minute brings: together they come near to it.
        let sum = fitted.weights[0].values.values.reduce(0, +)
        #expect(sum > 0.5 && Set(fitted.weights[0].values.keys) == ["1m", "5m"])
        #expect(!fitted.isStandardised && fitted.weights[1].embargo == 5)
    }

    @Test func `an end is kept, and the same history gives the same weights`() throws {
        var fit = BlendFit()
        let whole = try fit.fit(plan(), surroundings: .test())
        #expect(try fit.fit(plan(), surroundings: .test()) == whole)
        fit.until = whole.from + .minutes(100)
        let short = try fit.fit(plan(), surroundings: .test())
        #expect(short.until < whole.from + .minutes(100) && short.weights[0].rows == 300)
    }

    @Test func `what cannot be fitted is said`() throws {
        #expect(throws: BlendFitError.self) { try BlendFit().fit(plan(bars: 5), surroundings: .test()) }
        #expect(throws: BlendFitError.self) {
            try BlendFit().fit(plan(), blender: "good", surroundings: .test())
        }
        #expect(throws: BuildError.self) { try BlendFit().fit(plan(live: true), surroundings: .test()) }
    }
}
