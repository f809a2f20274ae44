import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Pauses an instrument whose fills keep costing more than they should.
///
/// The slippage of a fill is side x (price - mark) / mark in basis points, the mark being that of the cycle before the
/// fill, in which its order was decided or still stood; a price better than the mark is negative. A fill beyond
/// `max_slippage` (not on it) is a failure; after `pause_after` in a row nothing is added to the instrument, and its
/// orders that add pause, for `pause`; then the count begins anew. A fill without a mark to compare with is a failure.
///
/// Worked number: bought at 100.60 against a mark of 100: 60 bps, beyond 50.
final class SlippageRiskCheck: RiskCheck {
    static let manifest = Manifest(
        "slippage",
        "Pauses an instrument whose fills keep costing more than they should.",
        source:
            "side x (price - mark of the cycle before) / mark, in basis points (implementation shortfall, Perold 1988).",
        reasons: CheckReasons.screening + [
            CheckReasons.fillSlippage, CheckReasons.fillSlippageNear, CheckReasons.fillSlippageImminent,
        ]
    )

    typealias Settings = SettingsPair<OwnSettings, WarningSettings>

    struct OwnSettings: PluginSettings {
        @Setting(in: 0.1...10_000, help: "Slippage of a fill beyond which it is a failure.")
        var maxSlippage: BasisPoints = 50

        @Setting(in: 1...10_000, help: "Failures in a row after which the instrument pauses.")
        var pauseAfter = 3

        @Setting(in: .seconds(1) ... .days(1), help: "Time for which the instrument is not added to.")
        var pause: Span = .seconds(60)
    }

    private let limit: Double
    private let patience: Double
    private let pause: Span
    private let watch: LimitWatch
    private let columns: ColumnSet
    /// Until when nothing is added to an instrument.
    private let until: TimeColumn

    init(settings: Settings, context: StageContext) throws {
        (limit, patience, pause) = (
            settings.maxSlippage.value, Double(settings.pauseAfter), settings.pause
        )
        watch = try LimitWatch(
            settings.shared, near: CheckReasons.fillSlippageNear,
            imminent: CheckReasons.fillSlippageImminent)
        let count = context.axes.instruments.count
        columns = ColumnSet(columns: 3, rows: count)
        until = TimeColumn(count: count)
        failures.fill(0)
    }

    /// The marks of the cycle before, failures in a row, and the slippage of the last failure.
    private var marks: Column { columns[0] }
    private var failures: Column { columns[1] }
    private var last: Column { columns[2] }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        for fill in cycle.portfolio.recentFills where fill.instrument < marks.count {
            judge(fill, cycle.now, targets)
        }
        for index in 0..<marks.count {
            let mark = market.mark(index)
            if mark > 0, mark.isFinite { marks[index] = mark }
        }
        let changes = ChangeReview(targets: targets, portfolio: cycle.portfolio)
        let isFree = changes.begin()
        for index in 0..<marks.count where cycle.now < until[index] {
            targets.pause(index, until: until[index])
            guard isFree, targets.weight[index].isFinite else { continue }
            changes.scale(index, by: 0, CheckReasons.fillSlippage, observed: last[index], limit: limit)
        }
    }

    private func judge(_ fill: Fill, _ now: Timestamp, _ targets: ApprovedTargetFrame) {
        let index = fill.instrument
        let slippage = fill.side.sign * (fill.price.doubleValue / marks[index] - 1) * 10_000
        guard !(slippage <= limit) else {
            failures[index] = 0
            return watch.look(slippage, limit: limit, targets)
        }
        failures[index] += 1
        last[index] = slippage
        targets.warn(CheckReasons.fillSlippage, observed: slippage, limit: limit)
        guard failures[index] >= patience else { return }
        failures[index] = 0
        until[index] = now + pause
    }

    func resume() {
        failures.fill(0)
        for index in 0..<marks.count { until[index] = .distantPast }
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(columns)
        for index in 0..<marks.count { memory.write(until[index]) }
    }

    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: columns)
        for index in 0..<marks.count { until[index] = try memory.timestamp() }
    }
}
