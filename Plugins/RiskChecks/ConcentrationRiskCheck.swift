import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Keeps a book from resting on too few positions, or on positions that move as one.
///
/// The index is the sum of squared shares of the book that the targets lead to. A book of n positions may have
/// `max_index`, or `even_slack` / n where that is more: two or three positions cannot be spread further. Beyond that,
/// targets that add to a position with a share above the index add no more, for just these concentrate the book; others
/// pass. With `min_bets` the effective number of bets, by the correlations of the last `window` bars and never more than
/// 1 / index, must not fall below it, or nothing is added once the book has as many positions. A book that is near a
/// limit without breaking it is warned of, unless it has so few positions that `even_slack` counts.
///
/// Worked number: weights of 30%, 10% and 10% have shares 0.6, 0.2, 0.2 and an index of 0.44, above 0.4 and 1.2 / 3:
/// the first may not grow.
final class ConcentrationRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "concentration",
        "Limits how much a book rests on few positions, or on positions that move as one.",
        source: """
            index = sum of squared shares (Herfindahl 1950; Hirschman 1945); bets = (sum of |w| s)^2 / variance of the \
            book (Choueifaty and Coignard 2008), at most 1 / index.
            """,
        reasons: CheckReasons.screening + [
            CheckReasons.concentrated, CheckReasons.correlated, CheckReasons.concentrationNear,
            CheckReasons.concentrationImminent, CheckReasons.correlationNear,
            CheckReasons.correlationImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.001...1, help: "Largest sum of squared shares of the book.")
        var maxIndex = 0.4

        @Setting(in: 1...10, help: "How uneven a book of few positions may be: its index may be this over n.")
        var evenSlack = 1.2

        @Setting(
            in: 1...1_000, help: "Smallest effective number of bets; correlations do not count unless set.")
        var minBets: Double?

        @Setting(in: 10...10_000, help: "Bars over which correlations are taken.")
        var window = 60
    }

    private let maxIndex: Double
    private let slack: Double
    private let minBets: Double?
    private let minimum: Int
    private let indexWatch: LimitWatch
    private let betsWatch: LimitWatch
    private var history: ReturnHistory?
    private let columns: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        (maxIndex, slack, minBets) = (settings.maxIndex, settings.evenSlack, settings.minBets)
        let count = context.axes.instruments.count
        minimum = settings.window / 2
        indexWatch = try LimitWatch(
            settings.shared, near: CheckReasons.concentrationNear,
            imminent: CheckReasons.concentrationImminent)
        betsWatch = indexWatch.saying(CheckReasons.correlationNear, CheckReasons.correlationImminent)
        history =
            settings.minBets == nil || count == 0
            ? nil : try ReturnHistory(count: count, window: settings.window)
        columns = ColumnSet(columns: 3, rows: count)
    }

    /// The close that the next return is measured from, the present return, and the book after the targets.
    private var closes: Column { columns[0] }
    private var returns: Column { columns[1] }
    private var book: Column { columns[2] }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        learn(market)
        guard changes.begin() else { return }
        for index in 0..<targets.count { book[index] = changes.weight(after: index) }
        let weights = UnsafeBufferPointer(start: book.base, count: book.count)
        let concentration = Concentration(of: weights.span)
        limitIndex(concentration, changes)
        limitBets(concentration, weights.span, changes)
    }

    private func limitIndex(_ concentration: Concentration, _ changes: ChangeReview) {
        let limit = max(maxIndex, slack / positions)
        guard positions > 1, concentration.exceeds(limit) else {
            if limit == maxIndex { indexWatch.look(concentration.index, limit: limit, changes.targets) }
            return
        }
        var gross = 0.0
        for index in 0..<book.count { gross += book[index].magnitude }
        for index in 0..<book.count where changes.targets.weight[index].isFinite {
            guard book[index].magnitude > concentration.index * gross else { continue }
            changes.scale(
                index, by: 0, CheckReasons.concentrated, observed: concentration.index, limit: limit)
        }
    }

    private func limitBets(
        _ concentration: Concentration, _ weights: Swift.Span<Double>, _ changes: ChangeReview
    ) {
        guard let minBets, let history, history.periods >= minimum, positions >= minBets else { return }
        let bets = min(history.bets(weights), concentration.effective)
        guard bets < minBets else { return betsWatch.look(bets, floor: minBets, changes.targets) }
        changes.scaleAll(by: 0, CheckReasons.correlated, observed: bets, limit: minBets)
    }

    private var positions: Double {
        var count = 0.0
        for index in 0..<book.count where book[index] != 0 && !book[index].isNaN { count += 1 }
        return count
    }

    /// Takes the returns of a bar, once any instrument has a new one.
    private func learn(_ market: MarketFrame) {
        guard history != nil else { return }
        var isNew = false
        for index in 0..<market.count {
            let close = market.close[index]
            let isFresh = market.isFresh(index) && close > 0 && close.isFinite
            returns[index] = isFresh && closes[index] > 0 ? close / closes[index] - 1 : .nan
            if isFresh {
                isNew = isNew || closes[index] > 0
                closes[index] = close
            }
        }
        guard isNew else { return }
        history?.push(UnsafeBufferPointer(start: returns.base, count: returns.count).span)
    }

    func remember(into memory: inout MemoryWriter) {
        guard let history else { return }
        memory.write(history.state)
        memory.write(columns)
    }

    func recall(from memory: inout MemoryReader) throws {
        guard var restored = history else { return }
        guard restored.restore(try memory.doubles()) else {
            throw MemoryMismatch("the returns are of another universe")
        }
        try memory.read(into: columns)
        history = restored
    }
}
