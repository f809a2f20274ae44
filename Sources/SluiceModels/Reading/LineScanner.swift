import Glibc

/// Goes through a text of `key=value` lines, without copying it.
struct LineScanner {
    /// Bytes of a line, without what ends it.
    typealias Bytes = UnsafeBufferPointer<UInt8>

    private let bytes: Bytes
    private var next = 0
    /// The number of the line that was read last, from 1.
    private(set) var number = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    /// How many bytes all lines have.
    var count: Int { bytes.count }

    /// The next line; nil behind the last.
    mutating func line() -> Bytes? {
        guard next < bytes.count, let first = bytes.baseAddress else { return nil }
        let found = memchr(first + next, 0x0A, bytes.count - next).map {
            UnsafeRawPointer($0) - UnsafeRawPointer(first)
        }
        let (start, end) = (next, found ?? bytes.count)
        next = end + 1
        number += 1
        let isPair = end > start && bytes[end - 1] == 0x0D
        return Bytes(rebasing: bytes[start..<(isPair ? end - 1 : end)])
    }

    /// Where the line that was read last stands.
    var place: ModelError.Place { .line(number) }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes as text.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Whether these are the bytes of a word.
    func equals(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount
            && word.withUTF8Buffer { zip($0, self).allSatisfy { $0 == $1 } }
    }

    /// What stands before and behind the first equals sign; nil without one.
    var pair: (key: Self, value: Self)? {
        guard let equals = firstIndex(of: UInt8(ascii: "=")) else { return nil }
        return (Self(rebasing: self[..<equals]), Self(rebasing: self[(equals + 1)...]))
    }

    /// Calls with each word between blanks.
    func forEachWord<E: Error>(_ body: (Self) throws(E) -> Void) throws(E) {
        var index = 0
        while index < count {
            while index < count, self[index] == 0x20 { index += 1 }
            let start = index
            while index < count, self[index] != 0x20 { index += 1 }
            if index > start { try body(Self(rebasing: self[start..<index])) }
        }
    }
}
