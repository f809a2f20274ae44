/// The columns that a stretch of series is weighed from and its weights are written to.
struct RidgeColumns {
    let members: Int
    /// The lengths of histories and the weights, member after member; correlations, pair after pair below the diagonal.
    let counts: UnsafeBufferPointer<Double>
    let pairs: UnsafeBufferPointer<Double>
    let weights: UnsafeMutableBufferPointer<Double>
    /// How many series a column has, and which of them are meant.
    let stride: Int
    let part: Range<Int>

    /// The shortest history of the stretch.
    var least: Double {
        var least = Double.infinity
        for member in 0..<members {
            for index in part {
                let count = counts[member * stride + index]
                least = count < least ? count : least
            }
        }
        return least
    }

    func pair(_ row: Int, _ column: Int) -> Lanes.Column {
        let start = (row * (row - 1) / 2 + column) * stride
        return .init(rebasing: pairs[start + part.lowerBound..<start + part.upperBound])
    }

    func weight(_ member: Int) -> Lanes.Cells {
        .init(rebasing: weights[member * stride + part.lowerBound..<member * stride + part.upperBound])
    }
}

/// Ridge weights of a few dozen series side by side, by the arithmetic of `RidgeSystem`, to the bit.
///
/// All members of all series take part, and the matrices are known to be those of correlations.
struct RidgeStretch: Sendable {
    static let room = CorrelationScratch.room
    let members: Int
    // By cell of the lower triangle, then series: Cholesky's factor, its diagonal as reciprocals. Then by member.
    private var cells: [Double]

    init(members: Int) {
        self.members = members
        cells = [Double](repeating: 0, count: (members * (members + 1) / 2 + members + 1) * Self.room)
    }

    /// Writes the weights; false, and what was written means nothing, when a system cannot be solved this way.
    mutating func solve(
        _ columns: RidgeColumns, strengths: UnsafeBufferPointer<Double>, rule: RidgeWeighting
    ) -> Bool {
        let members = members
        return cells.withUnsafeMutableBufferPointer { cells in
            let work = RidgeWork(members: members, cells: cells, columns: columns)
            guard work.factorise(adding: rule.lambda) else { return false }
            work.substitute(strengths)
            return work.normalise(least: rule.minimumRawWeight)
        }
    }
}

/// The decomposition of a stretch of matrices and its use, over borrowed memory.
private struct RidgeWork {
    let members: Int
    let cells: UnsafeMutableBufferPointer<Double>
    let columns: RidgeColumns

    /// A cell of the factor, by series.
    private func factor(_ row: Int, _ column: Int) -> Lanes.Cells { at(row * (row + 1) / 2 + column) }
    private func step(_ member: Int) -> Lanes.Cells { at(members * (members + 1) / 2 + member) }
    private func at(_ cell: Int) -> Lanes.Cells {
        let start = cell * RidgeStretch.room
        return .init(rebasing: cells[start..<start + columns.part.count])
    }

    /// Cholesky's factor of S + lambda I; false when a matrix has none.
    func factorise(adding lambda: Double) -> Bool {
        var isDefinite = true
        for column in 0..<members {
            let pivot = factor(column, column)
            pivot.update(repeating: 1 + lambda)
            for k in 0..<column { Lanes.subtract(pivot, factor(column, k), factor(column, k)) }
            isDefinite = Lanes.reciprocalRoot(pivot, least: 1e-12) && isDefinite
            for row in column + 1..<Swift.max(members, column + 1) {
                let entry = factor(row, column)
                _ = entry.update(fromContentsOf: columns.pair(row, column))
                for k in 0..<column { Lanes.subtract(entry, factor(row, k), factor(column, k)) }
                Lanes.scale(entry, by: pivot)
            }
        }
        return isDefinite
    }

    /// Forward and back substitution of the strengths into the weights.
    func substitute(_ strengths: UnsafeBufferPointer<Double>) {
        for row in 0..<members {
            step(row).update(repeating: strengths[row])
            for k in 0..<row { Lanes.subtract(step(row), factor(row, k), step(k)) }
            Lanes.scale(step(row), by: factor(row, row))
        }
        for row in stride(from: members - 1, through: 0, by: -1) {
            for k in row + 1..<Swift.max(members, row + 1) {
                Lanes.subtract(step(row), factor(k, row), columns.weight(k))
            }
            Lanes.scale(step(row), by: factor(row, row))
            _ = columns.weight(row).update(fromContentsOf: step(row))
        }
    }

    /// Clips raw weights, drops the small ones and scales the rest to sum 1; false when nothing is left of one.
    func normalise(least: Double) -> Bool {
        let sum = step(members)
        sum.update(repeating: 0)
        for member in 0..<members { Lanes.keep(columns.weight(member), least: least, addingTo: sum) }
        var flawed = 0
        for index in 0..<sum.count { flawed |= sum[index] > 0 && sum[index] < .infinity ? 0 : 1 }
        for member in 0..<members { Lanes.divide(columns.weight(member), by: sum) }
        return flawed == 0
    }
}

extension Lanes {
    static func subtract(_ value: Cells, _ one: Cells, _ two: Cells) {
        for index in 0..<value.count { value[index] -= one[index] * two[index] }
    }

    static func scale(_ value: Cells, by factor: Cells) {
        for index in 0..<value.count { value[index] *= factor[index] }
    }

    static func divide(_ value: Cells, by divisor: Cells) {
        for index in 0..<value.count { value[index] /= divisor[index] }
    }

    /// Replaces pivots by one over their root; false when one is not above `least`.
    static func reciprocalRoot(_ pivot: Cells, least: Double) -> Bool {
        var flawed = 0
        for index in 0..<pivot.count {
            flawed |= pivot[index] > least ? 0 : 1
            pivot[index] = 1 / pivot[index].squareRoot()
        }
        return flawed == 0
    }

    /// Makes weights zero that are negative or small, and adds up the rest.
    static func keep(_ weight: Cells, least: Double, addingTo sum: Cells) {
        for index in 0..<weight.count {
            let raised = weight[index] > 0 ? weight[index] : 0
            let kept = raised >= least ? raised : 0
            weight[index] = kept
            sum[index] += kept
        }
    }
}
