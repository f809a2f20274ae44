import Foundation
import Synchronization

/// Runs many histories, on as many threads as there are processors.
struct SeedRuns {
    private let options: SimulationOptions

    init(_ options: SimulationOptions) { self.options = options }

    func run() -> SimulationReport {
        let results = Results(Array(options.seeds))
        let jobs = options.jobs > 0 ? options.jobs : ProcessInfo.processInfo.activeProcessorCount
        DispatchQueue.concurrentPerform(iterations: min(jobs, options.seeds.count)) { _ in
            while let seed = results.next() {
                results.add(Self.run(seed, options))
            }
        }
        return SimulationReport(results: results.all)
    }

    static func run(_ seed: UInt64, _ options: SimulationOptions) -> HistoryResult {
        do {
            return try History(seed: seed, bug: options.bug, cycles: options.cycles).run()
        } catch {
            let violation = Violation(invariant: .runs, seed: seed, cycle: 0, text: "\(error)", trail: [])
            return HistoryResult(
                seed: seed, counts: HistoryCounts(), faults: FaultCounts(), violation: violation, digest: 0)
        }
    }

    /// The seeds that are left, and what came of the others.
    private final class Results: Sendable {
        private let state: Mutex<(left: [UInt64], done: [HistoryResult])>

        init(_ seeds: [UInt64]) { state = Mutex((seeds.reversed(), [])) }

        func next() -> UInt64? { state.withLock { $0.left.popLast() } }

        func add(_ result: HistoryResult) { state.withLock { $0.done.append(result) } }

        /// In the order of their seeds, whoever was ready first.
        var all: [HistoryResult] { state.withLock { $0.done.sorted { $0.seed < $1.seed } } }
    }
}
