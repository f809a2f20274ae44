/// A currency or token by its code: three to ten capital letters and digits, such as `USD` or `USDT`.
public struct Currency: Hashable, Sendable {
    /// Six bits a character from the top, so that the order of the numbers is that of the codes.
    private let packed: UInt64

    /// Reads a code; nil unless it is three to ten capital ASCII letters and digits.
    public init?(parsing code: some StringProtocol) {
        var packed: UInt64 = 0
        var shift: UInt64 = 64
        for byte in code.utf8 {
            guard shift >= 10 else { return nil }
            shift -= 6
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                packed |= UInt64(byte - 0x20) << shift
            default:
                return nil
            }
        }
        guard shift <= 64 - 3 * 6 else { return nil }
        self.packed = packed
    }

    private init(packed: UInt64) {
        self.packed = packed
    }

    /// The dollar of the United States.
    public static let usd = Currency(packed: 0x35 << 58 | 0x33 << 52 | 0x24 << 46)

    /// The code as one number.
    package var word: UInt64 { packed }

    /// Reads a code that was written as one number; nil when it is none.
    package init?(word: UInt64) {
        let currency = Currency(packed: word)
        guard let read = Currency(parsing: currency.code), read == currency else { return nil }
        self = currency
    }

    /// The code.
    public var code: String {
        var code = ""
        for shift in stride(from: UInt64(58), through: 4, by: -6) {
            let character = UInt8(truncatingIfNeeded: packed >> shift) & 0x3f
            guard character != 0 else { break }
            code.unicodeScalars.append(Unicode.Scalar(character + 0x20))
        }
        return code
    }
}

extension Currency: Comparable, CustomStringConvertible {
    /// Orders by code.
    public static func < (lhs: Currency, rhs: Currency) -> Bool { lhs.packed < rhs.packed }

    /// The code.
    public var description: String { code }
}
