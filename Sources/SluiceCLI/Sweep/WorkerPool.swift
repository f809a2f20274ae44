import SluiceEngine
import SluiceMarket
import SluiceSweep

/// Runs the shards of a sweep in processes of their own, one for each worker.
struct WorkerPool {
    private let folder: SweepFolder
    private let shards: [SweepShard]
    private let console: Console
    private let progress: SweepProgress

    init(_ plan: SweepPlan, _ folder: SweepFolder, workers: Int, console: Console) {
        (self.folder, self.console) = (folder, console)
        let count = max(min(workers, plan.cells.count), 1)
        shards = (0..<count).map { SweepShard($0, of: count) }
        progress = SweepProgress(folder, cells: plan.cells.count, console: console)
    }

    /// Runs until every shard has ended; false when someone asked for a stop.
    /// - Throws: `CommandError` when a worker fails, or is killed twice.
    func run(_ signal: StopSignal) throws -> Bool {
        var running: [Int: WorkerProcess] = [:]
        var wasRestarted: Set<Int> = []
        var failure: CommandError?
        var isAsked = false
        for shard in shards { running[shard.index] = try start(shard) }
        while !running.isEmpty {
            if !isAsked, signal.isStopping || failure != nil {
                isAsked = true
                for worker in running.values { worker.stop() }
            }
            for (index, worker) in running {
                guard let end = worker.end() else { continue }
                running[index] = nil
                switch end {
                case .exited(0): break
                case .exited(let code):
                    failure =
                        failure
                        ?? CommandError(
                            ExitStatus(rawValue: code) ?? .internalError,
                            "the worker of shard \(shards[index].text) ended with \(code)")
                case .killed(let number):
                    guard !isAsked else { break }
                    let text = "the worker of shard \(shards[index].text) was killed by signal \(number)"
                    if wasRestarted.insert(index).inserted {
                        console.error("sweep: \(text); another one goes on")
                        running[index] = try start(shards[index])
                    } else {
                        failure = failure ?? CommandError(.temporary, "\(text), twice")
                    }
                }
            }
            progress.tell()
            if !running.isEmpty { StopSignals.rest(for: .milliseconds(5)) }
        }
        progress.end()
        if let failure { throw failure }
        return !signal.isStopping
    }

    private func start(_ shard: SweepShard) throws -> WorkerProcess {
        try WorkerProcess([
            "sweep", "run", "--plan", folder.planFile, "--shard", shard.text, "--out", folder.path,
            "--attached",
        ])
    }
}
