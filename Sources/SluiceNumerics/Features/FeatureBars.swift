/// The bars and quotes of one cycle: a column of each number, by series, which the caller keeps alive.
///
/// NaN means absent. `fresh` is 1 where a bar is new, else the series has no new bar and its other numbers do not count.
public struct FeatureBars {
    /// A number of each series.
    public typealias Column = UnsafeBufferPointer<Double>

    /// First price.
    public var open: Column
    /// Highest price.
    public var high: Column
    /// Lowest price.
    public var low: Column
    /// Last price.
    public var close: Column
    /// Traded quantity.
    public var volume: Column
    /// Best price a buyer offers.
    public var bid: Column
    /// Best price a seller asks.
    public var ask: Column
    /// Quantity at the bid.
    public var bidSize: Column
    /// Quantity at the ask.
    public var askSize: Column
    /// 1 where the bar is new.
    public var fresh: Column

    /// Creates bars whose every column is the same, to be set one by one.
    public init(all column: Column) {
        (open, high, low, close, volume) = (column, column, column, column, column)
        (bid, ask, bidSize, askSize, fresh) = (column, column, column, column, column)
    }

    /// Whether each column has a number for each of so many series.
    func fit(_ series: Int) -> Bool {
        open.count == series && high.count == series && low.count == series && close.count == series
            && volume.count == series && bid.count == series && ask.count == series
            && bidSize.count == series && askSize.count == series && fresh.count == series
    }
}
