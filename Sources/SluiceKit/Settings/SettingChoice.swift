public import SluiceDocument

/// A choice among named values: an enum of strings.
public protocol SettingChoice: SettingValue, RawRepresentable<String>, CaseIterable {}

extension SettingChoice {
    /// The choice among every case's raw value.
    public static var shape: SettingShape { .choice(allCases.map { $0.rawValue }) }
    /// The first case.
    public static var unread: Self { allCases[allCases.startIndex] }
    /// The case's raw value.
    public var text: String? { rawValue }

    /// Reads the case by its raw value.
    public static func read(_ node: Node, into issues: inout SettingIssues) -> Self? {
        guard let text = node.settingText("a word", into: &issues) else { return nil }
        if let value = Self(rawValue: text) { return value }
        let words = allCases.map { $0.rawValue }
        issues.report(
            .unknownChoice,
            "'\(issues.key)' must be one of \(words.joined(separator: ", ")), was '\(text)'",
            at: node, suggestion: nearestName(to: text, among: words)
        )
        return nil
    }
}
