import ArgumentParser
import SluiceDocument
import SluiceJournal
import SluiceKit

/// `sluice journal`: looks after what a pipeline keeps.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Look into the journal of a pipeline, check it and keep it small.",
        subcommands: [Verify.self, Export.self, Backup.self, Compact.self, AcceptDamage.self]
    )
}

extension JournalCommand {
    /// `sluice journal verify`: whether every file is whole.
    struct Verify: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check the files of a journal from end to end.",
            discussion:
                "Works beside a running pipeline, and changes nothing. Ends with 1 when something is wrong."
        )

        @OptionGroup var state: StateArguments

        @Option(help: "Write text for people, or one JSON object.")
        var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let folder = try state.folder(program)
            let findings = try journaled { () throws(JournalError) in try JournalCheck.verify(folder) }
            switch format {
            case .text:
                for finding in findings { program.console.line("\(finding.file): \(finding.message)") }
                if findings.isEmpty { program.console.line("\(folder): the journal is whole") }
            case .json:
                let list = findings.map {
                    ["file": .string($0.file), "message": .string($0.message)] as JSONValue
                }
                let page: JSONValue = ["state": .string(folder), "findings": .array(list)]
                program.console.line(page.text(indented: true))
            }
            return findings.isEmpty ? .ok : .findings
        }
    }

    /// `sluice journal export`: a table as text.
    struct Export: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write a table of a journal as CSV or JSON lines.",
            discussion:
                "Works beside a running pipeline. Times are ISO 8601 in UTC, amounts are exact decimals."
        )

        @OptionGroup var state: StateArguments

        @Option(
            help: "The table: \(JournalTable.words).", transform: JournalTable.argument)
        var table = JournalTable.orders

        @Option(
            help: "Comma-separated values with a head (csv), or one JSON object a line (jsonl).",
            transform: JournalFormat.argument)
        var format = JournalFormat.csv

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let folder = try state.folder(program)
            try journaled { () throws(JournalError) in
                try JournalExport.write(table, of: folder, as: format) { program.console.line($0) }
            }
            return .ok
        }
    }

    /// `sluice journal backup`: a copy of everything a restart needs.
    struct Backup: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup", abstract: "Copy a journal while its pipeline runs.",
            discussion: """
                The copy is a state folder of its own, checked from end to end. It holds the ledger, the archive and \
                what a person has said.
                """
        )

        @OptionGroup var state: StateArguments

        @Argument(help: "The folder to make.")
        var copy: String

        @Flag(help: "Copy the trace too.")
        var trace = false

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let folder = try state.folder(program)
            try journaled { () throws(JournalError) in
                try JournalBackup.make(of: folder, in: copy, includesTrace: trace)
            }
            program.console.line("\(folder) was copied to \(copy)")
            return .ok
        }
    }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// All words, as a help text lists them.
    fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// The value of a word on the command line.
    fileprivate static func argument(_ word: String) throws -> Self {
        if let value = Self(rawValue: word) { return value }
        throw ValidationError("there is no '\(word)'; there are \(words)")
    }
}
