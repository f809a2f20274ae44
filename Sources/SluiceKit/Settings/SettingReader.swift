public import SluiceDocument

/// Reads a plugin's settings out of a mapping, and says everything that is wrong with it at once.
public enum SettingReader {
    /// One setting of a type, with what every reading of it needs at hand.
    struct Field: Sendable {
        let property: String
        let key: String
        let help: String
        let isRequired: Bool
        var setting: any AnySetting
    }

    /// Reads settings from a mapping; an absent mapping is an empty one.
    /// - Returns: The settings; nil when an issue is an error or a value is known only when the pipeline runs.
    public static func read<Settings: PluginSettings>(
        _ type: Settings.Type,
        from node: Node,
        into issues: inout [Diagnostic]
    ) -> Settings? {
        let read = readKeepingUnresolved(type, fields(of: type), from: node, into: &issues)
        return read.isUnresolved ? nil : read.settings
    }

    /// As `read`, but an unresolved value leaves the default in place and is told apart from an error.
    static func readKeepingUnresolved<Settings: PluginSettings>(
        _: Settings.Type,
        _ declared: [Field],
        from node: Node,
        into issues: inout [Diagnostic]
    ) -> (settings: Settings?, isUnresolved: Bool) {
        let errorsBefore = issues.count { $0.severity == .error }
        var fields = declared
        var isUnresolved = false
        var seen: Set<String> = []
        for entry in entries(of: node, into: &issues) {
            guard let index = fields.firstIndex(where: { $0.key == entry.key }) else {
                issues.append(unknown(entry, among: fields.map(\.key)))
                continue
            }
            seen.insert(entry.key)
            var found = SettingIssues(key: entry.key)
            fields[index].setting.read(entry.value, into: &found)
            issues += found.diagnostics
            isUnresolved = isUnresolved || found.isUnresolved
        }
        for field in fields where field.isRequired && !seen.contains(field.key) {
            issues.append(
                Diagnostic(.missingSetting, "'\(field.key)' is required: \(field.help)", at: node.span))
        }
        let values = Dictionary(uniqueKeysWithValues: fields.map { ($0.property, $0.setting) })
        guard let settings = try? Settings(from: SettingDecoder(values: values)) else {
            preconditionFailure("every stored property of \(Settings.self) must be an @Setting")
        }
        guard issues.count(where: { $0.severity == .error }) == errorsBefore else {
            return (nil, isUnresolved)
        }
        settings.check(&issues)
        let isSound = issues.count { $0.severity == .error } == errorsBefore
        return (isSound ? settings : nil, isUnresolved)
    }

    static func fields<Settings: PluginSettings>(of _: Settings.Type) -> [Field] {
        SettingScan.fields(of: Settings()).map { property, setting in
            var setting = setting
            let key = snakeCase(property)
            setting.name(key)
            let declaration = setting.declaration
            return Field(
                property: property, key: key, help: declaration.help, isRequired: declaration.isRequired,
                setting: setting
            )
        }
    }

    private static func entries(of node: Node, into issues: inout [Diagnostic]) -> [Node.Entry] {
        switch node.content {
        case .mapping(let entries): return entries
        case .null, .unresolved: return []
        default:
            issues.append(
                Diagnostic(.wrongType, "settings must be a mapping, was \(node.kindInWords)", at: node.span)
            )
            return []
        }
    }

    private static func unknown(_ entry: Node.Entry, among keys: [String]) -> Diagnostic {
        Diagnostic(
            .unknownSetting, "unknown setting '\(entry.key)'", at: entry.keySpan,
            suggestion: nearestName(to: entry.key, among: keys)
        )
    }
}

extension SettingReader {
    /// Reads one value of a setting's type from a node, outside any plugin.
    package static func value<Value: SettingValue>(
        _ type: Value.Type,
        named key: String,
        from node: Node,
        into issues: inout [Diagnostic]
    ) -> Value? {
        var found = SettingIssues(key: key)
        let value = type.read(node, into: &found)
        issues += found.diagnostics
        return value
    }
}
