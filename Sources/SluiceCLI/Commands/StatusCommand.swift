import ArgumentParser
import SluiceDocument
import SluiceJournal
import SluiceKit
import SluiceMarket

/// `sluice status`: how a pipeline stands, running or not.
struct StatusCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how a pipeline stands, running or not.",
        discussion: "Ends with 20 while it is halted or being flattened, else with 0.")

    /// How it is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var state: StateArguments
    @Option(help: "Write lines for people, or one JSON object.") var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let folder = try state.folder(program)
        let status = try journaled { () throws(JournalError) in try PipelineStatus(folder: folder) }
        switch format {
        case .text: for line in status.lines { program.console.line(line) }
        case .json: program.console.line(status.object.description)
        }
        return status.standing >= TradingStanding.halt ? .halted : .ok
    }
}
