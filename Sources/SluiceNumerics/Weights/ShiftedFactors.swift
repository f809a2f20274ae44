/// Cholesky's factors of S + a I and S + b I, taken at once in the two lanes of a vector.
///
/// The two differ in the shift of the diagonal alone, so one walk does both. Each lane does the steps of a plain
/// decomposition in their order, so its bits are those of a decomposition by itself; rows are taken four at a time,
/// so that a subtraction need not wait for the one before. The right-hand side goes along as a last row and becomes
/// the solution y of L y = b.
///
/// Cost: n^3 / 6 products for both; no allocation. Source: Golub and Van Loan, Matrix Computations, 4.2.
struct ShiftedFactors {
    typealias Pair = SIMD2<Double>

    /// How many pairs a system of so many rows needs.
    static func room(_ count: Int) -> Int { (count + taken) * (count + 1) }

    // So many rows are taken at a time; those behind the right-hand side are zero.
    private static let taken = 4

    /// Row after row below the diagonal, the diagonal as its reciprocal; then the right-hand side.
    let cells: UnsafeMutablePointer<Pair>
    let count: Int

    private var pivots: UnsafeMutablePointer<Pair> { cells + (count + Self.taken) * count }

    /// Takes a correlation matrix, its diagonal as 1 and the rest from the lower triangle, and the right-hand side.
    ///
    /// A member whose right-hand side is NaN is cut loose: its row is that of the identity.
    func fill(_ matrix: UnsafePointer<Double>, _ values: UnsafePointer<Double>) {
        for row in 0..<count {
            let (from, to) = (matrix + row * count, cells + row * count)
            let isCut = values[row].isNaN
            for column in 0..<row {
                to[column] = Pair(repeating: isCut || values[column].isNaN ? 0 : from[column])
            }
        }
        let right = cells + count * count
        for column in 0..<count { right[column] = Pair(repeating: values[column].isNaN ? 0 : values[column]) }
        (right + count).update(repeating: .zero, count: (Self.taken - 1) * count)
    }

    /// Factors what was filled in, both shifts at once; false for a lane with a pivot that is not above its least.
    ///
    /// It ends early when the first lane has no factor, and then nothing is said of the second.
    func factorise(adding shifts: Pair, least: Pair) -> (first: Bool, second: Bool) {
        let pivots = pivots
        pivots.update(repeating: 1 + shifts, count: count + Self.taken)
        var isSecondDefinite = true
        for column in 0..<count {
            let pivot = pivots[column]
            guard pivot[0] > least[0] else { return (false, false) }
            isSecondDefinite = isSecondDefinite && pivot[1] > least[1]
            let reciprocal = 1 / pivot.squareRoot()
            cells[column * count + column] = reciprocal
            for row in stride(from: column + 1, through: count, by: Self.taken) {
                take(row, column, reciprocal)
            }
        }
        return (true, isSecondDefinite)
    }

    /// The entries of one column in four rows, and what they take off the pivots of these rows.
    @inline(__always)
    private func take(_ row: Int, _ column: Int, _ reciprocal: Pair) {
        let own = cells + column * count
        let a = cells + row * count
        let (b, c, d) = (a + count, a + 2 * count, a + 3 * count)
        var (one, two, three, four) = (a[column], b[column], c[column], d[column])
        for k in 0..<column {
            let factor = own[k]
            one -= a[k] * factor
            two -= b[k] * factor
            three -= c[k] * factor
            four -= d[k] * factor
        }
        one *= reciprocal
        two *= reciprocal
        three *= reciprocal
        four *= reciprocal
        (a[column], b[column], c[column], d[column]) = (one, two, three, four)
        let pivot = pivots + row
        pivot[0] -= one * one
        pivot[1] -= two * two
        pivot[2] -= three * three
        pivot[3] -= four * four
    }

    /// Solves L' x = y by the factors of the second lane.
    func substitute(into weights: UnsafeMutableBufferPointer<Double>) {
        for row in stride(from: count - 1, through: 0, by: -1) {
            var value = cells[count * count + row][1]
            for k in (row + 1)..<Swift.max(row + 1, count) { value -= cells[k * count + row][1] * weights[k] }
            weights[row] = value * cells[row * count + row][1]
        }
    }
}
