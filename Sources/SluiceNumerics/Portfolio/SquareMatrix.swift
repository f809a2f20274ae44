/// A square matrix in one allocation, row after row; its size may be used in part.
///
/// Element (row, column) stands at row x stride + column. It is made once and reused, so that solving allocates
/// nothing. Indices are checked in debug builds.
public final class SquareMatrix: @unchecked Sendable {
    /// How many rows and columns there is room for: the distance from one row to the next.
    public let stride: Int
    /// The first element.
    public let base: UnsafeMutablePointer<Double>

    /// Allocates a matrix of zeros.
    public init(_ size: Int) {
        stride = size
        base = .allocate(capacity: Swift.max(size * size, 1))
        base.initialize(repeating: 0, count: Swift.max(size * size, 1))
    }

    deinit { base.deallocate() }

    /// One element.
    @inlinable
    public subscript(_ row: Int, _ column: Int) -> Double {
        get {
            assert(row >= 0 && row < stride && column >= 0 && column < stride, "an element of the matrix")
            return base[row * stride + column]
        }
        set {
            assert(row >= 0 && row < stride && column >= 0 && column < stride, "an element of the matrix")
            base[row * stride + column] = newValue
        }
    }

    /// The first element of a row.
    @inlinable
    public func row(_ row: Int) -> UnsafeMutablePointer<Double> {
        assert(row >= 0 && row <= stride, "a row of the matrix")
        return base + row * stride
    }

    /// Fills the upper triangle of the first rows and columns from the lower one.
    public func mirror(_ count: Int) {
        for row in 0..<count {
            for column in 0..<row { base[column * stride + row] = base[row * stride + column] }
        }
    }

    /// The quadratic form x' M x over the first `count` rows and columns.
    public func quadratic(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
        var sum = 0.0
        for index in 0..<count { sum += x[index] * dotProduct(row(index), x, count) }
        return sum
    }
}

/// The sum of products of two rows of numbers, in eight running sums.
///
/// Strict arithmetic forbids the compiler to split a sum, so it is split here.
@inlinable
func dotProduct(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ count: Int) -> Double {
    var (one, two) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var index = 0
    while index + 8 <= count {
        let (a, b) = (UnsafeRawPointer(left + index), UnsafeRawPointer(right + index))
        one += a.loadUnaligned(as: SIMD4<Double>.self) * b.loadUnaligned(as: SIMD4<Double>.self)
        two +=
            a.loadUnaligned(fromByteOffset: 32, as: SIMD4<Double>.self)
            * b.loadUnaligned(fromByteOffset: 32, as: SIMD4<Double>.self)
        index += 8
    }
    var sum = (one + two).sum()
    while index < count {
        sum += left[index] * right[index]
        index += 1
    }
    return sum
}
