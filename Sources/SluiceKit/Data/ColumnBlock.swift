import Glibc

/// Columns of eight-byte values in one mapping of memory, each at an address that is a multiple of 64.
///
/// What was never written takes no memory.
final class ColumnBlock {
    let columns: Int
    /// How many values a column has room for.
    private(set) var capacity: Int
    /// How far the beginnings of two columns are apart, in values.
    private(set) var stride: Int
    private(set) var base: UnsafeMutableRawPointer

    /// Maps room for so many values a column; nil where the system does not give it.
    init?(columns: Int, rows: Int) {
        (self.columns, capacity, stride) = (columns, max(rows, 1), Self.stride(max(rows, 1)))
        guard let base = Self.map(columns, stride) else { return nil }
        self.base = base
    }

    deinit { munmap(base, Self.bytes(columns, stride)) }

    /// The values of a column as numbers.
    @inline(__always)
    func numbers(_ column: Int) -> UnsafeMutablePointer<Double> {
        base.assumingMemoryBound(to: Double.self) + column * stride
    }

    /// Makes the numbers of some rows NaN; those of the first column, where it has other values, are written later.
    func clear(_ rows: Range<Int>) {
        for column in 0..<columns {
            (numbers(column) + rows.lowerBound).update(repeating: .nan, count: rows.count)
        }
    }

    /// Moves to a mapping with more room; each column gives back what it leaves before the next one moves.
    func grow(to rows: Int, keeping kept: Int) -> Bool {
        let stride = Self.stride(rows)
        guard rows > capacity, let larger = Self.map(columns, stride) else { return rows <= capacity }
        let page = Int(sysconf(CInt(_SC_PAGESIZE)))
        let start = Int(bitPattern: base)
        for column in 0..<columns {
            memcpy(larger + column * stride * 8, base + column * self.stride * 8, kept * 8)
            // Whole pages up to the next column, which itself begins within one.
            let first = (start + column * self.stride * 8 + page - 1) / page * page
            let last = (start + (column + 1) * self.stride * 8) / page * page
            if last > first {
                madvise(UnsafeMutableRawPointer(bitPattern: first), last - first, MADV_DONTNEED)
            }
        }
        munmap(base, Self.bytes(columns, self.stride))
        (base, self.stride, capacity) = (larger, stride, rows)
        return true
    }

    /// An odd number of lines of the cache: columns a power of two apart would all want the same lines.
    private static func stride(_ rows: Int) -> Int { ((rows + 7) / 8 | 1) * 8 }

    private static func bytes(_ columns: Int, _ stride: Int) -> Int { max(columns * stride * 8, 1) }

    private static func map(_ columns: Int, _ stride: Int) -> UnsafeMutableRawPointer? {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        let count = bytes(columns, stride)
        let start = mmap(nil, count, PROT_READ | PROT_WRITE, flags, -1, 0)
        guard let start, start != MAP_FAILED else { return nil }
        return start
    }
}
