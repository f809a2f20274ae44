/// One bar as a file's line gives it; NaN is absent.
struct BarRecord {
    /// When it ended, in nanoseconds since 1970.
    var end: Int64 = .max
    /// The instrument, by its number in the universe.
    var instrument = 0
    /// The line it stood on, from 1.
    var line = 0
    var open = Double.nan
    var high = Double.nan
    var low = Double.nan
    var close = Double.nan
    var volume = Double.nan
    var bid = Double.nan
    var ask = Double.nan
    var bidSize = Double.nan
    var askSize = Double.nan
}
