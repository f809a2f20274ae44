import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Lets several signals speak and makes one forecast of them.
///
/// Each signal has a strength and a confidence, and a weight: its own of `weights` times that of its type in the
/// instrument's regime, trending above an average directional index of `trending`, sideways below `ranging`, between as
/// it was, and at first the mean of both; see `TrendRegimeRule`. The joint strength and confidence are their weighted
/// means over the signals that speak, or 1 or -1 and the confidence of a vote (see `Ballot`), in which a strength above 0
/// is for a rise, below 0 for a fall, and 0 for neither.
///
/// The ensemble takes a side when the joint strength is beyond the side's threshold, and gives it up when it points the
/// other way by more than `close_threshold`. It expects the joint strength while that points to its side, and else 0; it
/// becomes basis points as `SignalForecast` says. A trend of 0.5 and a reversion of -1 in a market that trends, at
/// weights 1 and 0.2, join to (0.5 - 0.2) / 1.2 = 0.25.
///
/// Absent until one signal with a weight speaks, without a fresh close above 0, and while volatility is unknown.
final class EnsemblePredictor: Predictor {
    static let manifest = Manifest(
        "ensemble",
        "Joins several signals into one forecast, by weights of the regime or by a vote.",
        source: """
            The third ancestor's ensemble, its combiner and its votes. Basis points: ic x full_score x strength x \
            confidence x volatility of the bar x sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    typealias Settings = EnsembleSettings

    /// A signal with its weights.
    private struct Member {
        let signal: any MarketSignal
        let says: SignalColumns
        let trending: Double
        let ranging: Double
    }

    private let method: Settings.Method
    private let members: [Member]
    private let rule: TrendRegimeRule
    private var movement: DirectionalMovement
    private let stance: EnsembleStance
    private let forecast: SignalForecast
    private let said: SignalColumns
    /// The regime of each instrument.
    private let regimes: ColumnSet
    private let blend = MemberBlend()

    init(settings: Settings, context: StageContext) throws {
        let instruments = context.axes.instruments.count
        method = settings.method
        members = try settings.signals.map { name in
            let own = settings.weights[name.rawValue]
            return Member(
                signal: try Self.signal(name, settings, instruments: instruments),
                says: SignalColumns(instruments: instruments),
                trending: own * settings.trendingWeights[name.type.rawValue],
                ranging: own * settings.rangingWeights[name.type.rawValue])
        }
        rule = try TrendRegimeRule(trend: settings.trending, range: settings.ranging)
        movement = try DirectionalMovement(series: max(instruments, 1), period: settings.adxPeriod)
        stance = EnsembleStance(
            buy: settings.buyThreshold, sell: settings.sellThreshold, close: settings.closeThreshold,
            instruments: instruments)
        forecast = try SignalForecast(
            settings.horizons, informationCoefficient: settings.ic, fullScore: settings.fullScore,
            axes: context.axes)
        said = SignalColumns(instruments: instruments)
        regimes = ColumnSet(columns: 1, rows: instruments)
        regimes.fill(Double(TrendRegime.neutral.rawValue))
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        for member in members {
            member.signal.read(
                market, strength: member.says.strength, confidence: member.says.confidence)
        }
        for index in 0..<market.count {
            var reading = SignalReading.unknown
            if market.hasNewClose(index) {
                let adx = movement.push(
                    high: market.high[index], low: market.low[index], close: market.close[index],
                    series: index)
                let regime = rule.next(after: regime(index), strength: adx)
                regimes[0][index] = Double(regime.rawValue)
                reading = stance.held(method == .mean ? joined(index, regime) : voted(index, regime), index)
            }
            reading.write(index, said.strength, said.confidence)
        }
        forecast.write(said.strength, said.confidence, market, into: forecasts)
    }

    private func regime(_ index: Int) -> TrendRegime {
        TrendRegime(rawValue: Int(regimes[0][index])) ?? .neutral
    }

    private func joined(_ index: Int, _ regime: TrendRegime) -> SignalReading {
        var (strength, confidence) = (MemberBlend.Sum(), MemberBlend.Sum())
        for member in members {
            let weight = TrendRegimeRule.weight(
                in: regime, trending: member.trending, ranging: member.ranging)
            strength.add(member.says.strength[index], weight: weight)
            confidence.add(member.says.confidence[index], weight: weight)
        }
        return SignalReading(strength: blend.value(of: strength), confidence: blend.value(of: confidence))
    }

    private func voted(_ index: Int, _ regime: TrendRegime) -> SignalReading {
        var (ballot, isHeard) = (Ballot(), false)
        for member in members {
            let (strength, confidence) = (member.says.strength[index], member.says.confidence[index])
            let weight = TrendRegimeRule.weight(
                in: regime, trending: member.trending, ranging: member.ranging)
            guard !strength.isNaN, weight > 0 else { continue }
            isHeard = true
            ballot.add(
                strength > 0 ? .buy : strength < 0 ? .sell : .hold, weight: weight, confidence: confidence)
        }
        guard isHeard else { return .unknown }
        let outcome = method == .majority ? ballot.majority : ballot.leader
        let side: Double = outcome.choice == .buy ? 1 : outcome.choice == .sell ? -1 : 0
        return SignalReading(strength: side, confidence: outcome.confidence)
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(regimes)
        memory.write(movement.state)
        stance.remember(into: &memory)
        for member in members { member.signal.remember(into: &memory) }
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: regimes)
        for index in 0..<regimes.rows {
            guard let regime = Int(exactly: regimes[0][index]), TrendRegime(rawValue: regime) != nil else {
                throw MemoryMismatch("the memory names a regime that does not exist")
            }
        }
        guard movement.restore(try memory.doubles()) else {
            throw MemoryMismatch("the directional movement is of another form")
        }
        try stance.recall(from: &memory)
        for member in members { try member.signal.recall(from: &memory) }
    }
}

extension EnsemblePredictor {
    /// The signal of a name with its settings.
    private static func signal(
        _ name: EnsembleSignal, _ settings: Settings, instruments: Int
    ) throws -> any MarketSignal {
        switch name {
        case .trend:
            let own = settings.trend
            return try AverageTrendSignal(short: own.short, long: own.long, instruments: instruments)
        case .meanReversion:
            let own = settings.meanReversion
            return try ReversionSignal(
                ZScoreReversion(entry: own.entry, exit: own.exit), window: own.window,
                instruments: instruments)
        case .rsi:
            let own = settings.rsi
            return try SteadinessSignal(
                RelativeStrengthSignal(oversold: own.oversold, overbought: own.overbought),
                period: own.period, instruments: instruments)
        case .orderFlow:
            let own = settings.orderFlow
            return try VolumeFlowSignal(
                OrderFlowSignal(aggression: own.aggression, minimum: Double(own.minBars)),
                window: own.window, instruments: instruments)
        case .book:
            return BookImbalanceSignal(
                try BookSignal(threshold: settings.book.threshold, strong: settings.book.strong))
        case .spread:
            let own = settings.spread
            return WidthSignal(
                try SpreadSignal(
                    tight: own.tight.value, normal: own.normal.value, wide: own.wide.value))
        case .vwap:
            let own = settings.vwap
            return try AveragePriceSignal(
                VWAPSignal(
                    near: own.near.fraction, sure: own.sure.fraction, far: own.far.fraction,
                    minimum: Double(own.minBars)),
                window: own.window, instruments: instruments)
        }
    }
}
