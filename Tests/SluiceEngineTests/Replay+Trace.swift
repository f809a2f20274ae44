import SluiceJournal
import SluicePipeline
import Testing

@testable import SluiceEngine

extension Replay {
    /// The stages and cycles that differ when each run in the trace of a folder is run again.
    static func differences(
        inTraceOf plan: Plan, in folder: String, cycles: Int
    ) throws -> [Replay.Difference] {
        var (run, replay): (Int64?, Replay?) = (nil, nil)
        var found: [Replay.Difference] = []
        try TraceReader(folder: folder).forEach(in: 1...Int64(cycles)) { record in
            do {
                if run != record.run {
                    run = record.run
                    replay = try Replay(plan: plan, surroundings: .test(), seed: plan.seed, first: record)
                }
                found += try replay?.run(record) ?? []
            } catch { Issue.record(error) }
        }
        #expect(replay != nil)
        return found
    }
}
