public import SluiceHistory
import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// The histories of a plan's data stages: found in a store, else recorded into it.
///
/// A run whose surroundings play them (``Surroundings/playing(_:)``) gives what it would give without, bit for bit: the
/// same frames, orders, findings and remarks.
///
/// ```swift
/// let histories = PlanHistories(plan, surroundings, until: options.until, program: version)
/// let run = try PipelineRun(
///     plan: plan, surroundings: surroundings.playing(histories.all(in: store)), options: options, ...)
/// ```
public struct PlanHistories {
    private let plan: Plan
    private let surroundings: Surroundings
    private let until: Timestamp?
    private let program: String

    /// Takes the plan, what its stages read from, and where its run ends at the latest.
    ///
    /// `program` is the version of the program, whose readers may differ from another's.
    public init(_ plan: Plan, _ surroundings: Surroundings, until: Timestamp? = nil, program: String) {
        (self.plan, self.surroundings, self.until, self.program) = (plan, surroundings, until, program)
    }

    /// The histories of all data stages that have one, by the stages' ids.
    public func all(in store: HistoryStore) -> [String: HistoryColumns] {
        var histories: [String: HistoryColumns] = [:]
        for (number, stage) in plan.stages.enumerated() where stage.plugin.kind == .data {
            histories[stage.id] = history(ofStage: number, in: store)
        }
        return histories
    }

    /// The history of one data stage, by its number in the plan.
    ///
    /// Costs one pass over the stage's files and one over the columns, and the first time a reading. Whoever asks for many
    /// plans of one ``identity(ofStage:)`` may keep the answer: it differs only where files change meanwhile.
    ///
    /// - Returns: Nil for a stage that must be read as ever: its bars do not come from files alone, no columns can tell
    ///   what it shows, it fails, or the store's folder cannot be written.
    public func history(ofStage number: Int, in store: HistoryStore) -> HistoryColumns? {
        let notices = HistoryNotices()
        guard let source = source(number, notices), let key = key(of: source, number) else { return nil }
        let history = try? store.history(key) { path in
            // What was read from files that changed meanwhile is kept under no key.
            try recording(notices).write(source, to: path) && self.key(of: source, number) == key
        }
        return history.flatMap { $0.instruments == plan.instruments ? $0 : nil }
    }

    /// The histories of the data stages whose files are small enough to be held as columns in memory, by the stages' ids.
    ///
    /// They are read anew, each file once where that suffices, and nothing is written. A stage that is not among them is to
    /// be read as ever: its bars do not come from files of plain text alone, no columns can tell what it shows, it fails, or
    /// it is too large.
    ///
    /// `limit` is the most bytes of text that all these files have together; the columns of a stage take at most a few
    /// times what its text does.
    public func inMemory(limit: Int) -> [String: HistoryColumns] {
        var histories: [String: HistoryColumns] = [:]
        var left = limit
        for (number, stage) in plan.stages.enumerated() where stage.plugin.kind == .data {
            let notices = HistoryNotices()
            guard let source = source(number, notices), let size = size(of: source), size <= left else {
                continue
            }
            left -= size
            let most = max(size * 4, Self.leastColumns)
            let history = try? recording(notices).columns(of: source, limit: most)
            histories[stage.id] = history ?? nil
        }
        return histories
    }

    /// The bytes of columns that are allowed for the smallest files: a universe is not small where its files are.
    private static let leastColumns = 16 << 20

    /// How many bytes a source's files have together; nil where that is not known, or not all that it reads.
    private func size(of source: any DataSource) -> Int? {
        guard let paths = try? source.files() else { return nil }
        var sum = 0
        for path in paths {
            guard let size = (try? surroundings.files.open(path))?.knownSize else { return nil }
            sum += size
        }
        return sum
    }

    private func recording(_ notices: HistoryNotices) -> HistoryRecording {
        let (calendar, every) = (plan.calendar, plan.cycle.every)
        return HistoryRecording(
            instruments: plan.instruments, barMinutes: calendar.tradingMinutes(in: every), until: until,
            notices: notices,
            nextCycle: { bar, last in
                calendar.nextCycle(after: max(last, bar - .nanoseconds(1)), every: every)
            }, cycles: { cycle in calendar.cycleRun(from: cycle, every: every) })
    }

    /// All that makes one history another but what its files hold: plugin, settings, universe, cycles and end.
    public func identity(ofStage number: Int) -> String {
        ([settings(number), cycles, program] + plan.instruments).joined(separator: "\n")
    }

    /// The path of the first file that a data stage reads; nil when its bars do not come from files alone.
    public func file(ofStage number: Int) -> String? {
        (try? source(number, HistoryNotices())?.files())?.first
    }

    private var cycles: String {
        "every \(plan.cycle.every) calendar \(plan.calendar.name) until \(until.map { "\($0.nanoseconds)" } ?? "the end")"
    }

    /// With its place, because that is what some findings name.
    private func settings(_ number: Int) -> String {
        let stage = plan.stages[number]
        return "\(stage.plugin.fullName) \(stage.decoded.canonicalSettings) at \(stage.span)"
    }

    /// The source itself, which tells what it finds to nobody but the notices.
    private func source(_ number: Int, _ notices: HistoryNotices) -> (any DataSource)? {
        let quiet = Surroundings(
            files: surroundings.files, transport: surroundings.transport, secrets: surroundings.secrets,
            log: notices
        ) { notices.report($0) }
        let builder = EngineBuilder(plan: plan, surroundings: quiet, clock: RunClock(), seed: plan.seed)
        let stage = plan.stages[number]
        let context = builder.context(stage.id)
        guard case .data(let source)? = try? stage.decoded.build(context).role else { return nil }
        return source
    }

    private func key(of source: any DataSource, _ number: Int) -> ContentDigest? {
        try? HistoryStore.key(
            of: source, reading: surroundings.files, settings: settings(number), cycles: cycles,
            instruments: plan.instruments, program: program)
    }
}

extension TradingCalendar {
    /// Cycles that follow a cycle by equal steps: of one session, or all where trading never stops.
    fileprivate func cycleRun(from cycle: Timestamp, every: Span) -> CycleRun? {
        if self == .alwaysOpen { return CycleRun(step: every, upTo: .distantFuture) }
        guard !every.nanoseconds.isMultiple(of: Span.days(1).nanoseconds) else { return nil }
        return session(containing: cycle).map { CycleRun(step: every, upTo: $0.close) }
    }
}
