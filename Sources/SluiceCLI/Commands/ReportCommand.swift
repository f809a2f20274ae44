import ArgumentParser
import SluiceDocument
import SluiceReport

/// `sluice report`: what a recorded run came to.
struct ReportCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Tell what a recorded run came to.",
        discussion: """
            Reads the folder that 'sluice run --out' has written: figures, equity and drawdown, months, costs, what \
            each instrument and horizon brought, what gates blocked and what that would have earned, and the weights of \
            members. Docs/Report.md has the formula of every figure.
            """)

    @Argument(help: "The folder of the run.") var run: String
    @Option(help: "Write a page of HTML into this file; it needs no network.") var html: String?
    @Flag(help: "Write one JSON object instead of lines for people.") var json = false
    @Option(help: "Write every table as CSV into this folder.") var csv: String?
    @Option(help: "Write the charts as SVG files into this folder.") var pictures: String?
    @Option(help: "Compare with the run in this folder.") var compare: String?
    @Option(
        help: "Compare with holding this instrument of the run, instead of the one that the run was told of.")
    var benchmark: String?

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let analysis = try analysis(of: run)
        let other = try compare.map { try self.analysis(of: $0) }
        if let html {
            let text = ReportPage(analysis, comparedWith: other).text
            try reported { () throws(ReportError) in try ReportTables.write(text, to: html) }
            program.console.error("report: \(html)")
        }
        if let csv {
            try reported { () throws(ReportError) in try ReportTables(analysis).write(to: csv) }
            program.console.error("report: \(csv)")
        }
        if let pictures {
            try reported { () throws(ReportError) in try ReportPictures(analysis).write(to: pictures) }
            program.console.error("report: \(pictures)")
        }
        if json {
            program.console.line(ReportObject(analysis, comparedWith: other).json.description)
        } else {
            let text = ReportText(analysis, comparedWith: other, columns: program.console.columns)
            for line in text.lines { program.console.line(line) }
        }
        return .ok
    }

    private func analysis(of folder: String) throws -> RunAnalysis {
        let run = try reported { () throws(ReportError) in try RecordedRun(folder) }
        try benchmark.map { try BenchmarkSymbol.check($0, among: run.facts.instruments) }
        return RunAnalysis(run, benchmark: benchmark)
    }
}
