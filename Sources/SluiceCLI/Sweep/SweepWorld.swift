import SluiceDocument
import SluiceFiles
import SluiceKit
import SluicePipeline
import SluiceSweep

/// The file of a sweep with the project around it, valid as it stands.
struct SweepWorld {
    let pipeline: SweepPipeline
    /// What came of reading the file, before any cell sets anything.
    let base: PipelineLoader.Result
    let plan: Plan
    private let files: ProjectFiles
    private let program: ProgramContext

    /// Reads a file; what is wrong with it is written to standard error.
    init(_ request: SweepRequest, _ program: ProgramContext) throws {
        let files = ProjectFiles(
            pipelineFile: request.file, allowing: request.allowFolder, duckDB: ProjectEnvironment.duckDB)
        pipeline = try SweepPipeline(
            request, registry: program.registry, files: files, environment: ProjectEnvironment.variables()
        ) { (path) throws(FileError) in try files.readWhole(path, limit: PipelineArguments.fileLimit) }
        base = pipeline.load()
        plan = try LoadedPipeline(path: request.file, files: files, result: base).plan(program.console)
        (self.files, self.program) = (files, program)
        guard plan.mode != .live else {
            throw CommandError(.usage, "\(request.file) has no mode but live, in which there is no sweep")
        }
    }

    /// Looks whether each axis leads to a place of the file.
    func check(examples settings: some Sequence<SweepSetting>) throws {
        guard let lost = SweepPlanner.findings(pipeline, settings) else { return }
        let loaded = LoadedPipeline(path: pipeline.request.file, files: files, result: lost)
        loaded.report(to: program.console)
        throw CommandError(.usage, "an axis leads to no place of \(pipeline.request.file)")
    }

    /// Looks whether file and data are those that were planned.
    func check(_ planned: SweepPlan) throws {
        guard planned.origin.program == SluiceProgram.version else {
            throw CommandError(
                .environment,
                "the plan is of version \(planned.origin.program), and this is \(SluiceProgram.version)")
        }
        let found = try SweepPlanner(pipeline, base, plan).origin(of: planned)
        guard found.file == planned.origin.file else {
            throw CommandError(
                .environment,
                "\(pipeline.request.file) is not the file that was planned, or its variables differ")
        }
        for (now, then) in zip(found.data, planned.origin.data) where now != then {
            throw CommandError(.environment, "\(now.path) is not the file that was planned")
        }
        guard found.data.count == planned.origin.data.count else {
            throw CommandError(.environment, "the data are not the files that were planned")
        }
    }
}

/// Does what may find a sweep wrong, as an error of a command.
func swept<Result>(_ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as SweepError {
        let status: ExitStatus =
            switch error.code {
            case .usage: .usage
            case .missing: .missingFile
            case .malformed: .invalid
            case .mismatch, .incomplete: .findings
            case .busy: .temporary
            case .system: .environment
            }
        throw CommandError(status, error.description)
    }
}
