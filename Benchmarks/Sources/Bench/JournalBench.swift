import Glibc
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The cycle with a journal: ledger and trace in a folder of its own, which is removed.
struct JournalBench {
    let cycle: CycleBench

    /// What passes between two cycles, in microseconds: in life they are far apart, and find the caches cold.
    static let pause: UInt32 = 2_000

    /// Runs the cycles, and says how many bytes they left on the disk.
    func run(cycles: Int) throws -> (samples: CycleSamples, bytes: Int) {
        let folder = "/tmp/sluice-bench-journal-\(getpid())"
        defer { remove(folder) }
        let samples = try cycle.run(cycles: cycles, pause: Self.pause) { engine in
            let now = Timestamp(seconds: 1_700_000_000)
            let state = try StateFolder.open(folder, engine.identity)
            let run = TraceRun(
                started: now, version: "bench", seed: 1, pipeline: "", instruments: engine.plan.instruments,
                stages: engine.plan.stages.map(\.id))
            return try RunJournal(
                state, instruments: engine.plan.instruments, tracing: run, traceWaits: true, now: now)
        }
        return (samples, ["ledger.sqlite", "trace.sqlite"].reduce(0) { $0 + size("\(folder)/\($1)") })
    }

    private func size(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    private func remove(_ folder: String) {
        guard let listing = opendir(folder) else { return }
        defer {
            closedir(listing)
            rmdir(folder)
        }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink("\(folder)/\(name)") }
        }
    }
}
