import SluiceDocument
import SluiceKit
import SluiceMarket

/// The first line of a file: what each of its columns holds.
struct CSVHeader {
    /// By column.
    let fields: [BarField]
    /// By column, as written.
    let names: [String]

    func has(_ field: BarField) -> Bool { fields.contains(field) }

    /// Finds the columns of a file by the names in its first line.
    /// - Throws: `Diagnostic` with code E0506 for a column that must be there and is not.
    init(_ names: [String], file: String, settings: CSVSettings) throws(Diagnostic) {
        var fields = [BarField](repeating: .other, count: names.count)
        let folded = names.map { BarField.folded($0) }
        let wanted = settings.columns.byField
        for field in BarField.allCases where field != .other {
            if let name = wanted[field] {
                let index =
                    names.firstIndex(of: name.name) ?? folded.firstIndex(of: BarField.folded(name.name))
                guard let index else {
                    throw Self.missing(field, "'\(name.name)'", in: names, of: file, at: name.span)
                }
                guard fields[index] == .other else {
                    throw Diagnostic(
                        .badColumn, "\(file) has one column '\(names[index])' for two things", at: name.span)
                }
                fields[index] = field
            } else if let index = field.usualNames.lazy.compactMap({ folded.firstIndex(of: $0) }).first,
                fields[index] == .other, !wanted.values.contains(where: { $0.name == names[index] })
            {
                fields[index] = field
            }
        }
        (self.fields, self.names) = (fields, names)
        for field in Self.needed(by: settings) where !has(field) {
            throw Self.missing(field, "for \(field.key)", in: names, of: file, at: nil)
        }
    }

    /// The fields that must have a column.
    private static func needed(by settings: CSVSettings) -> [BarField] {
        var needed: [BarField] = [.time, .open, .high, .low, .close]
        if settings.layout == .long { needed.append(.symbol) }
        if settings.adjustedClose == .yes { needed.append(.adjustedClose) }
        if settings.quotes?.from == .columns { needed += [.bid, .ask] }
        return needed
    }

    private static func missing(
        _ field: BarField, _ what: String, in names: [String], of file: String, at span: SourceSpan?
    ) -> Diagnostic {
        let listed = names.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        let place = SourceSpan(file: file, line: 1, column: 1)
        return Diagnostic(
            .badColumn, "\(file) has no column \(what); its header has \(listed)", at: span ?? place,
            suggestion: nearestName(to: field.key, among: names))
    }

    /// Whether one of the names is that of a column of symbols.
    static func hasSymbols(_ names: [String], settings: CSVSettings) -> Bool {
        let folded = names.map { BarField.folded($0) }
        guard settings.columns.symbol == nil else { return true }
        return BarField.symbol.usualNames.contains { folded.contains($0) }
    }

    /// The names in a line, without quotes and needless spaces.
    static func names(in line: UnsafeBufferPointer<UInt8>) -> [String] {
        var plain = PlainLine()
        _ = plain.take(line)
        return plain.text.split(separator: CSVByte.comma, omittingEmptySubsequences: false).map { field in
            String(decoding: field.filter { $0 != CSVByte.carriageReturn }, as: UTF8.self)
                .split(separator: " ").joined(separator: " ")
        }
    }
}

extension CSVColumnSettings {
    /// The columns that the file names, each with its place.
    var byField: [BarField: (name: String, span: SourceSpan?)] {
        let all: [(BarField, String?, SourceSpan?)] = [
            (.time, time, $time.span), (.symbol, symbol, $symbol.span), (.open, open, $open.span),
            (.high, high, $high.span), (.low, low, $low.span), (.close, close, $close.span),
            (.volume, volume, $volume.span), (.adjustedClose, adjustedClose, $adjustedClose.span),
            (.bid, bid, $bid.span), (.ask, ask, $ask.span), (.bidSize, bidSize, $bidSize.span),
            (.askSize, askSize, $askSize.span),
        ]
        var named: [BarField: (name: String, span: SourceSpan?)] = [:]
        for (field, name, span) in all { named[field] = name.map { ($0, span) } }
        return named
    }
}
