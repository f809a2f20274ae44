public import SluiceDocument

/// A type a setting can have.
///
/// A value is read from the text that stood in the file by this type alone; YAML's own rules for what is a
/// number or a truth value never apply.
public protocol SettingValue: Sendable {
    /// The type as schemas and reference pages name it.
    static var shape: SettingShape { get }
    /// What a required setting holds until it is read.
    static var unread: Self { get }
    /// Whether the file may leave the setting out though it has no default.
    static var mayBeAbsent: Bool { get }
    /// The value as the file would write it; nil for an absent value.
    var text: String? { get }

    /// Reads the value from a node.
    /// - Returns: The value, or nil after saying in `issues` what is wrong.
    static func read(_ node: Node, into issues: inout SettingIssues) -> Self?
}

extension SettingValue {
    /// False: a value without a default has to be there.
    public static var mayBeAbsent: Bool { false }
}

/// What is found wrong while one setting is read.
public struct SettingIssues: Sendable {
    /// The key of the setting, as messages name it.
    public let key: String
    /// What was found so far.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// Whether a value was met that is known only when the pipeline runs.
    var isUnresolved = false

    init(key: String) { self.key = key }

    /// Says that a node does not hold what the setting wants.
    public mutating func mismatch(_ node: Node, wanted: String, suggestion: String? = nil) {
        report(
            .wrongType, "'\(key)' must be \(wanted), was \(node.kindInWords)", at: node,
            suggestion: suggestion)
    }

    /// Says which part of a value is out of bounds.
    @usableFromInline
    mutating func refuse(_ text: String, outside bounds: SettingBounds, at node: Node) {
        report(.outOfBounds, "'\(key)' is \(text), outside \(bounds.lower) to \(bounds.upper)", at: node)
    }

    /// Says something about the setting, with its place.
    public mutating func report(
        _ code: DiagnosticCode,
        _ message: String,
        at node: Node,
        suggestion: String? = nil
    ) {
        if case .unresolved = node.content {
            isUnresolved = true
            return
        }
        diagnostics.append(
            Diagnostic(
                code, message, at: node.span, suggestion: suggestion,
                related: node.definedAt.map { [.init("the value stands here", at: $0)] } ?? []
            )
        )
    }
}

extension Node {
    /// The text of a scalar that a setting may take; says what is wrong otherwise.
    func settingText(_ wanted: String, into issues: inout SettingIssues) -> String? {
        guard case .scalar(let text, _) = content else {
            issues.mismatch(self, wanted: wanted)
            return nil
        }
        if let name = SecretReference(text)?.name {
            issues.report(.secretNotTaken, "'\(issues.key)' takes no secret, was $secret.\(name)", at: self)
            return nil
        }
        return text
    }
}
