import ArgumentParser
import SluiceDocument
import SluiceFiles
import SluiceKit
import SluicePipeline

/// `sluice validate`: checks pipeline files without secrets, data or network.
struct ValidateCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check pipeline files, and say everything that is wrong at once.",
        discussion: """
            Takes files, folders and patterns; in a Markdown file every fence marked yaml that is a pipeline, or a part of one, is checked.
            Runs exactly the decoder that `run` uses, and needs no secret, no data and no network.
            """
    )

    /// How findings are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case sarif
    }

    @Argument(help: "Pipeline files, folders, patterns or Markdown files.")
    var paths: [String]

    @Option(help: "Apply a profile; without one, the file and each of its profiles are checked.")
    var profile: String?

    @Option(
        help: "Check for this mode; without one, for every mode that the file lists except live.",
        transform: Mode.argument
    )
    var mode: Mode?

    @Option(name: .customLong("set"), help: "Set a value above the file: stages.size.with.max_weight=4%.")
    var overrides: [String] = []

    @Option(help: "Open a further folder for reading.")
    var allowFolder: [String] = []

    @Flag(help: "Let RISK_ variables of the environment loosen what the file says.")
    var allowLooserRisk = false

    @Option(help: "Write findings as text, as one JSON object, or as SARIF 2.1.0.")
    var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        var findings = Findings()
        for path in try PipelinePaths(paths).expanded() { try check(path, program, &findings) }
        guard findings.checked > 0 else {
            throw CommandError(
                .missingFile, "there is no pipeline to check in \(paths.joined(separator: ", "))")
        }
        write(findings, program.console)
        return findings.diagnostics.hasErrors ? .invalid : .ok
    }

    private func check(_ path: String, _ program: ProgramContext, _ findings: inout Findings) throws {
        guard path.hasSuffix(".md") else { return check(path, program, &findings, fence: nil) }
        let page: SourceFile
        do throws(FileError) {
            let bytes = try ProjectFiles.readAnywhere(path, limit: PipelineArguments.fileLimit)
            page = SourceFile(path: path, bytes: bytes)
        } catch {
            throw CommandError(.missingFile, "\(error)")
        }
        for fence in MarkdownFences(page).pipelines { check(path, program, &findings, fence: fence) }
        // Findings show the page's own lines, of whichever fence.
        findings.files.add(page)
    }

    private func check(
        _ path: String, _ program: ProgramContext, _ findings: inout Findings, fence: MarkdownFences.Fence?
    ) {
        let files = ProjectFiles(pipelineFile: path, allowing: allowFolder, duckDB: ProjectEnvironment.duckDB)
        let loader = PipelineLoader(registry: program.registry, files: files) { (name) throws(FileError) in
            if let fence, name == path { return fence.text }
            return try files.readWhole(name, limit: PipelineArguments.fileLimit)
        }
        func load(_ profile: String?) -> PipelineLoader.Result {
            loader.load(
                path,
                PipelineOptions(
                    profile: profile, mode: mode, overrides: overrides,
                    environment: ProjectEnvironment.variables(), allowsLooserRisk: allowLooserRisk
                )
            )
        }
        findings.checked += 1
        let result = load(profile)
        findings.add(result, isPart: fence?.isPart ?? false)
        guard profile == nil, fence?.isPart != true else { return }
        for name in result.profiles { findings.add(load(name)) }
    }

    private func write(_ findings: Findings, _ console: Console) {
        let diagnostics = findings.diagnostics.sortedByPlace
        switch format {
        case .text:
            let width = console.isTerminal ? console.columns : 110
            let report = TextReport(sources: findings.files, isColored: console.isColored, width: width)
            console.text(report.text(diagnostics))
            guard !diagnostics.hasErrors else { return }
            let count = findings.checked
            console.line("\(count) \(count == 1 ? "pipeline is" : "pipelines are") valid")
        case .json:
            let object: JSONValue = [
                "checked": .int(findings.checked),
                "errors": .int(diagnostics.count { $0.severity == .error }),
                "warnings": .int(diagnostics.count { $0.severity == .warning }),
                "diagnostics": diagnostics.json,
            ]
            console.line(object.text(indented: true))
        case .sarif:
            console.line(SARIFReport(version: SluiceProgram.version).json(diagnostics).text(indented: true))
        }
    }
}

/// What was found in several files.
private struct Findings {
    var checked = 0
    var diagnostics: [Diagnostic] = []
    var files = SourceFiles()

    /// What a part of a pipeline cannot have: the rest of it.
    private static let wholes: Set<DiagnosticCode> = [
        .missingKey, .missingInput, .unusedOutput, .brokenChain, .unknownStage, .unknownReference,
        .unusedDefinition,
        .noRiskStage,
    ]

    mutating func add(_ result: PipelineLoader.Result, isPart: Bool = false) {
        diagnostics += result.diagnostics.filter { !isPart || !Self.wholes.contains($0.code) }
        for file in result.files.all { files.add(file) }
    }
}
