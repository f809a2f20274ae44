import Glibc
import SluiceDocument

/// Compares what a run of the benchmarks measured with bounds that a file keeps.
///
/// The bounds hold on any machine: allocations, instructions, and ratios between two measures of one run; never a time.
struct Thresholds {
    /// A measure beside its bound.
    struct Row {
        let name: String
        let measured: Double
        let bound: Double

        var isOver: Bool { !(measured <= bound) }
    }

    private let bounds: JSONValue
    /// What was compared, in the order of comparing.
    private(set) var rows: [Row] = []
    /// Bounds that nothing was measured for.
    private(set) var skipped: [String] = []

    /// Reads a file of bounds: `{ "allocations": {...}, "ratios": {...}, "instructions": {...} }`.
    init(path: String) throws {
        guard let file = fopen(path, "r") else { throw BenchError("\(path): cannot be opened") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        bounds = try JSONReader.read(Array(bytes.prefix(count)))
    }

    /// Holds measures against the bounds of a group; a bound without a measure is told as skipped.
    mutating func compare(_ group: String, _ measures: [String: Double]) {
        guard case .object(let members)? = bounds[group] else { return }
        for member in members {
            guard let bound = Self.number(member.value) else { continue }
            if let measured = measures[member.key] {
                rows.append(Row(name: "\(group).\(member.key)", measured: measured, bound: bound))
            } else {
                skipped.append("\(group).\(member.key)")
            }
        }
        for name in measures.keys.sorted() where bounds[group]?[name] == nil {
            rows.append(Row(name: "\(group).\(name) has no bound", measured: 0, bound: -1))
        }
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// The table, and the names of what is over its bound.
    var report: (lines: [String], offenders: [String]) {
        let lines = rows.map { row in
            (row.isOver ? "OVER  " : "ok    ") + row.name
                + cell(row.measured, 3, width: max(60 - row.name.count, 10))
                + "  at most" + cell(row.bound, 3, width: 14)
        }
        return (
            lines + skipped.map { "      \($0) was not measured here" },
            rows.filter(\.isOver).map(\.name)
        )
    }
}
