public import SluiceDocument

extension Bool: SettingValue {
    public static var shape: SettingShape { .boolean }
    public static var unread: Bool { false }
    public var text: String? { String(self) }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Bool? {
        guard let text = node.settingText("true or false", into: &issues) else { return nil }
        if text == "true" { return true }
        if text == "false" { return false }
        issues.mismatch(
            node, wanted: "true or false", suggestion: nearestName(to: text, among: ["true", "false"]))
        return nil
    }
}

extension Int: SettingQuantity, SettingBounded {
    public static var shape: SettingShape { .integer }
    public static var unread: Int { 0 }
    public var text: String? { String(self) }
    public var plainNumber: Double? { Double(self) }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Int? {
        guard let text = node.settingText("a whole number", into: &issues) else { return nil }
        if let value = Int(text) { return value }
        // 1e3 is a whole number too, where one is asked.
        if let value = Double(text), let whole = Int(exactly: value) { return whole }
        issues.mismatch(node, wanted: "a whole number")
        return nil
    }
}

extension Double: SettingQuantity, SettingBounded {
    public static var shape: SettingShape { .number }
    public static var unread: Double { 0 }
    public var text: String? { Int64(exactly: self).map(String.init) ?? String(self) }
    public var plainNumber: Double? { self }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Double? {
        guard let text = node.settingText("a number", into: &issues) else { return nil }
        guard let value = Double(text), value.isFinite else {
            let bare = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
            let isUnitTooMuch = !bare.isEmpty && Double(bare) != nil && bare.count < text.count
            issues.mismatch(
                node, wanted: isUnitTooMuch ? "a number without a unit" : "a number",
                suggestion: isUnitTooMuch ? String(bare) : nil
            )
            return nil
        }
        return value
    }
}

extension String: SettingValue {
    public static var shape: SettingShape { .text }
    public static var unread: String { "" }
    public var text: String? { self }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> String? {
        node.settingText("text", into: &issues)
    }
}
