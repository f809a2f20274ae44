import SluiceDocument
import SluiceKit
import SluiceMarket

/// A file that may have bars of the universe, and what is known of it before its bars are read.
struct CSVFile {
    let path: String
    /// The instrument of all lines; nil when a column says it.
    let instrument: Int?
    let header: CSVHeader
    /// The end of its first bar.
    var first = Int64.max
    /// Whether every line's bar ends no sooner than the one before.
    var isSorted = true

    /// Whether the first line has the names, and a place in a line of our text is one in the file.
    var hasHeaderLine: Bool { !JSONLinesStream.isMeant(by: path) }
}

/// Everything that is the same for all files of one source.
struct CSVSource {
    let settings: CSVSettings
    let calendar: TradingCalendar
    let zone: Zone
    let instruments: [String]
    let symbols: SymbolTable
    let files: any FileAccess
    /// Bars that end after the first and not after the second moment are used.
    let used: (after: Int64, upTo: Int64)

    init(settings: CSVSettings, context: StageContext) throws {
        self.settings = settings
        calendar = context.axes.calendar
        instruments = context.axes.instruments
        symbols = SymbolTable(instruments)
        files = context.files
        do {
            zone = try settings.zone.zone(from: context.files)
        } catch {
            throw settings.$zone.conflict("names no time zone of this machine: \(error)")
        }
        let begin = settings.start?.begin(in: calendar.zone) ?? .distantPast
        let end = settings.end?.end(in: calendar.zone) ?? .distantFuture
        // A moment as the beginning is itself left out, as is the midnight that a day begins with.
        used = (begin.nanoseconds, end.nanoseconds)
    }

    /// What reads the times of a file.
    func timeReader() -> TimeReader {
        let clock = BarClock(calendar: calendar, interval: settings.interval, stamp: settings.stamp)
        return TimeReader(format: settings.time, zone: zone, clock: clock)
    }
}

extension CSVSource {
    /// The names that a folder's files of bars end in.
    private static let endings =
        [".parquet"] + [".csv", ".jsonl", ".ndjson"].flatMap { [$0, $0 + ".gz", $0 + ".zst"] }

    /// The paths of the files, in order.
    func paths() throws -> [String] {
        do {
            let all = try files.files(at: settings.path)
            // A folder may hold a README; what a pattern or the path itself names is meant.
            let isPattern = settings.path.written.contains { $0 == "*" || $0 == "?" }
            guard all != [settings.path.resolved], !isPattern else { return all }
            let named = all.filter { path in Self.endings.contains { path.hasSuffix($0) } }
            return named.isEmpty ? all : named
        } catch {
            throw Diagnostic(.dataFile, "\(error)", at: settings.$path.span)
        }
    }

    /// A file's text as CSV, whatever form its name says it has.
    func text(of path: String) throws(FileError) -> any FileStream {
        let stream = try files.open(path)
        return JSONLinesStream.isMeant(by: path) ? JSONLinesStream(stream, path: path) : stream
    }
}
