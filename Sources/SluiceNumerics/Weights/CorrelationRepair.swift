/// Brings a matrix of pairwise correlations back to one that a set of series can have.
///
/// Correlations that were taken over different stretches of time may contradict each other, and the matrix then has a
/// negative eigenvalue. Every correlation is multiplied by the largest factor that heals it.
///
/// Source: shrinking toward the identity (Higham, Strabic, Sego 2016). Worked number: 0.9, 0.9 and -0.9 among three
/// have the eigenvalue -0.8, and become 0.5, 0.5 and -0.5.
public struct CorrelationRepair: Sendable {
    private var factor: [Double]
    // Room for one full matrix, lent to whoever has to heal one of many.
    private var matrix: [Double]

    /// Refuses a capacity outside 1 to 1,024 members.
    public init(capacity: Int = 32) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...1024)
        factor = [Double](repeating: 0, count: capacity * capacity)
        matrix = factor
    }

    mutating func takeMatrix() -> [Double] {
        var lent: [Double] = []
        swap(&lent, &matrix)
        return lent
    }

    mutating func putBack(_ matrix: [Double]) { self.matrix = matrix }

    /// Heals a full matrix in place and returns the factor: 1 when it needed nothing.
    ///
    /// The matrix is symmetric with a unit diagonal. Cost: one decomposition when it is whole, forty when it is not.
    @discardableResult
    public mutating func heal(_ matrix: inout MutableSpan<Double>, members: Int) -> Double {
        precondition(matrix.count == members * members && matrix.count <= factor.count)
        if isDefinite(matrix, members: members, factor: 1) { return 1 }
        var (possible, impossible) = (0.0, 1.0)
        for _ in 0..<40 {
            let middle = (possible + impossible) / 2
            if isDefinite(matrix, members: members, factor: middle) {
                possible = middle
            } else {
                impossible = middle
            }
        }
        for row in 0..<members {
            for column in 0..<members where column != row { matrix[row * members + column] *= possible }
        }
        return possible
    }

    /// Whether the matrix with its correlations multiplied by `scale` has no eigenvalue below zero but for rounding.
    private mutating func isDefinite(
        _ matrix: borrowing MutableSpan<Double>, members: Int, factor scale: Double
    ) -> Bool {
        for column in 0..<members {
            var pivot = 1 + 1e-10
            for k in 0..<column { pivot -= factor[column * members + k] * factor[column * members + k] }
            guard pivot > 0 else { return false }
            let root = pivot.squareRoot()
            for row in (column + 1)..<Swift.max(column + 1, members) {
                var value = matrix[row * members + column] * scale
                for k in 0..<column { value -= factor[row * members + k] * factor[column * members + k] }
                factor[row * members + column] = value / root
            }
        }
        return true
    }
}
