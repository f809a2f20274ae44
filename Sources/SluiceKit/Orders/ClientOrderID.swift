/// The name of an order at a venue: 36 characters of `0-9`, `a-f` and `-`, in the form of a UUID.
///
/// It is made from what the order is, never from a process, a run or the wall clock, so that neither a restart nor a
/// cycle that is run again can send the same order under another name. The first 8 digits are the pipeline's on its
/// account, by which its orders are known at a venue even when everything else is lost.
@frozen
public struct ClientOrderID: Hashable, Sendable {
    /// The first 16 digits.
    public let high: UInt64
    /// The last 16 digits.
    public let low: UInt64

    /// Creates an id of its digits.
    @inlinable
    public init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    /// The digits that all ids of a pipeline on an account have in front.
    public var prefix: UInt32 { UInt32(truncatingIfNeeded: high >> 32) }
}

extension ClientOrderID: CustomStringConvertible, LosslessStringConvertible {
    private static let digits: StaticString = "0123456789abcdef"
    private static let length = 36

    /// The form in which a venue knows it.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.length) { characters in
            var place = 0
            for digit in 0..<32 {
                if Self.isDash(place) {
                    characters[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = digit < 16 ? high : low
                let value = word >> UInt64(60 - digit % 16 * 4) & 15
                characters[place] = Self.digits.utf8Start[Int(value)]
                place += 1
            }
            return Self.length
        }
    }

    /// Reads the form that `description` writes; nil for any other text.
    public init?(_ description: String) {
        var words: (UInt64, UInt64) = (0, 0)
        var place = 0
        for character in description.utf8 {
            defer { place += 1 }
            if Self.isDash(place) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            let value: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = character - UInt8(ascii: "a") + 10
            default: return nil
            }
            words = (words.0 << 4 | words.1 >> 60, words.1 << 4 | UInt64(value))
        }
        guard place == Self.length else { return nil }
        self.init(high: words.0, low: words.1)
    }

    private static func isDash(_ place: Int) -> Bool {
        place == 8 || place == 13 || place == 18 || place == 23
    }
}
