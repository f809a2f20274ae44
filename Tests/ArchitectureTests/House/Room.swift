/// One target: a line of the table in `Package.swift`.
struct Room: Equatable {
    var name: String
    var folder: String
    var kind: String
    var uses: Set<String>

    /// Whether only tests link it or run it.
    var isForTests: Bool { folder.hasPrefix("Tests/") }
    /// Whether it is C or a module map over C.
    var isC: Bool { kind == "c" || kind == "system" }
    /// Whether it holds plugins.
    var holdsPlugins: Bool { folder.hasPrefix("Plugins/") }

    /// The rooms of a manifest, in order.
    static func rooms(in manifest: String) -> [Room] {
        // The table ends where the settings of all targets begin.
        let table = manifest.firstRange(of: "let strict").map { manifest[..<$0.lowerBound] } ?? manifest[...]
        return table.split(separator: "Room(").dropFirst().compactMap(room)
    }

    /// Reads a room from the text behind `Room(`, up to the next one.
    private static func room(_ text: Substring) -> Room? {
        guard let name = quoted(in: text).first, text.drop(while: \.isWhitespace).first == "\"" else {
            return nil
        }
        let kind =
            text.firstRange(of: "kind: .").map { text[$0.upperBound...].prefix { $0.isLetter } } ?? "library"
        let path = text.firstRange(of: "at: ").flatMap { quoted(in: text[$0.upperBound...]).first }
        let uses = text.firstRange(of: "uses: [").map { start in
            quoted(in: text[start.upperBound...].prefix { $0 != "]" })
        }
        let home = kind == "tests" ? "Tests" : "Sources"
        return Room(
            name: name, folder: path ?? "\(home)/\(name)", kind: String(kind), uses: Set(uses ?? []))
    }

    /// Every text in double quotes.
    private static func quoted(in text: Substring) -> [String] {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
}
