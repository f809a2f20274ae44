import SluiceDocument
import SluiceKit

/// A plugin as JSON.
struct PluginObject {
    private let plugin: PluginEntry

    init(_ plugin: PluginEntry) { self.plugin = plugin }

    /// Its name and kind, what it does, how far it may still change, and where its rule comes from.
    var summary: JSONValue { .object(head) }

    /// Everything that it declares.
    var whole: JSONValue {
        let ports = plugin.defaultPorts
        let reasons = plugin.manifest.reasons.map { JSONValue.string($0.name) }
        return .object(
            head + [
                .init("takes", .array(ports.needs.map(Self.need))),
                .init("gives", JSONValue(ports.gives?.rawValue)),
                .init("on_error", .array(plugin.kind.faultPolicies.map { .string($0.rawValue) })),
                .init("settings", .array(plugin.settings.map(Self.setting))),
                .init("reasons", .array(reasons)),
            ])
    }

    private var head: [JSONValue.Member] {
        [
            .init("name", .string(plugin.fullName)), .init("kind", .string(plugin.kind.rawValue)),
            .init("summary", .string(plugin.manifest.summary)),
            .init("stability", .string(plugin.manifest.stability.rawValue)),
            .init("source", JSONValue(plugin.manifest.source)),
        ]
    }

    private static func need(_ need: Ports.Need) -> JSONValue {
        [
            "types": .array(need.types.map { .string($0.rawValue) }), "optional": .bool(need.isOptional),
            "joins": .bool(need.joins),
        ]
    }

    private static func setting(_ setting: SettingDeclaration) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("key", .string(setting.key)), .init("type", .string(setting.shape.inWords)),
            .init("required", .bool(setting.isRequired)), .init("default", JSONValue(setting.defaultText)),
            .init("minimum", JSONValue(setting.bounds?.lower)),
            .init("maximum", JSONValue(setting.bounds?.upper)),
            .init("help", .string(setting.help)), .init("deprecated", JSONValue(setting.deprecated)),
        ]
        switch setting.shape {
        case .choice(let words): members.append(.init("choices", .array(words.map { .string($0) })))
        case .group(let inner): members.append(.init("settings", .array(inner.settings.map(Self.setting))))
        default: break
        }
        return .object(members)
    }
}
