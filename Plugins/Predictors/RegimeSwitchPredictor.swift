import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Lets the regime of each instrument decide which signal speaks.
///
/// A `RegimeDetector` tells from the closes whether an instrument is in a trend, goes sideways, or is in a crisis. In a
/// trend the trend signal of `predictor.sma_trend` speaks, sideways the reversion of `predictor.zscore_reversion`; in a
/// crisis the forecast is 0, so that nothing is entered and what is held has lost its reason. With `way: follow` the
/// regime itself is expected to go on: 1 or -1 with the detector's confidence in a trend, 0 elsewhere. With `blend` both
/// signals are joined, each weighted with the probability of its regimes. While something is held, a `sticky` instrument
/// keeps the signal it began with. Strength times confidence becomes basis points as `SignalForecast` says.
///
/// Reading a forecast changes no regime. Absent until the detector's `warm_up` and the signal's own, without a fresh
/// close above 0, and while volatility is unknown.
final class RegimeSwitchPredictor: Predictor {
    static let manifest = Manifest(
        "regime_switch",
        "Lets a trend or a reversion signal speak, as the regime of the instrument has it.",
        source: """
            The third ancestor's regime switcher; see RegimeRule for the regimes. Basis points: ic x full_score x \
            strength x confidence x volatility of the bar x sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    typealias Settings = RegimeSwitchSettings

    private let way: Settings.Way
    private let blend: Bool
    private let sticky: Bool
    private var detector: RegimeDetector
    private let trend: AverageTrendSignal
    private let reversion: ReversionSignal
    private let forecast: SignalForecast
    private let trendSays: SignalColumns
    private let reversionSays: SignalColumns
    private let said: SignalColumns
    /// The bucket whose signal speaks for each instrument.
    private let inUse: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        let instruments = context.axes.instruments.count
        (way, blend, sticky) = (settings.way, settings.blend, settings.sticky)
        let rule = try RegimeRule(
            short: settings.short, long: settings.long, volatility: settings.volatility,
            lookback: settings.lookback, momentum: settings.momentum, trend: settings.trend,
            quiet: settings.quiet, volatile: settings.volatile, crisisVolatility: settings.crisisVolatility,
            crisisDrawdown: settings.crisisDrawdown.fraction, persistence: settings.persistence,
            warmUp: settings.warmUp)
        detector = try RegimeDetector(rule: rule, series: max(instruments, 1))
        trend = try AverageTrendSignal(
            short: settings.trendShort, long: settings.trendLong, instruments: instruments)
        reversion = try ReversionSignal(
            ZScoreReversion(entry: settings.reversionEntry, exit: settings.reversionExit),
            window: settings.reversionWindow, instruments: instruments)
        forecast = try SignalForecast(
            settings.horizons, informationCoefficient: settings.ic, fullScore: settings.fullScore,
            axes: context.axes)
        trendSays = SignalColumns(instruments: instruments)
        reversionSays = SignalColumns(instruments: instruments)
        said = SignalColumns(instruments: instruments)
        inUse = ColumnSet(columns: 1, rows: instruments)
        inUse.fill(Double(MarketRegime.Bucket.unknown.rawValue))
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        trend.read(market, strength: trendSays.strength, confidence: trendSays.confidence)
        reversion.read(market, strength: reversionSays.strength, confidence: reversionSays.confidence)
        let quantity = cycle.portfolio.quantity
        for index in 0..<market.count {
            var reading = SignalReading.unknown
            if market.hasNewClose(index) {
                let regime = detector.push(market.close[index], series: index)
                let isHeld = index < quantity.count && quantity[index] != 0
                reading = self.reading(index, regime, isHeld: isHeld)
            }
            reading.write(index, said.strength, said.confidence)
        }
        forecast.write(said.strength, said.confidence, market, into: forecasts)
    }

    private func reading(_ index: Int, _ regime: MarketRegime, isHeld: Bool) -> SignalReading {
        let speaking = bucket(index, regime, isHeld: isHeld)
        if regime == .crisis { return .silent }
        if blend { return joined(index) }
        switch (speaking, way) {
        case (.unknown, _): return .unknown
        case (.crisis, _): return .silent
        case (_, .follow):
            return SignalReading(strength: regime.direction, confidence: detector.confidence(index))
        case (.trend, .delegate):
            return SignalReading(
                strength: trendSays.strength[index], confidence: trendSays.confidence[index])
        case (.reversion, .delegate):
            return SignalReading(
                strength: reversionSays.strength[index], confidence: reversionSays.confidence[index])
        }
    }

    /// Whose signal speaks: that of the regime, or of the regime in which a holding began.
    private func bucket(
        _ index: Int, _ regime: MarketRegime, isHeld: Bool
    ) -> MarketRegime.Bucket {
        let column = inUse[0]
        let before = MarketRegime.Bucket(rawValue: Int(column[index])) ?? .unknown
        let isKept = sticky && isHeld && (before == .trend || before == .reversion)
        let now = isKept ? before : regime.bucket
        column[index] = Double(now.rawValue)
        return now
    }

    /// Both signals, each as far as its regimes are likely.
    private func joined(_ index: Int) -> SignalReading {
        guard detector.regime(index) != .unknown else { return .unknown }
        var (sum, isKnown) = (0.0, false)
        for regime in MarketRegime.allCases {
            let says = regime.bucket == .trend ? trendSays : reversionSays
            let signal = says.strength[index] * says.confidence[index]
            guard regime.bucket == .trend || regime.bucket == .reversion, !signal.isNaN else { continue }
            sum += detector.probability(of: regime, index) * signal
            isKnown = true
        }
        return isKnown ? SignalReading(strength: sum, confidence: 1) : .unknown
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(inUse)
        memory.write(detector.state)
        trend.remember(into: &memory)
        reversion.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: inUse)
        for index in 0..<inUse.rows {
            guard let bucket = Int(exactly: inUse[0][index]), MarketRegime.Bucket(rawValue: bucket) != nil
            else { throw MemoryMismatch("the memory names a regime that does not exist") }
        }
        guard detector.restore(try memory.doubles()) else {
            throw MemoryMismatch("the regimes are of another form")
        }
        try trend.recall(from: &memory)
        try reversion.recall(from: &memory)
    }
}
