import SluiceDocument
import SluiceKit
import SluiceMarket

/// One entry of `stages:` or `alerts:` as the file has it.
struct StageDeclaration {
    /// A word of the file with its place.
    struct Word {
        let text: String
        let span: SourceSpan
    }

    let id: Word
    let uses: Word
    let from: [Word]
    let settings: Node
    let span: SourceSpan
    var faultPolicy: (policy: FaultPolicy, span: SourceSpan)?
    var capital: (share: Percent, span: SourceSpan)?
    /// The events of an alert.
    var events: [Word] = []

    private static let stageKeys = ["id", "uses", "from", "with", "on_error", "capital"]
    private static let alertKeys = ["id", "uses", "on", "with"]

    /// Reads an entry; nil when it has no usable `id` or `uses`.
    init?(_ node: Node, isAlert: Bool, into issues: inout [Diagnostic]) {
        let keys = isAlert ? Self.alertKeys : Self.stageKeys
        guard let entries = node.entries else {
            issues.append(
                Diagnostic(
                    .wrongType, "a stage is { id: ..., uses: kind.name }, was \(node.kindInWords)",
                    at: node.span)
            )
            return nil
        }
        for entry in entries where !keys.contains(entry.key) { issues.append(unknownKey(entry, among: keys)) }
        let id = Self.word("id", of: node, into: &issues)
        let uses = Self.word("uses", of: node, into: &issues)
        guard let uses else { return nil }
        // A stage without an id still has its settings checked; it is known by its plugin's name.
        self.id = id ?? uses
        self.uses = uses
        if let id, !isName(id.text) { issues.append(badName(id.text, at: id.span)) }
        from = Self.words("from", of: node, into: &issues)
        settings = node["with"] ?? Node(.null, at: uses.span)
        span = node.span
        if let policy = node["on_error"],
            let value = SettingReader.value(FaultPolicy.self, named: "on_error", from: policy, into: &issues)
        {
            faultPolicy = (value, policy.span)
        }
        if let share = node["capital"],
            let value = SettingReader.value(Percent.self, named: "capital", from: share, into: &issues)
        {
            capital = (value, share.span)
        }
        guard isAlert else { return }
        events = Self.words("on", of: node, into: &issues)
        if events.isEmpty {
            issues.append(
                Diagnostic(.missingKey, "the alert has no 'on' that lists its events", at: node.span))
        }
    }

    private static func word(_ key: String, of node: Node, into issues: inout [Diagnostic]) -> Word? {
        guard let value = node[key] else {
            issues.append(Diagnostic(.missingKey, "the stage has no '\(key)'", at: node.span))
            return nil
        }
        guard let text = SettingReader.value(String.self, named: key, from: value, into: &issues) else {
            return nil
        }
        return Word(text: text, span: value.span)
    }

    private static func words(_ key: String, of node: Node, into issues: inout [Diagnostic]) -> [Word] {
        guard let value = node[key] else { return [] }
        return (value.elements ?? [value]).compactMap { element in
            SettingReader.value(String.self, named: key, from: element, into: &issues).map {
                Word(text: $0, span: element.span)
            }
        }
    }
}
