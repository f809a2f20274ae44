extension SourceText {
    /// The numbers of the lines, from 1, of public declarations without a comment above them.
    ///
    /// In an extension that conforms to a protocol, and for operators and descriptions, the protocol's words stand. What
    /// is public in a type that is not is no promise.
    var undocumented: [Int] {
        var isPromise = true
        return lines.indices.compactMap { index in
            let line = lines[index]
            if let head = Self.head(line) { isPromise = head }
            guard isPromise || line.hasPrefix("public "), Self.isPublic(line) else { return nil }
            var above = index - 1
            while above >= 0, lines[above].drop(while: { $0 == " " }).first.map({ "@#".contains($0) }) == true
            {
                above -= 1
            }
            // The help of a setting is its documentation.
            if Self.isSetting(lines[max(0, index - 6)..<index]) { return nil }
            let isDocumented = above >= 0 && lines[above].drop { $0 == " " }.hasPrefix("///")
            return isDocumented ? nil : index + 1
        }
    }

    /// Whether what is public within the type or extension that begins on a line is a promise; nil for another line.
    private static func head(_ line: Substring) -> Bool? {
        guard let first = line.first, first.isLetter || first == "@" else { return nil }
        if line.hasPrefix("extension ") { return !line.contains(": ") }
        let words = line.split(separator: " ")
        let kinds: Set<Substring> = ["class", "struct", "enum", "protocol", "actor", "extension"]
        guard !kinds.isDisjoint(with: words) else { return nil }
        return words.contains("public") || words.contains("open")
    }

    /// Whether the lines above a property end in `@Setting`.
    private static func isSetting(_ above: ArraySlice<Substring>) -> Bool {
        guard let start = above.lastIndex(where: { $0.contains("@Setting(") }) else { return false }
        return !above[(start + 1)...].contains { $0.contains("public ") }
    }

    private static func isPublic(_ line: Substring) -> Bool {
        var words = line.split(separator: " ")[...]
        while let first = words.first, first.first == "@" { words.removeFirst() }
        guard words.first == "public" || words.first == "open" else { return false }
        let rest = words.dropFirst()
        if rest.first == "import" { return false }
        return !["func ==", "func <", "hash(into", "var description:", "var debugDescription:"]
            .contains { line.contains($0) }
    }
}
