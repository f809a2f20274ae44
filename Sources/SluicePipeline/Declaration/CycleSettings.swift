import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// `cycle:` of a pipeline file: when the graph runs.
public struct CycleSettings: PluginSettings {
    /// What happens when a cycle is still running as the next one is due.
    public enum Overrun: String, SettingChoice {
        case skip
        case stop
    }

    @Setting(in: .milliseconds(100)...(.days(1)), help: "Time from one cycle to the next.")
    public var every: Span
    @Setting(help: "When the market trades.")
    public var calendar = CalendarName.alwaysOpen
    @Setting(
        in: .milliseconds(1)...(.hours(1)),
        help: "Longest a cycle may take before its orders are dropped; a simulated clock does not measure it."
    )
    public var deadline: Span?
    @Setting(
        help: "What a cycle that is due while another runs does: be skipped and counted, or stop the run.")
    public var overrun = Overrun.skip
    @Setting(
        in: .milliseconds(1)...(.days(7)),
        help: "Oldest price that an order may be sent on; left out, the time of one cycle.")
    public var maxAge: Span?
    @Setting(in: 2...1_000, help: "Returns over which volatility is measured.")
    public var volatilityBars = 20
    @Setting(in: 1...260, help: "Sessions over which the traded value a day is averaged.")
    public var tradedValueDays = 20

    /// Creates the settings with every default in place.
    public init() {}
}

/// A calendar, by the name in the file.
public enum CalendarName: String, SettingChoice {
    case alwaysOpen = "24/7"
    case newYork = "XNYS"

    /// The calendar.
    public var calendar: TradingCalendar {
        switch self {
        case .alwaysOpen: .alwaysOpen
        case .newYork: .newYork
        }
    }
}

/// `on_stop:` of a pipeline file: what a graceful stop leaves behind.
public struct StopSettings: PluginSettings {
    /// What happens to open orders.
    public enum Orders: String, SettingChoice {
        case cancel
        case keep
    }

    @Setting(help: "What happens to open orders.")
    public var orders = Orders.cancel
    @Setting(
        in: .milliseconds(10)...(.minutes(1)), help: "Longest that a stop waits for the cycle and for alerts."
    )
    public var deadline: Span = .milliseconds(500)
    @Setting(
        in: .milliseconds(10)...(.hours(1)),
        help: "Longest that a run which ended by itself waits for alerts.")
    public var alertDeadline: Span = .seconds(30)

    /// Creates the settings with every default in place.
    public init() {}
}
