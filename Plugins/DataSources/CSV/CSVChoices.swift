import SluiceKit

/// How a file says which instrument a line is about.
enum CSVLayout: String, SettingChoice {
    /// `long` for a file that has a symbol column, `per_symbol` for others.
    case auto
    /// A column holds the symbol.
    case long
    /// The file's name without its endings is the symbol.
    case perSymbol = "per_symbol"
}

/// Which end of a bar its time names.
enum BarStamp: String, SettingChoice {
    case start
    case end
}

/// How a time is written.
enum TimeFormat: String, SettingChoice {
    /// A number is epoch time in the unit its size tells, anything else ISO 8601.
    case auto
    case iso8601
    case seconds = "epoch_s"
    case milliseconds = "epoch_ms"
    case microseconds = "epoch_us"
    case nanoseconds = "epoch_ns"
}

/// Whether prices follow the adjusted close.
enum PriceAdjustment: String, SettingChoice {
    /// They do when the file has such a column.
    case auto
    case yes = "true"
    case no = "false"
}

/// Where quotes come from.
enum QuoteOrigin: String, SettingChoice {
    /// From bid and ask columns.
    case columns
    /// Made around the close.
    case close
}
