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

    /// Nil when the file gives none that can be read.
    let id: Word?
    /// Nil when the file gives none that can be read.
    let uses: Word?
    let from: [Word]
    let settings: Node
    /// Where a reader should look for the stage.
    let span: SourceSpan
    var faultPolicy: (policy: FaultPolicy, span: SourceSpan)?
    /// The share, nil when it cannot be read.
    var capital: (share: Percent?, span: SourceSpan)?
    /// The events of an alert.
    var events: [Word] = []

    private static let stageKeys = PipelineLanguage.stage.names
    private static let alertKeys = PipelineLanguage.alert.names

    /// What the stage is called: by its id, else by its plugin.
    var name: Word { id ?? uses ?? Word(text: "", span: span) }

    /// Where the stage says what it is.
    var place: SourceSpan { uses?.span ?? span }

    /// Reads an entry; one that cannot be read still stands for a stage, so that nothing seems to be missing.
    init(_ node: Node, isAlert: Bool, into issues: inout [Diagnostic]) {
        let keys = isAlert ? Self.alertKeys : Self.stageKeys
        span = node.head
        guard let entries = node.entries else {
            (id, uses, from, settings) = (nil, nil, [], Node(.null, at: node.span))
            if case .unresolved = node.content { return }
            issues.append(
                Diagnostic(
                    .wrongType, "a stage is { id: ..., uses: kind.name }, was \(node.kindInWords)",
                    at: node.head)
            )
            return
        }
        for entry in entries where !keys.contains(entry.key) { issues.append(unknownKey(entry, among: keys)) }
        id = Self.word("id", of: node, into: &issues)
        uses = Self.word("uses", of: node, into: &issues)
        from = Self.words("from", of: node, into: &issues)
        settings = node["with"] ?? Node(.null, at: uses?.span ?? node.head)
        if let id { Self.checkName(id, into: &issues) }
        readRest(of: node, isAlert: isAlert, into: &issues)
    }

    private mutating func readRest(of node: Node, isAlert: Bool, into issues: inout [Diagnostic]) {
        if let policy = node["on_error"],
            let value = SettingReader.value(FaultPolicy.self, named: "on_error", from: policy, into: &issues)
        {
            faultPolicy = (value, policy.span)
        }
        if let share = node["capital"] {
            capital = (
                SettingReader.value(Percent.self, named: "capital", from: share, into: &issues), share.span
            )
        }
        guard isAlert else { return }
        events = Self.words("on", of: node, into: &issues)
        if events.isEmpty {
            issues.append(
                Diagnostic(.missingKey, "the alert has no 'on' that lists its events", at: node.head))
        }
    }

    private static func checkName(_ id: Word, into issues: inout [Diagnostic]) {
        if !isName(id.text) { issues.append(badName(id.text, at: id.span)) }
        guard PipelineLanguage.profileSections.contains(id.text) else { return }
        issues.append(
            Diagnostic(
                .badName, "'\(id.text)' cannot be an id: in a profile it means the section of that name",
                at: id.span
            )
        )
    }

    private static func word(_ key: String, of node: Node, into issues: inout [Diagnostic]) -> Word? {
        guard let value = node[key] else {
            issues.append(Diagnostic(.missingKey, "the stage has no '\(key)'", at: node.head))
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
