import Foundation
import SluiceReport
import TemporaryFolders
import Testing

/// What is written down of a run does not tell how its cycles were run.
@Suite struct RecordedRunTests {
    @Test func `every table of a run in stretches is that of one that is watched, byte for byte`() throws {
        let folder = try TemporaryFolder()
        var (passed, decided, weighed) = (0, 0, 0)
        for seed in 1...40 as ClosedRange<UInt64> {
            let drawn = RandomPipeline(seed: seed)
            let names = ["watched", "unwatched", "stretched"].map { "\(folder.path)/\(seed)-\($0)" }
            _ = try WatchedRun(drawn, .watched, to: names[0])
            _ = try WatchedRun(drawn, .unwatched, to: names[1])
            let stretched = try WatchedRun(drawn, .inStretches, to: names[2])
            for table in RunTable.allCases {
                let rows = try Self.bytes(table, of: names[0])
                #expect(try Self.bytes(table, of: names[1]) == rows, "seed \(seed), \(table)")
                #expect(try Self.bytes(table, of: names[2]) == rows, "seed \(seed), \(table), in stretches")
                guard stretched.passedCycles > 0 else { continue }
                if table == .decisions { decided += rows.count }
                if table == .weights { weighed += rows.count }
            }
            passed += stretched.passedCycles
        }
        // Runs of which nothing was passed would prove nothing.
        #expect(passed > 100 && decided > 10_000 && weighed > 1_000, "\(passed), \(decided), \(weighed)")
    }

    private static func bytes(_ table: RunTable, of run: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(run)/\(table.file)"))
    }
}
