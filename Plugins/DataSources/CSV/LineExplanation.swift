import SluiceDocument
import SluiceKit
import SluiceMarket

/// Says what is wrong with a line that was refused: asked for the first few only, so it may take its time.
struct LineExplanation {
    private let file: CSVFile
    private let source: CSVSource

    init(file: CSVFile, source: CSVSource) { (self.file, self.source) = (file, source) }

    /// What is wrong with a line of a number from 1.
    func callAsFunction(_ text: UnsafeBufferPointer<UInt8>, line: Int) -> Diagnostic {
        let line = Line(text, number: line, file: file.path, hasColumns: file.hasHeaderLine)
        let names = file.header.names
        guard line.fields.count == names.count else {
            let (count, wanted) = (line.fields.count, names.count)
            return line.warning(
                "the line has \(count) \(count == 1 ? "field" : "fields"), the header \(wanted)")
        }
        var values: [BarField: Double] = [:]
        for (column, field) in file.header.fields.enumerated() {
            switch field {
            case .other, .symbol: continue
            case .time:
                guard let problem = problem(ofTime: line.fields[column]) else { continue }
                return line.warning(problem, column: column)
            default:
                let value = line.number(column)
                guard value.isFinite || value.isNaN else {
                    return line.warning(
                        "\(line.quoted(column)) in '\(names[column])' is no number", column: column)
                }
                values[field] = value
            }
        }
        return contradiction(values, in: line)
    }

    private func problem(ofTime text: ArraySlice<UInt8>) -> String? {
        var times = source.timeReader()
        let bytes = Array(text) + [CSVByte.newline] + Array(repeating: 0, count: PlainLine.padding)
        let end = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { times.end($0).end } ?? BarClock.malformed
        }
        guard end == BarClock.malformed else { return nil }
        let shown = Line.shown(text)
        if let date = CivilDate(iso8601: shown), source.calendar.session(on: date) == nil {
            return "\(source.calendar) has no session on \(shown)"
        }
        return source.settings.time == .auto
            ? "'\(shown)' is no ISO 8601 time and no number of plausible epoch time"
            : "'\(shown)' is no time of the form \(source.settings.time.rawValue)"
    }

    private func contradiction(_ values: [BarField: Double], in line: Line) -> Diagnostic {
        func column(_ field: BarField) -> Int { file.header.fields.firstIndex(of: field) ?? 0 }
        let fields: [BarField] = [.open, .high, .low, .close]
        for field in fields + (source.settings.adjustedClose == .no ? [] : [.adjustedClose]) {
            guard let value = values[field], !(value > 0) else { continue }
            let state = value.isNaN ? "is empty" : "is not above zero"
            return line.warning("'\(field.key)' \(state)", column: column(field))
        }
        for field in [BarField.volume, .bidSize, .askSize] {
            guard let value = values[field], value < 0 else { continue }
            return line.warning("'\(field.key)' is negative", column: column(field))
        }
        for field in fields {
            guard let value = values[field], let high = values[.high], let low = values[.low] else {
                continue
            }
            if value > high {
                return line.warning("'\(field.key)' \(value) is above 'high' \(high)", column: column(field))
            }
            if value < low {
                return line.warning("'\(field.key)' \(value) is below 'low' \(low)", column: column(field))
            }
        }
        return line.warning("its adjusted close is out of proportion")
    }

    /// What is wrong with a line whose quote never ends.
    func openQuote(line: Int) -> Diagnostic { warning("a quote has no end", line: line) }

    /// What is wrong with a line too long to be one.
    func overlong(line: Int) -> Diagnostic { warning("the line is too long to be a bar", line: line) }

    private func warning(_ message: String, line: Int) -> Diagnostic {
        Diagnostic(.warning, .badDataLine, message, at: SourceSpan(file: file.path, line: line, column: 1))
    }
}

/// A refused line, field by field.
private struct Line {
    let fields: [ArraySlice<UInt8>]
    private let number: Int
    private let file: String
    private let hasColumns: Bool

    init(_ text: UnsafeBufferPointer<UInt8>, number: Int, file: String, hasColumns: Bool) {
        var bytes = text.prefix { $0 != CSVByte.newline }
        if bytes.last == CSVByte.carriageReturn { bytes.removeLast() }
        fields = Array(bytes).split(separator: CSVByte.comma, omittingEmptySubsequences: false)
        (self.number, self.file, self.hasColumns) = (number, file, hasColumns)
    }

    func number(_ column: Int) -> Double {
        Array(fields[column]).withUnsafeBufferPointer { DecimalReader.value(of: $0) }
    }

    func quoted(_ column: Int) -> String { "'\(Self.shown(fields[column]))'" }

    /// A field as a message shows it: at most 40 characters, none that could confuse a terminal.
    static func shown(_ field: ArraySlice<UInt8>) -> String {
        let text = String(decoding: field.prefix(160), as: UTF8.self)
        let safe = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
        return safe.count > 40 ? String(safe[..<40]) + "..." : String(safe)
    }

    func warning(_ message: String, column: Int? = nil) -> Diagnostic {
        guard let column, hasColumns else {
            return Diagnostic(
                .warning, .badDataLine, message, at: SourceSpan(file: file, line: number, column: 1))
        }
        func width(_ fields: some Sequence<ArraySlice<UInt8>>) -> Int {
            fields.reduce(0) { $0 + String(decoding: $1, as: UTF8.self).unicodeScalars.count + 1 }
        }
        let start = width(fields[..<column]) + 1
        let end = max(start + width([fields[column]]) - 1, start + 1)
        return Diagnostic(
            .warning, .badDataLine, message,
            at: SourceSpan(file: file, line: number, column: start, endLine: number, endColumn: end))
    }
}
