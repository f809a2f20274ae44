import ArgumentParser
import SluiceEngine
import SluiceJournal
import SluiceMarket

extension JournalCommand {
    /// `sluice journal compact`: moves what is old out of the way.
    struct Compact: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "compact",
            abstract: "Move old orders into the archive, and drop old cycles of the trace.",
            discussion: """
                The pipeline must not run. Trades always stay in the ledger, because a venue may tell them again; open \
                orders stay too.
                """
        )

        @OptionGroup var state: StateArguments

        @Option(
            help: "How old finished orders have to be to leave the ledger; 90d unless given.",
            transform: Self.age)
        var orders = Span.days(90)

        @Option(
            help: "How old cycles have to be to leave the trace; 30d unless given.", transform: Self.age)
        var trace = Span.days(30)

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let now = WallClock().now
            let path = try state.folder(program)
            let outcome = try journaled { () throws(JournalError) in try compact(path, at: now) }
            program.console.line(
                "\(outcome.orders) orders went into the archive, \(outcome.cycles) cycles out of the trace")
            return .ok
        }

        private func compact(_ path: String, at now: Timestamp) throws(JournalError) -> CompactOutcome {
            let folder = try StateFolder.reopen(path)
            var outcome = CompactOutcome()
            let ledger = try LedgerFile.open(in: folder, now: now)
            outcome.orders = try ledger.compact(before: now - orders)
            try ledger.shrink()
            try ledger.close()
            let trace = try TraceFile.open(in: folder, keeping: .everything, now: now)
            outcome.cycles = try trace.compact(before: now - self.trace)
            try trace.close()
            return outcome
        }

        private static func age(_ word: String) throws -> Span {
            guard let span = Span(parsing: word), span >= .zero else {
                throw ValidationError("'\(word)' is no length of time, such as 30d")
            }
            return span
        }
    }

    /// `sluice journal accept-damage`: a person lets a new ledger begin.
    struct AcceptDamage: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept-damage",
            abstract: "Let a new ledger begin after a damaged one was set aside.",
            discussion: """
                Look at the venue first: the new ledger knows no order and no holding until it has been compared with \
                the venue. The damaged file is kept.
                """
        )

        @OptionGroup var state: StateArguments

        @OptionGroup var person: PersonArguments

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let now = WallClock().now
            let path = try state.folder(program)
            try journaled { () throws(JournalError) in
                try DamageNote.accept(
                    in: try StateFolder.reopen(path), by: person.by, reason: person.reason, now: now)
            }
            program.console.line("\(path): a new ledger begins with the next run")
            return .ok
        }
    }
}
