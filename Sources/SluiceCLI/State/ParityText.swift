import SluiceDocument
import SluiceEngine
import SluiceMarket

extension ParitySession {
    /// The result for a person.
    func writeText(to console: Console) {
        for difference in differences {
            console.line(
                "cycle \(difference.cycle) (\(difference.time.iso8601))  \(difference.stage), "
                    + "\(difference.kind.rawValue): \(difference.detail)")
        }
        for note in notes { console.line("note: cycle \(note.cycle): \(note.text)") }
        if let first {
            console.line(
                "first divergence: cycle \(first.cycle), stage '\(first.stage)', \(first.kind.rawValue)")
            console.line(
                "by kind: " + kinds.map { "\($0.kind.rawValue) \($0.count)" }.joined(separator: ", "))
        }
        console.line(
            "\(compared) \(compared == 1 ? "cycle" : "cycles") compared, "
                + "\(total) \(total == 1 ? "difference" : "differences")")
    }

    private var kinds: [(kind: ParityDifference.Kind, count: Int)] {
        ParityDifference.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
    }

    /// The result for programs.
    var object: JSONValue {
        [
            "cycles": .int(compared), "differences": .int(total),
            "first": first.map(Self.object) ?? .null,
            "kinds": .object(kinds.map { JSONValue.Member($0.kind.rawValue, .int($0.count)) }),
            "shown": .array(differences.map(Self.object)),
            "notes": .array(
                notes.map {
                    ["cycle": .int($0.cycle), "time": .string($0.time.iso8601), "text": .string($0.text)]
                }),
        ]
    }

    private static func object(_ difference: ParityDifference) -> JSONValue {
        [
            "cycle": .int(difference.cycle), "time": .string(difference.time.iso8601),
            "stage": .string(difference.stage), "kind": .string(difference.kind.rawValue),
            "detail": .string(difference.detail),
        ]
    }
}
