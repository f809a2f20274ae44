import SluiceDocument
import SluiceKit
import SluicePipeline

/// The JSON Schemas of stages, alert sinks and patches of them, with what follows from the plugin they name.
struct StageSchema {
    let registry: Registry

    /// The settings of each plugin, named as the plugin is, with none of them required.
    var definitions: [JSONValue.Member] {
        registry.plugins.map { plugin in
            .init(
                plugin.fullName,
                SettingsSchema(plugin.settings).part.described(plugin.manifest.summary))
        }
    }

    /// An entry of `stages:`.
    var stage: JSONValue {
        entry(PipelineLanguage.stage, registry.plugins.filter { $0.kind != .alert }, isPatch: false)
    }

    /// An entry of `alerts:`.
    var alert: JSONValue {
        entry(PipelineLanguage.alert, registry.plugins.filter { $0.kind == .alert }, isPatch: false)
    }

    /// What a profile changes in a stage or an alert sink.
    var patch: JSONValue {
        let keys = PipelineLanguage.patch.compactMap { name in
            (PipelineLanguage.stage + PipelineLanguage.alert).first { $0.name == name }
        }
        return entry(keys, registry.plugins, isPatch: true)
    }

    private func entry(_ keys: [PipelineLanguage.Key], _ plugins: [PluginEntry], isPatch: Bool) -> JSONValue {
        let properties = keys.map { key in
            JSONValue.Member(key.name, value(of: key.name, plugins).described(key.help))
        }
        let required = isPatch ? [] : keys.filter(\.isRequired).map(\.name)
        let conditions = plugins.map {
            condition($0, isPatch: isPatch, isAlert: !keys.contains { $0.name == "from" })
        }
        return .closed(properties, required: required, [.init("allOf", .array(conditions))])
    }

    private func value(of key: String, _ plugins: [PluginEntry]) -> JSONValue {
        switch key {
        case "id": .reference(to: "name")
        case "uses": .choice(plugins.map(\.fullName))
        case "from": .oneOrMore(["type": "string"])
        case "with": ["type": ["object", "null"]]
        case "on_error": ["type": "string"]
        case "on": .oneOrMore(.choice(EventKind.allCases.map(\.rawValue)))
        default:
            [
                "anyOf": [
                    ["type": "string", "pattern": .string(SettingUnit.percent.pattern)],
                    .reference(to: "reference"),
                ]
            ]
        }
    }

    /// What follows when an entry names a plugin: its settings, its kind's fault policies, capital for sizers only.
    private func condition(_ plugin: PluginEntry, isPatch: Bool, isAlert: Bool) -> JSONValue {
        let required = isPatch ? [] : SettingsSchema(plugin.settings).required
        var settings: [JSONValue.Member] = [.init("$ref", .string("#/$defs/\(plugin.fullName)"))]
        if !required.isEmpty { settings.append(.init("required", .strings(required))) }
        let with: JSONValue = required.isEmpty ? JSONValue.object(settings).orNull : .object(settings)
        var properties: [JSONValue.Member] = [.init("with", with)]
        if !isAlert {
            let policies = JSONValue.choice(plugin.kind.faultPolicies.map(\.rawValue))
            properties.append(.init("on_error", ["anyOf": [policies, .reference(to: "reference")]]))
            if plugin.kind != .sizer { properties.append(.init("capital", false)) }
        }
        var then: [JSONValue.Member] = [.init("properties", .object(properties))]
        if !required.isEmpty { then.append(.init("required", ["with"])) }
        return [
            "if": ["properties": ["uses": ["const": .string(plugin.fullName)]], "required": ["uses"]],
            "then": .object(then),
        ]
    }
}
