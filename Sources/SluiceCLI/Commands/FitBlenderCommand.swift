import ArgumentParser
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// `sluice fit blender`: fits the weights of a blend on the pipeline's own history.
struct FitBlenderCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "blender", abstract: "Fit the weights of a blend on the history of its pipeline.",
        discussion: """
            What feeds the blender runs over the data on a simulated clock, without a broker. Each forecast is set \
            beside the return that followed, and a ridge regression weighs those who made them. Folds in order of \
            time tell how it would have done on what it had not seen. blender.oof_ridge reads weights of members, \
            blender.cross_horizon with mode stacked those of horizons.
            """
    )

    @OptionGroup var pipeline: PipelineArguments

    @Option(help: "The history to learn from, instead of the path of the pipeline's data stage.")
    var data: String?

    @Option(help: "The file to write, JSON, which must not be there yet.")
    var out: String

    @Option(help: "The blender, where the pipeline has several.")
    var stage: String?

    @Option(help: "What is weighed: members, or horizons.")
    var inputs = Inputs.members

    @Option(help: "How many folds are judged.")
    var folds = 5

    @Option(help: "How many bars the members' features look back; purged from folds with the horizon.")
    var lookback = 50

    @Option(
        help: "How many cycles more a fold keeps away from what it is learned from; at least the horizon.")
    var embargo = 0

    @Option(help: "The penalty: for each row with members, 0.01 unless given; absolute with horizons, 1.")
    var alpha: Double?

    @Option(help: "Use no history after this time, such as 2013-03-01T21:00:00Z.")
    var until: String?

    @Option(help: "Seed of all dice, instead of the file's.")
    var seed: UInt64?

    /// What is weighed against each other.
    enum Inputs: String, ExpressibleByArgument, CaseIterable {
        case members
        case horizons
    }

    func run(_ program: ProgramContext) throws -> ExitStatus {
        guard !NewFile.exists(out) else {
            throw CommandError(.usage, "\(out) is there already; weights are not overwritten")
        }
        let fit = try parameters()
        let loaded = try load(program)
        let plan = try loaded.plan(program.console)
        let notices = StageNotices(console: program.console)
        let surroundings = loaded.surroundings(of: plan, program.console, notices: notices)
        let fitted: FittedBlend
        do { fitted = try fit.fit(plan, blender: stage, surroundings: surroundings) } catch {
            throw CommandError(.environment, "\(error)")
        }
        try NewFile(path: out, text: fitted.json.text(indented: true) + "\n").write()
        for line in FittedText(fitted).lines { program.console.line(line) }
        return .ok
    }

    private func parameters() throws -> BlendFit {
        var fit = BlendFit()
        fit.inputs = inputs == .members ? .members : .horizons
        guard (1...1_000).contains(folds), lookback >= 0, embargo >= 0, alpha.map({ $0 > 0 }) ?? true else {
            throw CommandError(
                .usage, "--folds and --alpha are above zero, --lookback and --embargo not below it")
        }
        (fit.folds, fit.lookback, fit.embargo, fit.alpha) = (folds, lookback, embargo, alpha)
        fit.seed = seed
        fit.until = try until.map { try Timestamp.argument($0, of: "--until") }
        return fit
    }

    /// Loads the pipeline, with the path of its data stage replaced where one is given.
    private func load(_ program: ProgramContext) throws -> LoadedPipeline {
        let loaded = try pipeline.load(program, mode: nil, isStrict: true)
        guard let data else { return loaded }
        let sources = try loaded.plan(program.console).stages.filter { $0.plugin.kind == .data }
        guard sources.count == 1, let source = sources.first else {
            throw CommandError(
                .usage, "--data needs a pipeline with one data stage, this one has \(sources.count)")
        }
        var changed = pipeline
        changed.overrides.append("stages.\(source.id).with.path=\(data)")
        return try changed.load(program, mode: nil, isStrict: true)
    }
}
