import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a short that may not or cannot be sold: nothing to borrow, too dear to borrow, or restricted after a fall.
///
/// Every decision to be short counts, also one that first closes a long. With `require_borrow` a name must be on
/// `shortable` or in the borrow file, CSV with the columns symbol, shares and rate (percent a year); what the file says
/// of a name is held against `min_shares` and `max_rate`. The price test restricts a name for the rest of a session
/// and the next one once it has fallen by `price_test_drop` from the close of the session before; see `PriceTest`.
/// Without such a close it is not known to be free, and blocks.
final class ShortSaleGate: Gate {
    static let notShortable = Reason("not_shortable")
    static let tooFew = Reason("borrow_too_small", unit: .number)
    static let tooDear = Reason("borrow_too_dear", unit: .percent)
    static let restricted = Reason("short_restricted", unit: .number)
    static let referenceUnknown = Reason("previous_close_unknown")

    static let manifest = Manifest(
        "short_sale",
        "Blocks a short that cannot be borrowed, costs too much, or is restricted after a fall.",
        source: "Rules 201 and 203(b) of Regulation SHO.",
        reasons: [notShortable, tooFew, tooDear, restricted, referenceUnknown]
    )

    struct Settings: PluginSettings {
        @Setting(help: "Lets only shorts through whose name is listed or in the borrow file.")
        var requireBorrow = true
        @Setting(help: "Names that may be sold short.")
        var shortable: [String] = []
        @Setting(help: "CSV with symbol, shares that can be borrowed and rate in percent a year.")
        var borrowFile: PipelinePath?
        @Setting(in: 0...1_000_000_000_000, help: "Least number of shares that can be borrowed.")
        var minShares = 100
        @Setting(in: 0...1_000, help: "Highest rate a year that is paid for borrowing.")
        var maxRate: Percent = 20
        @Setting(help: "Restricts shorts of what has fallen, as Rule 201 does.")
        var priceTest = true
        @Setting(in: 0.1...99, help: "Fall from the close of the session before that restricts shorts.")
        var priceTestDrop: Percent = 10
    }

    private let settings: Settings
    private let borrow: BorrowTable
    private var test: PriceTest

    init(settings: Settings, context: StageContext) throws {
        self.settings = settings
        borrow = try BorrowTable(settings.shortable, settings.borrowFile, context)
        test = try PriceTest(
            series: context.axes.instruments.count, drop: settings.priceTestDrop.fraction)
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        test.enter(session: cycle.session.daysSinceEpoch)
        for index in 0..<decisions.count {
            if market.isFresh(index) {
                test.push(low: market.low[index], close: market.close[index], series: index)
            }
            guard decisions.isOpen(index), decisions.side[index] < 0 else { continue }
            judgeBorrow(index, decisions)
            if settings.priceTest { judgePrice(index, decisions, market) }
        }
    }

    private func judgeBorrow(_ index: Int, _ decisions: DecisionFrame) {
        let (shares, rate) = (borrow.shares[index], borrow.rates[index])
        if shares.isNaN {
            if settings.requireBorrow { decisions.block(index, Self.notShortable) }
        } else if shares < Double(settings.minShares) {
            decisions.block(
                index, Self.tooFew, observed: shares, limit: Double(settings.minShares))
        } else if exceeds(rate, settings.maxRate.value) {
            decisions.block(index, Self.tooDear, observed: rate, limit: settings.maxRate.value)
        }
    }

    private func judgePrice(_ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame) {
        let limit = test.reference(index) * (1 - test.drop)
        if test.isRestricted(index) {
            decisions.block(index, Self.restricted, observed: market.low[index], limit: limit)
        } else if !test.isKnown(index) {
            decisions.block(index, Self.referenceUnknown)
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(test.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard test.restore(try memory.doubles()) else { throw MemoryMismatch("prices are of another form") }
    }
}
