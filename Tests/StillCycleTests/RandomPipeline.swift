import SluiceBuiltins
import SluiceDocument
import SluiceKit
import SluicePipeline
import SluiceTestKit
import Testing

/// A pipeline made of built-in stages by dice: one seed, one file.
struct RandomPipeline {
    let text: String
    /// The files that it reads.
    let files: MemoryFiles
    /// The plugins in it.
    let plugins: Set<String>

    /// Half of them are of the kind whose cycles can be still, so that both ways are gone often.
    init(seed: UInt64) {
        var draw = Draw(seed: seed)
        let isPlain = draw.chance(0.5)
        let universe = ["AAA", "BBB", "CCC", "DDD"].prefix(draw.number(isPlain ? 1...4 : 3...4))
        let hasGaps = draw.chance(0.4)
        var draft = PipelineDraft(draw, isPlain: isPlain, universe: Array(universe))
        draft.addBars(hasGaps: hasGaps)
        draft.addSignals()
        draft.addOrders()
        draft.addAlerts()
        text = """
            version: 1
            name: drawn
            modes: [paper]
            universe: [\(universe.joined(separator: ", "))]
            cycle: { every: 30m, calendar: \(hasGaps ? "24/7" : draft.draw.one(of: ["XNYS", "24/7"])) }
            seed: \(draft.draw.number(1...1_000))
            \(draft.sections)
            """
        (files, plugins) = (draft.files, draft.plugins)
    }

    /// What runs of it.
    func plan() throws -> Plan {
        let loader = PipelineLoader(registry: .builtins, files: files) { _ in Array(text.utf8) }
        let result = loader.load("drawn.yaml")
        let errors = result.diagnostics.filter { $0.severity == .error }.map(\.description)
        #expect(errors == [], "\(text)")
        return try #require(result.plan)
    }
}
