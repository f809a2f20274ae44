/// A value of a structured model file, JSON or its binary kin.
///
/// A list of nothing but numbers is kept as numbers: a model file is hardly anything else. Booleans count as 1 and 0.
enum StructuredValue {
    case null
    case number(Double)
    case text(String)
    case numbers([Double])
    case list([StructuredValue])
    case object([String: StructuredValue])

    /// How deep values may be nested.
    static let depthLimit = 512
}

/// A value with the path that leads to it, so that what does not fit is said with its place.
struct StructuredNode {
    let value: StructuredValue
    let path: String

    init(_ value: StructuredValue, path: String = "") { (self.value, self.path) = (value, path) }

    /// A member; nil when there is none or it is null.
    subscript(optional key: String) -> StructuredNode? {
        guard case .object(let members) = value, let member = members[key] else { return nil }
        if case .null = member { return nil }
        return StructuredNode(member, path: path.isEmpty ? key : "\(path).\(key)")
    }

    /// A member that must be there.
    func member(_ key: String) throws(ModelError) -> StructuredNode {
        guard let member = self[optional: key] else { throw fault("'\(key)' is missing") }
        return member
    }

    /// The elements of a list.
    func elements() throws(ModelError) -> [StructuredNode] {
        switch value {
        case .list(let values):
            return values.enumerated().map { StructuredNode($0.element, path: "\(path)[\($0.offset)]") }
        case .numbers(let numbers):
            return numbers.enumerated().map {
                StructuredNode(.number($0.element), path: "\(path)[\($0.offset)]")
            }
        default: throw fault("no list stands here")
        }
    }

    /// The numbers of a list; a number alone is a list of one.
    func numbers() throws(ModelError) -> [Double] {
        switch value {
        case .numbers(let numbers): return numbers
        case .list(let values) where values.isEmpty: return []
        case .number(let number): return [number]
        default: throw fault("no list of numbers stands here")
        }
    }

    /// A number, also one that is written as text.
    func number() throws(ModelError) -> Double {
        switch value {
        case .number(let number): return number
        case .text(let text): if let number = Self.number(text) { return number }
        default: break
        }
        throw fault("no number stands here")
    }

    /// A whole number within a range, also one that is written as text.
    func integer(in range: ClosedRange<Int>) throws(ModelError) -> Int {
        guard let value = Int(exactly: try number()), range.contains(value) else {
            throw fault("no whole number from \(range.lowerBound) to \(range.upperBound) stands here")
        }
        return value
    }

    /// Text.
    func text() throws(ModelError) -> String {
        guard case .text(let text) = value else { throw fault("no text stands here") }
        return text
    }

    /// An error at this place.
    func fault(_ message: String, _ code: ModelError.Code = .malformed) -> ModelError {
        ModelError(code, message, at: path.isEmpty ? nil : .path(path))
    }

    /// The number that a text says.
    static func number(_ text: some StringProtocol) -> Double? {
        var text = String(text)
        return text.withUTF8 { DecimalNumber.double($0) }
    }
}
