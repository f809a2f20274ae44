/// How often numbers lie where, as the outline of bars.
struct Histogram {
    /// Corners of the outline, from the left end to the right.
    let points: [(x: Double, y: Double)]

    /// Counts finite numbers in equal parts of their range: about the root of their count, from 8 to 40, and
    /// no more than a fourth of the different ones.
    init(_ values: [Double]) {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else {
            points = []
            return
        }
        let room = high > low ? 0 : max(high.magnitude * 0.01, 1e-6)
        let (start, end) = (low - room, high + room)
        let parts = min(max(min(Int(Double(finite.count).squareRoot()), Set(finite).count / 4), 8), 40)
        var counts = Array(repeating: 0, count: parts)
        for value in finite {
            counts[min(max(Int((value - start) / (end - start) * Double(parts)), 0), parts - 1)] += 1
        }
        points = counts.enumerated().flatMap { part, count in
            [part, part + 1].map {
                (x: start + (end - start) * Double($0) / Double(parts), y: Double(count))
            }
        }
    }
}
