/// A curve with few enough points to draw, its extremes kept.
///
/// The places are cut into equal stretches; of each the first, the lowest, the highest and the last value stay. A curve that
/// is short enough stays whole; values that are not finite are left out.
struct ThinnedCurve {
    /// The places that stay, in order.
    let places: [Int]

    init(_ values: some RandomAccessCollection<Double>, limit: Int = 2_000) {
        let base = Array(values)
        guard base.count > limit else {
            places = base.indices.filter { base[$0].isFinite }
            return
        }
        let stretches = max(limit / 4, 1)
        var places: [Int] = []
        for stretch in 0..<stretches {
            let range = base.count * stretch / stretches..<base.count * (stretch + 1) / stretches
            let finite = range.filter { base[$0].isFinite }
            guard let first = finite.first, let last = finite.last,
                let low = finite.min(by: { base[$0] < base[$1] }),
                let high = finite.max(by: { base[$0] < base[$1] })
            else { continue }
            for place in [first, low, high, last].sorted() where places.last != place {
                places.append(place)
            }
        }
        self.places = places
    }
}
