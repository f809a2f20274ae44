import SluiceDocument
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// What one stage saw, gave and objected to of one instrument in a recorded cycle.
struct StageExplanation {
    let id: String
    let plugin: String
    private let facts: [StageFact]
    private let causes: [StageCause]

    /// Nil for a stage that has left nothing in the record.
    init?(_ number: Int, of explained: CycleExplanation) {
        let stage = explained.plan.stages[number]
        (id, plugin) = (stage.id, stage.plugin.fullName)
        let reading = RecordReading(number: number, explained: explained)
        let facts =
            switch stage.decoded.ports.gives {
            case .market: reading.market
            case .forecasts, .scores: [reading.forecasts]
            case .probabilities: [reading.probabilities]
            case .alphas: reading.alphas
            case .decisions: [reading.decision]
            case .targets, .approved: [reading.weight]
            case .weights: [reading.learned]
            case .orders, nil: [StageFact]()
            }
        self.facts = facts.filter { !$0.isEmpty }
        causes = reading.causes
        if self.facts.isEmpty, causes.isEmpty { return nil }
    }

    /// For people.
    var lines: [String] {
        let told = facts.flatMap(\.lines) + causes.map(\.line)
        return told.isEmpty ? [] : ["  \(id) (\(plugin))"] + told.map { "    \($0)" }
    }

    /// For programs.
    var object: JSONValue {
        .object(
            [.init("id", .string(id)), .init("plugin", .string(plugin))] + facts.map(\.member)
                + [.init("causes", .array(causes.map(\.object)))])
    }
}
