import ArgumentParser
import SluiceDocument
import SluiceHistory
import SluiceKit
import SluiceMarket

extension DataCommand {
    /// `sluice data check`: what should not be in a file.
    struct Check: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Look for what should not be in a file of bars.",
            discussion: """
                Lines that are no bars, duplicates, bars out of order, gaps, prices that are absent, zero or negative, highs below lows, \
                closes far from the one before, and volumes that are absent. Ends with 1 when something is found.
                """
        )

        /// Which end of its bar a time names.
        enum Stamp: String, ExpressibleByArgument, CaseIterable {
            case start
            case end
        }

        @Argument(help: "The file.") var file: String
        @Option(help: "When bars are expected: \(TradingCalendar.names.joined(separator: " or ")).")
        var calendar = "24/7"
        @Option(help: "The length of a bar, such as 1m; else the distance met most often.")
        var interval: String?
        @Option(help: "Which end of its bar a time names.") var stamp = Stamp.start
        @Option(help: "Show at most so many findings.") var limit = 100
        @Option(help: "Write text for people, or one JSON object.") var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            guard let calendar = TradingCalendar.named(calendar) else {
                throw CommandError.unknown("calendar", calendar, among: TradingCalendar.names)
            }
            let check = try check(calendar)
            let total = check.counts.values.reduce(0, +)
            let shown = check.findings.prefix(max(limit, 0))
            switch format {
            case .text:
                for finding in shown {
                    let symbol = finding.symbol.isEmpty ? "" : " \(finding.symbol)"
                    program.console.line(
                        "\(file):\(finding.line): \(finding.kind.rawValue)\(symbol): \(finding.message)")
                }
                if total > shown.count { program.console.line("\(total - shown.count) more") }
                program.console.line(total == 0 ? "\(file): nothing found" : summary(check))
            case .json:
                program.console.line(object(check, Array(shown)).text(indented: true))
            }
            return total == 0 ? .ok : .findings
        }

        private func check(_ calendar: TradingCalendar) throws -> BarCheck {
            let length = try interval.map { text in
                guard let span = Span(parsing: text), span > .zero else {
                    throw CommandError(.usage, "'\(text)' is no length of a bar; write 1m, 1h or 1d")
                }
                return span
            }
            // Where nobody says how long a bar is, the file is read for it first.
            let survey = length == nil ? try DataCommand.text(of: file) : nil
            let text = try DataCommand.text(of: file)
            do throws(FileError) {
                let known =
                    try survey.map { text throws(FileError) in try BarSurvey(text).interval } ?? length
                var check = BarCheck(
                    calendar: calendar, interval: known, isStart: stamp == .start,
                    hasVolume: text.fields.contains(.volume))
                try check.read(text)
                return check
            } catch {
                throw DataCommand.failure(error)
            }
        }

        private func summary(_ check: BarCheck) -> String {
            let kinds = BarFinding.Kind.allCases.compactMap { kind in
                check.counts[kind].map { "\($0) \(kind.rawValue)" }
            }
            return "\(file): \(kinds.joined(separator: ", "))"
        }

        private func object(_ check: BarCheck, _ shown: [BarFinding]) -> JSONValue {
            let counts = BarFinding.Kind.allCases.compactMap { kind in
                check.counts[kind].map { JSONValue.Member(kind.rawValue, .int($0)) }
            }
            let findings = shown.map {
                [
                    "line": .int($0.line), "kind": .string($0.kind.rawValue), "symbol": .string($0.symbol),
                    "message": .string($0.message),
                ] as JSONValue
            }
            return ["file": .string(file), "counts": .object(counts), "findings": .array(findings)]
        }
    }
}
