/// The words of the command line.
struct SimulationOptions: Equatable, Sendable {
    static let usage =
        "usage: bin/dev simulate [--seeds A..B] [--cycles N] [--plant BUG] [--jobs N] [--format text|json]"

    var seeds: ClosedRange<UInt64> = 1...60
    var cycles = 500
    var bug: PlantedBug?
    var jobs = 0
    var isJSON = false

    init() {}

    init(_ words: [String]) throws(WorldFault) {
        var rest = words[...]
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first, let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
                throw WorldFault("'\(word)' needs a value")
            }
            try take(name, value)
        }
    }

    private mutating func take(_ name: String, _ value: String) throws(WorldFault) {
        switch name {
        case "--seeds": seeds = try Self.seeds(value)
        case "--cycles": cycles = try Self.number(value, 500...100_000)
        case "--jobs": jobs = try Self.number(value, 1...1_000)
        case "--plant":
            guard let bug = PlantedBug(rawValue: value) else {
                let known = PlantedBug.allCases.map(\.rawValue).joined(separator: ", ")
                throw WorldFault("no bug '\(value)': there are \(known)")
            }
            self.bug = bug
        case "--format":
            guard ["text", "json"].contains(value) else { throw WorldFault("no format '\(value)'") }
            isJSON = value == "json"
        default: throw WorldFault("unknown option '\(name)'")
        }
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) throws(WorldFault) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw WorldFault("'\(text)' is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// `A..B`, both of them run, or one seed.
    private static func seeds(_ text: String) throws(WorldFault) -> ClosedRange<UInt64> {
        let parts = text.split(separator: ".", omittingEmptySubsequences: true)
        guard let first = parts.first.flatMap({ UInt64($0) }), let last = parts.last.flatMap({ UInt64($0) }),
            parts.count <= 2, first <= last
        else { throw WorldFault("'\(text)' is no range of seeds such as 1..60") }
        return first...last
    }
}
