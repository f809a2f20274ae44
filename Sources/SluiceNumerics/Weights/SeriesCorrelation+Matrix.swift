extension SeriesCorrelation {
    /// Writes the full matrix of a series' correlations, row by row, and returns by how much it had to be shrunk.
    ///
    /// The diagonal is 1. `minimum` is how many common moments a pair needs; a member that was present at fewer than
    /// `established` moments correlates with nobody, so that its few values cannot contradict the others. The factor is 1 unless gaps made the
    /// pairs contradict each other; see `CorrelationRepair`.
    @discardableResult
    public mutating func correlations(
        series index: Int, minimum: Int = 3, established: Int = 0, into matrix: inout MutableSpan<Double>
    ) -> Double {
        precondition(matrix.count == members * members)
        let (base, filled) = (index * stride, Swift.min(steps[index], window))
        let count = Double(filled)
        for member in 0..<members {
            let (sum, square) = (sums[base + members + member], sums[base + product(member, member)])
            let spread = square - sum * sum / count
            // A spread within rounding of nothing is a constant member; it correlates with nobody.
            differences[member] = spread > 1e-12 * square && spread > 0 ? 1 / spread.squareRoot() : 0
        }
        var hasGaps = false
        for member in 0..<members {
            matrix[member * members + member] = 1
            for other in 0..<member {
                let correlation: Double
                let fewer = Swift.min(
                    present[self.index(index, member)], present[self.index(index, other)])
                if fewer < Swift.max(minimum, established) {
                    correlation = 0
                } else if fewer == filled {
                    let common =
                        sums[base + product(member, other)]
                        - sums[base + members + member] * sums[base + members + other] / count
                    correlation = common * differences[member] * differences[other]
                } else {
                    hasGaps = true
                    correlation = pair(series: index, member, other, minimum: minimum)
                }
                let clipped = Swift.min(Swift.max(correlation, -1), 1)
                matrix[member * members + other] = clipped
                matrix[other * members + member] = clipped
            }
        }
        return hasGaps ? repair.heal(&matrix, members: members) : 1
    }

    /// The correlation of two members over the moments of the window at which both were present.
    private func pair(series index: Int, _ one: Int, _ two: Int, minimum: Int) -> Double {
        var pearson = Pearson()
        for slot in 0..<Swift.min(steps[index], window) {
            let row = (slot * series + index) * members
            pearson.add(values[row + one], values[row + two])
        }
        return pearson.count >= minimum ? pearson.correlation : 0
    }

    private func index(_ series: Int, _ member: Int) -> Int { series * members + member }

    private func product(_ member: Int, _ other: Int) -> Int {
        2 * members + member * (member + 1) / 2 + other
    }

    /// Everything that has to survive a restart; later matrices are the same to the bit.
    public var state: [Double] { steps.map(Double.init) + present.map(Double.init) + sums + values }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let head = series + series * members
        guard state.count == head + sums.count + values.count else { return false }
        let counts = state[..<head].compactMap(Int.init(exactly:))
        guard counts.count == head, counts.allSatisfy({ $0 >= 0 }),
            state[head..<(head + sums.count)].allSatisfy(\.isFinite)
        else { return false }
        steps = Array(counts[..<series])
        present = Array(counts[series...])
        sums = Array(state[head..<(head + sums.count)])
        values = Array(state[(head + sums.count)...])
        return true
    }
}
