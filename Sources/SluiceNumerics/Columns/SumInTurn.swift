internal import CColumns

/// A sum of numbers that come one by one or many at once: four sums that take them in turn, so that none of them waits for
/// the number right before.
///
/// It is the same to the bit in whatever pieces the numbers come.
public struct SumInTurn: Sendable {
    /// The one that takes the next number comes first.
    private var sums = (0.0, 0.0, 0.0, 0.0)

    /// Creates the sum of nothing.
    public init() {}

    /// The sum of all numbers; not finite where one of them was not.
    public var value: Double { (sums.0 + sums.1) + (sums.2 + sums.3) }

    /// Adds a number.
    public mutating func add(_ number: Double) { sums = (sums.1, sums.2, sums.3, sums.0 + number) }

    /// Adds many, one after the other.
    public mutating func add(_ numbers: UnsafePointer<Double>, _ count: Int) {
        withUnsafeMutablePointer(to: &sums) {
            $0.withMemoryRebound(to: Double.self, capacity: 4) {
                ccolumns_add_in_turn(Int64(count), numbers, $0)
            }
        }
    }
}
