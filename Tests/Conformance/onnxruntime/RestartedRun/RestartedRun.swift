import Foundation
import SluiceBuiltins
import SluiceEngine
import SluiceFiles
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit

/// Runs a pipeline over history and builds it anew after each of some cycles, with what its stages remember.
///
/// `restarted-run FILE STAGE CYCLES...` writes a line for each cycle: its time and the fingerprint of the stage's numbers,
/// as `sluice run` gives it.
@main struct RestartedRun {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(64) }
        let stops = arguments[3...].compactMap { Int($0) }
        let path = arguments[1]
        let files = ProjectFiles(pipelineFile: path)
        let loader = PipelineLoader(registry: .builtins, files: files) { (path) throws(FileError) in
            try files.readWhole(path, limit: 1 << 20)
        }
        guard let plan = loader.load(path).plan else { exit(78) }
        let surroundings = Surroundings(
            files: files, transport: FakeTransport(), secrets: FixedSecrets(), log: LogRecord(),
            report: { _ in })
        var memories: [StageMemory] = []
        for cycles in stops.map(Optional.some) + [nil] {
            let run = try PipelineRun(
                plan: plan, surroundings: surroundings, options: RunOptions(cycles: cycles),
                signal: StopSignal(), observers: [Fingerprints(of: arguments[2])])
            if !memories.isEmpty, try run.engine.recall(memories) != [] { exit(1) }
            try run.run()
            memories = run.engine.memories()
        }
    }
}

/// Writes what a stage gave in each cycle.
private final class Fingerprints: RunObserver {
    private let stage: String

    init(of stage: String) { self.stage = stage }

    func began(_ engine: Engine) {}
    func acted(_ engine: Engine) {}
    func ended(_ engine: Engine) {}
    func cycleEnded(_ engine: Engine) {
        guard let number = engine.plan.stages.firstIndex(where: { $0.id == stage }) else { return }
        let digest = engine.records.digest(ofStage: number, cycle: engine.report.number) ?? 0
        print(engine.report.now.iso8601, String(digest, radix: 16))
    }
}
