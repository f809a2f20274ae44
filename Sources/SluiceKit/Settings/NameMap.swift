public import SluiceDocument

/// A value for each name: `0.05`, or `{ trend: 0.08, default: 0.05 }`.
///
/// The names are those of members or instruments, which only the stage knows: it checks them when it is built.
public struct NameMap<Value: SettingValue>: Sendable {
    /// The value of a name that has none of its own.
    public let fallback: Value
    /// The names that have a value of their own, in the file's order.
    public let own: [(name: String, value: Value)]

    /// Creates a map.
    public init(_ fallback: Value, own: [(name: String, value: Value)] = []) {
        (self.fallback, self.own) = (fallback, own)
    }

    /// The value of a name.
    public subscript(_ name: String) -> Value { own.first { $0.name == name }?.value ?? fallback }
}

extension NameMap: SettingValue {
    public static var shape: SettingShape { .byName(Value.shape) }
    public static var unread: NameMap { NameMap(.unread) }
    public var text: String? {
        guard !own.isEmpty else { return fallback.text }
        func entry(_ name: String, _ value: Value) -> String {
            "\(SettingShape.text.flowText(name)): \(value.text.map { Value.shape.flowText($0) } ?? "null")"
        }
        let parts = own.map { entry($0.name, $0.value) } + [entry("default", fallback)]
        return "{ \(parts.joined(separator: ", ")) }"
    }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> NameMap? {
        guard let entries = node.entries else {
            return Value.read(node, into: &issues).map { NameMap($0) }
        }
        var fallback: Value?
        var own: [(name: String, value: Value)] = []
        for entry in entries {
            guard let value = Value.read(entry.value, into: &issues) else { continue }
            if entry.key == "default" { fallback = value } else { own.append((entry.key, value)) }
        }
        guard let fallback else {
            issues.report(.missingSetting, "'\(issues.key)' needs 'default' for the other names", at: node)
            return nil
        }
        return NameMap(fallback, own: own)
    }
}

extension NameMap: SettingBounded where Value: SettingBounded {
    public var bounded: [Value.Bound] { fallback.bounded + own.flatMap { $0.value.bounded } }
}
