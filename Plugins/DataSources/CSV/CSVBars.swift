import SluiceDocument
import SluiceKit
import SluiceMarket

/// Brings the bars of CSV files, in the order of time.
final class CSVBars: DataSource {
    static let manifest = Manifest(
        "csv", "Brings bars and quotes from CSV files, plain or gzip, one for each symbol or all in one.")

    typealias Settings = CSVSettings

    private let source: CSVSource
    private let findings: DataFindings
    private let fold: BarFold
    private let report: @Sendable (Diagnostic) -> Void
    private var merge: BarMerge?
    /// The time up to which bars were delivered.
    private var position = Timestamp.distantPast
    private var isAdjusted = false

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
        fold = BarFold(
            instruments: context.axes.instruments,
            gaps: GapCount(calendar: context.axes.calendar, interval: settings.interval), findings: findings)
    }

    func probe() throws {
        for path in try source.paths() { _ = try source.header(of: path) }
    }

    func start() throws { _ = try started() }

    /// The bars, after a look at all files when it is the first time.
    private func started() throws -> BarMerge {
        if let merge { return merge }
        let scan = try CSVScan(source, findings: findings)
        for (index, symbol) in source.instruments.enumerated() where !scan.isFound[index] {
            report(
                Diagnostic(
                    .warning, .dataGap, "no file has a bar of \(symbol)", at: source.settings.$path.span))
        }
        isAdjusted =
            source.settings.adjustedClose != .no && scan.files.contains { $0.header.has(.adjustedClose) }
        let merge = BarMerge(scan.files, source: source, findings: findings)
        fold.paths = merge.paths
        self.merge = merge
        return merge
    }

    func nextBar() throws -> Timestamp? {
        let merge = try started()
        while let file = try merge.first() {
            guard file.head.end <= position.nanoseconds else { return Timestamp(nanoseconds: file.head.end) }
            try merge.pass()
        }
        return nil
    }

    func advance(to now: Timestamp, into market: MarketFrame) throws {
        let merge = try started()
        while let file = try merge.first(), file.head.end <= now.nanoseconds {
            if file.head.end > position.nanoseconds { fold.add(file.head, file: file.number) }
            try merge.pass()
        }
        position = max(position, now)
        fold.show(in: market)
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(position)
        fold.remember(into: &memory)
        findings.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        position = try memory.timestamp()
        try fold.recall(from: &memory)
        try findings.recall(from: &memory)
    }

    var remarks: [String] {
        var remarks: [String] = []
        if let quotes = source.settings.quotes, quotes.from == .close {
            remarks.append("quotes made from closes with a spread of \(quotes.spread)")
        }
        if isAdjusted { remarks.append("prices adjusted by the adjusted close") }
        return remarks + findings.remarks
    }
}
