import ArgumentParser
import SluiceDocument
import SluiceReport
import SluiceSweep

/// `sluice sweep merge`: the shards of a plan as one.
struct SweepMergeCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Merge the shards of a sweep, and rank its cells.",
        discussion: """
            Writes results.csv, results.sqlite, summary.json and sweep.html in the plan's order: the same bytes however the cells were \
            shared out. Results of another plan, cells without a result, and cells with two that differ are named, and \
            nothing is written. It ends with 1 then, and when a cell failed.
            """
    )

    @Argument(help: "The folders with results of shards.") var folders: [String]
    @Option(help: "The plan; plan.jsonl in the first folder unless told.") var plan: String?
    @Option(help: "The folder for what is merged; the first one unless told.") var out: String?
    @Option(help: "Write lines for people, or one JSON object.") var format = BacktestCommand.Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        try swept {
            let sources = folders.map(SweepFolder.init)
            guard let first = sources.first else { throw CommandError(.usage, "name a folder") }
            return try Self.merge(
                try SweepPlan(readingFrom: plan ?? first.planFile), from: sources,
                to: out.map(SweepFolder.init) ?? first, format: format, console: program.console)
        }
    }

    /// Merges, writes, and tells.
    static func merge(
        _ plan: SweepPlan, from folders: [SweepFolder], to out: SweepFolder,
        format: BacktestCommand.Format, console: Console
    ) throws -> ExitStatus {
        let results = try SweepResults(plan, from: folders)
        let merge = SweepMerge(results)
        try merge.write(to: out)
        switch format {
        case .json: console.line(merge.summary.description)
        case .text:
            for line in SweepText(results, warnings: merge.analysis.warnings).lines { console.line(line) }
        }
        console.error("sweep: \(SweepMerge.files.map { "\(out.path)/\($0)" }.joined(separator: ", "))")
        return results.count("failed") > 0 ? .findings : .ok
    }
}
