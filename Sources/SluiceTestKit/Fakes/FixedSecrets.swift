public import SluiceKit

/// Secrets with values that a test gives them.
public struct FixedSecrets: SecretSource, ExpressibleByDictionaryLiteral {
    private let values: [String: String]

    /// Takes the value of each secret by its name.
    public init(dictionaryLiteral values: (String, String)...) {
        self.values = Dictionary(values) { _, last in last }
    }

    /// The value given for a name; `SecretMissing` without one.
    public func value(of name: String) throws -> String {
        guard let value = values[name] else { throw SecretMissing(name: name) }
        return value
    }
}

/// A secret that has no value here.
public struct SecretMissing: Error, Hashable, Sendable, CustomStringConvertible {
    /// The secret's name.
    public let name: String

    /// Names a secret.
    public init(name: String) { self.name = name }

    public var description: String { "secret \(name) has no value" }
}
