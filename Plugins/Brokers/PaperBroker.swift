import SluiceKit
import SluiceMarket

/// A broker on paper with an account of its own.
///
/// An order never fills in the cycle that sent it. Its event is the open of the instrument's next bar, made worse by
/// half the spread quoted before it and by the slippage, or the next quote, made worse by the slippage. A limit order
/// rests until its price is touched, and never fills at a worse one. Of each bar at most `max_participation` of the
/// volume is filled, and what is left stays open; an instrument without a new bar or quote waits.
///
/// An order is rejected that the account could not pay for at the present quote after all that is promised to open
/// orders; when its event comes and the money is gone, what is left of it is cancelled. Cash is never below zero
/// by a purchase, and a short holds back its proceeds and as much again.
///
/// Worked number: 100 at an ask of 50 with 5bps of slippage and a fee of 1bps cost 5,002.50 and 0.50025.
final class PaperBroker: Broker {
    static let unknownInstrument = Reason("unknown_instrument", unit: .number)
    static let invalidQuantity = Reason("invalid_quantity", unit: .number)
    static let invalidPrice = Reason("invalid_price", unit: .number)
    static let noQuote = Reason("no_quote")
    static let unsupportedType = Reason("unsupported_type")
    static let volumeUnknown = Reason("volume_unknown")
    static let shortNotAllowed = Reason("short_not_allowed")
    static let insufficientCash = Reason("insufficient_cash")
    static let tooLarge = Reason("amount_too_large")
    static let requested = Reason("requested")

    static let manifest = Manifest(
        "paper",
        "Fills orders on paper at the next bar or quote, with spread, slippage, fees and the limits of an account.",
        reasons: [
            unknownInstrument, invalidQuantity, invalidPrice, noQuote, unsupportedType, volumeUnknown,
            shortNotAllowed,
            insufficientCash, tooLarge, requested,
        ]
    )

    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true

    struct Settings: PluginSettings {
        @Setting(in: Amount.zero...Amount(1_000_000_000_000), help: "Cash that the account begins with.")
        var cash = Money(amount: Amount(100_000), currency: .usd)

        @Setting(in: 0...1_000, help: "How much worse than the market a fill is.")
        var slippage: BasisPoints = 5

        @Setting(in: 0...1_000, help: "Fee of a trade, as a part of its value.")
        var fee: BasisPoints = 1

        @Setting(help: "Whether more may be sold than is held.")
        var allowShort = true

        @Setting(in: 0.1...100, help: "Largest part of a bar's volume that fills; null fills whole orders.")
        var maxParticipation: Percent? = 10

        @Setting(help: "Whether an order fills at the open of the next bar or at the next quote.")
        var fillAt = PaperPricing.FillPoint.open
    }

    private let currency: Currency
    private let feeRate: Amount
    private let allowShort: Bool
    private let pricing: PaperPricing
    private var liquidity: PaperLiquidity
    private var book: PaperAccountBook
    private var orders: PaperOrderBook
    let remarks: [String]

    init(settings: Settings, context: StageContext) throws {
        let count = context.axes.instruments.count
        currency = settings.cash.currency
        feeRate = Amount(settings.fee.fraction, rounding: .halfEven) ?? .zero
        allowShort = settings.allowShort
        pricing = try PaperPricing(
            fillAt: settings.fillAt,
            slippage: Amount(settings.slippage.fraction, rounding: .halfEven) ?? .zero,
            instruments: count
        )
        liquidity = PaperLiquidity(part: settings.maxParticipation?.fraction, instruments: count)
        book = PaperAccountBook(cash: settings.cash.amount, instruments: count)
        orders = PaperOrderBook(instruments: count)
        let event = settings.fillAt == .open ? "the next bar's open and half the spread" : "the next quote"
        remarks = ["fills at \(event), slippage \(settings.slippage), fee \(settings.fee)"]
    }

    func account() -> BrokerAccount {
        BrokerAccount(cash: Money(amount: book.cash, currency: currency), holdings: book.holdings)
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) throws {
        try book.mark(market)
        liquidity.begin()
        orders.update { order in trade(&order, market, at: cycle.now, reports) }
        pricing.note(market)
        orders.promiseAnew(book, pricing, market, feeRate: feeRate)
    }

    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) {
        let event: BrokerReport.Event
        do throws(AmountOverflow) {
            let refusal = try refusal(of: order, market)
            event = refusal.map { .rejected($0) } ?? .accepted
        } catch {
            event = .rejected(Self.tooLarge)
        }
        reports.add(BrokerReport(order.id, event, at: order.time))
    }

    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {
        guard orders.remove(order) else { return }
        reports.add(BrokerReport(order, .cancelled(Self.requested), at: time))
    }

    func remember(into memory: inout MemoryWriter) {
        book.remember(into: &memory)
        pricing.remember(into: &memory)
        orders.remember(into: &memory)
    }

    func recall(from memory: inout MemoryReader) throws {
        try book.recall(from: &memory)
        try pricing.recall(from: &memory)
        try orders.recall(from: &memory)
    }

    /// Takes an order into the book, or says why not.
    private func refusal(of order: ApprovedOrder, _ market: MarketFrame) throws(AmountOverflow) -> Reason? {
        let request = order.request
        let index = request.instrument
        guard book.holdings.indices.contains(index), index < market.count else {
            return Self.unknownInstrument
        }
        guard request.quantity > .zero else { return Self.invalidQuantity }
        guard request.pricing.trigger == nil else { return Self.unsupportedType }
        var estimate = pricing.quoted(request.side, of: index, market)
        if case .limit(let limit) = request.pricing {
            guard limit > .zero else { return Self.invalidPrice }
            estimate = estimate.map { request.side == .buy ? limit : max(limit, $0) }
        }
        guard let estimate else { return Self.noQuote }
        pricing.note(index, market)
        guard liquidity.isKnown(index, market) else { return Self.volumeUnknown }
        let accepted = PaperOrder(order, estimate: estimate)
        let closing = try orders.closing(accepted, book)
        if request.side == .sell, !allowShort, closing < request.quantity { return Self.shortNotAllowed }
        let trade = try PaperTrade(index, request.side, request.quantity, at: estimate, feeRate: feeRate)
        guard try book.affords(trade, closing: closing, promised: orders.promised) else {
            return Self.insufficientCash
        }
        try orders.add(accepted, trade, closing: closing)
        return nil
    }

    /// Fills what can be filled of an open order; false when nothing is left of it.
    private func trade(
        _ order: inout PaperOrder, _ market: MarketFrame, at now: Timestamp, _ reports: ReportSheet
    ) -> Bool {
        guard let price = pricing.fill(order, market) else { return true }
        let quantity = liquidity.available(to: order, market)
        guard quantity > .zero else { return true }
        do throws(AmountOverflow) {
            let trade = try PaperTrade(order.instrument, order.side, quantity, at: price, feeRate: feeRate)
            let closing = min(quantity, book.closable(order.side, of: order.instrument))
            guard try book.affords(trade, closing: closing, promised: .zero) else {
                reports.add(BrokerReport(order.id, .cancelled(Self.insufficientCash), at: now))
                return false
            }
            try book.book(trade)
            order.remaining = try order.remaining.subtracting(quantity)
            liquidity.take(quantity, of: order.instrument)
            reports.add(
                BrokerReport(
                    order.id, .filled(quantity: quantity, price: price, fee: trade.fee), at: now))
            return !order.remaining.isZero
        } catch {
            reports.add(BrokerReport(order.id, .cancelled(Self.tooLarge), at: now))
            return false
        }
    }
}
