/// The correlations of a stretch of series, read from their sums over borrowed memory.
struct CorrelationReading {
    let series: Int
    let run: Range<Int>
    /// By series of the stretch: one over the number of steps.
    let parts: Lanes.Cells
    /// Room for each member's scale, by member, then series of the stretch.
    let scales: Lanes.Cells
    /// See `SeriesCorrelation`.
    let sums: Lanes.Cells
    let products: Lanes.Cells

    private func sum(_ member: Int) -> Lanes.Cells {
        .init(rebasing: sums[member * series + run.lowerBound..<member * series + run.upperBound])
    }

    private func product(_ member: Int, _ other: Int) -> Lanes.Cells {
        let start = (member * (member + 1) / 2 + other) * series
        return .init(rebasing: products[start + run.lowerBound..<start + run.upperBound])
    }

    private func scales(_ member: Int) -> Lanes.Cells {
        .init(rebasing: scales[CorrelationScratch.cells(member, run.count)])
    }

    /// Works out a member's scale, which has to come before its pairs.
    func scale(_ member: Int) {
        let (scale, sum, square) = (scales(member), sum(member), product(member, member))
        for index in 0..<scale.count {
            scale[index] = Self.scale(sum: sum[index], square: square[index], part: parts[index])
        }
    }

    /// Writes the correlation of a pair whose scales are worked out.
    func correlate(_ member: Int, _ other: Int, into pair: Lanes.Cells) {
        let (common, one, two) = (product(member, other), sum(member), sum(other))
        for index in 0..<pair.count { pair[index] = common[index] - one[index] * two[index] * parts[index] }
        let (scale, otherScale) = (scales(member), scales(other))
        for index in 0..<pair.count {
            pair[index] = Self.correlation(pair[index], scale[index], otherScale[index])
        }
    }

    /// One over the root of a member's spread; 0 for a spread within rounding of nothing: a constant member.
    @inline(__always)
    static func scale(sum: Double, square: Double, part: Double) -> Double {
        let spread = square - sum * sum * part
        // Chosen before the root: chosen after it, the compiler would take one series at a time.
        let known = spread > 1e-12 * square ? spread : .infinity
        return 1 / known.squareRoot()
    }

    @inline(__always)
    static func correlation(_ common: Double, _ one: Double, _ two: Double) -> Double {
        let correlation = common * one * two
        let raised = correlation < -1 ? -1 : correlation
        return raised > 1 ? 1 : raised
    }
}
