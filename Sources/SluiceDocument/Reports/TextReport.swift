/// Diagnostics as a person reads them: what is wrong, where, and the line of the file with the place marked.
public struct TextReport: Sendable {
    private let sources: SourceFiles
    private let isColored: Bool
    private let width: Int

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - sources: The files that excerpts are taken from; a place in another file is named and not shown.
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
        var excerpts = Excerpts(of: sources)
        let texts = diagnostics.map { text($0, &excerpts) }
        return texts.joined(separator: "\n") + "\n" + Self.count(diagnostics) + "\n"
    }

    /// One diagnostic with its excerpts; each line ends with a line break.
    public func text(_ diagnostic: Diagnostic) -> String {
        var excerpts = Excerpts(of: sources)
        return text(diagnostic, &excerpts)
    }

    /// How many there are of each severity, such as "2 errors, 1 warning".
    public static func count(_ diagnostics: [Diagnostic]) -> String {
        [Diagnostic.Severity.error, .warning, .note].compactMap { severity in
            let count = diagnostics.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }.joined(separator: ", ")
    }
}

extension TextReport {
    private func text(_ diagnostic: Diagnostic, _ excerpts: inout Excerpts) -> String {
        let spans = [diagnostic.span].compactMap(\.self) + diagnostic.related.map(\.span)
        let gutter = spans.map { String($0.endLine).utf8.count }.max() ?? 1
        let hint = diagnostic.suggestion.map { "did you mean '\(printable($0))'?" }
        let style = TextStyle(diagnostic.severity)
        var text = styled("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", style)
        text += styled(": \(printable(diagnostic.message))", .strong) + "\n"
        if let span = diagnostic.span {
            text += excerpt(span, gutter, hint, style, &excerpts)
        } else if let hint {
            text += "  = \(hint)\n"
        }
        for related in diagnostic.related {
            text += styled("note", .note) + styled(": \(printable(related.message))", .strong) + "\n"
            text += excerpt(related.span, gutter, nil, .note, &excerpts)
        }
        return text
    }

    private func excerpt(
        _ span: SourceSpan,
        _ gutter: Int,
        _ hint: String?,
        _ style: TextStyle,
        _ excerpts: inout Excerpts
    ) -> String {
        let margin = String(repeating: " ", count: gutter)
        var text = margin + styled("-->", .margin) + " \(printable(span.description))\n"
        guard let line = excerpts.line(span.line, of: span.file) else {
            return text + (hint.map { margin + styled(" = ", .margin) + $0 + "\n" } ?? "")
        }
        text += margin + styled(" |", .margin) + "\n"
        guard span.endLine > span.line, let last = excerpts.line(span.endLine, of: span.file) else {
            let columns = span.column..<max(span.column, span.endColumn)
            return text + marked(line, span.line, columns, gutter, hint, style)
        }
        text += marked(line, span.line, span.column..<max(span.column, line.endColumn), gutter, nil, style)
        if span.endLine > span.line + 1 { text += styled("...", .margin) + "\n" }
        let start = min(last.firstColumn, span.endColumn)
        return text + marked(last, span.endLine, start..<span.endColumn, gutter, hint, style)
    }

    /// A numbered line and the carets below it.
    private func marked(
        _ line: ExcerptLine,
        _ number: Int,
        _ columns: Range<Int>,
        _ gutter: Int,
        _ hint: String?,
        _ style: TextStyle
    ) -> String {
        let room = width - gutter - 3
        let start = line.displayColumn(columns.lowerBound)
        let (text, offset) = line.cut(to: room, around: start)
        let end = min(line.displayColumn(columns.upperBound), max(offset + room, start + 1))
        let carets = String(repeating: "^", count: max(1, end - start)) + (hint.map { " " + $0 } ?? "")
        let label = String(repeating: " ", count: gutter - String(number).utf8.count) + String(number)
        let margin = String(repeating: " ", count: gutter)
        return styled("\(label) |", .margin) + (text.isEmpty ? "" : " \(text)") + "\n"
            + styled("\(margin) |", .margin) + String(repeating: " ", count: min(start - offset, room) + 1)
            + styled(carets, style) + "\n"
    }

    private func styled(_ text: String, _ style: TextStyle) -> String {
        isColored ? style.wrap(text) : text
    }

    /// A text on one line, without what would move the cursor.
    private func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0.shown }
        return String(String.UnicodeScalarView(scalars))
    }
}
