import SluiceDocument
import SluiceKit
import SluiceMarket

/// The history of files in which nothing is wrong, read in one pass.
///
/// No line is refused, every file is in the order of time, no instrument has two bars of one end, and every bar
/// ends with a cycle. Then nothing has to be known of a file before it is read, and what a cycle shows is what a line has.
final class PlainHistory {
    /// The most files, because all of them are open at a time.
    static let mostFiles = 64

    private let source: CSVSource
    private let wanted: ColumnarRequest
    private let log = FindingLog()
    private let findings: DataFindings

    init(_ source: CSVSource, _ wanted: ColumnarRequest) {
        (self.source, self.wanted) = (source, wanted)
        findings = DataFindings(report: log.add)
    }

    /// Reads everything; nil where it is not plain.
    func read() throws -> ColumnarHistory? {
        let files = try open()
        guard !files.isEmpty, log.entries.isEmpty else { return nil }
        let sizes = files.map(\.buffer.knownSize)
        let size = sizes.reduce(0 as Int?) { sum, size in sum.flatMap { sum in size.map { sum + $0 } } }
        let quoteRoom = files.map(\.parser.columns.quoteRoom).max() ?? .none
        guard
            let columns = BarColumns(
                instruments: source.instruments.count, rows: 4_096, quoteRoom: quoteRoom, limit: wanted.limit)
        else { return nil }
        let rows = PlainRows(columns, wanted, source: source, findings: findings, log: log)
        guard try fill(rows, from: files, size: size) else { return nil }
        let missing = source.instruments.indices.filter { rows.last(of: $0) == nil }
        let notices = missing.map { (call: 0, diagnostic: source.missing(source.instruments[$0])) }
        let isAdjusted = files.contains { $0.parser.columns.isAdjusted }
        let remarks = source.remarks(isAdjusted: isAdjusted)
        return ColumnarHistory(
            columns: columns, remarks: remarks + findings.remarks, firstRemarks: remarks,
            after: rows.after.map { Timestamp(nanoseconds: $0) },
            lastBar: Timestamp(nanoseconds: rows.now), notices: notices + log.entries)
    }

    /// Opens the files and brings the first bars of each; those without any are left out.
    private func open() throws -> [BarFile] {
        let paths = try source.paths()
        guard paths.count <= Self.mostFiles else { return [] }
        var files: [BarFile] = []
        for path in paths {
            guard let file = try source.file(at: path) else { continue }
            let lines = try BarFile(
                file, number: files.count, source: source, findings: findings,
                capacity: BarMerge.capacity(files: paths.count))
            if try lines.next() { files.append(lines) }
        }
        return files
    }

    /// Takes the bars of all files in the order of time, those of one time in the order of the files.
    private func fill(_ rows: PlainRows, from files: [BarFile], size: Int?) throws -> Bool {
        let heap = BarHeap()
        heap.reserve(files.count)
        for file in files { heap.insert(BarHeap.Entry(file)) }
        while !heap.isEmpty {
            let entry = heap.top
            let file = files[entry.pointee.number]
            let taken = rows.take(
                from: entry.pointee.bar, upTo: entry.pointee.limit, before: heap.second, path: file.path)
            if let halt = rows.halt {
                let passed = files.reduce(0) { $0 + $1.buffer.passed }
                guard halt == .full, rows.grow(read: passed, of: size) else { return false }
            }
            if taken < entry.pointee.limit {
                entry.pointee.bar = taken
                heap.sink()
            } else if try file.next() {
                entry.pointee = BarHeap.Entry(file)
                heap.sink()
            } else {
                heap.removeFirst()
            }
            // Lines that are refused are told when they are read, which is another moment here.
            guard findings.count(.unreadable) == 0, findings.count(.outside) == 0 else { return false }
        }
        rows.end()
        return true
    }
}
