public import SluiceDocument

/// A value that is never printed: an address with a token in it, a key.
///
/// In the file it is `$secret.NAME`, or literal text where nothing is at stake. Its description, its canonical
/// text and every encoding of it show the name only. `SecretSource` gives the value.
public struct Secret: Hashable, Sendable {
    /// The name under `secrets:`; nil for literal text.
    public let name: String?
    private let literal: String

    /// Names a secret of the file.
    public init(named name: String) { (self.name, self.literal) = (name, "") }

    /// Wraps a literal value.
    public init(literal: String) { (self.name, self.literal) = (nil, literal) }

    /// The value.
    /// - Throws: What the source throws for a name that has no value.
    public func reveal(from source: any SecretSource) throws -> String {
        if let name { try source.value(of: name) } else { literal }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `[secret NAME]`, or `[secret]` for a literal.
    public var description: String { name.map { "[secret \($0)]" } ?? "[secret]" }
    /// As `description`.
    public var debugDescription: String { description }
    /// Shows no part.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: SettingValue {
    public static var shape: SettingShape { .secret }
    public static var unread: Secret { Secret(literal: "") }
    public var text: String? { description }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Secret? {
        guard case .scalar(let text, _) = node.content else {
            issues.mismatch(node, wanted: "a secret such as $secret.name")
            return nil
        }
        return SecretReference(text).map { Secret(named: $0.name) } ?? Secret(literal: text)
    }
}

/// Where the values of secrets come from.
public protocol SecretSource: Sendable {
    /// The value of a secret of the file.
    /// - Throws: When it has none on this machine.
    func value(of name: String) throws -> String
}

/// A `$secret.NAME` in a scalar.
package struct SecretReference: Hashable, Sendable {
    /// The name behind `$secret.`.
    package let name: String

    /// Reads a reference; nil for any other text.
    package init?(_ text: String) {
        guard text.hasPrefix("$secret.") else { return nil }
        name = String(text.dropFirst("$secret.".count))
    }
}
