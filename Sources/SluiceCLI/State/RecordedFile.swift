import SluiceDocument
import SluiceFiles
import SluiceKit
import SluicePipeline

/// A pipeline file as a trace keeps it: where it stood, the mode it ran in, its text with all that was in force, and what
/// numbers of its stages are called.
struct RecordedFile {
    let path: String
    let mode: Mode
    let text: String
    /// By the number of the stage: the features of a market, the members of forecasts and those that a blender weighs, the
    /// choices of a learner.
    var names: [[String]] = []

    init(path: String, mode: Mode, text: String) { (self.path, self.mode, self.text) = (path, mode, text) }

    /// Reads what `line` wrote.
    init(_ recorded: String) throws {
        let value = try? JSONReader.read(Array(recorded.utf8))
        guard case .string(let path)? = value?["path"], case .string(let word)? = value?["mode"],
            case .string(let text)? = value?["text"], let mode = Mode(rawValue: word)
        else { throw CommandError(.environment, "the trace does not say what pipeline ran") }
        self.init(path: path, mode: mode, text: text)
        names = Self.lists(value?["names"])
    }

    /// Reads the file as it ran.
    func load(_ program: ProgramContext) -> LoadedPipeline {
        let files = ProjectFiles(pipelineFile: path, duckDB: ProjectEnvironment.duckDB)
        let bytes = Array(text.utf8)
        let loader = PipelineLoader(registry: program.registry, files: files) { (name) throws(FileError) in
            name == path ? bytes : try files.readWhole(name, limit: PipelineArguments.fileLimit)
        }
        let options = PipelineOptions(mode: mode, environment: [:], isStrict: true)
        return LoadedPipeline(path: path, files: files, result: loader.load(path, options))
    }

    /// The form in which a trace keeps it.
    var line: String {
        JSONValue.object([
            .init("path", .string(path)), .init("mode", .string(mode.rawValue)), .init("text", .string(text)),
            .init("names", .array(names.map { .array($0.map { .string($0) }) })),
        ]).text()
    }

    /// Lists of names; what an earlier version wrote has none.
    private static func lists(_ value: JSONValue?) -> [[String]] {
        guard case .array(let lists)? = value else { return [] }
        return lists.map { list in
            guard case .array(let names) = list else { return [] }
            return names.compactMap { if case .string(let name) = $0 { name } else { nil } }
        }
    }
}
