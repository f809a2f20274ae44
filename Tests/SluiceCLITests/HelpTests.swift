import ArgumentParser
import Foundation
import Testing

@testable import SluiceCLI

/// Help texts as they were read and approved; with SLUICE_RECORD=1 they are written anew.
@Suite struct HelpTests {
    /// A command with the words that lead to it.
    struct Entry: Sendable, CustomTestStringConvertible {
        let words: [String]
        let command: any ParsableCommand.Type
        var testDescription: String { words.joined(separator: " ") }
        var file: String { words.joined(separator: "-") + ".txt" }
    }

    static let commands = below(SluiceCommand.self, ["sluice"])

    private static func below(_ command: any ParsableCommand.Type, _ words: [String]) -> [Entry] {
        [Entry(words: words, command: command)]
            + command.configuration.subcommands.flatMap { inner in
                below(inner, words + [inner.configuration.commandName ?? "?"])
            }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Snapshots")
    private static let isRecording = ProcessInfo.processInfo.environment["SLUICE_RECORD"] == "1"

    @Test(arguments: commands)
    func `The help of a command is what was approved`(entry: Entry) throws {
        let text = SluiceCommand.helpMessage(for: entry.command, columns: 80) + "\n"
        let file = Self.folder.appending(path: entry.file)
        if Self.isRecording { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test func `Every approved help belongs to a command`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.commands.map(\.file)))
        #expect(Self.commands.count > 9)
    }

    @Test(arguments: commands)
    func `Every command says what it does and what its arguments are for`(entry: Entry) {
        #expect(entry.command.configuration.abstract.hasSuffix("."))
        // So wide that no line is broken.
        let help = SluiceCommand.helpMessage(for: entry.command, columns: 1_000)
            .replacing("\n" + String(repeating: " ", count: 26), with: " ")
        for line in help.split(separator: "\n") where line.hasPrefix("  -") || line.hasPrefix("  <") {
            #expect(line.hasSuffix(".") || line.hasSuffix(")"), "\(line)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `Completions know every command`(shell: String) {
        let outcome = Terminal.run("--generate-completion-script", shell)
        #expect(outcome.status == .ok)
        #expect(outcome.errors == "")
        for entry in Self.commands.dropFirst() {
            #expect(outcome.output.contains(entry.words.last ?? "?"), "\(entry.words)")
        }
    }

    @Test func `The version is a line on standard output`() {
        let outcome = Terminal.run("--version")
        #expect(outcome.output == "\(SluiceProgram.version)\n")
        #expect(outcome.status == .ok)
    }

    @Test func `Help goes to standard output, a wrong command line to standard error`() {
        #expect(Terminal.run().output.contains("SUBCOMMANDS:"))
        #expect(Terminal.run("help", "validate").output.hasPrefix("OVERVIEW: Check pipeline files"))
        for arguments in [
            ["valdate"], ["validate"], ["graph"], ["schema", "extra"], ["graph", "--format", "png", "x"],
        ] {
            let outcome = Terminal.run(arguments)
            #expect(outcome.status == .usage, "\(arguments)")
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("Usage:") || outcome.errors.contains("Error:"))
        }
    }
}
