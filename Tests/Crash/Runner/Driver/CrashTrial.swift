import Foundation
import Glibc
import SluiceEngine
import SluiceKit
import SluiceMarket

/// A venue in one mode, and a trader that is killed and started again until enough kills count.
final class CrashTrial {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What a trial is to do.
    struct Plan {
        var kills: Int
        var seed: UInt64
        var mode: VenueDesk.Mode
        var pipeline: String
        var folder: String
        var resendsBlindly = false
        /// How many of a hundred submissions go wrong on their way.
        var faultPercent: Int
        /// After how many kills the venue and the ledger are compared, beside the end.
        var killsBetweenComparisons = 25
    }

    /// Longest that a life may take until it does what it is to do.
    private static let patience = 30.0
    #if DEBUG
    private static let hasFailPoints = true
    #else
    private static let hasFailPoints = false
    #endif

    private let plan: Plan
    private let venue: ChildProgram
    private let port: String
    private let line: VenueLine
    private var kills: KillPlan
    private var counts = CrashCounts()

    /// Starts the venue.
    init(_ plan: Plan) throws {
        self.plan = plan
        kills = KillPlan(seed: plan.seed, hasFailPoints: Self.hasFailPoints)
        try FileManager.default.createDirectory(atPath: plan.folder, withIntermediateDirectories: true)
        // Whoever works on the file meanwhile changes nothing.
        try FileManager.default.copyItem(atPath: plan.pipeline, toPath: "\(plan.folder)/crash.yaml")
        venue = try ChildProgram(
            [
                "venue", "--book", "\(plan.folder)/venue.book", "--mode", plan.mode.rawValue,
                "--seed", "\(plan.seed)", "--faults", "\(plan.faultPercent)",
            ], errors: "\(plan.folder)/venue.log")
        guard let port = venue.readLine(), let number = Int(port) else {
            throw Failure(description: "the venue did not start")
        }
        self.port = port
        line = VenueLine(VenueTransport(port: number))
    }

    /// Kills until enough kills count, and compares.
    func run() throws -> CrashCounts {
        var next = plan.killsBetweenComparisons
        while counts.kills < plan.kills {
            try live(kills.next())
            guard counts.kills >= next || counts.kills >= plan.kills else { continue }
            next = counts.kills + plan.killsBetweenComparisons
            try settle()
            if !counts.ok { break }
        }
        return counts
    }

    // MARK: A life

    private func live(_ kill: Kill) throws {
        if case .venue(let count) = kill { _ = line.call("POST", "/kill/\(count)") }
        var arguments: [String] = []
        if case .failPoint(let point, let count) = kill {
            arguments = ["--fail-at", "\(point.rawValue):\(count)"]
        }
        let trader = try start(arguments)
        switch kill {
        case .early(let milliseconds): usleep(UInt32(milliseconds) * 1_000)
        case .random(let milliseconds):
            try waitForOrder(trader)
            usleep(UInt32(milliseconds) * 1_000)
        case .failPoint, .venue:
            guard trader.wait(seconds: Self.patience) != nil else {
                throw Failure(description: "life \(counts.lives) did not come to its end (\(kill))")
            }
        }
        trader.kill()
        guard trader.wait() == .killed(SIGKILL) else {
            throw Failure(description: "life \(counts.lives) ended by itself (\(kill))")
        }
        // A life that was killed before its time has left the venue's order to kill for the next one.
        if case .venue = kill { _ = line.call("POST", "/kill/none") }
        try count(kill)
    }

    private func count(_ kill: Kill) throws {
        guard try submissions() > 0 else {
            counts.early += 1
            return
        }
        counts.kills += 1
        counts.kinds[kill.kind, default: 0] += 1
    }

    private func start(_ arguments: [String]) throws -> ChildProgram {
        counts.lives += 1
        var all = [
            "trade", "--pipeline", "\(plan.folder)/crash.yaml", "--state", "\(plan.folder)/state", "--venue",
            port,
            "--life",
            "\(counts.lives)",
        ]
        if plan.resendsBlindly { all.append("--resend-blindly") }
        return try ChildProgram(all + arguments, errors: "\(plan.folder)/trader.log")
    }

    /// How many orders the life at hand has sent.
    private func submissions() throws -> Int {
        try line.ask("/lives/\(counts.lives)", for: LifeMessage.self)?.submissions ?? 0
    }

    private func waitForOrder(_ trader: ChildProgram) throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(Self.patience)
        while try submissions() == 0 {
            guard trader.poll() == nil, clock.now < end else {
                throw Failure(description: "life \(counts.lives) sent nothing")
            }
            usleep(3_000)
        }
    }

    // MARK: The comparison

    /// Lets a life run until nothing is under way, and compares.
    private func settle() throws {
        let trader = try start(["--settle"])
        guard trader.wait(seconds: Self.patience) == .exited(0) else {
            trader.kill()
            throw Failure(description: "life \(counts.lives) did not settle")
        }
        var book = VenueBook()
        for event in try BookFile.read("\(plan.folder)/venue.book") { try book.apply(event) }
        let view = try LedgerView(folder: "\(plan.folder)/state", venue: book, now: WallClock().now)
        counts.add(CrashComparison(book, view), book)
    }

    /// The counts so far with what stopped the trial, and what the trader said last.
    func counts(after error: any Error) -> CrashCounts {
        var counts = counts
        let log = (try? String(contentsOfFile: "\(plan.folder)/trader.log", encoding: .utf8)) ?? ""
        let last = log.split(separator: "\n").suffix(5).joined(separator: "; ")
        counts.findings.append("\(plan.mode.rawValue): \(error); the trader said last: \(last)")
        return counts
    }
}
