import CYAML
import SluiceDocument

extension SourceFile {
    /// The character at one of libyaml's marks; the end, which libyaml puts onto a line of its own, is where the
    /// text ends.
    func character(at mark: yaml_mark_t) -> SourceSpan {
        guard mark.line >= lineCount else {
            return SourceSpan(file: path, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
        }
        return span(ofByte: bytes.count)
    }

    /// The scalar that a span begins with; nil at the end of a line.
    func scalar(at place: SourceSpan) -> Unicode.Scalar? {
        (line(place.line) ?? "").unicodeScalars.dropFirst(place.column - 1).first
    }

    /// Whether nothing but blanks and comments follows a place.
    func isEnd(_ place: SourceSpan) -> Bool {
        let here = (line(place.line) ?? "").unicodeScalars.dropFirst(place.column - 1)
        guard isNothing(here) else { return false }
        return place.line >= lineCount
            || (place.line + 1...lineCount).allSatisfy { isNothing((line($0) ?? "").unicodeScalars[...]) }
    }

    /// The column behind a line's last character that is no blank.
    func lastColumn(ofLine number: Int) -> Int {
        let scalars = Array((line(number) ?? "").unicodeScalars)
        return (scalars.lastIndex { $0 != " " && $0 != "\t" } ?? 0) + 2
    }

    /// The tab that a line is indented with, when a place is that tab or stands right behind the indentation.
    func indentingTab(at place: SourceSpan) -> SourceSpan? {
        let indentation = (line(place.line) ?? "").unicodeScalars.prefix { $0 == " " || $0 == "\t" }
        guard place.column <= indentation.count + 1, let tab = indentation.firstIndex(of: "\t") else {
            return nil
        }
        let column = indentation.distance(from: indentation.startIndex, to: tab) + 1
        return SourceSpan(
            file: path, line: place.line, column: column,
            endColumn: column + indentation[tab...].prefix { $0 == "\t" }.count
        )
    }
}

private func isNothing(_ scalars: some Collection<Unicode.Scalar>) -> Bool {
    let first = scalars.first { $0 != " " && $0 != "\t" }
    return first == nil || first == "#"
}
