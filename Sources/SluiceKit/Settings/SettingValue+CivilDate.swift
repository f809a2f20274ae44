public import SluiceDocument
public import SluiceMarket

extension CivilDate: SettingValue {
    public static var shape: SettingShape { .text }
    public static var unread: CivilDate { .distantPast }
    public var text: String? { iso8601 }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> CivilDate? {
        let wanted = "a date such as 2026-01-31"
        guard let text = node.settingText(wanted, into: &issues) else { return nil }
        guard let date = CivilDate(iso8601: text) else {
            issues.mismatch(node, wanted: wanted)
            return nil
        }
        return date
    }
}
