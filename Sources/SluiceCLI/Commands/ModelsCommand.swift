import ArgumentParser
import SluiceDocument
import SluiceFiles
import SluiceKit
import SluiceModels

/// `sluice models`: what a training run holds.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Look into a training run, check its models and time them.",
        subcommands: [Inspect.self, Verify.self, Bench.self]
    )
}

extension ModelsCommand {
    /// `sluice models inspect`: what is there, what would be loaded, and why not.
    struct Inspect: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect", abstract: "Show the models of a run, what is refused, and why.",
            discussion: """
                Every model that is asked for is read and verified as a pipeline would; nothing is evaluated and no \
                pickle is opened. The digest is that of what would be loaded: a pipeline that runs live pins it.
                """
        )

        @OptionGroup var run: RunArguments

        @Option(help: "Write text for people, or one JSON object.")
        var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let run = try run.open()
            switch format {
            case .text: program.console.line(RunText(run).whole)
            case .json: program.console.line(RunObject(run).whole.text(indented: true))
            }
            return .ok
        }
    }

    /// `sluice models verify`: whether every model can be used.
    struct Verify: ProgramCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check that every model of a run can be used.",
            discussion: "Ends with 1 when a model is refused or there is none."
        )

        @OptionGroup var run: RunArguments

        @Option(help: "Write text for people, or one JSON object.")
        var format = PageFormat.text

        func run(_ program: ProgramContext) throws -> ExitStatus {
            let run = try run.open()
            switch format {
            case .text: program.console.line(RunText(run).findings)
            case .json: program.console.line(RunObject(run).whole.text(indented: true))
            }
            return run.refusals.isEmpty && !run.models.isEmpty ? .ok : .findings
        }
    }
}

/// Which run is read, and what of it.
struct RunArguments: ParsableArguments {
    @Argument(help: "The folder of a run, or of runs.")
    var folder: String

    @Option(help: "Which of the runs in the folder; the latest time stamp in it counts.")
    var id: String?

    @Option(help: "Only models of this target; may be given again.")
    var target: [String] = []

    @Option(help: "Only models of this family; may be given again.")
    var family: [String] = []

    @Option(help: "Only models of this view; may be given again.")
    var view: [String] = []

    @Flag(help: "Load models without a checksum too.")
    var allowUnsigned = false

    @Option(
        help: ArgumentHelp(
            "ONNX Runtime's library, for networks that are not evaluated natively; auto for its usual names.",
            valueName: "path"))
    var onnxRuntime: String?

    /// Opens the run.
    /// - Throws: `CommandError` when there is none.
    func open() throws -> TrainingRun {
        var options = RunOptions()
        options.allowsUnsigned = allowUnsigned
        options.targets = target.isEmpty ? nil : Set(target)
        options.families = family.isEmpty ? nil : Set(family)
        options.views = view.isEmpty ? nil : Set(view)
        options.runtime = onnxRuntime.map { path in
            RuntimeChoice(path: path == "auto" ? nil : path, setting: "--onnx-runtime")
        }
        do {
            let files = try ConfinedFolder(anywhere: folder)
            return try TrainingRun.open(files, id: id, options: options)
        } catch let error as FileError {
            throw CommandError(.missingFile, "\(error)")
        } catch let refusal as RunRefusal {
            throw CommandError(Self.status(refusal.reason), "\(folder): \(refusal)")
        }
    }

    private static func status(_ reason: RunRefusal.Reason) -> ExitStatus {
        switch reason {
        case .noDigest: .environment
        case .badName: .usage
        case .noRun, .unreadable, .outsideRun: .missingFile
        default: .invalid
        }
    }
}
