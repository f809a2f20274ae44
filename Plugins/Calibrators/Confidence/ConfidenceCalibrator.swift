import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Makes returns of scores, by how well each member's scores have come true.
///
/// confidence = max(ic, `min_ic`) x freshness x capacity x stability. ic is the rank correlation of past scores with
/// the returns that followed, stability 1 / (1 + root mean square error of the scores against them), freshness
/// exp(-age of the bar / `tau`), capacity min(1, `kappa` x traded value / (`planned_weight` x equity)).
///
/// With `scale: volatility` a score is in standard deviations of the horizon, and so are the returns it is compared
/// with; expected return = score x confidence x volatility of the bar x sqrt(bars) x 10,000 basis points. With
/// `declared` score x confidence is a fraction of the price, compared with returns as they are.
///
/// The returns are the market's own, from close to close over as many bars as the horizon has. Scores are kept every
/// `ic_every` bars, or once in a shorter horizon: neighbouring ones share most of their return and tell little more.
/// So the cost is spread over cycles; see `ForecastRecord`, `PooledEvidence`, `SeriesEvidence`. Pooled, a member that
/// says the same of all instruments has a coefficient of 0, whatever the market does: only who does better counts.
///
/// An absent score stays absent. Without a known volatility there is no return; an unknown traded value gives 0 where
/// an order is planned.
///
/// Worked number: ic 0.1, stability 0.5, a fresh bar and a score of 2 at a volatility of 0.1% over 4 bars are
/// 2 x 0.05 x 0.001 x 2 = 2 bps.
final class ConfidenceCalibrator: Calibrator {
    static let manifest = Manifest(
        "confidence",
        "Scales scores to returns by how well each member's scores have come true.",
        source: """
            score x max(ic, min_ic) x freshness x capacity x stability x volatility of the horizon (Grinold 1994; \
            Spearman 1904): freshness exp(-age / tau), capacity min(1, kappa x traded value / planned), stability \
            1 / (1 + RMSE).
            """
    )

    typealias Settings = ConfidenceSettings

    private let rule: ConfidenceRule
    private let capacity: Capacity
    private let planned: Double
    private let freshness: [Freshness]
    private let isScaled: Bool
    private let records: [ForecastRecord]
    private let evidence: any ForecastEvidence
    /// Freshness, capacity and unit, by instrument.
    private let terms: ColumnSet
    /// What a score of 1 with a confidence of 1 is worth at a volatility of 1 a bar, by horizon.
    private let factors: [Double]

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        rule = try ConfidenceRule(minimumCoefficient: settings.minIc)
        capacity = try Capacity(kappa: settings.kappa)
        planned = settings.plannedWeight.fraction
        freshness = try axes.horizons.map { try Freshness(tauSeconds: settings.tau[$0].seconds) }
        isScaled = settings.scale == .volatility
        records = axes.horizonMinutes.enumerated().map { number, minutes in
            ForecastRecord(
                number: number, minutes: minutes, every: settings.icEvery, axes: axes,
                isScaled: settings.scale == .volatility)
        }
        evidence =
            switch settings.ic {
            case .pooled: try PooledEvidence(settings, axes: axes)
            case .perInstrument: try SeriesEvidence(settings, axes: axes)
            }
        terms = ColumnSet(columns: 3, rows: axes.instruments.count)
        let unit = try ExpectedReturn(informationCoefficient: 1, barMinutes: axes.barMinutes)
        factors = axes.horizonMinutes.map { unit.factor(horizonMinutes: $0) }
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(needs: [.init(.scores, joins: true), .init(.market)], gives: .forecasts)
    }

    func calibrate(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
    ) {
        for horizon in 0..<forecasts.horizons { learn(cycle, forecasts, horizon, market) }
        let (fresh, capacity, unit) = (terms[0], terms[1], terms[2])
        for index in 0..<capacity.count {
            let order = planned > 0 ? planned * cycle.portfolio.equity(for: index) : 0
            capacity[index] = self.capacity.value(daily: market.tradedValue[index], planned: order)
        }
        let terms = ConfidenceTerms(rule: rule, freshness: fresh, capacity: capacity, unit: unit)
        for horizon in 0..<forecasts.horizons {
            age(market, at: cycle.now, freshness[horizon], into: fresh)
            scale(market.volatility, by: factors[horizon], into: unit)
            for member in 0..<forecasts.members {
                evidence.weigh(
                    forecasts.column(member: member, horizon: horizon),
                    column: member * forecasts.horizons + horizon, terms,
                    into: calibrated.column(member: member, horizon: horizon))
            }
        }
    }

    /// Judges what was said a horizon ago, and keeps what is said now.
    private func learn(_ cycle: Cycle, _ forecasts: ForecastFrame, _ horizon: Int, _ market: MarketFrame) {
        let record = records[horizon]
        if let (slot, outcome) = record.judged(in: cycle.number, market) {
            for member in 0..<forecasts.members {
                evidence.take(
                    record.forecasts(slot, member: member), outcome,
                    column: member * forecasts.horizons + horizon)
            }
        }
        record.keep(forecasts, horizon: horizon, in: cycle.number, market)
    }

    /// Writes what age has left of a forecast from each instrument's bar.
    private func age(_ market: MarketFrame, at now: Timestamp, _ rule: Freshness, into fresh: Column) {
        var (last, value) = (now, rule.value(ageSeconds: 0))
        for index in 0..<fresh.count {
            let time = market.barTime[index]
            // Most bars end together.
            if time != last {
                last = time
                value = rule.value(ageSeconds: now.since(time).seconds)
            }
            fresh[index] = value
        }
    }

    private func scale(_ volatility: Column, by factor: Double, into unit: Column) {
        guard isScaled else { return unit.fill(10_000) }
        for index in 0..<unit.count { unit[index] = factor * volatility[index] }
    }

    func remember(into memory: inout MemoryWriter) {
        for record in records { record.remember(into: &memory) }
        evidence.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        for record in records { try record.recall(from: &memory) }
        try evidence.recall(from: &memory)
    }
}
