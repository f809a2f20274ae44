/// What the run's instruments brought to someone who held them all: equal parts of cash at their first marks, never traded.
///
/// An instrument without any mark is left out; one whose first mark comes later is cash until then.
struct EvenBenchmark {
    /// The whole return; NaN without an instrument that has marks.
    private(set) var totalReturn = Double.nan
    private let parts: [(marks: UnsafeBufferPointer<Double>, first: Double)]

    init(_ run: RecordedRun) {
        parts = run.facts.instruments.indices.compactMap { index in
            let marks = run.numbers(.prices, "\(index)")
            return marks.first { $0.isFinite && $0 > 0 }.map { (marks, $0) }
        }
        if !parts.isEmpty, let last = parts.first?.marks.count, last > 0 { totalReturn = value(last - 1) }
    }

    /// The return until a cycle, a fraction.
    func value(_ cycle: Int) -> Double {
        guard !parts.isEmpty else { return .nan }
        var sum = 0.0
        for part in parts {
            let mark = part.marks[cycle]
            sum += mark.isFinite && mark > 0 ? mark / part.first - 1 : 0
        }
        return sum / Double(parts.count)
    }
}
