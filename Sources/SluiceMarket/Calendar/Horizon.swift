/// How far ahead a forecast looks: minutes of trading or whole sessions, as it was written.
///
/// `60m` and `1h` last the same and are two horizons, since a horizon is also the name of a column.
@frozen
public struct Horizon: Hashable, Sendable {
    /// What a horizon is counted in.
    @frozen
    public enum Unit: Sendable, Hashable {
        /// Minutes during which the market is open.
        case minutes
        /// Sessions of its calendar.
        case sessions
    }

    @usableFromInline
    enum Letter: UInt8, Sendable {
        case minutes
        case hours
        case days
    }

    @usableFromInline
    let written: Int32
    @usableFromInline
    let letter: Letter

    /// Reads `5m`, `2h` or `20d`: a whole number above zero without leading zeros, of minutes, hours or sessions.
    ///
    /// Nil when the text is anything else or the number has more than six digits.
    public init?(parsing text: String) {
        guard let last = text.utf8.last else { return nil }
        switch last {
        case UInt8(ascii: "m"): letter = .minutes
        case UInt8(ascii: "h"): letter = .hours
        case UInt8(ascii: "d"): letter = .days
        default: return nil
        }
        let digits = text.utf8.dropLast()
        guard 1...6 ~= digits.count, digits.first != UInt8(ascii: "0") else { return nil }
        var count: Int32 = 0
        for byte in digits {
            guard let digit = byte.decimalDigit else { return nil }
            count = count * 10 + Int32(digit)
        }
        written = count
    }

    private init(written: Int32, letter: Letter) { (self.written, self.letter) = (written, letter) }

    /// One session: `1d`.
    public static let session = Horizon(written: 1, letter: .days)

    /// What it is counted in.
    @inlinable
    public var unit: Unit { letter == .days ? .sessions : .minutes }

    /// How many of ``unit``, at least 1; an hour counts as 60 minutes.
    @inlinable
    public var count: Int { Int(written) * (letter == .hours ? 60 : 1) }

    /// Its length in minutes of trading where a session has so many: 390 on XNYS, 1,440 on 24/7.
    @inlinable
    public func minutes(inSession sessionMinutes: Int) -> Int {
        Int(clamping: Int128(count) * (unit == .minutes ? 1 : Int128(sessionMinutes)))
    }
}

extension Horizon: Comparable {
    /// Orders by length where a session has 390 minutes, then by how it is written.
    public static func < (lhs: Horizon, rhs: Horizon) -> Bool {
        let left = lhs.minutes(inSession: 390)
        let right = rhs.minutes(inSession: 390)
        return left == right ? lhs.letter.rawValue < rhs.letter.rawValue : left < right
    }
}

extension Horizon: CustomStringConvertible {
    /// The horizon as it was written, such as `60m`.
    public var description: String {
        switch letter {
        case .minutes: "\(written)m"
        case .hours: "\(written)h"
        case .days: "\(written)d"
        }
    }
}
