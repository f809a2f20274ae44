public import SluiceDocument

extension Optional: SettingValue where Wrapped: SettingValue {
    public static var shape: SettingShape { Wrapped.shape }
    public static var unread: Wrapped? { nil }
    public static var mayBeAbsent: Bool { true }
    public var text: String? { self?.text }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Wrapped?? {
        switch node.content {
        case .null, .scalar("null", quoted: false), .scalar("~", quoted: false): return .some(nil)
        default:
            guard let value = Wrapped.read(node, into: &issues) else { return nil }
            return .some(value)
        }
    }
}

extension Optional: SettingBounded where Wrapped: SettingBounded {
    public var bounded: [Wrapped.Bound] { self?.bounded ?? [] }
}

extension Array: SettingValue where Element: SettingValue {
    public static var shape: SettingShape { .list(Element.shape) }
    public static var unread: [Element] { [] }
    public var text: String? {
        "[\(compactMap { $0.text }.map { Element.shape.flowText($0) }.joined(separator: ", "))]"
    }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> [Element]? {
        guard case .sequence(let nodes) = node.content else {
            issues.mismatch(node, wanted: "a list")
            return nil
        }
        let elements = nodes.map { Element.read($0, into: &issues) }
        let read = elements.compactMap { $0 }
        return read.count == elements.count ? read : nil
    }
}

extension Array: SettingBounded where Element: SettingBounded {
    public var bounded: [Element.Bound] { flatMap { $0.bounded } }
}
