import SluiceKit

/// A stage of a plugin as a pipeline file would have it, with each required setting and a few others.
struct PluginExample {
    private let plugin: PluginEntry

    init(_ plugin: PluginEntry) { self.plugin = plugin }

    /// The stage as a flow mapping on one line.
    var flow: String {
        var parts = ["id: \(plugin.name)", "uses: \(plugin.fullName)"]
        if plugin.kind == .alert { parts.append("on: [kill_switch]") }
        let required = plugin.settings.filter(\.isRequired)
        let usual = plugin.settings.filter { $0.defaultText != nil && $0.deprecated == nil }.prefix(2)
        let shown = required.isEmpty ? Array(usual) : required
        let settings = shown.map { "\($0.key): \(value(of: $0))" }
        if !settings.isEmpty { parts.append("with: { \(settings.joined(separator: ", ")) }") }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    private func value(of setting: SettingDeclaration) -> String {
        guard let text = setting.defaultText, setting.shape != .secret else {
            return example(of: setting.shape, setting)
        }
        return switch setting.shape {
        case .text, .path, .template: YAMLScalar.text(text)
        default: text
        }
    }

    /// The first word that a help text gives as an example: `such as ret_5d, rsi_14`.
    private static func word(named help: String) -> String? {
        guard let words = help.firstRange(of: "such as ") else { return nil }
        let word = help[words.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return word.isEmpty ? nil : String(word)
    }

    private func example(of shape: SettingShape, _ setting: SettingDeclaration) -> String {
        switch shape {
        case .boolean: "true"
        case .integer, .number: setting.bounds?.lower ?? "1"
        case .text: Self.word(named: setting.help) ?? "name"
        case .choice(let words): words[0]
        case .quantity(let unit): unit.example
        case .path: "../Data/bars.csv"
        case .secret: "$secret.\(setting.key)"
        case .template: "text"
        case .list(let inner): "[\(example(of: inner, setting))]"
        case .byHorizon(let inner), .byName(let inner): example(of: inner, setting)
        case .horizonTable(let inner): "{ 5d: \(example(of: inner, setting)) }"
        case .group(let inner):
            "{ \(inner.settings.filter(\.isRequired).map { "\($0.key): \(value(of: $0))" }.joined(separator: ", ")) }"
        }
    }
}
