import SluiceNumerics

/// Ridge weights by two plain decompositions, one after the other, as the definition reads.
struct PlainRidge {
    let rule: RidgeWeighting
    /// Whether inner products are summed in the order of the members, or backwards.
    var isForward = true

    func solve(
        _ matrix: [Double], _ strengths: [Double]
    ) -> (
        weights: [Double], outcome: RidgeWeighting.Outcome
    ) {
        let count = strengths.count
        let taking = strengths.count { !$0.isNaN }
        let equal = strengths.map { $0.isNaN ? 0 : 1 / Double(taking) }
        guard factor(matrix, strengths, adding: 1e-8, least: 0) != nil else {
            return ([Double](repeating: .nan, count: count), .notCorrelation)
        }
        guard let factor = factor(matrix, strengths, adding: rule.lambda, least: 1e-12) else {
            return (equal, .equal)
        }
        var solution = strengths.map { $0.isNaN ? 0 : $0 }
        for row in 0..<count {
            for k in order(0..<row) { solution[row] -= factor[row * count + k] * solution[k] }
            solution[row] *= factor[row * count + row]
        }
        for row in (0..<count).reversed() {
            for k in row + 1..<max(row + 1, count) { solution[row] -= factor[k * count + row] * solution[k] }
            solution[row] *= factor[row * count + row]
        }
        let kept = solution.map { $0 > 0 && $0 >= rule.minimumRawWeight ? $0 : 0 }
        let sum = kept.reduce(0, +)
        guard sum > 0, sum.isFinite else { return (equal, .equal) }
        return (kept.map { $0 / sum }, .solved)
    }

    private func factor(
        _ matrix: [Double], _ strengths: [Double], adding shift: Double, least: Double
    ) -> [Double]? {
        let count = strengths.count
        var factor = matrix
        for column in 0..<count {
            var pivot = 1 + shift
            for k in order(0..<column) { pivot -= factor[column * count + k] * factor[column * count + k] }
            guard pivot > least else { return nil }
            factor[column * count + column] = 1 / pivot.squareRoot()
            for row in column + 1..<max(column + 1, count) {
                let isCut = strengths[column].isNaN || strengths[row].isNaN
                var value = isCut ? 0 : matrix[row * count + column]
                for k in order(0..<column) {
                    value -= factor[row * count + k] * factor[column * count + k]
                }
                factor[row * count + column] = value * factor[column * count + column]
            }
        }
        return factor
    }

    private func order(_ range: Range<Int>) -> [Int] { isForward ? Array(range) : range.reversed() }
}
