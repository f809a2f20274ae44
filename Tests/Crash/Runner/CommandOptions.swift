/// The options of a command line: `--name value` and, for those that are named as such, `--name`.
struct CommandOptions {
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    init(_ arguments: some Collection<String>, names: [String], flags known: [String] = []) throws {
        var rest = Array(arguments)[...]
        while let name = rest.popFirst() {
            if known.contains(name) {
                flags.insert(name)
            } else if names.contains(name) {
                guard let value = rest.popFirst() else { throw Problem(description: "\(name) needs a value") }
                values[name] = value
            } else {
                throw Problem(description: "unknown option '\(name)'")
            }
        }
    }

    /// Whether a flag was given.
    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The text of an option; nil when it was not given.
    func text(_ name: String) -> String? { values[name] }

    /// The text of an option that has to be given.
    func required(_ name: String) throws -> String {
        guard let value = values[name] else { throw Problem(description: "\(name) is missing") }
        return value
    }

    /// The whole number of an option, 0 or more.
    func number(_ name: String) throws -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw Problem(description: "\(name) needs a number, not '\(text)'")
        }
        return number
    }

    /// The choice of an option.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text = values[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(description: "\(name) is one of \(choices), not '\(text)'")
        }
        return choice
    }
}
