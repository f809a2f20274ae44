import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// What a learner gives is read one cycle later, by stages that stand before it.
@Suite struct LearnerTests {
    private func engine() throws -> Engine {
        let text = """
            version: 1
            name: test
            modes: [paper]
            universe: [AAA]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.tape }
              - { id: one, uses: predictor.constant, with: { expects: 10bps, horizons: [1d, 2d] } }
              - { id: two, uses: predictor.constant, with: { expects: 30bps } }
              - { id: blend, uses: blender.learned, from: [one, two, credit] }
              - { id: pick, uses: arbiter.sign }
              - { id: size, uses: sizer.weight }
              - { id: guard, uses: risk.cycle }
              - { id: route, uses: execution.difference }
              - { id: broker, uses: broker.answer }
              - { id: credit, uses: learner.fill, from: [one, two, pick] }
            """
        let engine = try Engine(
            plan: TestPipeline.plan(text), surroundings: .test(), clock: ManualClock())
        try engine.start()
        return engine
    }

    private func seen(by engine: Engine) -> Double? {
        let entries = engine.archive.entries(ofCycle: engine.report.number)
        return entries.first { engine.plan.stages[$0.stage].id == "blend" }.map { $0.columns[1][0] }
    }

    @Test func `fills change the weights that the blender reads in the next cycle`() throws {
        let engine = try engine()
        try engine.run(2)
        #expect(engine.words.contains("filled"))
        #expect(engine.report.decisions[0].alpha[0] == 20)
        try engine.run(1)
        #expect(engine.report.decisions[0].alpha[0] == 30)
    }

    @Test func `stages see what traded since they last ran`() throws {
        let engine = try engine()
        // The blender writes how many fills it saw where nothing else is expected: over the second horizon.
        try engine.run(1)
        #expect(seen(by: engine) == 0)
        try engine.run(1)
        #expect(seen(by: engine) == 1)
        try engine.run(1)
        #expect(seen(by: engine) == 0)
    }

    @Test func `a learner that weighs something else is refused by name`() throws {
        let table = WeightTable(
            Axes(
                instruments: ["AAA"], horizons: [.session], members: ["one", "two"], every: .minutes(1),
                calendar: .newYork))
        let error = #expect(throws: WeightMismatch.self) {
            try table.update(
                WeightFrame(choices: [WeightChoice(member: "one"), WeightChoice(member: "three")]))
        }
        #expect(error?.description == "the learner has no weight for 'two'; it weighs one, three")
    }
}
