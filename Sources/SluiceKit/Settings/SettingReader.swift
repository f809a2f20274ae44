public import SluiceDocument

/// Reads a plugin's settings out of a mapping, and says everything that is wrong with it at once.
public enum SettingReader {
    /// Reads settings from a mapping; an absent mapping is an empty one.
    /// - Returns: The settings; nil when an issue is an error or a value is known only when the pipeline runs.
    public static func read<Settings: PluginSettings>(
        _ type: Settings.Type,
        from node: Node,
        into issues: inout [Diagnostic]
    ) -> Settings? {
        let reading = SettingForm.of(type).read(type, node, into: &issues)
        return reading.isUnresolved ? nil : reading.settings
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
