import SluiceKit
import SluiceMarket

/// What the market shows at each cycle; it goes on whether anyone looks or not.
struct SimulatedMarket {
    /// The bar of one instrument.
    struct Bar {
        var open = 0.0
        var close = 0.0
        var bid = 0.0
        var ask = 0.0
        var time = Timestamp.distantPast
    }

    /// What a test wants of the market beside what the seed gives.
    struct Weather {
        /// What is added to every move.
        var drift = 0.0
        /// How much of the seed's noise there is.
        var noise = 1.0
        /// Half the spread over the price; nil for what the seed gives.
        var halfSpread: Double?
        /// What each bar trades.
        var volume = 100_000.0
        /// What stands at the best prices.
        var depth = 500.0
    }

    var weather = Weather()

    static let symbols = (0..<10).map { "S\($0)" }

    private var dice: Dice
    private let volatility: Double
    private(set) var bars: [Bar]
    private(set) var time: Timestamp

    init(seed: UInt64, at time: Timestamp) {
        var dice = Dice(seed: seed, stage: "market")
        // Some histories are calm, and some are wild enough to lose a day's limit.
        volatility = 0.0005 + 0.0045 * dice.uniform() * dice.uniform()
        self.time = time
        bars = Self.symbols.map { _ in
            let price = (20 + 180 * dice.uniform()).rounded()
            return Bar(open: price, close: price, bid: price * 0.9998, ask: price * 1.0002, time: time)
        }
        self.dice = dice
    }

    /// Goes on to a moment, at which instruments have a new bar but for those that are silent.
    mutating func advance(to now: Timestamp, isSilent: (Int) -> Bool) {
        time = now
        for index in bars.indices {
            let move = volatility * max(-4, min(4, dice.normal()))
            let drawn = dice.uniform() < 0.08 ? 0.002 : 0.0002
            let half = weather.halfSpread ?? drawn
            guard !isSilent(index) else { continue }
            let before = bars[index].close
            let price = max(
                (before * (1 + weather.noise * move + weather.drift) * 100).rounded() / 100, 1)
            bars[index] = Bar(
                open: before, close: price, bid: price * (1 - half), ask: price * (1 + half), time: now)
        }
    }
}
