import SluiceDocument
import SluiceKit
import SluiceReference
import Testing

@testable import TestPlugins

/// What the schema says; that it is one, and what it accepts and refuses, is judged by `Tests/Conformance/schema`.
@Suite struct SchemaTests {
    private let schema = PipelineSchema(TestRegistry.all).json

    private func setting(_ name: String) throws -> JSONValue {
        let gate = try #require(schema["$defs"]?["gate.every_shape"])
        return try #require(gate["properties"]?[name])
    }

    @Test func `Every mapping with known keys is closed`() {
        var open: [String] = []
        var closed = 0
        func look(at value: JSONValue, _ path: String) {
            switch value {
            case .object(let members):
                let keys = members.map(\.key)
                let isMapping = keys.contains("properties") && value["type"] != nil
                if isMapping, value["additionalProperties"] == nil { open.append(path) }
                if isMapping, value["additionalProperties"] == false { closed += 1 }
                for member in members { look(at: member.value, "\(path).\(member.key)") }
            case .array(let elements): for element in elements { look(at: element, path) }
            default: break
            }
        }
        look(at: schema, "$")
        #expect(open == [])
        #expect(closed > 15)
        #expect(schema["patternProperties"]?["^x-"] == true)
    }

    @Test func `Every plugin has its settings, its name and its conditions`() throws {
        for plugin in TestRegistry.all.plugins {
            let definition = try #require(schema["$defs"]?[plugin.fullName])
            guard case .object(let members)? = definition["properties"] else {
                Issue.record("\(plugin.fullName) has no properties")
                continue
            }
            #expect(members.map(\.key) == plugin.settings.map(\.key))
        }
        let stage = schema["$defs"]?["stage"]
        guard case .array(let conditions)? = stage?["allOf"] else {
            Issue.record("a stage has no conditions")
            return
        }
        let named = conditions.compactMap { $0["if"]?["properties"]?["uses"]?["const"] }
        #expect(named == TestRegistry.all.names.filter { !$0.hasPrefix("alert.") }.map { .string($0) })
        let broker = conditions.first { $0["if"]?["properties"]?["uses"]?["const"] == "broker.sim" }
        #expect(broker?["then"]?["required"] == ["with"])
        #expect(broker?["then"]?["properties"]?["with"]?["required"] == ["cash"])
        #expect(broker?["then"]?["properties"]?["capital"] == false)
    }

    private static let shapes: [(String, JSONValue, JSONValue?)] = [
        ("is_on", ["type": "boolean"], true),
        ("count", ["type": "integer", "minimum": 1, "maximum": 9], nil),
        ("ratio", ["type": "number", "minimum": 0.5, "maximum": 2.5], 1.5),
        ("text", ["type": ["string", "number", "boolean"]], "a: b"),
        ("side", ["enum": ["buy", "sell"]], "buy"),
        ("wait", ["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d|w)$"], nil),
        ("cash", ["type": "string", "pattern": "^[-+]?[0-9]+(\\.[0-9]+)? +[A-Z]+$"], "7 USD"),
        ("key", ["type": ["string", "number", "boolean"]], nil),
    ]

    @Test(arguments: shapes)
    func `A setting is a value of its shape, or a reference`(
        name: String, value: JSONValue, standard: JSONValue?
    ) throws {
        let schema = try setting(name)
        guard case .array(let choices)? = schema["anyOf"] else {
            Issue.record("no choices in \(schema)")
            return
        }
        #expect(choices.first == value)
        #expect(
            choices.dropFirst().first == [
                "$ref": .string("#/$defs/\(name == "key" ? "secretReference" : "reference")")
            ])
        #expect(schema["default"] == standard)
    }

    @Test func `A setting without a default may be absent, and no secret is told`() throws {
        let wait = try setting("wait")
        #expect(wait["anyOf"]?.last == ["type": "null"])
        #expect(try setting("count")["anyOf"]?.last != ["type": "null"])
        #expect(!schema.description.contains("hunter2"))
        #expect(try setting("old")["deprecated"] == true)
    }

    @Test func `Bounds hold within lists and maps, and defaults are values`() throws {
        let bounded: JSONValue = ["type": "integer", "minimum": 1, "maximum": 10]
        let levels = try setting("levels")
        #expect(levels["anyOf"]?.first?["items"]?["anyOf"]?.first == bounded)
        #expect(levels["default"] == [1, 2])
        #expect(try setting("by_horizon")["default"] == 0.5)
        #expect(try setting("quotes")["default"]?["spread"] == "5bps")
        #expect(try setting("quotes")["anyOf"]?.first?["additionalProperties"] == false)
    }
}

extension JSONValue {
    fileprivate var first: JSONValue? { if case .array(let elements) = self { elements.first } else { nil } }
    fileprivate var last: JSONValue? { if case .array(let elements) = self { elements.last } else { nil } }
}
