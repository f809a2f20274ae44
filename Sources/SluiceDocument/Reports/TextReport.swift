/// Diagnostics as a person reads them: what is wrong, where, and the line of the file with the place marked.
public struct TextReport: Sendable {
    /// The files that excerpts are taken from; a place in another file is named and not shown.
    private let sources: SourceFiles
    private let isColored: Bool
    private let width: Int

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - sources: The files that excerpts are taken from.
    ///   - isColored: Whether to mark severities and places with ANSI escapes.
    ///   - width: The display columns an excerpt may take; a longer line is cut around the place.
    public init(sources: SourceFiles, isColored: Bool = false, width: Int = 110) {
        (self.sources, self.isColored, self.width) = (sources, isColored, max(20, width))
    }

    /// All diagnostics in the order given, a blank line between two, and a line that counts them.
    ///
    /// - Returns: Lines that each end with a line break; an empty text when there are no diagnostics.
    public func text(_ diagnostics: [Diagnostic]) -> String {
        guard !diagnostics.isEmpty else { return "" }
        return diagnostics.map(text).joined(separator: "\n") + "\n" + Self.count(diagnostics) + "\n"
    }

    /// One diagnostic with its excerpts; each line ends with a line break.
    public func text(_ diagnostic: Diagnostic) -> String {
        let spans = [diagnostic.span].compactMap(\.self) + diagnostic.related.map(\.span)
        let gutter = spans.map { String($0.endLine).utf8.count }.max() ?? 1
        let hint = diagnostic.suggestion.map { "did you mean '\(printable($0))'?" }
        let style = Style(diagnostic.severity)
        var text = colored("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", style)
        text += colored(": \(printable(diagnostic.message))", .strong) + "\n"
        if let span = diagnostic.span {
            text += excerpt(span, gutter, hint, style)
        } else if let hint {
            text += "  = \(hint)\n"
        }
        for related in diagnostic.related {
            text += colored("note", .note) + colored(": \(printable(related.message))", .strong) + "\n"
            text += excerpt(related.span, gutter, nil, .note)
        }
        return text
    }

    /// How many there are of each severity, such as "2 errors, 1 warning".
    static func count(_ diagnostics: [Diagnostic]) -> String {
        [Diagnostic.Severity.error, .warning, .note].compactMap { severity in
            let count = diagnostics.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }.joined(separator: ", ")
    }
}

extension TextReport {
    private func excerpt(_ span: SourceSpan, _ gutter: Int, _ hint: String?, _ style: Style) -> String {
        let margin = String(repeating: " ", count: gutter)
        var text = margin + colored("-->", .margin) + " \(printable(span.description))\n"
        guard let file = sources[span.file], let first = file.line(span.line) else {
            return text + (hint.map { margin + colored(" = ", .margin) + $0 + "\n" } ?? "")
        }
        text += margin + colored(" |", .margin) + "\n"
        let line = ExcerptLine(first)
        guard span.endLine > span.line, let last = file.line(span.endLine) else {
            return text
                + marked(line, span.line, span.column..<max(span.column, span.endColumn), gutter, hint, style)
        }
        text += marked(line, span.line, span.column..<max(span.column, line.endColumn), gutter, nil, style)
        if span.endLine > span.line + 1 { text += colored("...", .margin) + "\n" }
        let end = ExcerptLine(last)
        let start = min(end.firstColumn, span.endColumn)
        return text + marked(end, span.endLine, start..<span.endColumn, gutter, hint, style)
    }

    /// A numbered line and the carets below it.
    private func marked(
        _ line: ExcerptLine,
        _ number: Int,
        _ columns: Range<Int>,
        _ gutter: Int,
        _ hint: String?,
        _ style: Style
    ) -> String {
        let start = line.displayColumn(columns.lowerBound)
        let (text, offset) = line.cut(to: width - gutter - 3, around: start)
        let margin = String(repeating: " ", count: gutter)
        let label = String(repeating: " ", count: gutter - String(number).utf8.count) + String(number)
        let visible = offset + width - gutter - 3
        let end = min(line.displayColumn(columns.upperBound), max(visible, start + 1))
        let carets = String(repeating: "^", count: max(1, end - start)) + (hint.map { " " + $0 } ?? "")
        let shift = String(repeating: " ", count: start - offset)
        return colored("\(label) |", .margin) + (text.isEmpty ? "" : " \(text)") + "\n"
            + colored("\(margin) |", .margin) + " \(shift)" + colored(carets, style) + "\n"
    }

    private func colored(_ text: String, _ style: Style) -> String {
        isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A text on one line, without what would move the cursor.
    private func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0.shown }))
    }

    private enum Style: String {
        case error = "1;31"
        case warning = "1;33"
        case note = "1;36"
        case margin = "1;34"
        case strong = "1"

        init(_ severity: Diagnostic.Severity) {
            self =
                switch severity {
                case .error: .error
                case .warning: .warning
                case .note: .note
                }
        }
    }
}
