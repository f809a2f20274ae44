import Glibc

/// The blend of one horizon from everything that was ever forecast, straight from its definition.
struct BlendByDefinition {
    var history = 20
    var start = 5
    var lambda = 0.15
    var temperature = 1.0
    var coefficients: [Double]
    /// Instruments that share their weights.
    var groups: [[Int]]
    /// What forecasts are multiplied by before they are correlated, by cycle, member and instrument.
    var scales: [[[Double]]]?

    /// The alphas of the last cycle, by instrument; `past` is by cycle, member and instrument.
    func alphas(_ past: [[[Double]]]) -> [Double] {
        guard let newest = past.last else { return [] }
        var alphas = newest[0].map { _ in Double.nan }
        for group in groups {
            let weights = weights(steps(past, group))
            for index in group {
                var (sum, total) = (0.0, 0.0)
                for (member, weight) in weights.enumerated() where !newest[member][index].isNaN {
                    sum += weight * newest[member][index]
                    total += weight
                }
                alphas[index] = total > 0 ? sum / total : .nan
            }
        }
        return alphas
    }

    /// The last cross-sections of some instruments in which anyone said anything, by step, member and instrument.
    private func steps(_ past: [[[Double]]], _ group: [Int]) -> [[[Double]]] {
        let scaled = past.enumerated().map { cycle, members in
            members.enumerated().map { member, values in
                group.map { values[$0] * (scales?[cycle][member][$0] ?? 1) }
            }
        }
        return Array(scaled.filter { step in step.contains { $0.contains { !$0.isNaN } } }.suffix(history))
    }

    private func weights(_ steps: [[[Double]]]) -> [Double] {
        let members = coefficients.count
        let counts = (0..<members).map { member in
            steps.count { $0[member].contains { !$0.isNaN } }
        }
        let ready = (0..<members).filter { counts[$0] >= start }
        guard !ready.isEmpty else { return coefficients.map { _ in 1 / Double(members) } }
        let raw = ready.map { one in ready.map { one == $0 ? 1 : correlation(steps, one, $0) } }
        let matrix = shrunk(raw).enumerated().map { row, values in
            values.enumerated().map { row == $0 ? 1 + lambda : $1 }
        }
        var solved = solve(matrix, ready.map { max(coefficients[$0], 0.01) }).map { max($0, 0) }
        let sum = solved.reduce(0, +)
        solved = solved.map { pow($0 / sum, temperature) }
        let total = solved.reduce(0, +)
        var weights = coefficients.map { _ in 1 / Double(members) }
        for (place, member) in ready.enumerated() {
            weights[member] = solved[place] / total * Double(ready.count) / Double(members)
        }
        return weights
    }

    private func correlation(_ steps: [[[Double]]], _ one: Int, _ other: Int) -> Double {
        let pairs = steps.flatMap { Array(zip($0[one], $0[other])) }.filter { !$0.isNaN && !$1.isNaN }
        guard pairs.count >= 3 else { return 0 }
        let count = Double(pairs.count)
        let means = pairs.reduce((0, 0)) { ($0.0 + $1.0 / count, $0.1 + $1.1 / count) }
        var (squareX, squareY, product) = (0.0, 0.0, 0.0)
        for (x, y) in pairs {
            squareX += (x - means.0) * (x - means.0)
            squareY += (y - means.1) * (y - means.1)
            product += (x - means.0) * (y - means.1)
        }
        return squareX > 0 && squareY > 0 ? product / (squareX * squareY).squareRoot() : 0
    }

    /// The matrix with its correlations made smaller until no three of them contradict each other.
    private func shrunk(_ matrix: [[Double]]) -> [[Double]] {
        var (possible, impossible) = (0.0, 1.0)
        if isDefinite(matrix, 1) { return matrix }
        for _ in 0..<40 {
            let middle = (possible + impossible) / 2
            if isDefinite(matrix, middle) { possible = middle } else { impossible = middle }
        }
        return matrix.map { $0.map { $0 * possible } }
    }

    private func isDefinite(_ matrix: [[Double]], _ factor: Double) -> Bool {
        var rows = matrix.enumerated().map { row, values in
            values.enumerated().map { row == $0 ? 1 + 1e-10 : factor * $1 }
        }
        for pivot in rows.indices {
            guard rows[pivot][pivot] > 0 else { return false }
            for row in rows.indices where row > pivot {
                let part = rows[row][pivot] / rows[pivot][pivot]
                for column in rows.indices { rows[row][column] -= part * rows[pivot][column] }
            }
        }
        return true
    }

    /// Gauss without pivoting, which a matrix like this does not need.
    private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (rows, right) = (matrix, right)
        for pivot in rows.indices {
            for row in rows.indices where row > pivot {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                for column in rows.indices { rows[row][column] -= factor * rows[pivot][column] }
                right[row] -= factor * right[pivot]
            }
        }
        for row in rows.indices.reversed() {
            for column in rows.indices where column > row { right[row] -= rows[row][column] * right[column] }
            right[row] /= rows[row][row]
        }
        return right
    }
}
