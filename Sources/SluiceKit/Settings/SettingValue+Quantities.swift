public import SluiceDocument
public import SluiceMarket

/// A value that is one word in the file: a number with its unit.
protocol UnitText: SettingValue {
    static var unit: SettingUnit { get }
    init?(parsing text: String)
    var fileText: String { get }
}

extension UnitText {
    /// A quantity of the unit.
    public static var shape: SettingShape { .quantity(unit) }
    /// The number with its unit.
    public var text: String? { fileText }

    /// Reads a number with its unit; for a bare number it says which units there are.
    public static func read(_ node: Node, into issues: inout SettingIssues) -> Self? {
        let wanted = "\(unit.name) such as \(unit.example)"
        guard let text = node.settingText(wanted, into: &issues) else { return nil }
        if let value = Self(parsing: text) { return value }
        if Double(text) != nil {
            let fix = text + (unit.suffixes.first ?? "")
            let fixes = unit == .time ? "\(text)s or \(text)ms" : fix
            issues.report(
                .missingUnit, "'\(issues.key)' needs its unit: \(unit.name), such as \(fixes)", at: node,
                suggestion: unit == .time ? nil : fix
            )
        } else {
            issues.mismatch(node, wanted: wanted)
        }
        return nil
    }
}

extension Span: UnitText, SettingQuantity, SettingBounded {
    static var unit: SettingUnit { .time }
    var fileText: String { description }
    public static var unread: Span { .nanoseconds(0) }
}

extension BasisPoints: UnitText, SettingQuantity, SettingBounded {
    static var unit: SettingUnit { .basisPoints }
    var fileText: String { description }
    public static var unread: BasisPoints { 0 }
}

extension Percent: UnitText, SettingQuantity, SettingBounded {
    static var unit: SettingUnit { .percent }
    var fileText: String { description }
    public static var unread: Percent { 0 }
}

extension Horizon: UnitText, SettingQuantity, SettingBounded {
    static var unit: SettingUnit { .horizon }
    var fileText: String { description }
    public static var unread: Horizon { .session }
}

extension Money: UnitText, SettingBounded {
    static var unit: SettingUnit { .money }
    var fileText: String { description }
    public static var unread: Money { Money(amount: .zero, currency: .usd) }
    public var bounded: [Amount] { [amount] }
}

extension Amount: SettingQuantity, SettingBounded {
    public static var shape: SettingShape { .number }
    public static var unread: Amount { .zero }
    public var text: String? { description }
    public var plainNumber: Double? { doubleValue }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Amount? {
        guard let text = node.settingText("a decimal number", into: &issues) else { return nil }
        guard let value = Amount(parsing: text) else {
            issues.mismatch(node, wanted: "a decimal number of at most 12 decimals")
            return nil
        }
        return value
    }
}
