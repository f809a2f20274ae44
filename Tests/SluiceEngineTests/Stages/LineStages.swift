import SluiceKit
import SluiceMarket
import SluiceTestKit

/// A file with a close on each line, one a minute.
enum LineFile {
    static let path = "closes.txt"

    /// The closes of a file as a stage sees it.
    static func closes(in files: any FileAccess) throws -> [Double] {
        let bytes = try files.contents(of: path, limit: 1 << 20)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { Double($0) }
    }
}

/// Brings the closes of the file for every instrument.
final class LineSource: DataSource {
    static let manifest = Manifest("lines", "Brings closes from the lines of a file.")

    struct Settings: PluginSettings {
        @Setting(help: "Whether it shows the next line's close instead of its own.") var peeks = false
    }

    private let closes: [Double]
    private let peeks: Bool
    private var next = 0

    init(settings: Settings, context: StageContext) throws {
        (closes, peeks) = (try LineFile.closes(in: context.files), settings.peeks)
    }

    static func time(_ line: Int) -> Timestamp { ManualClock.start + .minutes(line + 1) }

    var lastBar: Timestamp? { closes.isEmpty ? nil : Self.time(closes.count - 1) }

    func nextBar() -> Timestamp? { next < closes.count ? Self.time(next) : nil }

    func advance(to now: Timestamp, into market: MarketFrame) {
        market.fresh.fill(0)
        while next < closes.count, Self.time(next) <= now {
            let close = peeks && next + 1 < closes.count ? closes[next + 1] : closes[next]
            for index in 0..<market.count { market.set(index, MarketBar(close), at: Self.time(next)) }
            next += 1
        }
    }

    func lines(upTo moment: Timestamp) -> [String: Int] {
        [LineFile.path: closes.indices.first { Self.time($0) > moment } ?? .max]
    }
}

/// Expects the difference from the close before, or from the one that many lines later where it looks into the file.
final class LinePredictor: Predictor {
    static let manifest = Manifest("lines", "Expects differences of closes.")

    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "How many lines ahead it looks; 0 for none.") var ahead = 0
        @Setting(in: 0...100, help: "Bar from which on it looks ahead.") var from = 0
        @Setting(in: 0...100, help: "Bars before it says anything.") var warmUp = 0
        @Setting(in: 0...100, help: "Bars before it calls itself warm.") var coldFor = 0
    }

    static func horizons(_ settings: Settings) -> [Horizon] { [.test("1m")] }

    private let settings: Settings
    private let closes: [Double]
    private var bars = 0
    var isWarm: Bool { bars >= settings.coldFor }

    init(settings: Settings, context: StageContext) throws {
        self.settings = settings
        closes = settings.ahead > 0 ? try LineFile.closes(in: context.files) : []
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        bars += 1
        let place = bars - 1 + settings.ahead
        let isAhead = settings.ahead > 0 && bars > settings.from && closes.indices.contains(place)
        let known = isAhead ? closes[place] : market.close[0] - 1
        forecasts.values.fill(bars > settings.warmUp ? known - market.close[0] : .nan)
    }
}
