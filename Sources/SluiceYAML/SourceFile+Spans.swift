import SluiceDocument

extension SourceFile {
    /// The span of a block scalar without the blank lines behind it, up to which libyaml reads.
    func withoutBlankEnd(_ span: SourceSpan) -> SourceSpan {
        var line = span.endLine
        let last = bytes(ofLine: line) ?? []
        guard last.prefix(span.endColumn - 1).allSatisfy(isBlank) else { return span }
        repeat { line -= 1 } while line > span.line && (bytes(ofLine: line) ?? []).allSatisfy(isBlank)
        guard line >= span.line, let text = self.line(line) else { return span }
        return SourceSpan(
            file: span.file, line: span.line, column: span.column, endLine: line,
            endColumn: text.unicodeScalars.count + 1
        )
    }

    /// The word that begins with a character, looked for from where a span begins to the end of its line; the
    /// span's first character when there is none.
    func word(startingWith first: Unicode.Scalar, from span: SourceSpan) -> SourceSpan {
        let scalars = (line(span.line) ?? "").unicodeScalars.dropFirst(span.column - 1)
        guard let start = scalars.firstIndex(of: first) else {
            return SourceSpan(file: span.file, line: span.line, column: span.column)
        }
        let column = span.column + scalars.distance(from: scalars.startIndex, to: start)
        let word = scalars[start...].prefix { !" \t,[]{}".unicodeScalars.contains($0) }
        return SourceSpan(
            file: span.file, line: span.line, column: column, endColumn: column + word.count
        )
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
