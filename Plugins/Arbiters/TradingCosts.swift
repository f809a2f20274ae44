import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What trading an instrument over each horizon costs, as every arbiter reckons it.
///
/// The model's cost (`CostModel`, or `ParticipationCost` for the impact) times the multiplier of the time of day, times
/// 1 + strength x the mean |correlation| with what else is held; then what fills really paid pulls it, `LearnedCost`.
/// What a fill paid is 2 x side x (price / mark - 1), a round trip like the model's, against the mark that the instrument
/// had when the arbiter last ran. Times of day are of the market's clocks; of several windows the first counts.
final class TradingCosts {
    static let noQuote = Reason("no_quote")
    static let noVolatility = Reason("no_volatility")
    static let noEquity = Reason("no_equity")
    static let noTradedValue = Reason("no_traded_value")

    static let reasons = [noQuote, noVolatility, noEquity, noTradedValue]

    /// The length of each horizon.
    let lengths: [HorizonScale]
    let model: CostModel
    private let participation: ParticipationCost?
    /// Whether a cost is the sum of its parts times a factor, as `HorizonRace` takes it.
    let isSum: Bool
    /// Basis points of volatility over five minutes for a volatility of 1 a bar.
    let fiveMinutesBps: Double
    /// The part of equity that a trade is planned to be; 0 where its size costs nothing.
    private let plannedTrade: Double
    private let calendar: TradingCalendar
    private let sessionMinutes: Double
    private let windows: [(window: ClockWindow, value: Double)]
    /// What a cost is multiplied by in no window.
    let usualMultiplier: Double
    private let strength: Double
    private var returns: ReturnWindow?
    private var learned: LearnedCost?
    /// What each instrument was valued at when the arbiter last ran.
    private let marks: ColumnSet
    // Of the cycle in progress.
    private var order = 0.0
    private(set) var multiplier = 1.0

    init(_ settings: ArbiterSettings, _ axes: Axes) throws {
        lengths = try axes.horizonMinutes.map { try HorizonScale(minutes: $0) }
        model = try CostModel(
            spreadMultiple: settings.k1, timingMultiple: settings.k2, impactMultiple: settings.k3)
        participation =
            settings.impact == .squareRoot
            ? nil
            : try ParticipationCost(
                spreadMultiple: settings.k1, timingMultiple: settings.k2, impactMultiple: settings.k3)
        let unit = Volatility(value: 1, minutes: axes.barMinutes)
        fiveMinutesBps = BasisPoints(fraction: unit.scaled(toMinutes: 5).value).value
        plannedTrade = settings.k3 > 0 ? settings.plannedTrade.fraction : 0
        calendar = axes.calendar
        sessionMinutes = Double(axes.calendar.sessionMinutes)
        windows = settings.sessions.windows ?? []
        usualMultiplier = settings.sessions.fallback
        strength = settings.correlation?.strength ?? 0
        let count = axes.instruments.count
        returns = try settings.correlation.map {
            try ReturnWindow(series: count, window: $0.window, minimum: $0.minBars)
        }
        learned = try settings.adaptive.map {
            try LearnedCost(series: count, weight: $0.weight.fraction, window: $0.window)
        }
        marks = ColumnSet(columns: 1, rows: count)
        isSum = participation == nil && learned == nil
    }

    /// Whether costs follow from the market of an instrument alone: not from the account, the clock or earlier cycles.
    var isPointwise: Bool {
        plannedTrade == 0 && windows.isEmpty && returns == nil && learned == nil && participation == nil
    }

    /// Goes on to a cycle: learns from what traded since the last one, and looks at the clock.
    func begin(_ cycle: Cycle, _ market: MarketFrame) {
        let equity = cycle.portfolio.equity
        order = plannedTrade == 0 ? 0 : equity > 0 ? plannedTrade * equity : .nan
        returns?.push(market.close.base, present: market.fresh.base)
        multiplier = usualMultiplier
        if !windows.isEmpty {
            let second = calendar.zone.civil(at: cycle.now).secondOfDay
            for entry in windows where entry.window.contains(secondOfDay: second) {
                multiplier = entry.value
                break
            }
        }
        guard learned != nil else { return }
        for fill in cycle.portfolio.recentFills where (0..<market.count).contains(fill.instrument) {
            let mark = marks[0][fill.instrument]
            guard mark > 0 else { continue }
            let paid = fill.price.doubleValue / mark - 1
            learned?.push(2 * (fill.side == .buy ? paid : -paid) * 10_000, series: fill.instrument)
        }
        for index in 0..<market.count { marks[0][index] = market.mark(index) }
    }

