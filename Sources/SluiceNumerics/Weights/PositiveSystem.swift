/// Solves (A + shift I) x = b for symmetric matrices again and again without allocating.
///
/// By Cholesky's decomposition, about n^3 / 6 multiplications. Worked number: A = (4, 2; 2, 3), b = (8, 7) and no shift
/// give 1.25 and 1.5.
public struct PositiveSystem: Sendable {
    /// The most unknowns a system may have.
    public let capacity: Int
    private var factor: [Double]

    /// Refuses a capacity outside 1 to 4,096 unknowns.
    public init(capacity: Int) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...4_096)
        self.capacity = capacity
        factor = [Double](repeating: 0, count: capacity * capacity)
    }

    /// Writes x into `unknowns`, which holds b before; false, and b as it was, when A + shift I is not positive definite.
    ///
    /// `matrix` is the full matrix, row by row, of which the lower triangle is read; a number that is not finite makes
    /// it one that is refused. More unknowns than the capacity is a programming error.
    public mutating func solve(
        _ matrix: Span<Double>, shift: Double = 0, into unknowns: inout MutableSpan<Double>
    ) -> Bool {
        let count = unknowns.count
        precondition(count <= capacity && matrix.count == count * count)
        guard factorise(matrix, shift: shift, count: count) else { return false }
        for row in 0..<count {
            var value = unknowns[row]
            for k in 0..<row { value -= factor[row * count + k] * unknowns[k] }
            unknowns[row] = value / factor[row * count + row]
        }
        for row in stride(from: count - 1, through: 0, by: -1) {
            var value = unknowns[row]
            for k in (row + 1)..<Swift.max(row + 1, count) { value -= factor[k * count + row] * unknowns[k] }
            unknowns[row] = value / factor[row * count + row]
        }
        return true
    }

    private mutating func factorise(_ matrix: Span<Double>, shift: Double, count: Int) -> Bool {
        for column in 0..<count {
            let diagonal = matrix[column * count + column] + shift
            var pivot = diagonal
            for k in 0..<column { pivot -= factor[column * count + k] * factor[column * count + k] }
            // What rounding leaves of a singular matrix is no pivot.
            guard pivot > 1e-13 * diagonal.magnitude, pivot.isFinite else { return false }
            let root = pivot.squareRoot()
            factor[column * count + column] = root
            for row in (column + 1)..<Swift.max(column + 1, count) {
                var value = matrix[row * count + column]
                for k in 0..<column { value -= factor[row * count + k] * factor[column * count + k] }
                factor[row * count + column] = value / root
            }
        }
        return true
    }
}
