import ArgumentParser
import SluiceEngine
import SluiceFiles
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceReference

/// `sluice run`: runs a pipeline.
struct RunCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", _superCommandName: "sluice", abstract: "Run a pipeline.",
        discussion: """
            Historical data drives a simulated clock as fast as it can; live data the wall clock. SIGINT or SIGTERM
            ends the run gracefully with its summary and status 0, a second one at once.
            """
    )

    /// What a line of output is.
    enum LogFormat: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var pipeline: PipelineArguments

    @Option(
        help: "How the run meets the world: one of the file's modes. 'live' only ever this way.",
        transform: Mode.argument
    )
    var mode: Mode?

    @Option(help: "End after so many cycles.")
    var cycles: Int?

    @Flag(help: "Run one cycle.")
    var once = false

    @Option(help: "Begin no cycle after this time, such as 2013-03-01T21:00:00Z.")
    var until: String?

    @Option(help: "How fast a simulated clock goes: max, real, or a factor such as 10x.")
    var speed = "max"

    @Option(help: "Seed of all dice, instead of the file's.")
    var seed: UInt64?

    @Option(help: "Write lines for people, or JSON lines.")
    var logFormat = LogFormat.text

    @Option(
        help:
            "The folder that keeps the run's state; on the wall clock, one of the pipeline's own unless given."
    )
    var state: String?

    @Flag(help: "Share the account with other pipelines that say so too.")
    var shareAccount = false

    @Flag(help: "Refuse to run over data that a stage was trained on.")
    var strict = false

    @Flag(help: "Write how long each stage took.")
    var timings = false

    @OptionGroup var recording: RecordingArguments

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let options = try runOptions()
        let loaded = try pipeline.load(program, mode: mode, isStrict: true)
        let plan = try loaded.plan(program.console)
        guard plan.mode != .live else {
            throw CommandError(
                .environment,
                "live mode needs arming, which this version does not have")
        }
        let session = RunSession(
            plan: plan, loaded: loaded, options: options, format: logFormat, timings: timings,
            state: StatePlace(
                folder: state, sharesAccount: shareAccount,
                pipeline: RecordedFile(
                    path: RealPath.of(loaded.path) ?? loaded.path, mode: plan.mode,
                    text: EffectiveFile(loaded.result, program.registry).text)),
            recording: recording, program: program
        )
        return try session.run()
    }

    private func runOptions() throws -> RunOptions {
        var options = RunOptions(seed: seed, refusesTrainedLater: strict)
        if let cycles {
            guard cycles > 0 else { throw CommandError(.usage, "--cycles takes a number above zero") }
            options.cycles = cycles
        }
        if once { options.cycles = 1 }
        options.until = try until.map { try Timestamp.argument($0, of: "--until") }
        options.speed = try Self.speed(speed)
        return options
    }

    static func speed(_ text: String) throws -> RunOptions.Speed {
        if text == "max" { return .unlimited }
        if text == "real" { return .times(1) }
        guard text.hasSuffix("x"), let factor = Double(text.dropLast()), factor > 0, factor.isFinite else {
            throw CommandError(.usage, "--speed takes max, real, or a factor such as 10x, was '\(text)'")
        }
        return .times(factor)
    }
}
