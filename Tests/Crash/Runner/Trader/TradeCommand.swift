import Blenders
import Executions
import Foundation
import Glibc
import RiskChecks
import SluiceDocument
import SluiceEngine
import SluiceFiles
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit

/// `crash-runner trade --pipeline FILE --state DIR --venue PORT --life N [--fail-at POINT:N] [--settle]
/// [--resend-blindly]`: trades until it is killed; with `--settle` until nothing is under way.
enum TradeCommand {
    /// Whose state a run keeps; the planted mistake goes by the same name.
    static let identity = StateIdentity(
        pipeline: "crash", mode: .paper, broker: "broker.stub_venue", account: "crash")
    static let registry = Registry(
        Blenders.all + RiskChecks.all + Executions.all + [
            StubLiveSource.self, MoodPredictor.self, SignArbiter.self, AlphaSizer.self, StillExecution.self,
            StubVenueBroker.self, ResendingBroker.self,
        ])

    static func run(_ options: CommandOptions) throws -> Int32 {
        let path = try options.required("--pipeline")
        let settles = options.has("--settle")
        let profile = [options.has("--resend-blindly") ? "resend" : nil, settles ? "settle" : nil]
            .compactMap(\.self).joined(separator: "_")
        let files = ProjectFiles(pipelineFile: path)
        let plan = try plan(path, files, profile: profile.isEmpty ? nil : profile)
        let life = try options.number("--life") ?? 0
        guard let port = try options.number("--venue") else {
            throw CommandOptions.Problem(description: "--venue is missing")
        }
        let signal = StopSignal()
        let observer = TradeObserver(life: life, signal, settles: settles)
        let surroundings = Surroundings(
            files: files, transport: VenueTransport(port: port, sender: (life, getpid())),
            secrets: FixedSecrets(), log: StandardErrorLog(), report: { _ in })
        let journal = try RunJournal(
            try StateFolder.open(try options.required("--state"), identity), instruments: plan.instruments,
            now: WallClock().now)
        let run = try PipelineRun(
            plan: plan, surroundings: surroundings, options: RunOptions(), signal: signal,
            observers: [observer], journal: { _, _ in journal })
        if let text = options.text("--fail-at") { try die(at: text, run.engine) }
        try run.run()
        return settles && observer.isSettled ? 0 : 1
    }

    private static func plan(_ path: String, _ files: ProjectFiles, profile: String?) throws -> Plan {
        let loader = PipelineLoader(registry: registry, files: files) { (path) throws(FileError) in
            try files.readWhole(path, limit: 1 << 20)
        }
        let result = loader.load(path, PipelineOptions(profile: profile))
        guard let plan = result.plan else {
            throw CommandOptions.Problem(
                description: result.diagnostics.map(\.description).joined(separator: "\n"))
        }
        return plan
    }

    /// Lets the process die when it passes a fail point for the n-th time.
    private static func die(at text: String, _ engine: Engine) throws {
        #if DEBUG
        let parts = text.split(separator: ":")
        guard parts.count == 2, let point = FailPoint(rawValue: String(parts[0])), var left = Int(parts[1])
        else {
            throw CommandOptions.Problem(description: "--fail-at is a point and a number, not '\(text)'")
        }
        engine.atFailPoint = { reached in
            guard reached == point else { return }
            left -= 1
            if left == 0 { Glibc.kill(getpid(), SIGKILL) }
        }
        #else
        throw CommandOptions.Problem(description: "an optimised program has no fail points")
        #endif
    }
}

/// Writes what stages say where the test can read it.
private struct StandardErrorLog: StageLog {
    func write(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
