public import SluiceMarket

/// What is known of the market at one cycle: a bar, a quote and what follows from them, by instrument.
///
/// A bar covers the time since the cycle before and is seen at its end. An instrument without a new bar keeps
/// its last one, with its time, and is not fresh.
public final class MarketFrame: @unchecked Sendable {
    package let values: ColumnSet
    /// First price of the bar.
    public let open: Column
    /// Highest price of the bar.
    public let high: Column
    /// Lowest price of the bar.
    public let low: Column
    /// Last price of the bar.
    public let close: Column
    /// Traded quantity of the bar, in units of the instrument.
    public let volume: Column
    /// Best price a buyer offers.
    public let bid: Column
    /// Best price a seller asks.
    public let ask: Column
    /// Quantity at the bid.
    public let bidSize: Column
    /// Quantity at the ask.
    public let askSize: Column
    /// Standard deviation of the returns of one bar, a fraction; see `barMinutes` for its period.
    public let volatility: Column
    /// Mean traded value of a session, in the currency of the price.
    public let tradedValue: Column
    /// 1 where the bar ended after the cycle before, 0 where it is an older one or there is none.
    public let fresh: Column
    /// When the bar ended.
    public let barTime: TimeColumn
    /// When the quote was valid.
    public let quoteTime: TimeColumn
    /// What follows from bars and quotes by the name that a stage asked for; see `Stage.features`.
    public let features: FeatureFrame
    /// How many instruments there are.
    public let count: Int
    /// The length of a bar in minutes of trading: the period that `volatility` belongs to.
    public let barMinutes: Double

    /// Allocates an empty frame with the features of some names.
    public init(count: Int, barMinutes: Double, features names: [String] = []) {
        (self.count, self.barMinutes) = (count, barMinutes)
        values = ColumnSet(columns: 12, rows: count)
        (open, high, low, close, volume) = (values[0], values[1], values[2], values[3], values[4])
        (bid, ask, bidSize, askSize) = (values[5], values[6], values[7], values[8])
        (volatility, tradedValue, fresh) = (values[9], values[10], values[11])
        fresh.fill(0)
        features = FeatureFrame(names, instruments: count)
        barTime = TimeColumn(count: count)
        quoteTime = TimeColumn(count: count)
    }

    /// Whether an instrument has a bar that ended after the cycle before.
    @inlinable
    public func isFresh(_ index: Int) -> Bool { fresh[index] == 1 }

    /// The price halfway between bid and ask, else the last price; NaN when there is neither.
    @inlinable
    public func mark(_ index: Int) -> Double {
        Self.mark(bid[index], ask[index], close[index])
    }

    /// The same of a quote and a last price.
    @inlinable
    public static func mark(_ bid: Double, _ ask: Double, _ close: Double) -> Double {
        bid > 0 && ask >= bid ? (bid + ask) / 2 : close
    }

    /// The spread over the midpoint in basis points; NaN for a quote that is absent, not positive or crossed.
    @inlinable
    public func spreadBps(_ index: Int) -> Double {
        Self.spreadBps(bid[index], ask[index])
    }

    /// The same of a quote.
    @inlinable
    public static func spreadBps(_ bid: Double, _ ask: Double) -> Double {
        bid > 0 && ask >= bid ? (ask - bid) / ((bid + ask) / 2) * 10_000 : .nan
    }

    /// The volatility of an instrument with its period.
    @inlinable
    public func volatility(of index: Int) -> Volatility {
        Volatility(value: volatility[index], minutes: barMinutes)
    }

    /// Takes everything from another frame of the same universe and features.
    public func copy(_ other: MarketFrame) {
        values.copy(other.values)
        features.values.copy(other.features.values)
        barTime.copy(other.barTime)
        quoteTime.copy(other.quoteTime)
    }

    /// Takes bars, quotes and what follows from them, but features, of as many neighbouring places of a wider frame.
    package func take(_ wider: MarketFrame, from place: Int) {
        values.take(wider.values, from: place)
        barTime.take(wider.barTime, from: place, count: count)
        quoteTime.take(wider.quoteTime, from: place, count: count)
    }

    /// A digest of every number and moment.
    public var digest: UInt64 {
        var digest = Digest()
        digest.add(values)
        for number in features.names.indices { digest.add(features.column(number)) }
        for index in 0..<count { digest.add(UInt64(bitPattern: barTime[index].nanoseconds)) }
        for index in 0..<count { digest.add(UInt64(bitPattern: quoteTime[index].nanoseconds)) }
        return digest.value
    }
}
