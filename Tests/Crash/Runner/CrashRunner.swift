import Foundation

/// Proves that a pipeline survives being killed: a venue, a trader, and who kills one and compares both.
@main enum CrashRunner {
    private static let usage = """
        usage: crash-runner crash --kills N --seed S [--mode MODE] [--format text|json] [--faults PERCENT]
               crash-runner venue --book FILE [--mode MODE] [--seed S] [--faults PERCENT] [--port N]
               crash-runner trade --pipeline FILE --state DIR --venue PORT --life N [--fail-at POINT:N] [--settle]

        MODE is drops-duplicates or accepts-duplicates; without one, crash runs half of the kills in each.

        """

    static func main() {
        do { exit(try run(Array(CommandLine.arguments.dropFirst()))) } catch let problem
            as CommandOptions.Problem
        {
            FileHandle.standardError.write(Data("crash-runner: \(problem)\n\(usage)".utf8))
            exit(64)
        } catch {
            FileHandle.standardError.write(Data("crash-runner: \(error)\n".utf8))
            exit(70)
        }
    }

    private static func run(_ arguments: [String]) throws -> Int32 {
        let rest = arguments.dropFirst()
        switch arguments.first {
        case "crash":
            return try CrashCommand.run(
                CommandOptions(
                    rest, names: ["--kills", "--seed", "--mode", "--format", "--faults", "--pipeline"],
                    flags: ["--resend-blindly"]))
        case "venue":
            return try VenueCommand.run(
                CommandOptions(rest, names: ["--book", "--mode", "--seed", "--faults", "--port"]))
        case "trade":
            return try TradeCommand.run(
                CommandOptions(
                    rest, names: ["--pipeline", "--state", "--venue", "--life", "--fail-at"],
                    flags: ["--settle", "--resend-blindly"]))
        default: throw CommandOptions.Problem(description: "what is to be done?")
        }
    }
}
