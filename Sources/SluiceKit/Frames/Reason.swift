/// Why a decision was blocked, a target reduced or an order refused: a word with the unit of what was observed.
///
/// A stage declares its reasons as constants and hands them over with two numbers; text is made only when
/// someone reads it, so a cycle that blocks everything allocates nothing.
@frozen
public struct Reason: Hashable, @unchecked Sendable {
    /// What the two numbers of a reason are.
    @frozen
    public enum Unit: UInt8, Sendable {
        case none
        case basisPoints
        case percent
        case milliseconds
        case bars
        case number
    }

    /// Where the letters of the word begin: it is a constant of the program, which nothing moves.
    @usableFromInline package let letters: UnsafePointer<UInt8>
    @usableFromInline let length: UInt16
    /// The unit of what was observed and of its limit.
    public let unit: Unit

    /// Declares a reason; its word has less than 65,536 letters.
    @inlinable
    public init(_ name: StaticString, unit: Unit = .none) {
        (letters, length, self.unit) = (name.utf8Start, UInt16(name.utf8CodeUnitCount), unit)
    }

    /// No reason.
    @inlinable public static var none: Reason { Reason("") }

    /// Whether there is one.
    public var isNone: Bool { length == 0 }

    /// The word in records and on the terminal, in snake case.
    public var name: String { String(decoding: word, as: UTF8.self) }

    /// Compares the words.
    @inlinable
    public static func == (lhs: Reason, rhs: Reason) -> Bool {
        guard lhs.length == rhs.length else { return false }
        return lhs.letters == rhs.letters || lhs.isSpelled(as: rhs)
    }

    /// Whether two words have the same letters, which need not lie in one place.
    @usableFromInline
    func isSpelled(as other: Reason) -> Bool { word.elementsEqual(other.word) }

    /// Hashes the word.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(word)) }

    /// Its letters; as a text they would be copied.
    var word: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: letters, count: Int(length))
    }
}

/// A reason with what was observed and the limit it broke.
@frozen
public struct Cause: Hashable, Sendable {
    /// The reason.
    public let reason: Reason
    /// The stage that gave it: its number in the pipeline; -1 for the engine itself.
    public let stage: Int32
    /// What was observed, in the reason's unit; NaN when nothing could be.
    public let observed: Double
    /// The limit, in the reason's unit; NaN when there is none.
    public let limit: Double

    /// Creates a cause.
    @inlinable
    public init(_ reason: Reason, observed: Double = .nan, limit: Double = .nan, stage: Int32 = -1) {
        (self.reason, self.observed, self.limit, self.stage) = (reason, observed, limit, stage)
    }

    /// No cause.
    @inlinable public static var none: Cause { Cause(.none) }

    /// Whether it lies in memory as `CauseRecord` says, which lets loops in C see it.
    package static let isRecord =
        MemoryLayout<Cause>.stride == 32 && MemoryLayout<Cause>.offset(of: \.stage) == 12
        && MemoryLayout<Cause>.offset(of: \.observed) == 16 && MemoryLayout<Cause>.offset(of: \.limit) == 24
}

/// A cause for each instrument.
public final class CauseColumn: @unchecked Sendable {
    @usableFromInline let storage: UnsafeMutableBufferPointer<Cause>
    /// Whether one was given since the column was cleared, or took those of another.
    @usableFromInline package private(set) var isGiven = false

    /// Allocates a column without causes.
    public init(count: Int) {
        storage = .allocate(capacity: max(count, 1))
        storage.initialize(repeating: .none)
    }

    deinit { storage.deallocate() }

    /// The first cause; the others lie behind it.
    @inlinable package var base: UnsafePointer<Cause> {
        UnsafePointer(storage.baseAddress.unsafelyUnwrapped)
    }

    /// The cause of one instrument.
    @inlinable
    public subscript(_ index: Int) -> Cause {
        get { storage[index] }
        set {
            storage[index] = newValue
            isGiven = true
        }
    }

    /// Lends all causes to who writes each of them.
    package func giveAll() -> UnsafeMutablePointer<Cause> {
        isGiven = true
        return storage.baseAddress.unsafelyUnwrapped
    }

    /// Removes every cause.
    public func clear() {
        storage.update(repeating: .none)
        isGiven = false
    }

    /// Takes neighbouring causes of a longer column.
    package func take(_ longer: CauseColumn, from place: Int, count: Int) {
        isGiven = false
        guard let own = storage.baseAddress, let other = longer.storage.baseAddress else { return }
        guard count != 1 else {
            own[0] = other[place]
            return
        }
        own.update(from: other + place, count: count)
    }

    /// Takes the causes of another column of the same length.
    public func copy(_ other: CauseColumn) {
        _ = storage.update(fromContentsOf: other.storage)
        isGiven = false
    }
}
