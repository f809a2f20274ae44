import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Adds nothing to a leveraged position that is near the price at which the venue closes it.
///
/// The buffer is the signed distance from the mark to the liquidation price over the mark (`method: isolated`, for a
/// contract whose leverage is its own), or what the equity has beyond the margin of the position over the equity
/// (`account`). Below `min_buffer` a position is only reduced, below `close_below` it is closed. A target is refused that
/// would leave less than `min_buffer` of the equity above its maintenance margin, at the rates of the hour. A buffer that
/// cannot be told is none.
///
/// Worked number: long at 100 with a leverage of 10 and 0.5% maintenance the venue closes at 90.45; at a mark of 95 the
/// buffer is 4.8%, under 15%.
final class LiquidationBufferRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "liquidation_buffer",
        "Adds nothing to leveraged positions near the price at which the venue closes them.",
        source: """
            isolated: side x (mark - entry (1 -+ 1/L) / (1 -+ m)) / mark; account: (E - |n| / L) / E; \
            after the trade: (E - m |n|) / E.
            """,
        reasons: CheckReasons.screening + [
            CheckReasons.liquidationBuffer, CheckReasons.projectedBuffer, CheckReasons.bufferNear,
            CheckReasons.bufferImminent,
        ]
    )

    /// What the buffer of a position is measured by.
    enum Method: String, SettingChoice {
        /// The position's own liquidation price.
        case isolated
        /// The account's equity.
        case account
    }

    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "Buffer below which a position is only reduced.")
        var minBuffer: Percent = 15

        @Setting(in: 0...100, help: "Buffer below which there is a warning.")
        var warnBelow: Percent = 20

        @Setting(in: 1...100, help: "Part of a buffer from which 'min_buffer' makes its warning urgent.")
        var urgentAt: Percent = 90

        @Setting(in: 0...100, help: "Buffer below which a position is closed; never unless set.")
        var closeBelow: Percent?

        @Setting(
            help: "Whether the buffer is by the position's liquidation price or by the account's equity.")
        var method = Method.account

        @Setting(in: 1...1_000, help: "Largest leverage of an instrument, for all or by name.")
        var maxLeverage = NameMap(5.0)

        @Setting(in: 0...99, help: "Maintenance margin of an instrument, for all or by name.")
        var maintenance = NameMap(Percent(0.5))

        @Setting(help: "Hours with other maintenance margins; the first that holds the moment counts.")
        var windows: [BufferWindowSettings] = []

        @Setting(help: "Whether the hours are of the calendar's zone or of UTC.")
        var clock = WindowClock.utc

        @Setting(
            help: "Whether a target is refused that would leave too little above its maintenance margin.")
        var project = true

        func check(_ issues: inout [Diagnostic]) {
            for window in windows where ClockWindow(parsing: window.hours) == nil {
                issues.append(
                    $windows.conflict("has '\(window.hours)', which is no window such as 20:00-13:00"))
            }
            if warnBelow < minBuffer {
                issues.append($warnBelow.conflict("must not be below 'min_buffer', which is \(minBuffer)"))
            }
            if let closeBelow, closeBelow > minBuffer {
                issues.append($closeBelow.conflict("must not be above 'min_buffer', which is \(minBuffer)"))
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $maxLeverage.unknownInstruments(maxLeverage.own.map(\.name), in: plan)
            issues += $maintenance.unknownInstruments(maintenance.own.map(\.name), in: plan)
            for window in windows {
                let names = window.maintenance.own.map(\.name)
                issues += window.$maintenance.unknownInstruments(names, in: plan)
            }
        }
    }

    private let rules: [LiquidationBuffer]
    /// The rates of the rest of the day, then those of each window.
    private let rates: [[Double]]
    private let windows: [ClockWindow]
    private let zone: Zone
    /// Which of the rates hold in this cycle.
    private var present = 0
    private var maintenance: [Double] { rates[present] }
    private let method: Method
    private let minBuffer: Double
    private let warnBelow: Double
    private let urgentBelow: Double
    private let closeBelow: Double
    private let projects: Bool

    init(settings: Settings, context: StageContext) throws {
        let names = context.axes.instruments
        rules = try names.map { name throws(InvalidParameter) in
            try LiquidationBuffer(
                minimum: settings.minBuffer.fraction, maxLeverage: settings.maxLeverage[name])
        }
        rates = ([settings.maintenance] + settings.windows.map(\.maintenance)).map { rates in
            names.map { rates[$0].fraction }
        }
        windows = settings.windows.map { ClockWindow(parsing: $0.hours) ?? .empty }
        zone = settings.clock.zone(of: context.axes.calendar)
        (method, projects) = (settings.method, settings.project)
        (minBuffer, warnBelow) = (settings.minBuffer.fraction, settings.warnBelow.fraction)
        urgentBelow = settings.minBuffer.fraction / settings.urgentAt.fraction
        closeBelow = settings.closeBelow?.fraction ?? -.infinity
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let second = windows.isEmpty ? 0 : zone.civil(at: cycle.now).secondOfDay
        present = windows.firstIndex { $0.contains(secondOfDay: second) }.map { $0 + 1 } ?? 0
        let isFree = changes.begin()
        for index in 0..<targets.count {
            if cycle.portfolio.quantity[index] != 0 { judge(index, cycle.portfolio, changes, isFree) }
            guard isFree, projects, targets.weight[index].isFinite else { continue }
            let left = 1 - maintenance[index] * targets.weight[index].magnitude
            guard left < minBuffer else { continue }
            changes.scale(
                index, by: 0, CheckReasons.projectedBuffer, observed: max(left, 0) * 100,
                limit: minBuffer * 100)
        }
    }

    /// Looks at what is held, and refuses, or closes, where its buffer is too small.
    private func judge(_ index: Int, _ portfolio: Portfolio, _ changes: ChangeReview, _ isFree: Bool) {
        let targets = changes.targets
        let buffer = buffer(index, portfolio)
        if buffer < closeBelow {
            targets.limit(
                index, to: 0, CheckReasons.liquidationBuffer, observed: buffer * 100, limit: closeBelow * 100)
        } else if rules[index].isReduceOnly(buffer) {
            targets.warn(CheckReasons.liquidationBuffer, observed: buffer * 100, limit: minBuffer * 100)
            guard isFree, targets.weight[index].isFinite else { return }
            changes.scale(
                index, by: 0, CheckReasons.liquidationBuffer, observed: buffer * 100, limit: minBuffer * 100)
        } else if buffer < max(warnBelow, urgentBelow) {
            let isUrgent = buffer < urgentBelow
            targets.warn(
                isUrgent ? CheckReasons.bufferImminent : CheckReasons.bufferNear, observed: buffer * 100,
                limit: (isUrgent ? minBuffer : warnBelow) * 100)
        }
    }

    /// The buffer of what is held; NaN where it cannot be told.
    private func buffer(_ index: Int, _ portfolio: Portfolio) -> Double {
        let (rule, mark) = (rules[index], portfolio.mark[index])
        let quantity = portfolio.quantity[index]
        guard method == .isolated else {
            let notional = quantity * mark * portfolio.rate[index]
            return notional.isFinite ? rule.buffer(equity: portfolio.equity, notional: notional) : .nan
        }
        guard let entry = Amount(portfolio.averagePrice[index], rounding: .halfEven),
            let leverage = Amount(rule.maxLeverage, rounding: .halfEven),
            let rate = Amount(maintenance[index], rounding: .halfEven),
            let price = try? LiquidationPrice.price(
                entry: entry, isLong: quantity > 0, leverage: leverage, maintenance: rate)
        else { return .nan }
        return rule.buffer(mark: mark, liquidation: price.doubleValue, side: quantity > 0 ? 1 : -1)
    }
}

/// Some hours of the day, with the maintenance margins that hold in them.
struct BufferWindowSettings: SettingGroup {
    @Setting(help: "From when to when, as 20:00-13:00.")
    var hours: String

    @Setting(in: 0...99, help: "Maintenance margin of an instrument, for all or by name.")
    var maintenance: NameMap<Percent>
}
