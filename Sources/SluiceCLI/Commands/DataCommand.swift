import ArgumentParser
import SluiceDocument
import SluiceFiles
import SluiceHistory
import SluiceKit

/// `sluice data`: looks at files of bars and writes them in another form.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Look at files of bars, check them, and write them in another form.",
        discussion: """
            Files are CSV or JSON lines, also packed (.gz, .zst), or Parquet where SLUICE_DUCKDB names DuckDB's library. Columns are \
            found by their usual names.
            """,
        subcommands: [Inspect.self, Check.self, Convert.self]
    )
}

extension DataCommand {
    /// The text of a file that the user named.
    static func text(of path: String) throws -> BarText {
        do throws(FileError) {
            return try BarText(
                try ProjectFiles.openAnywhere(path, duckDB: ProjectEnvironment.duckDB), path: path)
        } catch {
            throw failure(error)
        }
    }

    /// What a file's error ends a command with.
    static func failure(_ error: any Error) -> CommandError {
        guard let error = error as? FileError else { return CommandError(.invalid, "\(error)") }
        return CommandError(error.code == .missing ? .missingFile : .invalid, "\(error)")
    }

    /// `sluice data inspect`: what a file holds.
    struct Inspect: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect", abstract: "Show what a file of bars holds.",
            discussion: """
                Rows, columns, instruments, first and last time, the length of a bar (the distance met most often), distances longer \
                than that, and a fingerprint of the file's content.
                """
        )

        @Argument(help: "The file.") var file: String
        @Option(help: "Write text for people, or one JSON object.") var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let text = try DataCommand.text(of: file)
            let page: DataPage
            do throws(FileError) {
                let survey = try BarSurvey(text)
                let digest = try ContentDigest(of: try ProjectFiles.openAnywherePacked(file))
                page = DataPage(file: file, columns: text.columns, survey: survey, digest: digest)
            } catch {
                throw DataCommand.failure(error)
            }
            switch format {
            case .text: program.console.line(page.text)
            case .json: program.console.line(page.object.text(indented: true))
            }
            return .ok
        }
    }

    /// `sluice data convert`: the same bars in another form.
    struct Convert: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "convert", abstract: "Write the bars of a file in the form that another name says.",
            discussion: """
                The target is .csv, .csv.gz, .jsonl or .columns, and is in its place only once it is whole. Bars must be in the order of \
                time, and every line a bar.
                """
        )

        @Argument(help: "The file to read.") var source: String
        @Argument(help: "The file to write: .csv, .csv.gz, .jsonl or .columns.") var target: String

        func run(_ program: ProgramContext) throws -> ExitStatus {
            guard let form = BarConversion.Form(ofFile: target) else {
                let endings = BarConversion.Form.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandError(.usage, "\(target): the name must end in one of \(endings)")
            }
            let text = try DataCommand.text(of: source)
            do {
                let packer = try GzipPacker(path: target)
                var conversion = BarConversion(form, to: target) { packer.pack($0) }
                try conversion.run(text, from: source)
                program.console.line("\(target): \(conversion.rows) bars")
            } catch {
                throw DataCommand.failure(error)
            }
            return .ok
        }
    }
}
