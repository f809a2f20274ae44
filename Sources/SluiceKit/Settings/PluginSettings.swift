public import SluiceDocument

/// The settings of one plugin: a struct whose stored properties are all `@Setting`.
public protocol PluginSettings: Codable, Sendable {
    /// Creates the settings with every default in place.
    init()

    /// Reports settings that are each allowed but contradict each other.
    func check(_ issues: inout [Diagnostic])

    /// Reports settings that do not fit the pipeline that they stand in.
    func check(in plan: PlanFacts, _ issues: inout [Diagnostic])
}

extension PluginSettings {
    /// Finds no contradiction.
    public func check(_ issues: inout [Diagnostic]) {}

    /// Finds that every pipeline fits.
    public func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {}

    /// What the settings declare, in the order of their declaration.
    public static var declarations: [SettingDeclaration] {
        SettingForm.of(Self.self).declarations
    }

    /// The settings in a canonical form, defaults included; a secret by its name only.
    ///
    /// Two stages with equal canonical text behave alike: memory is kept under its fingerprint.
    public var canonicalText: String {
        SettingScan.fields(of: self).map { "\(snakeCase($0.property))=\($0.setting.text ?? "")" }
            .joined(separator: "\n")
    }
}

/// The settings of a plugin that has none.
public struct NoSettings: PluginSettings {
    /// Creates the empty settings.
    public init() {}
}

/// Settings that are themselves the value of a setting: `quotes: { from: close, spread: 5bps }`.
public protocol SettingGroup: PluginSettings, SettingValue {}

extension SettingGroup {
    /// The group's own settings.
    public static var shape: SettingShape { .group(GroupShape(Self.self)) }
    /// The group with every default in place.
    public static var unread: Self { Self() }
    /// The group as a flow mapping.
    public var text: String? {
        let parts = SettingScan.fields(of: self).compactMap { field in
            field.setting.text.map {
                "\(snakeCase(field.property)): \(field.setting.declaration.shape.flowText($0))"
            }
        }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    /// Reads the group's settings from a mapping.
    public static func read(_ node: Node, into issues: inout SettingIssues) -> Self? {
        guard case .mapping = node.content else {
            issues.mismatch(node, wanted: "a mapping")
            return nil
        }
        let reading = SettingForm.of(Self.self).read(Self.self, node, into: &issues.diagnostics)
        if reading.isUnresolved { issues.isUnresolved = true }
        return reading.settings
    }
}

/// The key of a property: `maxSpread` becomes `max_spread`.
func snakeCase(_ name: String) -> String {
    var key: [UInt8] = []
    for byte in name.utf8 {
        let isUppercase = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        if isUppercase { key.append(UInt8(ascii: "_")) }
        key.append(isUppercase ? byte | 0x20 : byte)
    }
    return String(decoding: key, as: UTF8.self)
}
