import SluiceDocument

/// What came of all histories.
struct SimulationReport: Sendable {
    /// From how many seeds on each kind of fault must have happened.
    static let seedsForAllFaults = 60

    let results: [HistoryResult]

    var failures: [HistoryResult] { results.filter { $0.violation != nil } }

    var counts: HistoryCounts { results.reduce(into: HistoryCounts()) { $0.add($1.counts) } }

    var faults: FaultCounts { results.reduce(into: FaultCounts()) { $0.add($1.faults) } }

    /// The kinds of faults that have not happened although there were seeds enough.
    var missing: [FaultKind] { results.count < Self.seedsForAllFaults ? [] : faults.missing }

    var isFailure: Bool { results.isEmpty || !failures.isEmpty || !missing.isEmpty }

    /// The first violations in words, and one line of counts.
    var text: String {
        var lines = failures.prefix(5).compactMap { $0.violation?.lines }
        if failures.count > 5 { lines.append("and \(failures.count - 5) more seeds failed") }
        if !missing.isEmpty {
            lines.append("these faults never happened: \(missing.map(\.rawValue).joined(separator: ", "))")
        }
        let parts = [("seeds", results.count)] + counts.named
        let kinds = FaultKind.allCases.map { "\($0.rawValue) \(faults[$0])" }.joined(separator: ", ")
        lines.append(
            parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
                + ", faults \(faults.total) (\(kinds)), failures \(failures.count)")
        return lines.joined(separator: "\n") + "\n"
    }

    var json: JSONValue {
        [
            "ok": .bool(!isFailure), "seeds": .int(results.count), "counts": Self.object(counts.named),
            "faults": Self.object(FaultKind.allCases.map { ($0.rawValue, faults[$0]) }),
            "missing_faults": .array(missing.map { .string($0.rawValue) }),
            "failures": .int(failures.count),
            "violations": .array(failures.prefix(20).compactMap { $0.violation.map(Self.json) }),
        ]
    }

    private static func object(_ counts: [(String, Int)]) -> JSONValue {
        .object(counts.map { JSONValue.Member($0.0, .int($0.1)) })
    }

    private static func json(_ violation: Violation) -> JSONValue {
        [
            "seed": .int(Int(clamping: violation.seed)), "cycle": .int(violation.cycle),
            "invariant": .string(violation.invariant.rawValue), "text": .string(violation.text),
            "trail": .array(violation.trail.map { .string($0) }),
        ]
    }
}
