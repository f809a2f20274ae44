import SluiceKit
import SluiceMarket

/// Plays bars of a seeded walk that was put into columns beforehand, one a minute: what a bar costs without any reading.
final class ColumnSource: DataSource {
    static let manifest = Manifest("columns", "Plays a seeded walk from columns in memory.")

    struct Settings: PluginSettings {
        @Setting(in: 1...1_000_000, help: "Bars of each instrument.") var bars = 1_000
        @Setting(in: 0...1_000, help: "Standard deviation of the return of a bar.") var step: BasisPoints = 10
    }

    private let bars: Int
    private let count: Int
    /// Open, high, low, close and volume, each bar after bar, within a bar by instrument.
    private let columns: [UnsafeMutablePointer<Double>]
    private var next = 0
    private let start = Timestamp(seconds: 1_700_000_040)

    /// What the columns of such a history take.
    static func bytes(instruments: Int, bars: Int) -> Int { 5 * 8 * instruments * bars }

    init(settings: Settings, context: StageContext) {
        let (bars, count) = (settings.bars, context.axes.instruments.count)
        (self.bars, self.count) = (bars, count)
        let columns = (0..<5).map { _ in UnsafeMutablePointer<Double>.allocate(capacity: bars * count) }
        self.columns = columns
        var dice = Dice(seed: 7)
        for index in 0..<count {
            var price = 50 + Double(index % 97)
            for bar in 0..<bars {
                let place = bar * count + index
                columns[0][place] = price
                let before = price
                price *= 1 + settings.step.fraction * dice.normal()
                columns[1][place] = max(before, price)
                columns[2][place] = min(before, price)
                columns[3][place] = price
                columns[4][place] = 100_000
            }
        }
    }

    deinit { for column in columns { column.deallocate() } }

    private var end: Timestamp { start + .seconds(60) * (next + 1) }

    func nextBar() -> Timestamp? { next < bars ? end : nil }

    func advance(to now: Timestamp, into market: MarketFrame) {
        guard next < bars, end <= now else { return market.fresh.fill(0) }
        let first = next * count
        let frame = [market.open, market.high, market.low, market.close, market.volume]
        for (column, target) in zip(columns, frame) {
            for index in 0..<count { target[index] = column[first + index] }
        }
        let end = end
        for index in 0..<count {
            let close = columns[3][first + index]
            market.fresh[index] = 1
            market.barTime[index] = end
            market.bid[index] = close * 0.9999
            market.ask[index] = close * 1.0001
            market.quoteTime[index] = end
        }
        next += 1
    }
}
