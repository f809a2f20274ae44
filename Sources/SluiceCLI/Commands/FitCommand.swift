import ArgumentParser

/// `sluice fit`: learns from history what a stage reads from a file.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Learn from history what a stage reads from a file.",
        subcommands: [FitBlenderCommand.self]
    )
}
