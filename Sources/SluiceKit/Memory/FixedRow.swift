/// A row of values in memory that is taken once, such as one for each instrument.
///
/// It is read and written like an array, but nobody is asked who else has the memory, as an array must before each write:
/// whoever holds the row writes the same values. Indices are checked in debug builds.
public final class FixedRow<Element> {
    /// How many values there are.
    public let count: Int
    /// Where the values lie.
    @usableFromInline package let base: UnsafeMutablePointer<Element>

    /// Takes room for values that are all alike.
    @inlinable
    public init(repeating value: Element, count: Int) {
        self.count = count
        base = .allocate(capacity: Swift.max(count, 1))
        base.initialize(repeating: value, count: count)
    }

    @inlinable
    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    /// One value.
    @inlinable
    public subscript(_ index: Int) -> Element {
        get {
            assert(index >= 0 && index < count, "a row is read within its values")
            return base[index]
        }
        set {
            assert(index >= 0 && index < count, "a row is written within its values")
            base[index] = newValue
        }
    }
}

extension FixedRow: RandomAccessCollection {
    /// The place of the first value.
    @inlinable public var startIndex: Int { 0 }
    /// The place behind the last value.
    @inlinable public var endIndex: Int { count }
}
