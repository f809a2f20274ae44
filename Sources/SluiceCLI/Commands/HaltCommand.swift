import ArgumentParser
import SluiceEngine
import SluiceJournal
import SluiceKit

/// `sluice halt`: stops a pipeline from adding anything, running or not.
struct HaltCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "halt", abstract: "Stop a pipeline from adding anything, running or not.",
        discussion: """
            Once this command has returned, nothing but orders that reduce a holding leaves. Open orders that add exposure are
            cancelled unless --keep-orders is given. It outlives restarts and days, until `sluice resume`.
            """)

    @OptionGroup var state: StateArguments
    @OptionGroup var person: PersonArguments
    @Flag(help: "Leave open orders as they are.") var keepOrders = false

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let folder = try state.folder(program)
        _ = try journaled { () throws(JournalError) in
            try ControlFile.restrict(
                folder, to: .halt, cancels: !keepOrders, reason: person.reason, by: person.by,
                at: WallClock().now)
        }
        program.console.line("halted: \(folder)")
        return .ok
    }
}

/// `sluice flatten`: closes everything that a pipeline holds.
struct FlattenCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "flatten", abstract: "Close everything that a pipeline holds, and halt it.",
        discussion: """
            Open orders are cancelled, and from its next cycle on the pipeline sends only what closes its holdings. A pipeline
            that does not run closes them when it is started. It outlives restarts and days, until `sluice resume`.
            """)

    @OptionGroup var state: StateArguments
    @OptionGroup var person: PersonArguments

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let folder = try state.folder(program)
        _ = try journaled { () throws(JournalError) in
            try ControlFile.restrict(
                folder, to: .flatten, reason: person.reason, by: person.by, at: WallClock().now)
        }
        program.console.line("flattening: \(folder)")
        return .ok
    }
}

/// `sluice resume`: frees a pipeline from its kill switch.
struct ResumeCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Free a pipeline that was halted, by a person or by a risk check.",
        discussion:
            "What its risk checks have latched is released too; where a limit is still broken, they latch again."
    )

    @OptionGroup var state: StateArguments
    @OptionGroup var person: PersonArguments

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let folder = try state.folder(program)
        _ = try journaled { () throws(JournalError) in
            try ControlFile.resume(folder, reason: person.reason, by: person.by, at: WallClock().now)
        }
        program.console.line("resumed: \(folder)")
        return .ok
    }
}
