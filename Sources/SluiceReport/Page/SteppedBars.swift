/// Values that hold from one moment to another, as the corners of steps.
struct SteppedBars {
    private var parts: [[(x: Double, y: Double)]]

    /// Begins with no step of so many series.
    init(_ count: Int) { parts = Array(repeating: [], count: count) }

    /// Adds a step with a value of each series.
    mutating func add(from start: Int64, to end: Int64, _ values: [Double]) {
        for (part, value) in zip(parts.indices, values) {
            parts[part].append((x: Double(start), y: value))
            parts[part].append((x: Double(end), y: value))
        }
    }

    /// The series with their names, and colours from 1.
    func series(_ names: [String], colors: Int) -> [Chart.Series] {
        zip(names, parts).enumerated().map { place, series in
            .init(name: series.0, color: place % colors + 1, points: series.1)
        }
    }
}
