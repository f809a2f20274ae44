import SluiceDocument
import SluiceKit
import SluiceMarket

/// What a pipeline file says at its top level, before its stages are planned.
struct PipelineDeclaration {
    var name = ""
    var modes: [Mode] = []
    var modesSpan: SourceSpan?
    /// Where each mode stands in the list.
    private var modePlaces: [(mode: Mode, span: SourceSpan)] = []
    var universe: UniverseDeclaration?
    var cycle: CycleSettings?
    var orders = OrderSettings()
    var stop = StopSettings()
    var seed: UInt64 = 1
    var stages: [StageDeclaration] = []
    var alerts: [StageDeclaration] = []

    /// Every key that the top level knows, apart from those that begin with `x-`.
    static let keys = PipelineLanguage.top.names
    private static let required = PipelineLanguage.top.filter(\.isRequired).names

    /// Reads the top level and says everything that is wrong with it.
    init(_ root: Node, into issues: inout [Diagnostic]) {
        for entry in root.entries ?? [] where !Self.keys.contains(entry.key) && !entry.key.hasPrefix("x-") {
            issues.append(unknownKey(entry, among: Self.keys))
        }
        for key in Self.required where root[key] == nil {
            issues.append(Diagnostic(.missingKey, "the pipeline has no '\(key)'", at: root.head))
        }
        readHead(root, into: &issues)
        if let node = root["cycle"] {
            cycle = SettingReader.read(CycleSettings.self, from: node, into: &issues)
        }
        if let node = root["orders"] {
            orders = SettingReader.read(OrderSettings.self, from: node, into: &issues) ?? orders
        }
        if let node = root["on_stop"] {
            stop = SettingReader.read(StopSettings.self, from: node, into: &issues) ?? stop
        }
        universe = root["universe"].flatMap { UniverseDeclaration($0, into: &issues) }
        stages = Self.list("stages", of: root, into: &issues) {
            StageDeclaration($0, isAlert: false, into: &$1)
        }
        alerts = Self.list("alerts", of: root, into: &issues) {
            StageDeclaration($0, isAlert: true, into: &$1)
        }
        if root["stages"]?.elements?.isEmpty ?? false {
            issues.append(Diagnostic(.missingKey, "'stages' lists no stage", at: root["stages"]?.span))
        }
    }

    private mutating func readHead(_ root: Node, into issues: inout [Diagnostic]) {
        if let node = root["version"],
            let version = SettingReader.value(Int.self, named: "version", from: node, into: &issues),
            version != 1
        {
            issues.append(
                Diagnostic(
                    .outOfBounds, "this program reads version 1, the file is version \(version)",
                    at: node.span,
                    suggestion: "1"
                )
            )
        }
        if let node = root["name"],
            let word = SettingReader.value(String.self, named: "name", from: node, into: &issues)
        {
            name = word
            if !isName(word) { issues.append(badName(word, at: node.span)) }
        }
        if let node = root["modes"] {
            // Word by word, so that one misspelt mode does not hide the others.
            let words = node.elements ?? [node]
            modesSpan = node.span
            modes = words.compactMap { word in
                let mode = SettingReader.value(Mode.self, named: "modes", from: word, into: &issues)
                if let mode { modePlaces.append((mode, word.span)) }
                return mode
            }
            if node.elements?.isEmpty ?? false {
                issues.append(Diagnostic(.missingKey, "'modes' lists no mode", at: node.span))
            }
        }
        if let node = root["seed"],
            let number = SettingReader.value(Int.self, named: "seed", from: node, into: &issues)
        {
            seed = UInt64(bitPattern: Int64(number))
        }
    }

    private static func list(
        _ key: String,
        of root: Node,
        into issues: inout [Diagnostic],
        _ read: (Node, inout [Diagnostic]) -> StageDeclaration
    ) -> [StageDeclaration] {
        guard let node = root[key] else { return [] }
        guard let elements = node.elements else {
            issues.append(
                Diagnostic(.wrongType, "'\(key)' must be a list, was \(node.kindInWords)", at: node.head))
            return []
        }
        return elements.map { read($0, &issues) }
    }
}

extension PipelineDeclaration {
    /// Where a mode stands in the list, the last time if twice; nil when it does not.
    func place(of mode: Mode) -> SourceSpan? { modePlaces.last { $0.mode == mode }?.span }

    /// What the venue takes of each instrument, read from the file that `orders:` names, and the currencies they are in.
    func products(
        of instruments: [String], _ read: FileReader, _ files: inout SourceFiles,
        into issues: inout [Diagnostic]
    ) -> (ProductBook, CurrencyTable) {
        guard let path = orders.products else {
            if let live = place(of: .live) {
                issues.append(
                    Diagnostic(
                        .warning, .noProducts,
                        "the pipeline may go live, and 'orders' names no file of product rules", at: live))
            }
            return (.none, currencies(of: instruments, nil, into: &issues))
        }
        let file = ProductFile(path, at: orders.$products.span, read, &files, into: &issues)
        let book = file.book(of: instruments, into: &issues)
        return (book, currencies(of: instruments, file, into: &issues))
    }
}

/// Whether a word can be an id: a letter, then letters, digits, `_` or `-`, at most 64.
func isName(_ word: String) -> Bool {
    guard let first = word.utf8.first, word.utf8.count <= 64, isLetter(first) else { return false }
    return word.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
}

private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

/// An error about an id that cannot be one.
func badName(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
        .badName, "'\(word)' cannot be a name: a letter, then letters, digits, _ or -, at most 64", at: span
    )
}
