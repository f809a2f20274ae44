/// What a matrix is before its eigenvalues are looked at.
enum CorrelationShape {
    /// Symmetric, with ones on its diagonal and nothing beyond one.
    case correlation
    /// Absent in part or of the wrong size, which excuses everything else.
    case unknown
    /// Whole, but not of correlations.
    case impossible

    private static let allowance = 1e-9

    /// Looks at the members whose strength is not NaN; `taking` says how many they are.
    init(
        of matrix: UnsafeBufferPointer<Double>, strengths: UnsafeBufferPointer<Double>, taking: Int
    ) {
        let count = strengths.count
        guard matrix.count == count * count, let first = matrix.baseAddress else {
            self = .unknown
            return
        }
        if taking == count, Self.isCorrelation(first, count) {
            self = .correlation
        } else {
            self = Self.look(matrix, strengths)
        }
    }

    private static func look(
        _ matrix: UnsafeBufferPointer<Double>, _ strengths: UnsafeBufferPointer<Double>
    ) -> CorrelationShape {
        let count = strengths.count
        var isPossible = true
        for row in 0..<count where !strengths[row].isNaN {
            for column in 0..<row where !strengths[column].isNaN {
                let (below, above) = (matrix[row * count + column], matrix[column * count + row])
                if below.isNaN || above.isNaN { return .unknown }
                isPossible =
                    isPossible && (below - above).magnitude <= allowance && below.magnitude <= 1 + allowance
            }
            let diagonal = matrix[row * count + row]
            if diagonal.isNaN { return .unknown }
            isPossible = isPossible && (diagonal - 1).magnitude <= allowance
        }
        return isPossible ? .correlation : .impossible
    }

    /// Whether all of a matrix passes, without a branch an element.
    ///
    /// The bits of magnitudes have the order of the magnitudes, NaN above all: one that is too large makes its
    /// difference from the limit negative.
    private static func isCorrelation(_ matrix: UnsafePointer<Double>, _ count: Int) -> Bool {
        typealias Bits = SIMD2<Int64>
        let (near, one) = (Bits(repeating: bits(allowance)), Bits(repeating: bits(1 + allowance)))
        var beyond = Bits.zero
        for row in 0..<count {
            let (line, across) = (matrix + row * count, matrix + row)
            beyond[0] |= near[0] &- bits(line[row] - 1)
            for column in stride(from: 0, to: row - 1, by: 2) {
                let below = SIMD2(line[column], line[column + 1])
                let above = SIMD2(across[column * count], across[(column + 1) * count])
                beyond |= (near &- bits(below - above)) | (one &- bits(below))
            }
            guard row & 1 == 1 else { continue }
            let (below, above) = (line[row - 1], across[(row - 1) * count])
            beyond[0] |= (near[0] &- bits(below - above)) | (one[0] &- bits(below))
        }
        return beyond[0] | beyond[1] >= 0
    }

    private static func bits(_ value: Double) -> Int64 { Int64(bitPattern: value.magnitude.bitPattern) }

    @inline(__always)
    private static func bits(_ pair: SIMD2<Double>) -> SIMD2<Int64> {
        unsafeBitCast(pair, to: SIMD2<Int64>.self) & SIMD2(repeating: .max)
    }
}
