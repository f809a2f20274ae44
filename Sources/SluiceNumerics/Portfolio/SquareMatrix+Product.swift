extension SquareMatrix {
    private typealias Lane = SIMD4<Double>

    /// Writes the product of the symmetric matrix of the first `count` rows and columns with x.
    ///
    /// Only the lower triangle is read, each element once for both of its places, two rows at a time: half the memory
    /// of a product by rows, which is what a large one waits for. The sums are added up in another order than there.
    func product(
        _ x: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        result.update(repeating: 0, count: count)
        for first in Swift.stride(from: 0, to: count - 1, by: 2) { addRows(first, x, result) }
        guard count & 1 == 1 else { return }
        let (line, own) = (row(count - 1), x[count - 1])
        result[count - 1] += dotProduct(line, x, count)
        for column in 0..<count - 1 { result[column] += line[column] * own }
    }

    /// Adds what two neighbouring rows give to theirs and to the elements before.
    private func addRows(
        _ first: Int, _ x: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>
    ) {
        let (a, b) = (row(first), row(first + 1))
        let (one, two) = (x[first], x[first + 1])
        var (left, right) = (Lane.zero, Lane.zero)
        var column = 0
        while column + 4 <= first {
            let from = UnsafeRawPointer(a + column).loadUnaligned(as: Lane.self)
            let next = UnsafeRawPointer(b + column).loadUnaligned(as: Lane.self)
            let values = UnsafeRawPointer(x + column).loadUnaligned(as: Lane.self)
            left += from * values
            right += next * values
            let place = UnsafeMutableRawPointer(result + column)
            let sum = place.loadUnaligned(as: Lane.self) + (from * one + next * two)
            place.storeBytes(of: sum, as: Lane.self)
            column += 4
        }
        var (upper, lower) = (left.sum(), right.sum())
        while column < first {
            upper += a[column] * x[column]
            lower += b[column] * x[column]
            result[column] += a[column] * one + b[column] * two
            column += 1
        }
        result[first] += upper + a[first] * one + b[first] * two
        result[first + 1] += lower + b[first] * one + b[first + 1] * two
    }
}
