import SluiceDocument
import SluiceFiles
import SluiceKit
import SluicePipeline

/// A pipeline file that was read, with the project around it.
struct LoadedPipeline {
    let path: String
    let files: ProjectFiles
    let result: PipelineLoader.Result
}

extension PipelineArguments {
    /// Largest YAML file that is read.
    static let fileLimit = 16 << 20

    /// Reads the file as it would run.
    /// - Throws: `CommandError` when the file itself is not there.
    func load(_ program: ProgramContext, mode: Mode?, isStrict: Bool) throws -> LoadedPipeline {
        let files = ProjectFiles(pipelineFile: file, allowing: allowFolder, duckDB: ProjectEnvironment.duckDB)
        let loader = PipelineLoader(registry: program.registry, files: files) { (path) throws(FileError) in
            try files.readWhole(path, limit: Self.fileLimit)
        }
        if let error = missing(files) { throw error }
        let options = PipelineOptions(
            profile: profile, mode: mode, overrides: overrides, environment: ProjectEnvironment.variables(),
            allowsLooserRisk: allowLooserRisk, isStrict: isStrict
        )
        return LoadedPipeline(path: file, files: files, result: loader.load(file, options))
    }

    private func missing(_ files: ProjectFiles) -> CommandError? {
        do throws(FileError) {
            _ = try files.readWhole(file, limit: Self.fileLimit)
            return nil
        } catch {
            return error.code == .missing ? CommandError(.missingFile, "\(error)") : nil
        }
    }
}

extension LoadedPipeline {
    /// Writes the findings to standard error.
    func report(to console: Console) {
        guard !result.diagnostics.isEmpty else { return }
        let report = TextReport(sources: result.files, isColored: console.areErrorsColored)
        console.error(report.text(result.diagnostics))
    }

    /// The plan, after the findings are written to standard error.
    /// - Throws: `CommandError` when there is none.
    func plan(_ console: Console) throws -> Plan {
        report(to: console)
        guard !result.diagnostics.hasErrors else { throw CommandError(.invalid, "\(path) is not valid") }
        if let plan = result.plan { return plan }
        let missing = result.effective.map(Self.unresolved) ?? []
        throw CommandError(
            .environment, "\(path) needs values that are not set here: \(missing.joined(separator: ", "))")
    }

    /// The references that have no value on this machine.
    private static func unresolved(in node: Node) -> [String] {
        switch node.content {
        case .unresolved(let name): [name]
        case .sequence(let nodes): nodes.flatMap(unresolved)
        case .mapping(let entries): entries.flatMap { unresolved(in: $0.value) }
        case .null, .scalar: []
        }
    }
}
