public import SluiceDocument
public import SluiceMarket

extension ClockWindow: SettingValue {
    public static var shape: SettingShape { .text }
    public static var unread: ClockWindow { .empty }
    public var text: String? { description }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> ClockWindow? {
        let wanted = "a stretch of the day such as 09:30-16:00"
        guard let text = node.settingText(wanted, into: &issues) else { return nil }
        guard let window = ClockWindow(parsing: text) else {
            issues.mismatch(node, wanted: wanted)
            return nil
        }
        return window
    }
}
