import SluiceDocument

/// One line of a plan or of results, as it is read.
///
/// A line is right when what was understood of it, written again, is the same line: nothing more, nothing less, in the same
/// order.
struct SweepLine {
    let number: Int
    let path: String
    private let bytes: ArraySlice<UInt8>
    private var read: JSONValue?
    private var failure: JSONSyntaxError?

    /// Takes a line without its line feed.
    init(_ bytes: ArraySlice<UInt8>, number: Int, path: String) {
        (self.bytes, self.number, self.path) = (bytes, number, path)
        do throws(JSONSyntaxError) { read = try JSONReader.read(Array(bytes)) } catch { failure = error }
    }

    /// The error of something on this line.
    func error(_ message: String) -> SweepError {
        SweepError(.malformed, message, at: "\(path):\(number)")
    }

    private func value(_ name: String) throws(SweepError) -> JSONValue {
        if let failure { throw error("column \(failure.column): \(failure.message)") }
        guard let value = read?[name] else { throw error("'\(name)' is missing") }
        return value
    }

    /// What a word means.
    func known<Value>(_ value: Value?, _ name: String) throws(SweepError) -> Value {
        guard let value else { throw error("'\(name)' is nothing that this program knows") }
        return value
    }

    func text(_ name: String) throws(SweepError) -> String {
        guard case .string(let text) = try value(name) else { throw error("'\(name)' is no text") }
        return text
    }

    func optionalText(_ name: String) throws(SweepError) -> String? {
        if case .null = try value(name) { return nil }
        return try text(name)
    }

    func texts(_ name: String) throws(SweepError) -> [String] {
        try array(name).map { value throws(SweepError) in
            guard case .string(let text) = value else { throw error("'\(name)' is no list of texts") }
            return text
        }
    }

    func array(_ name: String) throws(SweepError) -> [JSONValue] {
        guard case .array(let values) = try value(name) else { throw error("'\(name)' is no list") }
        return values
    }

    func count(_ name: String) throws(SweepError) -> Int {
        guard case .int(let count) = try value(name), count >= 0 else {
            throw error("'\(name)' is no count")
        }
        return count
    }

    func flag(_ name: String) throws(SweepError) -> Bool {
        guard case .bool(let flag) = try value(name) else { throw error("'\(name)' is not true or false") }
        return flag
    }

    /// A number; NaN for null.
    func number(_ name: String) throws(SweepError) -> Double {
        try number(try value(name), name)
    }

    /// Numbers; NaN for null.
    func numbers(_ name: String) throws(SweepError) -> [Double] {
        try array(name).map { value throws(SweepError) in try number(value, name) }
    }

    private func number(_ value: JSONValue, _ name: String) throws(SweepError) -> Double {
        switch value {
        case .double(let number): return number
        case .null: return .nan
        default: throw error("'\(name)' is no number")
        }
    }

    /// - Throws: When the line says anything else than a value, or says it otherwise.
    func check(_ value: JSONValue) throws(SweepError) {
        guard bytes.elementsEqual(value.description.utf8) else {
            throw error("it is not what this program writes: expected \(value.description.prefix(120))")
        }
    }
}
