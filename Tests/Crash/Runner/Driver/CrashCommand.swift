import Foundation
import Synchronization

/// `crash-runner crash --kills N --seed S [--mode M] [--format text|json] [--faults PERCENT] [--pipeline FILE]
/// [--resend-blindly]`: both modes of the venue beside each other, half of the kills each, unless one is named.
enum CrashCommand {
    private enum Format: String, CaseIterable { case text, json }

    static func run(_ options: CommandOptions) throws -> Int32 {
        let kills = try options.number("--kills") ?? 15
        let format = try options.choice("--format", of: Format.self) ?? .text
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "sluice-crash-\(UUID().uuidString)")
        let modes =
            try options.choice("--mode", of: VenueDesk.Mode.self).map { [$0] } ?? VenueDesk.Mode.allCases
        let seed = UInt64(try options.number("--seed") ?? 1)
        let plans = try modes.enumerated().map { number, mode in
            CrashTrial.Plan(
                kills: (kills + number) / modes.count, seed: seed &+ UInt64(number) << 32, mode: mode,
                pipeline: options.text("--pipeline") ?? standardPipeline,
                folder: folder.appending(path: mode.rawValue).path,
                resendsBlindly: options.has("--resend-blindly"),
                faultPercent: try options.number("--faults") ?? 3)
        }
        let clock = ContinuousClock()
        let began = clock.now
        let counts = run(plans)
        let seconds = Double((clock.now - began).components.seconds)
        try write(counts, format, seconds: seconds)
        if counts.ok {
            try? FileManager.default.removeItem(at: folder)
        } else {
            FileHandle.standardError.write(Data("crash: what is left of it is in \(folder.path)\n".utf8))
        }
        return counts.ok && counts.kills >= kills ? 0 : 1
    }

    /// The pipeline beside the sources of this program.
    private static let standardPipeline = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "crash.yaml").path

    /// Runs the trials beside each other, on threads that may wait.
    private static func run(_ plans: [CrashTrial.Plan]) -> CrashCounts {
        let counts = Mutex(CrashCounts())
        DispatchQueue.concurrentPerform(iterations: plans.count) { number in
            let mine = outcome(of: plans[number])
            counts.withLock { $0 = $0 + mine }
        }
        return counts.withLock { $0 }
    }

    private static func outcome(of plan: CrashTrial.Plan) -> CrashCounts {
        do {
            let trial = try CrashTrial(plan)
            do { return try trial.run() } catch { return trial.counts(after: error) }
        } catch {
            var counts = CrashCounts()
            counts.findings.append("\(plan.mode.rawValue): \(error)")
            return counts
        }
    }

    private static func write(_ counts: CrashCounts, _ format: Format, seconds: Double) throws {
        for finding in counts.findings { FileHandle.standardError.write(Data("crash: \(finding)\n".utf8)) }
        switch format {
        case .text: FileHandle.standardOutput.write(Data("\(counts.line(seconds: seconds))\n".utf8))
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let report = CrashReport(counts: counts, ok: counts.ok, seconds: seconds)
            FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
        }
    }
}
