public import SluiceMarket

/// A moment for each instrument, in the universe's order; `Timestamp.distantPast` means absent.
public final class TimeColumn: @unchecked Sendable {
    @usableFromInline let storage: UnsafeMutableBufferPointer<Timestamp>

    /// Allocates absent moments.
    public init(count: Int) {
        storage = .allocate(capacity: max(count, 1))
        storage.initialize(repeating: .distantPast)
    }

    deinit { storage.deallocate() }

    /// The moment of one instrument.
    @inlinable
    public subscript(_ index: Int) -> Timestamp {
        get { storage[index] }
        set { storage[index] = newValue }
    }

    /// Where the moment of the first instrument lies.
    package var base: UnsafeMutablePointer<Timestamp> { storage.baseAddress.unsafelyUnwrapped }

    /// Takes neighbouring moments of a longer column.
    package func take(_ longer: TimeColumn, from place: Int, count: Int) {
        guard count != 1 else {
            base[0] = longer.base[place]
            return
        }
        base.update(from: longer.base + place, count: count)
    }

    /// Takes the moments of another column of the same length.
    public func copy(_ other: TimeColumn) { _ = storage.update(fromContentsOf: other.storage) }
}
