import SluiceDocument
import SluiceKit
import SluiceMarket

/// Trades only within a stretch of time, and an instrument only after so many of its bars.
///
/// A cycle is within when its time is at or after `from` and at or before `until`; of a date its whole day counts, by the
/// market's clocks. An instrument trades once more than `after_bars` of its bars have come, counted from the first cycle
/// that the check sees. Outside, holdings stay: nothing is added to them, and with `reductions: false` nothing is sold
/// either. It asks for no cancels.
///
/// Worked number: with `after_bars: 500` the 501st bar is the first that trades.
final class TradingWindowRiskCheck: StillRiskCheck {
    static let manifest = Manifest(
        "trading_window",
        "Trades only within a stretch of time, and an instrument only after so many of its bars.",
        source: "from <= now <= until, and bars of the instrument so far > after_bars.",
        reasons: CheckReasons.screening + [CheckReasons.outsideWindow, CheckReasons.tooFewBars]
    )

    struct Settings: PluginSettings {
        @Setting(help: "First date or moment at which anything trades; from the beginning unless set.")
        var from: DataMoment?

        @Setting(help: "Last date or moment at which anything trades; to the end unless set.")
        var until: DataMoment?

        @Setting(in: 0...10_000_000, help: "Bars of an instrument that pass before it trades.")
        var afterBars = 0

        @Setting(help: "Whether what only reduces a holding passes outside the window.")
        var reductions = true

        func check(_ issues: inout [Diagnostic]) {
            if let from, let until, until < from {
                issues.append($until.conflict("must not be before 'from'"))
            }
        }
    }

    private let from: Timestamp
    private let until: Timestamp
    private let afterBars: Double
    private let reductions: Bool
    /// How many bars each instrument had, up to the first that trades.
    private let seen: ColumnSet
    /// Whether an instrument may still wait for that one; until it is known, one may.
    private var areAwaited = true

    init(settings: Settings, context: StageContext) {
        let zone = context.axes.calendar.zone
        from = settings.from.map { $0.begin(in: zone) } ?? .distantPast
        until = settings.until.map { $0.last(in: zone) } ?? .distantFuture
        (afterBars, reductions) = (Double(settings.afterBars), settings.reductions)
        seen = ColumnSet(columns: 1, rows: context.axes.instruments.count)
        seen.fill(0)
    }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        count(market)
        review(targets, cycle.portfolio, at: cycle.now)
    }

    private func review(_ targets: ApprovedTargetFrame, _ portfolio: Portfolio, at now: Timestamp) {
        guard ChangeReview(targets: targets, portfolio: portfolio).begin() else { return }
        let isWithin = now >= from && now <= until
        if isWithin, afterBars == 0 || !areAwaited { return }
        refuse(ChangeReview(targets: targets, portfolio: portfolio), isWithin: isWithin)
    }

    private func refuse(_ changes: ChangeReview, isWithin: Bool) {
        let (bars, targets) = (seen[0], changes.targets)
        for index in 0..<targets.count where targets.weight[index].isFinite {
            if !isWithin {
                refuse(index, CheckReasons.outsideWindow, .nan, .nan, changes)
            } else if bars[index] <= afterBars {
                refuse(index, CheckReasons.tooFewBars, bars[index], afterBars, changes)
            }
        }
    }

    func stillCycles(_ held: HeldCycles) -> Int {
        guard held.count > 0, held.time(0) >= from else { return 0 }
        var count = held.count
        if held.time(count - 1) > until { count = (0..<count).first { held.time($0) > until } ?? count }
        guard areAwaited, afterBars > 0 else { return count }
        let bars = seen[0]
        for index in 0..<Swift.min(held.instruments, bars.count) where bars[index] <= afterBars {
            // In the first cycle its next bar may have come; what comes later is looked at then.
            guard bars[index] + held.market.fresh[held.place(0, index)] > afterBars else { return 0 }
            count = Swift.min(count, 1)
        }
        return count
    }

    func passed(_ held: HeldCycles) {
        count(held.instruments) { Double(held.bars(of: $0)) }
    }

    private func count(_ market: MarketFrame) {
        count(market.count) { market.isFresh($0) ? 1 : 0 }
    }

    /// Counts new bars of the instruments that wait for one; once none does nobody is asked.
    private func count(_ instruments: Int, _ new: (Int) -> Double) {
        guard areAwaited else { return }
        let bars = seen[0]
        areAwaited = false
        for index in 0..<Swift.min(instruments, bars.count) where bars[index] <= afterBars {
            bars[index] = Swift.min(bars[index] + new(index), afterBars + 1)
            if bars[index] <= afterBars { areAwaited = true }
        }
    }

    private func refuse(
        _ index: Int, _ reason: Reason, _ observed: Double, _ limit: Double, _ changes: ChangeReview
    ) {
        if reductions {
            changes.scale(index, by: 0, reason, observed: observed, limit: limit)
        } else {
            changes.targets.limit(index, to: .nan, reason, observed: observed, limit: limit)
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(seen) }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: seen)
        areAwaited = true
    }
}
