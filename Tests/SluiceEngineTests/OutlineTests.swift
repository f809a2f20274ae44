import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// What planning learns from the files that settings name.
@Suite struct OutlineTests {
    private func load(_ files: any FileAccess, learner: Bool = false) -> PipelineLoader.Result {
        let text = """
            version: 1
            name: test
            modes: [paper]
            universe: [AAA, BBB]
            cycle: { every: 1d, calendar: XNYS }
            stages:
              - { id: data, uses: data.tape, with: { bars: 20 } }
              - { id: plain, uses: predictor.constant }
              - { id: listed, uses: predictor.listed, with: { list: models } }
              - { id: blend, uses: blender.learned, from: [plain, listed\(learner ? ", learn" : "")] }
              - { id: pick, uses: arbiter.sign }
              - { id: size, uses: sizer.weight }
              - { id: guard, uses: risk.cycle }
              - { id: route, uses: execution.difference }
              - { id: broker, uses: broker.answer }
              \(learner ? "- { id: learn, uses: learner.fill, from: [pick, plain, listed] }" : "")
            """
        let registry = TestPipeline.registry + [ListedPredictor.self]
        return PipelineLoader(registry: registry, files: files) { _ in Array(text.utf8) }.load("test.yaml")
    }

    private let files: MemoryFiles = ["models/forest": "", "models/line": "", "other/line": ""]

    @Test func `a stage has the members and features that its files say`() throws {
        let result = load(files)
        #expect(result.diagnostics.map(\.description) == [])
        let plan = try #require(result.plan)
        let listed = try #require(plan.stages.first { $0.id == "listed" })
        #expect(listed.outline.members(of: "listed") == ["listed.forest", "listed.line"])
        let engine = try Engine(plan: plan, surroundings: .test(), clock: ManualClock())
        try engine.start()
        try engine.run(1)
        #expect(engine.report.market.features.names == ["ret_1d"])
        let entries = engine.archive.entries(ofCycle: 1)
        let columns = try #require(entries.first { plan.stages[$0.stage].id == "listed" }).columns
        #expect(columns.columns == 2 * plan.horizons.count)
        #expect(columns[0][0] == 10 && columns[plan.horizons.count][1] == 20)
    }

    @Test func `learners know the members by name`() throws {
        let result = load(files, learner: true)
        #expect(result.diagnostics.map(\.description) == [])
        let engine = try Engine(plan: #require(result.plan), surroundings: .test(), clock: ManualClock())
        try engine.start()
        try engine.run(3)
        #expect(!engine.words.contains { $0.hasPrefix("failed") })
    }

    @Test func `what is wrong with the files is a finding at the setting`() {
        let result = load(["other/line": ""] as MemoryFiles)
        #expect(result.plan == nil)
        #expect(result.diagnostics.first?.span?.line == 9)
        #expect(result.diagnostics.first?.message.contains("models") == true)
    }

    @Test func `no files are looked at where there are none`() {
        #expect(load(NoFiles()).plan == nil)
        #expect(throws: FileError.self) { try NoFiles().open("models/line") }
    }
}
