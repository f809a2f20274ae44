import SluiceKit
import SluiceMarket

/// One line of an event file, as text with its place.
struct EventText {
    let time: String
    let instrument: String
    let kind: String
    let line: Int
}

/// What is wrong with an event file, and where.
struct EventFileError: Error, Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// Reads event files: CSV with a header, or YAML that is a list of mappings.
///
/// Both have `time`, `instrument` and `kind`; other columns and keys are passed over. Of YAML this is the part that such
/// a list needs: items that begin with `-`, each a flow mapping `{ time: ..., ... }` or lines of `key: value`; plain or
/// quoted scalars; comments. Anything else is an error with its line.
struct EventTextReader {
    private static let keys = ["time", "instrument", "kind"]
    private let path: String

    init(path: String) { self.path = path }

    /// The events of a file's text.
    func read(_ text: String) throws(EventFileError) -> [EventText] {
        let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.last == "\r" ? line.dropLast() : line
        }
        return isYAML ? try readYAML(lines) : try readCSV(lines)
    }

    private func fault(_ line: Int, _ message: String) -> EventFileError {
        EventFileError(path: path, line: line, message: message)
    }

    // MARK: CSV

    private func readCSV(_ lines: [Substring]) throws(EventFileError) -> [EventText] {
        let header = lines.first.map(Self.fields) ?? []
        var places: [Int] = []
        for key in Self.keys {
            guard let place = header.firstIndex(of: key) else {
                throw fault(1, "there is no column '\(key)'")
            }
            places.append(place)
        }
        var events: [EventText] = []
        for (index, line) in lines.enumerated().dropFirst() where line.contains(where: { $0 != " " }) {
            let fields = Self.fields(line)
            guard fields.count == header.count else {
                throw fault(index + 1, "has \(fields.count) fields, the header has \(header.count)")
            }
            events.append(
                EventText(
                    time: fields[places[0]], instrument: fields[places[1]], kind: fields[places[2]],
                    line: index + 1))
        }
        return events
    }

    /// The fields of a line, without the spaces and quotes round them.
    private static func fields(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map { Self.bare($0) }
    }

    private static func bare(_ text: Substring) -> String {
        let spaces: Set<Character> = [" ", "\t", "\u{FEFF}"]
        var text = text.drop { spaces.contains($0) }
        while let last = text.last, spaces.contains(last) { text = text.dropLast() }
        if text.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first {
            text = text.dropFirst().dropLast()
        }
        return String(text)
    }

    // MARK: YAML

    private func readYAML(_ lines: [Substring]) throws(EventFileError) -> [EventText] {
        var events: [EventText] = []
        var item: [String: String] = [:]
        var start = 0
        for (index, line) in lines.enumerated() {
            let content = Self.withoutComment(line)
            guard content.contains(where: { $0 != " " }), content != "---" else { continue }
            let body = content.drop { $0 == " " }
            if body.first == "-" {
                if start > 0 { events.append(try event(item, start)) }
                (item, start) = ([:], index + 1)
                try take(body.dropFirst().drop { $0 == " " }, index + 1, into: &item)
            } else {
                guard start > 0, body.startIndex > content.startIndex else {
                    throw fault(index + 1, "is no item of a list of events")
                }
                try take(body, index + 1, into: &item)
            }
        }
        if start > 0 { events.append(try event(item, start)) }
        return events
    }

    private static func withoutComment(_ line: Substring) -> Substring {
        var quote: Character?
        var previous: Character = " "
        for index in line.indices {
            let character = line[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "#", previous == " " {
                return line[..<index]
            }
            previous = character
        }
        return line
    }

    /// Takes `key: value`, or a flow mapping of several.
    private func take(
        _ text: Substring, _ line: Int, into item: inout [String: String]
    ) throws(EventFileError) {
        let text = Substring(Self.bare(text))
        guard !text.isEmpty else { return }
        var parts = [text]
        if text.first == "{" {
            guard text.last == "}" else { throw fault(line, "a flow mapping ends on its line") }
            parts = text.dropFirst().dropLast().split(separator: ",")
        }
        for part in parts {
            // A time has colons too, but none with a space behind it.
            let colon = part.indices.first { part[$0] == ":" && part[part.index(after: $0)...].first == " " }
            guard let colon else { throw fault(line, "is no 'key: value'") }
            let key = Self.bare(part[..<colon])
            guard item.updateValue(Self.bare(part[part.index(after: colon)...]), forKey: key) == nil else {
                throw fault(line, "has '\(key)' twice")
            }
        }
    }

    private func event(_ item: [String: String], _ line: Int) throws(EventFileError) -> EventText {
        for key in Self.keys where item[key] == nil { throw fault(line, "an event has no '\(key)'") }
        return EventText(
            time: item["time"] ?? "", instrument: item["instrument"] ?? "", kind: item["kind"] ?? "",
            line: line)
    }
}
