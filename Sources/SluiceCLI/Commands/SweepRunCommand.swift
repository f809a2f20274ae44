import ArgumentParser
import SluiceEngine
import SluiceMarket
import SluiceSweep

/// `sluice sweep run`: a shard of a plan.
struct SweepRunCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a shard of a plan; running it again does nothing.",
        discussion: """
            Runs the cells whose number, divided by N, leaves i, and adds a line for each to shard-i-of-N.jsonl in the folder \
            of --out. A process that was killed leaves whole lines and the next one goes on behind them. It ends with 69 when \
            the file or the data are not those that were planned.
            """
    )

    @Option(help: "The plan, as 'sluice sweep plan' writes it.") var plan: String
    @Option(help: "The shard as i/N, from 0/N.", transform: SweepShard.argument) var shard = SweepShard.whole
    @Option(help: "The folder for the results; it is made when it is missing.") var out: String
    @Flag(help: .hidden) var attached = false

    func run(_ program: ProgramContext) throws -> ExitStatus {
        try StoppableWork(console: program.console, deadline: .seconds(30)).run { signal in
            // Behind the work's block of signals, so that none of them ends the watching thread.
            if attached { ParentWatch.begin() }
            return try swept {
                let plan = try SweepPlan(readingFrom: plan)
                let world = try SweepWorld(plan.request, program)
                try world.check(plan)
                let folder = SweepFolder(out)
                try folder.make()
                let pipeline = world.pipeline.playing(
                    from: folder.historyFolder, program: SluiceProgram.version)
                let runner = CellRunner(plan, pipeline, signal: signal) { WorkTime.now.cpu }
                let result = try ShardRun(plan, shard, in: out).run { cell in
                    signal.isStopping ? nil : runner.row(cell)
                }
                if !attached {
                    program.console.line(
                        "shard \(shard.text): \(result.ran) cells ran, \(result.known) had results"
                            + (result.left > 0 ? ", \(result.left) are left" : ""))
                }
                return .ok
            }
        }
    }
}

extension SweepShard {
    /// The shard of a word on the command line.
    static func argument(_ word: String) throws -> SweepShard {
        if let shard = SweepShard(parsing: word) { return shard }
        throw ValidationError("a shard is written i/N with i from 0 to N-1, such as 0/4, was '\(word)'")
    }
}
