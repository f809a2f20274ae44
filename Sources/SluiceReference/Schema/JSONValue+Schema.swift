import SluiceDocument

extension JSONValue {
    /// Text; a reader of YAML may take some words for numbers or truths, and the program never does.
    static let text: JSONValue = ["type": ["string", "number", "boolean"]]

    /// One of some words.
    static func choice(_ words: [String]) -> JSONValue { ["enum": .strings(words)] }

    /// A list of texts.
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// A definition of the same schema.
    static func reference(to name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }

    /// A mapping of which only these keys are known.
    static func closed(_ properties: [Member], required: [String] = [], _ more: [Member] = []) -> JSONValue {
        .object(
            [.init("type", "object"), .init("properties", .object(properties))]
                + (required.isEmpty ? [] : [.init("required", .strings(required))]) + more
                + [.init("additionalProperties", false)])
    }

    /// One value or a list of them.
    static func oneOrMore(_ element: JSONValue) -> JSONValue {
        ["anyOf": [element, ["type": "array", "items": element]]]
    }

    /// The schema with a description.
    func described(_ text: String) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object([.init("description", .string(text))] + members)
    }

    /// The schema, or nothing at all.
    var orNull: JSONValue { ["anyOf": [self, ["type": "null"]]] }
}
