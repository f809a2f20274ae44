/// A value of a vector file; a number remembers whether it was written as an integer.
enum JSON: Equatable {
    case null
    case boolean(Bool)
    case number(Double, isInteger: Bool)
    case text(String)
    case array([JSON])
    case object([String: JSON])

    static func number(_ value: Double) -> JSON { .number(value, isInteger: false) }
    static func integer(_ value: Int) -> JSON { .number(Double(value), isInteger: true) }
    static func text(_ value: String?) -> JSON { value.map(JSON.text) ?? .null }
    static func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
    static func numbers(_ keys: [String], _ values: [Double]) -> JSON {
        .object(Dictionary(uniqueKeysWithValues: zip(keys, values.map { .number($0) })))
    }

    /// The value on one line, as in a file; numbers that JSON cannot write are the strings the vectors use.
    var compact: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let value, let isInteger): Self.spelling(value, isInteger: isInteger)
        case .text(let value): Self.quoted(value)
        case .array(let values): "[" + values.map(\.compact).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }
                .map { "\(Self.quoted($0.key)): \($0.value.compact)" }
                .joined(separator: ", ") + "}"
        }
    }

    private static func spelling(_ value: Double, isInteger: Bool) -> String {
        if value.isNaN { return "\"NaN\"" }
        if value.isInfinite { return value > 0 ? "\"Infinity\"" : "\"-Infinity\"" }
        if isInteger, let whole = Int(exactly: value) { return String(whole) }
        return String(value)
    }

    private static func quoted(_ text: String) -> String {
        var line = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line + "\""
    }
}
