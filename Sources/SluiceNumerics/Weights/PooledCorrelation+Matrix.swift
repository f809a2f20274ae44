extension PooledCorrelation {
    /// At how many steps of a group's window a member was present for any instrument.
    public func count(group: Int, member: Int) -> Int {
        Int(total(group, 4 * members * members + member))
    }

    /// Writes the full matrix of a group's correlations, row by row, and returns by how much it had to be shrunk.
    ///
    /// The diagonal is 1. `minimum` is how many common values a pair needs; a member that was present at fewer than
    /// `established` steps correlates with nobody, so that its few values cannot contradict the others. The factor is 1 unless gaps made the
    /// pairs contradict each other; see `CorrelationRepair`.
    @discardableResult
    public mutating func correlations(
        group: Int, minimum: Int = 3, established: Int = 0, into matrix: inout MutableSpan<Double>
    ) -> Double {
        precondition(matrix.count == members * members)
        var most = 0.0
        for member in 0..<members { most = Swift.max(most, total(group, member * members + member)) }
        var hasGaps = false
        for one in 0..<members {
            matrix[one * members + one] = 1
            let isEstablished = count(group: group, member: one) >= established
            for two in 0..<one {
                let count = total(group, one * members + two)
                let isKnown =
                    count >= Double(minimum) && count > 0 && isEstablished
                    && self.count(group: group, member: two) >= established
                hasGaps = hasGaps || (isKnown && count < most)
                let correlation = isKnown ? pair(group, one, two, count: count) : 0
                matrix[one * members + two] = correlation
                matrix[two * members + one] = correlation
            }
        }
        return hasGaps ? repair.heal(&matrix, members: members) : 1
    }

    private func pair(_ group: Int, _ one: Int, _ two: Int, count: Double) -> Double {
        let table = members * members
        let (across, back) = (one * members + two, two * members + one)
        let (sumX, sumY) = (total(group, table + across), total(group, table + back))
        let (squareX, squareY) = (total(group, 2 * table + across), total(group, 2 * table + back))
        let spreadX = squareX - sumX * sumX / count
        let spreadY = squareY - sumY * sumY / count
        // A spread within rounding of nothing is a constant member; it correlates with nobody.
        guard spreadX > 1e-12 * squareX, spreadY > 1e-12 * squareY else { return 0 }
        let common = total(group, 3 * table + across) - sumX * sumY / count
        return Swift.min(Swift.max(common / (spreadX.squareRoot() * spreadY.squareRoot()), -1), 1)
    }

    /// One sum over the window: what is left of the pile that was turned over, and the pile that grows.
    private func total(_ group: Int, _ cell: Int) -> Double {
        let filled = steps[group]
        let next = filled % window
        let old = filled > window && next > 0 ? rows[(group * window + next) * stride + cell] : 0
        return old + piles[group * stride + cell]
    }

    /// Everything that has to survive a restart; later matrices are the same to the bit.
    public var state: [Double] { steps.map(Double.init) + references + piles + rows }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let ends = [groups, references.count, piles.count, rows.count].reduce(into: [0]) {
            $0.append($0[$0.count - 1] + $1)
        }
        guard state.count == ends[4] else { return false }
        let counts = state[..<groups].compactMap(Int.init(exactly:))
        guard counts.count == groups, counts.allSatisfy({ $0 >= 0 }),
            state[ends[2]...].allSatisfy(\.isFinite)
        else { return false }
        steps = counts
        references = Array(state[ends[1]..<ends[2]])
        piles = Array(state[ends[2]..<ends[3]])
        rows = Array(state[ends[3]...])
        return true
    }
}
