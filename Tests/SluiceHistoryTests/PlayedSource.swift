import SluiceColumns
import SluiceDocument
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import DataSources

/// All that a data source gives, call by call, as an engine would ask for it.
struct PlayedSource: Equatable {
    private(set) var asked: [Timestamp?] = []
    private(set) var cycles: [Timestamp] = []
    /// The digests of the frames.
    private(set) var frames: [UInt64] = []
    /// What was reported, with the number of cycles before it.
    private(set) var notices: [String] = []
    private(set) var remarks: [String] = []
    private(set) var lastBar: Timestamp?

    init(_ source: any DataSource, _ axes: Axes, _ record: DiagnosticRecord, until: Timestamp? = nil) throws {
        let frame = MarketFrame(count: axes.instruments.count, barMinutes: axes.barMinutes)
        var now = Timestamp.distantPast
        try source.start()
        lastBar = source.lastBar
        take(record)
        while true {
            let bar = try source.nextBar()
            take(record)
            asked.append(bar.map { axes.calendar.nextCycle(after: $0 - .nanoseconds(1), every: axes.every) })
            guard let bar else { break }
            now = axes.calendar.nextCycle(after: max(now, bar - .nanoseconds(1)), every: axes.every)
            guard until.map({ now <= $0 }) ?? true else { break }
            try source.advance(to: now, into: frame)
            take(record)
            cycles.append(now)
            frames.append(frame.digest)
        }
        remarks = source.remarks
    }

    private mutating func take(_ record: DiagnosticRecord) {
        for diagnostic in record.diagnostics.dropFirst(notices.count) {
            notices.append("\(cycles.count) \(asked.count) \(diagnostic)")
        }
    }
}

/// How a history is taken.
enum HistoryForm: CaseIterable {
    case file
    /// In memory, by playing the source.
    case played
    /// In memory, by the source itself where it can.
    case memory

    func history(
        of source: any DataSource, _ recording: HistoryRecording, path: String
    ) throws
        -> HistoryColumns?
    {
        switch self {
        case .file:
            try recording.write(source, to: path) ? try HistoryColumns(try ColumnFile(path)) : nil
        case .played: try recording.playedColumns(of: source)
        case .memory: try recording.columns(of: source)
        }
    }
}

extension HistoryRecording {
    /// A recording of the cycles of some axes.
    init(_ axes: Axes, until: Timestamp? = nil, notices: HistoryNotices = HistoryNotices()) {
        self.init(
            instruments: axes.instruments, barMinutes: axes.barMinutes, until: until, notices: notices
        ) { bar, last in
            axes.calendar.nextCycle(after: max(last, bar - .nanoseconds(1)), every: axes.every)
        }
    }
}
