/// A JSON value whose objects keep their members in the order given.
///
/// Literals make one: `["event": "fill", "price": 1.5, "tags": ["a", "b"], "note": nil]`.
public indirect enum JSONValue: Hashable, Sendable {
    /// A name in an object, with its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public let key: String
        /// The value.
        public let value: JSONValue

        /// Creates a member.
        public init(_ key: String, _ value: JSONValue) { (self.key, self.value) = (key, value) }
    }

    /// Nothing.
    case null
    /// A truth.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A number, written with the fewest digits that read back as the same; `null` when it is not finite.
    case double(Double)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Names with values; that no name stands twice is for the caller to see to.
    case object([Member])
}

extension JSONValue {
    /// Text, or `null` for nil.
    public init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// A whole number, or `null` for nil.
    public init(_ number: Int?) { self = number.map { .int($0) } ?? .null }

    /// A number, or `null` for nil.
    public init(_ number: Double?) { self = number.map { .double($0) } ?? .null }

    /// The value of an object's first member with a name; nil when there is none.
    public subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }
}

extension JSONValue: ExpressibleByNilLiteral {
    /// Nothing.
    public init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    /// A truth.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int) { self = .int(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
    /// A number.
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension JSONValue: ExpressibleByStringInterpolation {
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
    /// A list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object with its members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
