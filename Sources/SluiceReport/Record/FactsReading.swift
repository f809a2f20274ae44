import SluiceDocument
import SluiceMarket

/// Reads members of an object of `run.json`, and says what does not fit.
struct FactsReading {
    private let json: JSONValue
    private let path: String

    init(_ json: JSONValue, _ path: String) { (self.json, self.path) = (json, path) }

    func fault(_ key: String) -> ReportError {
        ReportError(.damaged, path, "'\(key)' is missing or of another kind")
    }

    func text(_ key: String) throws(ReportError) -> String {
        guard case .string(let text)? = json[key] else { throw fault(key) }
        return text
    }

    func whole(_ key: String) throws(ReportError) -> Int {
        guard case .int(let number)? = json[key] else { throw fault(key) }
        return number
    }

    func flag(_ key: String) throws(ReportError) -> Bool {
        guard case .bool(let flag)? = json[key] else { throw fault(key) }
        return flag
    }

    /// A number; NaN for null.
    func number(_ key: String) throws(ReportError) -> Double {
        guard let number = json[key].flatMap(Self.number) else { throw fault(key) }
        return number
    }

    func time(_ key: String) throws(ReportError) -> Timestamp {
        guard let time = Timestamp(iso8601: try text(key)) else { throw fault(key) }
        return time
    }

    func texts(_ key: String) throws(ReportError) -> [String] {
        var texts: [String] = []
        for element in try array(key) {
            guard case .string(let text) = element else { throw fault(key) }
            texts.append(text)
        }
        return texts
    }

    func numbers(_ key: String) throws(ReportError) -> [Double] {
        var numbers: [Double] = []
        for element in try array(key) {
            guard let number = Self.number(element) else { throw fault(key) }
            numbers.append(number)
        }
        return numbers
    }

    func list(_ key: String) throws(ReportError) -> [FactsReading] {
        try array(key).map { FactsReading($0, path) }
    }

    func counts(_ key: String) throws(ReportError) -> [String: Int] {
        guard case .object(let members)? = json[key] else { throw fault(key) }
        var counts: [String: Int] = [:]
        for member in members {
            guard case .int(let count) = member.value else { throw fault(key) }
            counts[member.key] = count
        }
        return counts
    }

    private func array(_ key: String) throws(ReportError) -> [JSONValue] {
        guard case .array(let elements)? = json[key] else { throw fault(key) }
        return elements
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .double(let number): number
        case .int(let number): Double(number)
        case .null: .nan
        default: nil
        }
    }
}
