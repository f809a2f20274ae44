import Glibc
import SluiceKit
public import SluiceMarket

/// Builds seeded markets: a random walk for each instrument, with bars and quotes.
///
/// The same seed gives the same bars, and a longer tape begins with those of a shorter one.
///
/// ```swift
/// let tape = MarketBuilder(instruments: ["AAA", "BBB"], seed: 7).tape(cycles: 100)
/// let market = tape.frame()
/// for cycle in 0..<tape.count { tape.play(cycle, into: market) }
/// ```
public struct MarketBuilder: Sendable {
    /// The names of the instruments.
    public var instruments: [String]
    /// The seed of the dice.
    public var seed: UInt64
    /// The time from one cycle to the next.
    public var every: Span
    /// When the market trades.
    public var calendar: TradingCalendar
    /// The moment the first bar comes after.
    public var start: Timestamp
    /// The first price of the first instrument; each further one's is half as much again.
    public var price = 100.0
    /// The standard deviation of the returns of one bar, a fraction.
    public var volatility = 0.002
    /// The width of quotes over their midpoint, halved or doubled at random.
    public var spread: BasisPoints = 4
    /// The share of bars that are missing, 0 to 1.
    public var gaps = 0.0
    /// The share of numbers in the bars that are NaN, 0 to 1.
    public var absent = 0.0

    /// Creates a builder.
    public init(
        instruments: [String] = ["AAA", "BBB", "CCC"],
        seed: UInt64 = 1,
        every: Span = .minutes(1),
        calendar: TradingCalendar = .newYork,
        start: Timestamp = ManualClock.start
    ) {
        (self.instruments, self.seed, self.every) = (instruments, seed, every)
        (self.calendar, self.start) = (calendar, start)
    }

    /// The market over some cycles.
    public func tape(cycles: Int) -> MarketTape {
        var dice = Dice(seed: seed)
        var prices = instruments.indices.map { price * pow(1.5, Double($0)) }
        var times: [Timestamp] = []
        var bars: [[MarketBar?]] = []
        for _ in 0..<cycles {
            times.append(calendar.nextCycle(after: times.last ?? start, every: every))
            bars.append(instruments.indices.map { bar(from: &prices[$0], &dice) })
        }
        return MarketTape(
            instruments: instruments, times: times, bars: bars, every: every, calendar: calendar)
    }

    private func bar(from price: inout Double, _ dice: inout Dice) -> MarketBar? {
        let open = price
        price *= exp(volatility * dice.normal())
        var bar = MarketBar(
            price,
            open: open,
            high: max(open, price) * (1 + volatility / 4 * dice.uniform()),
            low: min(open, price) * (1 - volatility / 4 * dice.uniform()),
            volume: (1_000 + 20_000 * dice.uniform()).rounded(),
            spread: BasisPoints(spread.value * exp2(2 * dice.uniform() - 1)),
            size: (100 + 900 * dice.uniform()).rounded()
        )
        let numbers: [WritableKeyPath<MarketBar, Double>] = [
            \.open, \.high, \.low, \.close, \.volume, \.bid, \.ask, \.bidSize, \.askSize,
        ]
        for number in numbers where dice.uniform() < absent { bar[keyPath: number] = .nan }
        return dice.uniform() < gaps ? nil : bar
    }
}
