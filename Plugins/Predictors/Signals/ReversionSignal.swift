import SluiceKit
import SluiceNumerics

/// Takes the side against a price that has left its mean, and keeps it until the price has returned.
final class ReversionSignal: MarketSignal {
    /// A trend that an entry does not go against.
    struct TrendFilter {
        /// Bars that the average of the trend is taken over.
        let window: Int
        /// How far the price may be from that average, a fraction of it.
        let limit: Double
        /// The distance from the mean that is far enough whatever the trend, in standard deviations.
        let override: Double
    }

    private let rule: ZScoreReversion
    private let filter: TrendFilter?
    private let cooldown: Double
    private var moments: RollingMoments
    private var trends: RollingMoments
    /// Columns: the side taken, and bars since the last one was given up.
    private let state: ColumnSet

    /// `cooldown` is how many bars after an exit no side is taken, each instrument with its own.
    init(
        _ rule: ZScoreReversion, window: Int, filter: TrendFilter? = nil, cooldown: Int = 0, instruments: Int
    ) throws {
        (self.rule, self.filter, self.cooldown) = (rule, filter, Double(cooldown))
        moments = try RollingMoments(series: max(instruments, 1), window: window)
        trends = try RollingMoments(series: max(instruments, 1), window: filter?.window ?? 1)
        state = ColumnSet(columns: 2, rows: instruments)
        state[0].fill(0)
        state[1].fill(.infinity)
    }

    func read(_ market: MarketFrame, strength: Column, confidence: Column) {
        for index in 0..<market.count {
            var reading = SignalReading.unknown
            if market.hasNewClose(index) {
                let price = market.close[index]
                moments.push(price, series: index)
                trends.push(price, series: index)
                if moments.count(index) == moments.window {
                    reading = self.reading(index, price)
                }
            }
            reading.write(index, strength, confidence)
        }
    }

    private func reading(_ index: Int, _ price: Double) -> SignalReading {
        let (side, rest) = (state[0], state[1])
        let z = ZScoreReversion.distance(of: price, in: moments, series: index)
        rest[index] += 1
        switch rule.signal(z) {
        case .long: enter(1, index, price, z)
        case .short: enter(-1, index, price, z)
        case .exit: leave(index)
        case .neutral: break
        }
        guard side[index] != 0 else { return .silent }
        // On the way back the confidence falls from one half to nothing with what is left of the way.
        let held = 0.5 * min(z.magnitude / rule.entry, 1)
        return SignalReading(strength: side[index], confidence: max(rule.confidence(z), held))
    }

    private func enter(_ side: Double, _ index: Int, _ price: Double, _ z: Double) {
        let held = state[0]
        guard held[index] != side else { return }
        // A price that has gone from far above to far below has returned in between.
        if held[index] != 0 { leave(index) }
        guard state[1][index] >= cooldown, isAllowed(side, index, price, z) else { return }
        held[index] = side
    }

    private func leave(_ index: Int) {
        guard state[0][index] != 0 else { return }
        state[0][index] = 0
        state[1][index] = 0
    }

    /// Whether the trend lets an entry through.
    private func isAllowed(_ side: Double, _ index: Int, _ price: Double, _ z: Double) -> Bool {
        guard let filter, z.magnitude < filter.override else { return true }
        guard trends.count(index) == filter.window else { return false }
        return side * (price / trends.mean(index) - 1) >= -filter.limit
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(state)
        memory.write(moments.state)
        memory.write(trends.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: state)
        try moments.recall(from: &memory)
        try trends.recall(from: &memory)
    }
}
