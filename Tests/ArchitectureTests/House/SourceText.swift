import Glibc

/// One source file, and what can be seen in it without a compiler.
struct SourceText {
    /// The path from the package's root.
    let path: String
    /// The lines, without their breaks.
    let lines: [Substring]
    private let text: String

    init(_ path: String, _ text: String) {
        (self.path, self.text) = (path, text)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The file's name without its ending.
    var name: String { String((path.split(separator: "/").last ?? "").dropLast(".swift".count)) }

    /// How many lines there are; the break at the end begins none.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// The modules that are imported.
    var imports: Set<String> {
        Set(lines.compactMap { Self.module(importedBy: $0) })
    }

    /// The module that a line imports; nil for any other line.
    private static func module(importedBy line: Substring) -> String? {
        // An indented one stands in the text of a template.
        guard line.first != " ", line.contains("import ") else { return nil }
        var words = line.split(separator: " ")[...]
        let modifiers: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
        while let first = words.first, first.first == "@" || modifiers.contains(first) { words.removeFirst() }
        guard words.first == "import" else { return nil }
        words.removeFirst()
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
        if let first = words.first, kinds.contains(first) { words.removeFirst() }
        return words.first.flatMap { $0.split(separator: ".").first }.map(String.init)
    }

    /// The numbers of the lines, from 1, that contain a word outside comments; quick for a word that is nowhere.
    func lines(saying word: String, inComments: Bool = false) -> [Int] {
        guard says(word) else { return [] }
        return lines.indices.filter { index in
            let line = inComments ? lines[index] : Self.code(of: lines[index])
            return line.contains(word)
        }.map { $0 + 1 }
    }

    private func says(_ word: String) -> Bool {
        text.withCString { text in word.withCString { word in strstr(text, word) != nil } }
    }

    /// A line without its comment.
    private static func code(of line: Substring) -> Substring {
        guard let start = line.firstRange(of: "//") else { return line }
        // Within a text, as in an address, the slashes begin no comment.
        let before = line[..<start.lowerBound]
        return before.count { $0 == "\"" }.isMultiple(of: 2) ? before : line
    }
}
