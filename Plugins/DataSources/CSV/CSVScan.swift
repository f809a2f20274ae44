import SluiceDocument
import SluiceKit
import SluiceMarket

/// The look at every file before the first cycle: which have bars of the universe, from when on, and in what order.
///
/// Only times and symbols are read, so it costs a small part of what reading the bars costs.
struct CSVScan {
    /// The files with bars in use.
    private(set) var files: [CSVFile] = []
    /// By instrument: whether any file has a bar of it.
    var isFound: [Bool] { seen.map { $0.file >= 0 } }
    /// The end of the last bar; nil when there is none.
    var last: Int64? { files.isEmpty ? nil : seen.map { $0.end }.max() }
    private let source: CSVSource
    private let findings: DataFindings
    /// What is wrong with lines: counted here, and told when their bars are read.
    private let passed = DataFindings { _ in }
    /// By instrument: the number of the file it was last seen in, and the end of its bar there.
    private var seen: [(file: Int, end: Int64)]

    init(_ source: CSVSource, findings: DataFindings) throws {
        (self.source, self.findings) = (source, findings)
        seen = Array(repeating: (-1, .min), count: source.instruments.count)
        let paths = try source.paths()
        for (number, path) in paths.enumerated() {
            do {
                try look(at: path, number: number, capacity: BarMerge.capacity(files: paths.count))
            } catch let error as FileError {
                throw Diagnostic(.dataFile, "\(error)", at: source.settings.$path.span)
            }
        }
        guard !files.isEmpty || source.instruments.isEmpty else { throw source.nothing(in: paths, passed) }
    }

    private mutating func look(at path: String, number: Int, capacity: Int) throws {
        guard var file = try source.file(at: path) else { return }
        let lines = try BarFile(file, number: number, source: source, findings: passed, capacity: capacity)
        var last = Int64.min
        while try lines.scan() {
            // By places, because a whole record would be copied for the two numbers of it that are read.
            for place in lines.bars.indices {
                let (end, instrument) = (lines.bars[place].end, lines.bars[place].instrument)
                if end < last { file.isSorted = false }
                if seen[instrument].file == number, end < seen[instrument].end {
                    noteDisorder(lines.bars[place], path)
                }
                seen[instrument] = (number, end)
                last = end
                file.first = min(file.first, end)
            }
        }
        if file.first != .max { files.append(file) }
    }

    private func noteDisorder(_ bar: BarRecord, _ path: String) {
        let span = SourceSpan(file: path, line: bar.line, column: 1)
        findings.add(
            .outOfOrder,
            Diagnostic(
                .warning, .outOfOrderBar,
                "the bar of \(source.instruments[bar.instrument]) that ends at \(Timestamp(nanoseconds: bar.end))"
                    + " is older than the one before it", at: span))
    }
}

extension CSVSource {
    /// A file with its header; nil for one that is about nothing in the universe.
    /// - Throws: `FileError`, or `Diagnostic` for a header that lacks a column.
    func file(at path: String) throws -> CSVFile? {
        let buffer = try LineBuffer(try text(of: path), capacity: 32_768)
        guard !buffer.lines.isEmpty else { throw FileError(.damaged, path, "it has no lines") }
        let names = CSVHeader.names(in: buffer.lines)
        let isLong = settings.layout != .perSymbol && CSVHeader.hasSymbols(names, settings: settings)
        let instrument = isLong ? nil : symbols.instrument(of: BarField.symbol(ofFile: path))
        // Whatever else lies in the folder need not have our columns.
        guard settings.layout == .long || instrument != SymbolTable.unknown else { return nil }
        let header = try CSVHeader(names, file: path, settings: settings)
        return CSVFile(path: path, instrument: instrument, header: header)
    }

    /// What to say of a symbol that no file has a bar of.
    func missing(_ symbol: String) -> Diagnostic {
        Diagnostic(.warning, .dataGap, "no file has a bar of \(symbol)", at: settings.$path.span)
    }

    /// What is said about all bars.
    func remarks(isAdjusted: Bool) -> [String] {
        var remarks: [String] = []
        if let quotes = settings.quotes, quotes.from == .close {
            remarks.append("quotes made from closes with a spread of \(quotes.spread)")
        }
        if isAdjusted { remarks.append("prices adjusted by the adjusted close") }
        return remarks
    }

    /// What to say when there is no bar to trade on.
    func nothing(in paths: [String], _ findings: DataFindings) -> Diagnostic {
        let which = paths.count == 1 ? "\(paths[0]) has no" : "none of the \(paths.count) files has a"
        let (unreadable, outside) = (findings.count(.unreadable), findings.count(.outside))
        var reasons: [String] = []
        if unreadable > 0 { reasons.append("\(unreadable) lines could not be read") }
        if outside > 0 {
            reasons.append("\(outside) lie outside the sessions of \(calendar): look at 'zone' and 'stamp'")
        }
        if reasons.isEmpty {
            reasons.append(
                "a file without a symbol column is named like its symbol, such as \(instruments.first ?? "SPY").csv"
            )
        }
        return Diagnostic(
            .dataFile, "\(which) bar of the universe in use; \(reasons.joined(separator: ", "))",
            at: settings.$path.span)
    }
}
