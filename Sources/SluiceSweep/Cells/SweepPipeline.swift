import SluiceEngine
import SluiceHistory
package import SluiceKit
import SluiceMarket
package import SluicePipeline
import SluiceReference
import Synchronization

/// A pipeline file that is read once and planned for every cell.
package struct SweepPipeline: Sendable {
    /// What every cell runs.
    package let request: SweepRequest
    /// What stages read their files from.
    let files: any FileAccess
    private let registry: Registry
    private let environment: [String: String]
    private let loader: PipelineLoader
    private let text: PipelineText
    private var histories: CellHistories?

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - request: The file, and how it is read.
    ///   - registry: The plugins that it may name.
    ///   - files: What its stages may look into.
    ///   - environment: The variables that it may name.
    ///   - read: Gives the file and those that it includes; each is asked for once.
    /// - Throws: `SweepError` when the file is not there.
    package init(
        _ request: SweepRequest, registry: Registry, files: any FileAccess, environment: [String: String],
        read: @escaping FileReader
    ) throws(SweepError) {
        do throws(FileError) { _ = try read(request.file) } catch  where error.code == .missing {
            throw SweepError(.missing, error.description)
        } catch {}
        let memory = ReadMemory(read)
        (self.request, self.registry, self.environment, self.files) = (request, registry, environment, files)
        loader = PipelineLoader(registry: registry, files: files) { (path) throws(FileError) in
            try memory.bytes(of: path)
        }
        text = loader.text(of: request.file)
    }

    /// Checks and plans the file with what a cell sets.
    package func load(_ settings: [SweepSetting] = []) -> PipelineLoader.Result {
        loader.load(text, request.options(settings, environment: environment))
    }

    /// The fingerprint of the file in force, before any cell sets anything.
    package func digest(_ result: PipelineLoader.Result) -> String {
        ContentDigest(of: [EffectiveFile(result, registry).text]).description
    }

    /// The same, but what data stages show is kept as columns in a folder and played from there.
    package func playing(from folder: String, program: String) -> SweepPipeline {
        var other = self
        other.histories = CellHistories(folder: folder, program: program)
        return other
    }

    /// Records what a plan's data stages show, so that the workers of a pool find it.
    package func record(_ plan: Plan) { _ = histories?.played(by: plan, surroundings) }

    private var surroundings: Surroundings {
        Surroundings(files: files, transport: NoNetwork(), secrets: NoSecrets(), log: NoLog()) { _ in }
    }

    /// A run of a plan that nobody hears of.
    func run(
        _ plan: Plan, options: RunOptions = RunOptions(), signal: StopSignal = StopSignal(),
        observers: [any RunObserver] = []
    ) throws(BuildError) -> PipelineRun {
        try PipelineRun(
            plan: plan,
            surroundings: histories?.played(by: plan, surroundings) ?? surroundings,
            options: options, signal: signal, observers: observers)
    }
}

/// Files that were read before, so that a thousand cells read each of them once.
private final class ReadMemory: Sendable {
    private let known = Mutex<[String: [UInt8]]>([:])
    private let read: FileReader

    init(_ read: @escaping FileReader) { self.read = read }

    func bytes(of path: String) throws(FileError) -> [UInt8] {
        if let bytes = known.withLock({ $0[path] }) { return bytes }
        let bytes = try read(path)
        known.withLock { $0[path] = bytes }
        return bytes
    }
}

/// A sweep has no way out: nothing that it could ask for would be the same for every cell.
private struct NoNetwork: Transport {
    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        throw TransportError("a sweep has no network", isTransient: false)
    }
}

/// A sweep knows no secret: it meets nobody who asks for one.
private struct NoSecrets: SecretSource {
    func value(of name: String) throws -> String {
        throw SweepError(.usage, "[secret \(name)]: a sweep knows no secrets")
    }
}

/// Lines of stages, said a thousand times, help nobody.
private struct NoLog: StageLog {
    func write(_ line: String) {}
}
