import ArgumentParser
import SluiceSweep

/// `sluice sweep plan`: which cells a sweep has.
struct SweepPlanCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Write the plan of a sweep: a line for each cell.",
        discussion: """
            JSON lines: what the plan is of, then each cell with its id and what it sets. The same file, data and options give \
            the same bytes. Nothing is run.
            """
    )

    @OptionGroup var sweep: SweepArguments
    @Option(help: "Write the plan into this file instead of standard output.") var out: String?

    func run(_ program: ProgramContext) throws -> ExitStatus {
        try swept {
            let plan = try sweep.plan(program).plan
            guard let out else {
                program.console.text(plan.text)
                return .ok
            }
            let place = NamedPath(out)
            let name = place.absolute.split(separator: "/").last.map(String.init) ?? out
            let folder = String(place.absolute.dropLast(name.count + 1))
            try SweepFolder(folder.isEmpty ? "/" : folder).write(plan.text, to: name)
            program.console.error("sweep: \(plan.cells.count) cells in \(out)")
            return .ok
        }
    }
}
