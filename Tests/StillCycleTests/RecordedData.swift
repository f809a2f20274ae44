import SluiceColumns
import SluiceEngine
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import TemporaryFolders
import Testing

/// What the one data stage of a plan shows, as columns.
struct RecordedData {
    let history: HistoryColumns
    /// What runs of it share.
    let derived: DerivedHistory
    private let stage: String

    init(_ plan: Plan, _ files: MemoryFiles) throws {
        let planned = try #require(plan.stages.first { $0.plugin.kind == .data })
        let context = StageContext.test(
            instruments: plan.instruments, horizons: plan.horizons.map(\.description),
            every: plan.cycle.every,
            calendar: plan.calendar, files: files)
        let source = try #require(planned.decoded.build(context) as? any DataSource)
        let (calendar, every) = (plan.calendar, plan.cycle.every)
        let recording = HistoryRecording(
            instruments: plan.instruments, barMinutes: calendar.tradingMinutes(in: every)
        ) { bar, last in
            calendar.nextCycle(after: max(last, bar - .nanoseconds(1)), every: every)
        }
        let folder = try TemporaryFolder()
        #expect(try recording.write(source, to: folder.path + "/data.columns"))
        (stage, history) = (planned.id, try HistoryColumns(ColumnFile(folder.path + "/data.columns")))
        derived = DerivedHistory(history)
    }

    /// The surroundings in which the columns are played.
    func playing(in surroundings: Surroundings) -> Surroundings { surroundings.playing([stage: history]) }

    /// The same, and each run reads what earlier ones have worked out.
    func sharing(in surroundings: Surroundings) -> Surroundings {
        playing(in: surroundings).sharing([stage: derived])
    }
}
