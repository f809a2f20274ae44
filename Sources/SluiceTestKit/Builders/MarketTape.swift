public import SluiceKit
public import SluiceMarket

/// A market's bars in order of time, to be played into a frame cycle by cycle.
///
/// Volatility is the standard deviation (n - 1) of the last 20 close-to-close returns, traded value the mean of
/// the last 20 bars' close times volume for each bar of a session; both are NaN before the third bar.
public struct MarketTape: Sendable {
    private struct Derived: Sendable {
        var volatility: Double
        var tradedValue: Double
    }

    /// The names of the instruments.
    public let instruments: [String]
    /// The time of each cycle, when its bars end.
    public let times: [Timestamp]
    /// The bars by cycle and instrument; nil where an instrument has no new one.
    public let bars: [[MarketBar?]]
    /// The length of a bar in minutes of trading.
    public let barMinutes: Double
    /// When the market trades.
    public let calendar: TradingCalendar
    private let derived: [[Derived]]

    /// Takes bars by cycle and instrument.
    /// - Precondition: There is a time for each cycle, and a bar or nil for each instrument in it.
    public init(
        instruments: [String],
        times: [Timestamp],
        bars: [[MarketBar?]],
        every: Span = .minutes(1),
        calendar: TradingCalendar = .newYork
    ) {
        precondition(times.count == bars.count, "each cycle has a time")
        precondition(bars.allSatisfy { $0.count == instruments.count }, "each instrument has a bar or nil")
        (self.instruments, self.times, self.bars, self.calendar) = (instruments, times, bars, calendar)
        barMinutes = calendar.tradingMinutes(in: every)
        let barsInSession = Double(calendar.sessionMinutes) / barMinutes
        var histories = Array(repeating: History(), count: instruments.count)
        derived = bars.map { row in
            row.indices.map { instrument in
                if let bar = row[instrument] { histories[instrument].add(bar) }
                return Derived(
                    volatility: histories[instrument].volatility,
                    tradedValue: histories[instrument].meanValue * barsInSession
                )
            }
        }
    }

    private init(_ whole: MarketTape, cycles: Int) {
        (instruments, barMinutes, calendar) = (whole.instruments, whole.barMinutes, whole.calendar)
        times = Array(whole.times.prefix(cycles))
        bars = Array(whole.bars.prefix(cycles))
        derived = Array(whole.derived.prefix(cycles))
    }

    /// How many cycles there are.
    public var count: Int { times.count }

    /// The tape cut short behind some cycles.
    public func prefix(_ cycles: Int) -> MarketTape { MarketTape(self, cycles: cycles) }

    /// An empty frame for the tape's instruments; features of the given names are the caller's to fill.
    public func frame(features: [String] = []) -> MarketFrame {
        MarketFrame(count: instruments.count, barMinutes: barMinutes, features: features)
    }

    /// Brings a frame from one cycle to the next, as a data source and the engine would.
    ///
    /// Cycles count from 0; all earlier ones have been played into the frame.
    public func play(_ cycle: Int, into frame: MarketFrame) {
        for instrument in instruments.indices {
            frame.volatility[instrument] = derived[cycle][instrument].volatility
            frame.tradedValue[instrument] = derived[cycle][instrument].tradedValue
            guard let bar = bars[cycle][instrument] else {
                frame.fresh[instrument] = 0
                continue
            }
            frame.set(instrument, bar, at: times[cycle])
        }
    }

    /// A frame that shows a cycle, and all before it as far as it still can be seen.
    public func frame(at cycle: Int) -> MarketFrame {
        let frame = frame()
        for earlier in 0...cycle { play(earlier, into: frame) }
        return frame
    }
}

extension MarketTape {
    /// The tape as a file with a line for each bar, stamped at its end; an absent number is left empty.
    public var csv: String {
        var text = "time,symbol,open,high,low,close,volume,bid,ask,bid_size,ask_size\n"
        for (time, row) in zip(times, bars) {
            for (instrument, bar) in zip(instruments, row) {
                guard let bar else { continue }
                let numbers = [
                    bar.open, bar.high, bar.low, bar.close, bar.volume, bar.bid, bar.ask, bar.bidSize,
                    bar.askSize,
                ]
                let fields = numbers.map { $0.isNaN ? "" : "\($0)" }.joined(separator: ",")
                text += "\(time.iso8601),\(instrument),\(fields)\n"
            }
        }
        return text
    }
}

/// What volatility and traded value are made of.
private struct History {
    private static let length = 20
    private var closes: [Double] = []
    private var values: [Double] = []

    mutating func add(_ bar: MarketBar) {
        guard bar.close.isFinite, bar.volume.isFinite else { return }
        closes = closes.suffix(Self.length) + [bar.close]
        values = values.suffix(Self.length - 1) + [bar.close * bar.volume]
    }

    var volatility: Double {
        guard closes.count > 2 else { return .nan }
        let returns = zip(closes, closes.dropFirst()).map { $1 / $0 - 1 }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(returns.count - 1)).squareRoot()
    }

    var meanValue: Double { values.count > 2 ? values.reduce(0, +) / Double(values.count) : .nan }
}
