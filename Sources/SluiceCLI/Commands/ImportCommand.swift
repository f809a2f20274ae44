import ArgumentParser
import SluiceDocument
import SluiceFiles
import SluiceKit

/// `sluice import`: makes pipeline files of other systems' files.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a pipeline file of another system's file.",
        subcommands: [Ensemble.self]
    )
}

extension ImportCommand {
    /// `sluice import ensemble`: the profiles of the live-trade engine.
    struct Ensemble: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "ensemble", abstract: "Import an ensemble profile of the live-trade engine.",
            discussion: """
                Reads `signals`, `combiner` and `decision` of the profile and writes a pipeline around \
                predictor.ensemble. What has no counterpart is said with its line. The result is checked as \
                `validate` checks it before it is written, and no file is ever overwritten.
                """
        )

        @Argument(help: "The profile, a YAML file.")
        var file: String

        @Option(help: "The pipeline file to write; standard output unless given.")
        var out: String?

        @Option(help: "The instruments, separated by commas.")
        var symbols = "BTC-USD,ETH-USD"

        @Option(help: "The time from one cycle to the next.")
        var every = "60s"

        @Option(help: "When the market trades, such as 24/7 or XNYS.")
        var calendar = "24/7"

        @Option(help: "The horizon that the signals are to forecast.")
        var horizon = "15m"

        func run(_ program: ProgramContext) throws -> ExitStatus {
            if let out, NewFile.exists(out) { throw CommandError(.usage, "\(out) is there already") }
            let source = try read()
            var issues: [Diagnostic] = []
            let profile = EnsembleProfile(source, into: &issues)
            let hasExits = program.registry.plugin("gate.exit") != nil
            if !hasExits { issues += profile.exits.map(Self.unimported) }
            let market = ImportedPipeline.Market(
                symbols: symbols.split(separator: ",").map(String.init), every: every, calendar: calendar,
                horizon: horizon)
            let pipeline = ImportedPipeline(profile, market: market, hasExits: hasExits)
            let path = out ?? "pipeline.yaml"
            var files = SourceFiles([source])
            if !issues.hasErrors {
                files.add(SourceFile(path: path, text: pipeline.text))
                issues += pipeline.diagnostics(program.registry, path: path)
            }
            report(issues.sortedByPlace, files, program.console)
            guard !issues.hasErrors else { throw CommandError(.invalid, "\(file) was not imported") }
            guard let out else {
                program.console.text(pipeline.text)
                return .ok
            }
            try NewFile(path: out, text: pipeline.text).write()
            program.console.line("wrote \(out)")
            return .ok
        }

        private func read() throws -> SourceFile {
            do throws(FileError) {
                let bytes = try ProjectFiles.readAnywhere(file, limit: PipelineArguments.fileLimit)
                return SourceFile(path: file, bytes: bytes)
            } catch {
                throw CommandError(.missingFile, "\(error)")
            }
        }

        private func report(_ issues: [Diagnostic], _ files: SourceFiles, _ console: Console) {
            guard !issues.isEmpty else { return }
            console.error(TextReport(sources: files, isColored: console.areErrorsColored).text(issues))
        }

        private static func unimported(_ line: EnsembleProfile.Line) -> Diagnostic {
            Diagnostic(
                .warning, .notImported, "'\(line.key)' needs gate.exit, which this program does not have",
                at: line.span)
        }
    }
}
