/// Values that lie a step apart, one for each cycle.
enum Strided {
    /// Spreads values that lie beside each other.
    @inline(__always)
    static func copy<Value: BitwiseCopyable>(
        _ from: UnsafePointer<Value>, _ count: Int, to first: UnsafeMutablePointer<Value>, _ step: Int
    ) {
        guard step > 1 else { return first.update(from: from, count: count) }
        fill(count, first, step) { from[$0] }
    }

    /// Sets all of them to one value.
    @inline(__always)
    static func fill<Value: BitwiseCopyable>(
        _ value: Value, _ count: Int, _ first: UnsafeMutablePointer<Value>, _ step: Int
    ) {
        guard step > 1 else { return first.update(repeating: value, count: count) }
        fill(count, first, step) { _ in value }
    }

    /// Four in a round: the loop itself would cost as much as what it does.
    @inline(__always)
    private static func fill<Value: BitwiseCopyable>(
        _ count: Int, _ first: UnsafeMutablePointer<Value>, _ step: Int, _ value: (Int) -> Value
    ) {
        var (to, row) = (first, 0)
        while row &+ 4 <= count {
            to[0] = value(row)
            to[step] = value(row &+ 1)
            to[2 &* step] = value(row &+ 2)
            to[3 &* step] = value(row &+ 3)
            to += 4 &* step
            row &+= 4
        }
        while row < count {
            to[0] = value(row)
            to += step
            row &+= 1
        }
    }
}
