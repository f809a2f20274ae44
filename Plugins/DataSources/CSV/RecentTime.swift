/// The text of the last time that was read, because the lines of many instruments repeat it.
struct RecentTime {
    /// What the text came to.
    private(set) var end = BarClock.malformed
    /// How many bytes it has; before the first one, it is the empty text before a line feed.
    private(set) var count = 0
    /// Its last eight bytes with the byte that ends the field: times that follow one another differ here.
    private var tail: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    private var middle: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    private var head: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    private var tailPlace = 0
    private var middlePlace = 0

    /// Whether a field is that text.
    @inline(__always)
    func isAgain(_ field: UnsafePointer<UInt8>) -> Bool {
        Self.word(field + tailPlace) == tail && Self.word(field + middlePlace) == middle
            && Self.word(field) == head
    }

    /// Keeps a text of 7 to 23 bytes, such that three words hold it; of any other the one before stays.
    @inline(__always)
    mutating func keep(_ end: Int64, _ field: UnsafePointer<UInt8>, count: Int) {
        guard count &- 7 >= 0, count < 24 else { return }
        (self.end, self.count) = (end, count)
        (tailPlace, middlePlace) = (count &- 7, min(8, count &- 7))
        (head, middle, tail) = (
            Self.word(field), Self.word(field + middlePlace), Self.word(field + tailPlace)
        )
    }

    @inline(__always)
    private static func word(_ text: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
    }
}
