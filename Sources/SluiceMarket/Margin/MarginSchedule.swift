/// Margin rates by the time of day, as data.
///
/// The first window that holds a second decides, and the usual rates where none does. Worked number: with the standard
/// windows 07:30 is before funding at 25% and 12.5%, 08:01 usual at 10% and 5%.
public struct MarginSchedule: Hashable, Sendable {
    /// What positions take of an account, as fractions of their value.
    public struct Rates: Hashable, Sendable {
        /// What opening takes.
        public let initial: Amount
        /// What keeping takes.
        public let maintenance: Amount

        /// All of a position's value, for opening and for keeping.
        public static let all = Rates(whole: Amount(1))

        private init(whole: Amount) { (initial, maintenance) = (whole, whole) }

        /// Creates rates; nil unless 0 <= maintenance <= initial.
        public init?(initial: Amount, maintenance: Amount) {
            guard !maintenance.isNegative, maintenance <= initial else { return nil }
            (self.initial, self.maintenance) = (initial, maintenance)
        }
    }

    /// Some hours of the day with rates of their own.
    public struct Window: Hashable, Sendable {
        /// What they are called.
        public let name: String
        /// The hours.
        public let hours: [ClockWindow]
        /// Their rates.
        public let rates: Rates

        /// Creates a window.
        public init(_ name: String, _ hours: [ClockWindow], _ rates: Rates) {
            (self.name, self.hours, self.rates) = (name, hours, rates)
        }
    }

    /// The windows, the first that holds a second deciding.
    public let windows: [Window]
    /// The rates at all other times.
    public let usual: Rates
    /// What the other times are called.
    public let usualName: String

    /// Creates a schedule.
    public init(usual: Rates, named usualName: String = "normal", windows: [Window] = []) {
        (self.usual, self.usualName, self.windows) = (usual, usualName, windows)
    }

    /// The place of the window that holds a second of the day; nil at all other times.
    public func window(atSecondOfDay second: Int) -> Int? {
        windows.firstIndex { $0.hours.contains { $0.contains(secondOfDay: second) } }
    }

    /// The rates at a second of the day.
    public func rates(atSecondOfDay second: Int) -> Rates {
        rates(of: window(atSecondOfDay: second))
    }

    /// The window with the highest maintenance rate of those that hold within a time from a second of the day on, so that
    /// one can reduce before it does; nil for the usual rates.
    public func strictestWindow(from second: Int, within ahead: Int) -> Int? {
        var strictest = window(atSecondOfDay: second)
        for window in windows {
            for hours in window.hours {
                strictest = stricter(strictest, at: hours.start, from: second, within: ahead)
                strictest = stricter(strictest, at: hours.end % 86_400, from: second, within: ahead)
            }
        }
        return strictest
    }

    private func stricter(_ window: Int?, at edge: Int, from second: Int, within ahead: Int) -> Int? {
        guard (edge - second + 86_400) % 86_400 <= ahead else { return window }
        let next = self.window(atSecondOfDay: edge)
        return rates(of: next).maintenance > rates(of: window).maintenance ? next : window
    }

    /// The rates of a window; the usual ones for nil.
    public func rates(of window: Int?) -> Rates { window.map { windows[$0].rates } ?? usual }
}
