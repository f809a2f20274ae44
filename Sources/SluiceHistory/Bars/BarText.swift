package import SluiceKit
import SluiceMarket

/// The bars of a text file, one at a time and as they are written: no calendar, no universe, nothing left out.
package final class BarText {
    /// What a line is.
    package enum Entry: Equatable {
        /// A bar, whatever its numbers.
        case bar(BarLine)
        /// A line that is no bar, and why.
        case refused(line: Int, String)
    }

    /// The most columns.
    package static let mostColumns = 4_096

    /// The names of the columns, as written.
    package let columns: [String]
    /// By column.
    package let fields: [BarField]
    private let lines: TextLines
    private let symbol: String
    private let offset: Int

    /// Reads the header.
    ///
    /// - Parameters:
    ///   - stream: The file's text, unpacked; JSON lines when the path says so.
    ///   - path: What the file is called; its name is the symbol where no column has one.
    /// - Throws: `FileError` when a column is missing for the time or for open, high, low or close.
    package init(_ stream: any FileStream, path: String) throws(FileError) {
        let isJSON = JSONLinesStream.isMeant(by: path)
        lines = TextLines(isJSON ? JSONLinesStream(stream, path: path) : stream, path: path)
        // The header of JSON lines is no line of the file.
        offset = isJSON ? 1 : 0
        symbol = BarField.symbol(ofFile: path)
        guard let header = try lines.next() else { throw FileError(.damaged, path, "it has no lines") }
        let columns = Self.split(header).map { String(decoding: $0, as: UTF8.self) }
        guard columns.count <= Self.mostColumns else {
            throw FileError(.tooLarge, path, "it has more than \(Self.mostColumns) columns")
        }
        var fields = [BarField](repeating: .other, count: columns.count)
        let folded = columns.map { BarField.folded($0) }
        for field in BarField.allCases where field != .other {
            for name in field.usualNames {
                guard let place = folded.firstIndex(of: name), fields[place] == .other else { continue }
                fields[place] = field
                break
            }
        }
        for field in [BarField.time, .open, .high, .low, .close] where !fields.contains(field) {
            let names = columns.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
            throw FileError(.damaged, path, "it has no column for \(field.key); its header has \(names)")
        }
        (self.columns, self.fields) = (columns, fields)
    }

    /// The next line that is not empty; nil at the end.
    package func next() throws(FileError) -> Entry? {
        while let line = try lines.next() {
            if line.isEmpty { continue }
            return entry(Self.split(line), number: lines.number - offset)
        }
        return nil
    }

    private func entry(_ texts: [ArraySlice<UInt8>], number: Int) -> Entry {
        guard texts.count == fields.count else {
            return .refused(
                line: number, "\(texts.count) fields where the header has \(fields.count)")
        }
        var bar = BarLine(line: number, symbol: symbol)
        for (column, text) in texts.enumerated() {
            switch fields[column] {
            case .other: continue
            case .symbol: bar.symbol = String(decoding: text, as: UTF8.self)
            case .time:
                guard let time = BarTime.read(text) else { return .refused(line: number, "no time") }
                bar.time = time
            default:
                guard let value = Self.number(text) else {
                    return .refused(line: number, "'\(columns[column])' is no number")
                }
                bar[fields[column]] = value
            }
        }
        return .bar(bar)
    }

    /// NaN for nothing; nil for what is no number.
    private static func number(_ text: ArraySlice<UInt8>) -> Double? {
        let text = String(decoding: text, as: UTF8.self)
        if text.isEmpty || ["nan", "null"].contains(text.lowercased()) { return .nan }
        // Hexadecimal numbers and infinities are Swift's, not the data's.
        guard text.utf8.allSatisfy({ $0 < 0x3A || $0 | 0x20 == UInt8(ascii: "e") }),
            let value = Double(text), value.isFinite
        else { return nil }
        return value
    }

    /// The fields of a line, without their quotes and the spaces around them.
    static func split(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        guard line.contains(UInt8(ascii: "\"")) else {
            return line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(trimmed)
        }
        var (fields, field, isQuoted, wasQuote) = ([ArraySlice<UInt8>](), [UInt8](), false, false)
        for byte in line {
            if byte == UInt8(ascii: "\"") {
                if wasQuote, !isQuoted { field.append(byte) }
                isQuoted.toggle()
                wasQuote = true
                continue
            }
            wasQuote = false
            if byte == UInt8(ascii: ","), !isQuoted {
                fields.append(trimmed(field[...]))
                field = []
            } else {
                field.append(byte)
            }
        }
        return fields + [trimmed(field[...])]
    }

    private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var field = field
        while field.first == 0x20 { field = field.dropFirst() }
        while field.last == 0x20 { field = field.dropLast() }
        return field
    }
}
