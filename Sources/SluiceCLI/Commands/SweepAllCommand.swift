import ArgumentParser
import SluiceJournal
import SluicePipeline
import SluiceSweep

/// `sluice sweep all`, or `sluice sweep` alone: every step on this machine.
struct SweepAllCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Plan a sweep, run it on the cores of this machine, and merge it.",
        discussion: """
            Every cell is a backtest: the engine, the stages and the order path are those of a run. The folder of --out keeps \
            plan and results; the same command goes on where it was stopped or killed. It ends with 1 when a cell failed.
            """
    )

    @OptionGroup var sweep: SweepArguments
    @Option(help: "How many processes run cells; the number of processors unless told.") var workers: Int?
    @Option(help: "Keep plan and results in this folder; sweeps/NAME-ID unless told.") var out: String?
    @Option(help: "Write lines for people, or one JSON object.") var format = BacktestCommand.Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let workers = workers ?? ProcessorCount.here
        guard (1...1_024).contains(workers) else {
            throw CommandError(.usage, "--workers takes a number from 1 to 1024")
        }
        let (plan, world) = try sweep.plan(program)
        let folder = SweepFolder(out ?? "sweeps/\(plan.pipeline)-\(plan.id.prefix(8))")
        return try StoppableWork(console: program.console, deadline: world.plan.stop.deadline).run { signal in
            try swept {
                if try folder.keep(plan) {
                    program.console.error("sweep: goes on in \(folder.path)")
                } else {
                    program.console.error("sweep: \(plan.cells.count) cells, kept in \(folder.path)")
                }
                guard let lock = try FileLock.take("\(folder.path)/sweep.lock") else {
                    throw CommandError(.temporary, "another process runs the sweep in \(folder.path)")
                }
                defer { withExtendedLifetime(lock) {} }
                world.pipeline.playing(from: folder.historyFolder, program: SluiceProgram.version)
                    .record(world.plan)
                let pool = WorkerPool(plan, folder, workers: workers, console: program.console)
                guard try pool.run(signal) else {
                    program.console.error("sweep: stopped; the same command goes on")
                    return .ok
                }
                return try SweepMergeCommand.merge(
                    plan, from: [folder], to: folder, format: format, console: program.console)
            }
        }
    }
}
