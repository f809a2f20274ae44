import SluiceDocument
import SluiceKit
import SluiceYAML

/// The JSON Schema of one setting's value.
struct SettingSchema {
    let setting: SettingDeclaration

    /// The schema with its description and default.
    var json: JSONValue {
        var members = [JSONValue.Member("description", .string(description))]
        if let text = setting.defaultText, let value = Self.json(text, as: setting.shape) {
            members.append(.init("default", value))
        }
        if setting.deprecated != nil { members.append(.init("deprecated", true)) }
        var choices = Self.choices(of: setting.shape, setting.bounds)
        // A setting without a default may be given as absent, too.
        if setting.defaultText == nil, !setting.isRequired { choices.append(["type": "null"]) }
        members.append(.init("anyOf", .array(choices)))
        return .object(members)
    }

    /// A value of a shape without bounds, or a reference to one.
    static func value(of shape: SettingShape) -> JSONValue { schema(of: shape, nil) }

    private var description: String {
        var text = "\(setting.help) A value is \(setting.shape.inWords)"
        if let bounds = setting.bounds { text += ", \(bounds.lower) to \(bounds.upper)" }
        if let places = setting.placesInWords { text += "; it may name \(places)" }
        if let deprecated = setting.deprecated { text += ". Deprecated: \(deprecated)" }
        return text + "."
    }

    /// What a value of a shape may be; a scalar may be a reference instead.
    private static func choices(of shape: SettingShape, _ bounds: SettingBounds?) -> [JSONValue] {
        switch shape {
        case .list(let inner):
            return [["type": "array", "items": schema(of: inner, bounds)]]
        case .byHorizon(let inner):
            let value = schema(of: inner, bounds)
            return choices(of: inner, bounds) + [
                [
                    "type": "object", "properties": ["default": value], "required": ["default"],
                    "patternProperties": [String.horizonPattern: value], "additionalProperties": false,
                ]
            ]
        case .horizonTable(let inner):
            let value = schema(of: inner, bounds)
            return [
                [
                    "type": "object", "patternProperties": [String.horizonPattern: value],
                    "additionalProperties": false,
                ]
            ]
        case .byName(let inner):
            let value = schema(of: inner, bounds)
            return choices(of: inner, bounds) + [
                [
                    "type": "object", "properties": ["default": value], "required": ["default"],
                    "additionalProperties": value,
                ]
            ]
        case .group(let group): return [SettingsSchema(group.settings).whole]
        default:
            return [
                scalar(shape, bounds), .reference(to: shape == .secret ? "secretReference" : "reference"),
            ]
        }
    }

    private static func schema(of shape: SettingShape, _ bounds: SettingBounds?) -> JSONValue {
        ["anyOf": .array(choices(of: shape, bounds))]
    }

    private static func scalar(_ shape: SettingShape, _ bounds: SettingBounds?) -> JSONValue {
        switch shape {
        case .boolean: return ["type": "boolean"]
        case .integer: return number("integer", bounds)
        case .number: return number("number", bounds)
        case .choice(let words): return .choice(words)
        case .quantity(let unit): return ["type": "string", "pattern": .string(unit.pattern)]
        case .template(let names):
            let places = names.map { $0.replacing(".", with: "\\.") }.joined(separator: "|")
            return ["type": "string", "pattern": .string("^([^$]|\\$(?!\\{)|\\$\\{(\(places))\\})*$")]
        default: return .text
        }
    }

    private static func number(_ type: String, _ bounds: SettingBounds?) -> JSONValue {
        var members = [JSONValue.Member("type", .string(type))]
        if let numbers = bounds?.numbers {
            members.append(.init("minimum", plain(numbers.lowerBound)))
            members.append(.init("maximum", plain(numbers.upperBound)))
        }
        return .object(members)
    }

    private static func plain(_ number: Double) -> JSONValue {
        Int(exactly: number).map { .int($0) } ?? .double(number)
    }

    /// A default as JSON; nil when the text does not stand for a value, such as a secret's.
    private static func json(_ text: String, as shape: SettingShape) -> JSONValue? {
        switch shape {
        case .boolean: return .bool(text == "true")
        case .integer, .number: return Double(text).map(plain)
        case .secret: return nil
        case .list, .byHorizon, .horizonTable, .byName, .group:
            var issues: [Diagnostic] = []
            let node = YAMLReader.read(SourceFile(path: "default", text: text), into: &issues)
            return issues.isEmpty ? node.flatMap { json($0, as: shape) } : nil
        default: return .string(text)
        }
    }

    private static func json(_ node: Node, as shape: SettingShape) -> JSONValue? {
        switch (node.content, shape) {
        case (.scalar(let text, _), .byHorizon(let inner)), (.scalar(let text, _), .byName(let inner)):
            return json(text, as: inner)
        case (.scalar(let text, _), _): return json(text, as: shape)
        case (.sequence(let nodes), .list(let inner)):
            return .array(nodes.compactMap { json($0, as: inner) })
        case (.mapping(let entries), .byHorizon(let inner)),
            (.mapping(let entries), .horizonTable(let inner)),
            (.mapping(let entries), .byName(let inner)):
            return .object(
                entries.compactMap { entry in json(entry.value, as: inner).map { .init(entry.key, $0) } })
        case (.mapping(let entries), .group(let group)):
            let settings = group.settings
            return .object(
                entries.compactMap { entry in
                    guard let setting = settings.first(where: { $0.key == entry.key }) else { return nil }
                    return json(entry.value, as: setting.shape).map { .init(entry.key, $0) }
                })
        default: return nil
        }
    }
}

/// The JSON Schema of a mapping of settings.
struct SettingsSchema {
    private let settings: [SettingDeclaration]

    init(_ settings: [SettingDeclaration]) { self.settings = settings }

    /// The names of the settings that must be there.
    var required: [String] { settings.filter(\.isRequired).map(\.key) }

    /// The mapping with some of its settings, as a profile has it.
    var part: JSONValue { .object(members) }

    /// The mapping with every setting that must be there.
    var whole: JSONValue {
        .object(members + (required.isEmpty ? [] : [.init("required", .strings(required))]))
    }

    private var members: [JSONValue.Member] {
        [
            .init("type", "object"),
            .init("properties", .object(settings.map { .init($0.key, SettingSchema(setting: $0).json) })),
            .init("additionalProperties", false),
        ]
    }
}

extension SettingUnit {
    /// What a value in this unit looks like, as a regular expression of ECMA-262.
    var pattern: String {
        let number = "[-+]?[0-9]+(\\.[0-9]+)?"
        return switch self {
        case .horizon: String.horizonPattern
        case .money: "^\(number) +[A-Z]+$"
        case .time: "^[0-9]+(\\.[0-9]+)?(\(suffixes.joined(separator: "|")))$"
        default: "^\(number)(\(suffixes.joined(separator: "|")))$"
        }
    }
}

extension String {
    /// What a horizon looks like.
    static let horizonPattern = "^[1-9][0-9]{0,5}[mhd]$"
}
