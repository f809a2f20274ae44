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
    private(set) var isFound: [Bool]
    private let source: CSVSource
    private let findings: DataFindings
    /// By instrument: the number of the file it was last seen in, and the end of its bar there.
    private var seen: [(file: Int, end: Int64)]

    init(_ source: CSVSource, findings: DataFindings) throws {
        (self.source, self.findings) = (source, findings)
        isFound = Array(repeating: false, count: source.instruments.count)
        seen = Array(repeating: (-1, .min), count: source.instruments.count)
        let paths = try source.paths()
        for (number, path) in paths.enumerated() {
            do {
                try look(at: path, number: number, capacity: BarMerge.capacity(files: paths.count))
            } catch let error as FileError {
                throw Diagnostic(.dataFile, "\(error)", at: source.settings.$path.span)
            }
        }
        guard !files.isEmpty else { throw nothing(in: paths) }
    }

    private mutating func look(at path: String, number: Int, capacity: Int) throws {
        let header = try source.header(of: path)
        let isLong = source.settings.layout != .perSymbol && header.has(.symbol)
        let instrument = isLong ? nil : source.symbols.instrument(of: CSVSource.symbol(of: path))
        guard instrument != SymbolTable.unknown else { return }
        var file = CSVFile(path: path, instrument: instrument, header: header)
        let lines = try BarFile(file, number: number, source: source, findings: nil, capacity: capacity)
        var last = Int64.min
        while try lines.scan() {
            let (index, end) = (lines.head.instrument, lines.head.end)
            if end < last { file.isSorted = false }
            if seen[index].file == number, end < seen[index].end { noteDisorder(lines) }
            seen[index] = (number, end)
            isFound[index] = true
            last = end
            file.first = min(file.first, end)
        }
        if file.first != .max { files.append(file) }
    }

    private func noteDisorder(_ lines: BarFile) {
        let head = lines.head
        let span = SourceSpan(file: lines.path, line: head.line, column: 1)
        findings.add(
            .outOfOrder,
            Diagnostic(
                .warning, .outOfOrderBar,
                "the bar of \(source.instruments[head.instrument]) that ends at \(Timestamp(nanoseconds: head.end))"
                    + " is older than the one before it", at: span))
    }

    /// What to say when there is no bar to trade on.
    private func nothing(in paths: [String]) -> Diagnostic {
        let files =
            paths.count == 1
            ? paths[0] : "none of the \(paths.count) files at \(source.settings.path.written)"
        let outside = findings.count(.outside)
        let reason =
            outside > 0
            ? "; \(outside) bars lie outside the sessions of \(source.calendar), so look at 'zone' and 'stamp'"
            : "; without a symbol column a file is named like its symbol"
        return Diagnostic(
            .dataFile, "\(files)\(paths.count == 1 ? " has no" : " has a") bar of the universe\(reason)",
            at: source.settings.$path.span)
    }
}

extension CSVSource {
    /// Reads a file's header.
    func header(of path: String) throws -> CSVHeader {
        let buffer = try LineBuffer(try files.open(path), capacity: 32_768)
        guard !buffer.lines.isEmpty else {
            throw FileError(.damaged, path, "the file is empty or has no lines")
        }
        return try CSVHeader(line: buffer.lines, file: path, settings: settings)
    }
}
