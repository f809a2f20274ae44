import SluiceDocument
import SluiceKit
import SluiceMarket

/// Brings the bars of files, CSV or JSON lines, in the order of time.
final class CSVBars: DataSource {
    static let manifest = Manifest(
        "csv",
        "Brings bars and quotes from files of CSV, JSON lines or Parquet, one for each symbol or all in one."
    )

    typealias Settings = CSVSettings

    let source: CSVSource
    private let findings: DataFindings
    private let fold: BarFold
    private let report: @Sendable (Diagnostic) -> Void
    private let merge: BarMerge
    private var isStarted = false
    private var isRecalled = false
    /// The time up to which bars were delivered.
    private var position = Timestamp.distantPast
    private var isAdjusted = false
    private(set) var lastBar: Timestamp?

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        guard plan.every.nanoseconds % settings.interval.nanoseconds == 0 else {
            issues.append(settings.$interval.conflict("must divide the time between cycles, \(plan.every)"))
            return
        }
    }

    init(settings: Settings, context: StageContext) throws {
        source = try CSVSource(settings: settings, context: context)
        report = context.report
        findings = DataFindings(report: context.report)
        merge = BarMerge(source: source, findings: findings)
        fold = BarFold(
            instruments: context.axes.instruments,
            gaps: GapCount(calendar: context.axes.calendar, interval: settings.interval), findings: findings)
    }

    func probe() throws {
        for path in try source.paths() {
            do { _ = try source.file(at: path) } catch let error as FileError {
                throw Diagnostic(.dataFile, "\(error)", at: source.settings.$path.span)
            }
        }
    }

    func start() throws {
        guard !isStarted else { return }
        let remembered = findings.tally
        let scan = try CSVScan(source, findings: findings)
        for (symbol, isFound) in zip(source.instruments, scan.isFound) where !isFound {
            report(source.missing(symbol))
        }
        isAdjusted =
            source.settings.adjustedClose != .no && scan.files.contains { $0.header.has(.adjustedClose) }
        if let last = scan.last { lastBar = Timestamp(nanoseconds: last) }
        merge.begin(scan.files)
        fold.paths = scan.files.map(\.path)
        // What was seen before a memory was taken is not seen again.
        try merge.take(upTo: position.nanoseconds, into: nil)
        if isRecalled { findings.tally = remembered }
        guard try merge.next() != nil || position > .distantPast || source.instruments.isEmpty else {
            throw source.nothing(in: scan.files.map(\.path), findings)
        }
        isStarted = true
    }

    func nextBar() throws -> Timestamp? {
        if !isStarted { try start() }
        return try merge.next().map { Timestamp(nanoseconds: $0) }
    }

    func advance(to now: Timestamp, into market: MarketFrame) throws {
        if !isStarted { try start() }
        try merge.take(upTo: now.nanoseconds, into: fold)
        position = max(position, now)
        fold.show(in: market)
    }

    func files() throws -> [String]? {
        try source.paths() + (source.settings.zone.path.map { [$0] } ?? [])
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(position)
        fold.remember(into: &memory)
        findings.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        position = try memory.timestamp()
        if isStarted { try merge.take(upTo: position.nanoseconds, into: nil) }
        try fold.recall(from: &memory)
        try findings.recall(from: &memory)
        isRecalled = true
    }

    var remarks: [String] {
        source.remarks(isAdjusted: isAdjusted) + findings.remarks
    }

    /// Whether nothing was read or recalled so far.
    var isUntouched: Bool { !isStarted && !isRecalled }
}
