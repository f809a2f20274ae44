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

    /// A table for some members and horizons of 5m and 15m, fed once.
    private func table(
        _ members: [String], _ weights: [(WeightChoice, Double)]
    ) throws -> WeightTable {
        let axes = Axes(
            instruments: ["AAA"], horizons: ["5m", "15m"].map(Horizon.test), members: members,
            every: .minutes(1), calendar: .newYork)
        let table = members.isEmpty ? WeightTable(horizonsOf: axes) : WeightTable(axes)
        let frame = WeightFrame(choices: weights.map(\.0))
        for (index, weight) in weights.enumerated() { frame.values[index] = weight.1 }
        try table.update(frame)
        return table
    }

    @Test func `a member's part of the weights is its factor, at one horizon or at all`() throws {
        let own = try table(["one", "two"], [(.init(member: "one"), 0.3), (.init(member: "two"), 0.1)])
        for horizon in 0..<2 {
            let factors = own.factors(horizon: horizon)
            withExtendedLifetime(own) { #expect(factors[0] == 1.5 && factors[1] == 0.5) }
        }
        let (short, long) = (Horizon.test("5m"), Horizon.test("15m"))
        let both: [(WeightChoice, Double)] = [
            (.init(member: "one", horizon: short), 0.3), (.init(member: "two", horizon: short), 0.1),
            (.init(member: "one", horizon: long), 0.2), (.init(member: "two", horizon: long), 0.6),
        ]
        let each = try table(["one", "two"], both)
        withExtendedLifetime(each) {
            #expect(each.factors(horizon: 0)[0] == 1.5 && each.factors(horizon: 1)[0] == 0.5)
        }
        // Without members a horizon has what its members have together.
        let horizons = try table([], both)
        #expect((horizons.factor(horizon: 0) - 2.0 / 3).magnitude < 1e-15)
    }

    @Test func `what a learner does not tell apart is left alone`() throws {
        let members = try table([], [(.init(member: "one"), 0.9), (.init(member: "two"), 0.1)])
        #expect(members.factor(horizon: 0) == 1 && members.factor(horizon: 1) == 1)
        let horizons = try table(
            ["one", "two"], [(.init(horizon: .test("5m")), 0.9), (.init(horizon: .test("15m")), 0.1)])
        withExtendedLifetime(horizons) { #expect(horizons.factors(horizon: 1)[1] == 1) }
        let nothing = try table(["one", "two"], [(.init(member: "one"), 0), (.init(member: "two"), 0)])
        withExtendedLifetime(nothing) { #expect(nothing.factors(horizon: 0)[0] == 1) }
    }

    @Test func `a learner that weighs some of the members and not all is refused by name`() {
        let error = #expect(throws: WeightMismatch.self) {
            try table(["one", "two"], [(.init(member: "one"), 0.5), (.init(member: "three"), 0.5)])
        }
        #expect(error?.description == "the learner has no weight for 'two'; it weighs one, three")
    }
}
