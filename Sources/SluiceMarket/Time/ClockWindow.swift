/// A stretch of the day by a wall clock, from its start up to but not including its end: `09:30-16:00`.
///
/// A window whose start is later than its end goes over midnight: `22:00-06:00` holds 23:00 and 05:59. One that
/// ends where it starts is empty. `24:00` is the end of the day.
public struct ClockWindow: Hashable, Sendable {
    /// The second of the day at which it begins.
    public let start: Int
    /// The second of the day at which it has ended, up to 86,400.
    public let end: Int

    /// Creates a window; nil for seconds that no day has.
    public init?(start: Int, end: Int) {
        guard (0..<86_400).contains(start), (0...86_400).contains(end) else { return nil }
        (self.start, self.end) = (start, end)
    }

    /// The window that holds nothing.
    public static let empty = ClockWindow(validStart: 0, end: 0)

    private init(validStart start: Int, end: Int) { (self.start, self.end) = (start, end) }

    /// Reads `HH:MM-HH:MM`, with seconds where they are wanted: `09:30-09:30:15`.
    public init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Self.second(parts[0]), let end = Self.second(parts[1]) else {
            return nil
        }
        self.init(start: start, end: end)
    }

    /// Whether the window holds a second of the day.
    @inlinable
    public func contains(secondOfDay second: Int) -> Bool {
        start <= end ? start <= second && second < end : second >= start || second < end
    }

    /// The second of the day that a clock shows as `HH:MM` or `HH:MM:SS`; nil for any other text.
    public static func second(_ text: some StringProtocol) -> Int? {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2 || fields.count == 3 else { return nil }
        var second = 0
        for (place, field) in fields.enumerated() {
            let isDigits = field.utf8.count == 2 && field.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isDigits, let value = Int(field), value < (place == 0 ? 25 : 60) else { return nil }
            second = second * 60 + value
        }
        if fields.count == 2 { second *= 60 }
        return second <= 86_400 ? second : nil
    }
}

extension ClockWindow: CustomStringConvertible {
    /// The window as a file would write it.
    public var description: String { "\(Self.text(start))-\(Self.text(end))" }

    private static func text(_ second: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let minutes = "\(two(second / 3_600)):\(two(second / 60 % 60))"
        return second % 60 == 0 ? minutes : "\(minutes):\(two(second % 60))"
    }
}