    /// What a cost may lack.
    enum Lack: UInt8 {
        case none, quote, volatility, equity, tradedValue

        var reason: Reason? {
            switch self {
            case .none: nil
            case .quote: TradingCosts.noQuote
            case .volatility: TradingCosts.noVolatility
            case .equity: TradingCosts.noEquity
            case .tradedValue: TradingCosts.noTradedValue
            }
        }
    }

    /// What trading an instrument costs, but for the horizon.
    struct Terms {
        /// The quoted spread.
        var spreadBps: Double
        /// The volatility of five minutes; 0 where waiting costs nothing and it is not asked for.
        var fiveMinuteBps: Double
        var impactBps: Double
        /// The planned order over the value traded a minute; 0 where the impact does not go by it.
        var orderMinutes: Double
        /// What the time of day and what is held make of the cost.
        var factor: Double
        /// What is not known, so that the cost is not.
        var lack = Lack.none
        /// Why the cost is unknown; nil when it is known.
        var missing: Reason? { lack.reason }

        /// Of an instrument that nothing is known of.
        static let unknown = Terms(
            spreadBps: .nan, fiveMinuteBps: .nan, impactBps: .nan, orderMinutes: .nan, factor: .nan,
            lack: .quote)
    }

    /// What is known of an instrument in the cycle in progress; `needsRisk` asks for its volatility in any case.
    func terms(
        of index: Int, _ market: MarketFrame, _ portfolio: Portfolio, needsRisk: Bool = false
    ) -> Terms {
        // The planned order is of the account's currency.
        let tradedValue = market.tradedValue[index] * portfolio.rate[index]
        let isAsked = needsRisk || model.timingMultiple > 0
        var terms = Terms(
            spreadBps: market.spreadBps(index),
            fiveMinuteBps: isAsked ? market.volatility[index] * fiveMinutesBps : 0,
            impactBps: model.impactBps(orderValue: order, dailyValue: tradedValue),
            orderMinutes: participation == nil || order == 0 ? 0 : order / tradedValue * sessionMinutes,
            factor: multiplier)
        if !(terms.spreadBps < .infinity) {
            terms.lack = .quote
        } else if !(terms.fiveMinuteBps >= 0 && terms.fiveMinuteBps < .infinity) {
            terms.lack = .volatility
        } else if order.isNaN {
            terms.lack = .equity
        } else if order > 0, !(tradedValue > 0) {
            terms.lack = .tradedValue
        } else if let returns, strength > 0 {
            let company = returns.company(of: index, side: 1, held: portfolio.quantity.base)
            terms.factor *= 1 + strength * company.cautiousMean
        }
        return terms
    }

    /// The cost of trading an instrument over a horizon, basis points; not negative, whatever fills paid.
    func costBps(_ index: Int, _ horizon: Int, _ terms: Terms) -> Double {
        let length = lengths[horizon]
        let impact =
            isSum
            ? terms.impactBps
            : participation.map { $0.impactBps(participation: terms.orderMinutes / length.minutes) }
                ?? terms.impactBps
        let cost = CostModel.Cost(
            spreadBps: model.spreadMultiple * terms.spreadBps,
            timingBps: model.timingMultiple * terms.fiveMinuteBps * length.root, impactBps: impact)
        let expected = cost.totalBps * terms.factor
        guard !isSum, let learned else { return expected }
        return max(learned.cost(expected, series: index), 0)
    }

    /// Begins the contest of an instrument's horizons at their costs.
    func begin(_ race: HorizonRace, _ place: Int, _ terms: Terms) {
        race.begin(
            place, spreadBps: model.spreadMultiple * terms.spreadBps,
            timingBps: model.timingMultiple * terms.fiveMinuteBps,
            impactBps: terms.lack == .none ? terms.impactBps : .nan, factor: terms.factor)
    }

    func remember(into memory: inout MemoryWriter) {
        if let returns { memory.write(returns.state) }
        guard let learned else { return }
        memory.write(learned.state)
        memory.write(marks)
    }

    func recall(from memory: inout MemoryReader) throws {
        if returns != nil, returns?.restore(try memory.doubles()) != true {
            throw MemoryMismatch("returns are of another form")
        }
        guard learned != nil else { return }
        guard learned?.restore(try memory.doubles()) == true else {
            throw MemoryMismatch("costs are of another form")
        }
        try memory.read(into: marks)
    }
}
