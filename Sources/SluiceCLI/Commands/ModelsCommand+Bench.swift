import ArgumentParser
import SluiceDocument
import SluiceModels

extension ModelsCommand {
    /// `sluice models bench`: how fast each model is.
    struct Bench: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "bench", abstract: "Measure how long each model of a run takes for a row.",
            discussion: """
                Seeded rows are evaluated one at a time and in batches of 100 and 500, and the least CPU time of many \
                passes counts. Features lie within the range of the training where the run says it; 5% are missing \
                where the model takes missing values. Ends with 1 when no model can be used.
                """
        )

        @OptionGroup var run: RunArguments

        @Option(help: "How many rows each model is measured on, 100 to 1000000; fewer for wide ones.")
        var rows = 1_000

        @Option(help: "Write text for people, or one JSON object.")
        var format = PageFormat.text

        func validate() throws {
            guard (100...1_000_000).contains(rows) else {
                throw ValidationError("--rows is a number from 100 to 1000000")
            }
        }

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let run = try run.open()
            let page = BenchPage(run, run.models.map { ModelSpeed($0, rows: rows) })
            switch format {
            case .text: program.console.line(page.text)
            case .json: program.console.line(page.object.text(indented: true))
            }
            return run.models.isEmpty ? .findings : .ok
        }
    }
}
