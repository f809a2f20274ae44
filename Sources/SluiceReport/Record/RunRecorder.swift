import SluiceColumns
import SluiceDocument
public import SluiceEngine
public import SluiceKit
import SluiceMarket
import SluicePipeline

/// Writes what a run did into a folder, from which a report is made later.
///
/// The folder is whole or absent: everything goes to a folder beside it, which takes its name when the run has ended, also
/// when someone stopped it. Rows go to disk in blocks, so that a long run takes no more memory than a short one; the
/// steady cycle allocates nothing. A disk that fails ends the recording and not the run: see ``error``.
public final class RunRecorder: StillObserver {
    /// How many rows tables of decisions and blocks may have; what is over is counted and left out.
    public static let rowLimit = 2_000_000

    /// What was approved is read only of cycles in which something was.
    public let readsTargets = false
    /// What went wrong; nil while nothing did.
    public private(set) var error: ReportError?
    /// What the engine cannot know; asked when the run has ended.
    public var origin: () -> RunOrigin

    private let folder: RunFolder
    private let summary: SummaryKeeper
    private let rhythm: Int
    private let wall: any RealTime
    private let limit: Int
    private var facts = RunFacts()
    private var began = Timestamp.distantPast
    var tables: TableSet?
    var reasons = ReasonBook()
    var risk = RiskWindow()
    /// By instrument the horizon of the decision that last sent an order; -1 for none.
    var sentHorizon: [Int64] = []
    /// Where the weights of blenders and learners lie.
    var weighed: [(stage: Int, isLearner: Bool, columns: ColumnSet)] = []
    /// By stage whether it is a risk stage.
    var riskStages: [Bool] = []
    /// The value that was traded since the last row of equity.
    var traded = 0.0
    /// Whether this cycle's weights and risk are written.
    var isSampled = false
    private var tally = StretchTally()

    /// Makes room for a run.
    ///
    /// - Parameters:
    ///   - path: The folder to be; its parent exists.
    ///   - replaces: Whether a run that stands there may be replaced.
    ///   - summary: Counts what happens; it watches the same run, before the recorder.
    ///   - rhythm: Weights and risk are written once in so many cycles.
    ///   - rowLimit: How many rows a table of decisions or blocks may have.
    ///   - wall: Tells how long the cycles took.
    ///   - origin: What the engine cannot know; asked when the run has ended.
    /// - Throws: `ReportError` when something else stands at the path, or the system refuses.
    public init(
        _ path: String, replaces: Bool = false, summary: SummaryKeeper, rhythm: Int = 30,
        rowLimit: Int = RunRecorder.rowLimit, wall: any RealTime = WallClock(),
        origin: @escaping () -> RunOrigin = { RunOrigin() }
    ) throws(ReportError) {
        folder = try RunFolder(path, replaces: replaces)
        (self.summary, self.rhythm, self.wall, self.origin) = (summary, max(rhythm, 1), wall, origin)
        limit = rowLimit
    }

    /// Opens the tables.
    public func began(_ engine: Engine) {
        began = wall.now
        let count = engine.plan.instruments.count
        sentHorizon = Array(repeating: -1, count: count)
        riskStages = engine.plan.stages.map { $0.plugin.kind == .risk }
        weighed = Self.weighed(engine)
        facts = RunFacts(of: engine)
        attempt { () throws(ColumnError) in
            tables = try TableSet(in: folder.draft, instruments: count, limit: limit)
        }
    }

    /// Writes what the cycle did.
    public func cycleEnded(_ engine: Engine) {
        isSampled = engine.report.number % rhythm == 0
        attempt { () throws(ColumnError) in
            try keepEvents(engine)
            try keepAccount(engine)
            guard engine.report.skip == nil else { return }
            if !engine.report.isOfStretch { try keepDecisions(engine.report) }
            try keepRisk(engine)
            if isSampled { try keepWeights(engine.report.now) }
        }
        tally.ended(engine.report)
    }

    /// Writes what the account was worth in cycles that left everything as it was.
    public func passed(_ held: HeldCycles) {
        attempt { () throws(ColumnError) in
            for cycle in 0..<held.count {
                try keepAccount(held, cycle)
                guard (held.number + cycle) % rhythm == 0 else { continue }
                if let table = tables?[.risk] { try risk.write(at: held.time(cycle).nanoseconds, to: table) }
                try keepWeights(held.time(cycle))
            }
        }
        tally.passed(held)
    }

    /// Writes what was decided in a stretch.
    public func showed(_ stretch: Stretch, _ decisions: [DecisionFrame], cycles: Int) {
        attempt { () throws(ColumnError) in
            try tally.end { (part) throws(ColumnError) in try keepDecisions(stretch, decisions, part) }
        }
    }

    /// Writes what happened between two cycles.
    public func acted(_ engine: Engine) {
        attempt { () throws(ColumnError) in try keepEvents(engine) }
    }

    /// Puts the tables together, and moves the folder to its place.
    public func ended(_ engine: Engine) {
        attempt { () throws(ColumnError) in
            try keepEvents(engine)
            if let table = tables?[.risk] {
                try risk.write(at: engine.report.now.nanoseconds, to: table)
            }
            try tables?.finish()
        }
        finish(engine)
    }

    /// Removes what was written of a run that never began.
    public func drop() { folder.drop() }

    private func finish(_ engine: Engine) {
        guard error == nil else { return folder.drop() }
        let origin = origin()
        facts.runSeconds = wall.now.since(began).seconds
        facts.take(origin, began: began)
        facts.take(summary.summary)
        facts.take(reasons)
        facts.rhythm = rhythm
        facts.leftOut = tables?.missing ?? [:]
        tables = nil
        do throws(ReportError) {
            try folder.write(origin.pipeline, to: "pipeline.yaml")
            try folder.write(facts.json.text(indented: true) + "\n", to: "run.json")
            try folder.keep()
        } catch {
            self.error = error
            folder.drop()
        }
    }

    private func attempt(_ work: () throws(ColumnError) -> Void) {
        guard error == nil else { return }
        do throws(ColumnError) { try work() } catch { self.error = ReportError(error) }
    }
}
