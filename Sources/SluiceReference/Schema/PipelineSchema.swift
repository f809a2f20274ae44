package import SluiceDocument
package import SluiceKit
import SluicePipeline

/// The JSON Schema (draft 2020-12) of pipeline files, for editors and other checkers.
///
/// It sees what one file can show: keys, types, units, bounds of plain numbers, choices, required settings. What
/// follows from several values, such as wiring, only `sluice validate` sees. Values are judged as YAML 1.2's core
/// schema reads them.
package struct PipelineSchema {
    private let registry: Registry

    /// Creates the schema over a registry's plugins.
    package init(_ registry: Registry) { self.registry = registry }

    /// The schema.
    package var json: JSONValue {
        let required = PipelineLanguage.top.filter(\.isRequired).map(\.name)
        let properties = PipelineLanguage.top.map { key in
            JSONValue.Member(key.name, value(of: key.name).described(key.help))
        }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Sluice pipeline",
            "description": "A trading strategy as Sluice runs it.",
            "type": "object",
            "properties": .object(properties),
            "patternProperties": ["^x-": true],
            "additionalProperties": false,
            // What is missing here may stand in a file that is included.
            "if": ["not": ["required": ["include"]]],
            "then": ["required": .strings(required)],
            "$defs": .object(definitions),
        ]
    }

    private func value(of key: String) -> JSONValue {
        switch key {
        case "version": ["const": 1]
        case "name": .reference(to: "name")
        case "modes":
            ["type": "array", "items": .choice(Mode.allCases.map(\.rawValue)), "minItems": 1]
        case "universe": .reference(to: "universe")
        case "cycle": .reference(to: "cycle")
        case "orders": .reference(to: "orders")
        case "on_stop": .reference(to: "on_stop")
        case "seed": ["anyOf": [["type": "integer"], .reference(to: "reference")]]
        case "params": named(.reference(to: "parameter"))
        case "secrets": named(.reference(to: "secret"))
        case "stages": ["type": "array", "items": .reference(to: "stage"), "minItems": 1]
        case "alerts": ["type": "array", "items": .reference(to: "alert")]
        case "profiles": named(.reference(to: "profile"))
        default: .oneOrMore(["type": "string"])
        }
    }

    /// A mapping from names to values of one form.
    private func named(_ value: JSONValue) -> JSONValue {
        let members: JSONValue = [
            "type": "object", "patternProperties": [Self.namePattern: value], "additionalProperties": false,
        ]
        return members.orNull
    }

    private static let namePattern = "^[A-Za-z][A-Za-z0-9_-]{0,63}$"

    private var definitions: [JSONValue.Member] {
        let stages = StageSchema(registry: registry)
        let own: [JSONValue.Member] = [
            .init("name", ["type": "string", "pattern": .string(Self.namePattern)]),
            .init("reference", ["type": "string", "pattern": "^\\$(param|env)\\..+$"]),
            .init("secretReference", ["type": "string", "pattern": "^\\$(param|env|secret)\\..+$"]),
            .init("symbol", .text),
            .init("universe", universe),
            .init("cycle", SettingsSchema(CycleSettings.declarations).whole),
            .init("orders", SettingsSchema(OrderSettings.declarations).whole.orNull),
            .init("on_stop", SettingsSchema(StopSettings.declarations).whole.orNull),
            .init("parameter", parameter),
            .init("secret", secret),
            .init("stage", stages.stage),
            .init("alert", stages.alert),
            .init("patch", stages.patch),
            .init("profile", profile),
        ]
        return own + stages.definitions
    }

    private var universe: JSONValue {
        let help = { (name: String) in PipelineLanguage.universe.first { $0.name == name }?.help ?? "" }
        return [
            "anyOf": [
                ["type": "array", "items": .reference(to: "symbol"), "minItems": 1, "uniqueItems": true],
                .closed(
                    [
                        .init("file", JSONValue.text.described(help("file"))),
                        .init("list", JSONValue.text.described(help("list"))),
                    ], required: ["file"]),
            ]
        ]
    }

    private var secret: JSONValue {
        [
            "oneOf": .array(
                PipelineLanguage.secret.map { key in
                    .closed([.init(key.name, JSONValue.text.described(key.help))], required: [key.name])
                })
        ]
    }

    /// A parameter: its default and bounds are of its own type.
    private var parameter: JSONValue {
        let types = PipelineLanguage.parameterTypes
        let conditions = types.map { type, shape -> JSONValue in
            let value = SettingSchema.value(of: shape)
            return [
                "if": ["properties": ["type": ["const": .string(type)]], "required": ["type"]],
                "then": ["properties": ["default": value, "min": value, "max": value]],
            ]
        }
        let properties = PipelineLanguage.parameter.map { key in
            let value: JSONValue = key.name == "type" ? .choice(types.map(\.name)) : .text
            return JSONValue.Member(key.name, value.described(key.help))
        }
        let required = PipelineLanguage.parameter.filter(\.isRequired).map(\.name)
        return .closed(properties, required: required, [.init("allOf", .array(conditions))])
    }

    /// A profile: sections of the file, and patches by id.
    private var profile: JSONValue {
        let sections: [String: JSONValue] = [
            "params": ["type": "object", "additionalProperties": .text],
            "cycle": SettingsSchema(CycleSettings.declarations).part,
            "orders": SettingsSchema(OrderSettings.declarations).part,
            "on_stop": SettingsSchema(StopSettings.declarations).part,
        ]
        let properties = PipelineLanguage.profileSections.map { name in
            JSONValue.Member(name, sections[name] ?? value(of: name))
        }
        return [
            "type": ["object", "null"], "properties": .object(properties),
            "additionalProperties": .reference(to: "patch"),
        ]
    }
}
