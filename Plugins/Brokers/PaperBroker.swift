import SluiceKit
import SluiceMarket

/// A broker on paper with an account of its own.
///
/// An order never fills in the cycle that sent it. Its event is the open of the instrument's next bar, made worse by
/// half the spread quoted before it and by the slippage, or the next quote, made worse by the slippage. One that arrives
/// while a bar is on its way, after its latency or sent between cycles, has that bar's close for an open. A limit order
/// rests until its price is touched, and never fills at a worse one; with `queue_factor` the bar must have traded that
/// many times its quantity. A stop is woken by the open, and then trades there, or on the bar's way, and then trades from
/// its trigger on. Of each bar at most `max_participation` of the volume is filled, and what is left stays open, unless
/// the order was for at once; an instrument without a new bar or quote waits. A day order ends with the first session
/// that it stood in.
///
/// Each instrument is traded in the currency that it is quoted in, and nothing is changed into another one: a cash account
/// buys with what it has of that currency, one on margin may borrow it, and is judged in its own currency.
///
/// An order is rejected that the account could not pay for at the present quote after all that is promised to open
/// orders; when its event comes and the money is gone, what is left of it is cancelled. Cash is never below zero
/// by a purchase, and a short holds back its proceeds and as much again; with `leverage` above 1 the value of all holdings
/// is at most so many times the equity instead. An `account` says more plainly which: `cash` sells nothing short; `margin`
/// and `futures` refuse what the equity does not carry at the initial margin, and below the maintenance margin the venue
/// closes positions by itself, the largest first. An order that only reduces is cut to what is held when it trades.
///
/// What is held may cost money by time: shorts a yearly borrow rate, cash below zero a yearly interest, and contracts a
/// funding rate at fixed hours, paid by longs where it is above zero. Each is told as a charge.
///
/// Worked number: 100 at an ask of 50 with 5bps of slippage and a fee of 1bps cost 5,002.50 and 0.50025.
final class PaperBroker: Broker {
    static let unknownInstrument = Reason("unknown_instrument", unit: .number)
    static let invalidQuantity = Reason("invalid_quantity", unit: .number)
    static let invalidPrice = Reason("invalid_price", unit: .number)
    static let noQuote = Reason("no_quote")
    static let wouldTrade = Reason("post_only_cross")
    static let notReducing = Reason("not_reducing")
    static let byChance = Reason("rejected_by_chance")
    static let volumeUnknown = Reason("volume_unknown")
    static let shortNotAllowed = Reason("short_not_allowed")
    static let insufficientCash = Reason("insufficient_cash")
    static let tooLarge = Reason("amount_too_large")
    static let requested = Reason("requested")
    static let marginCall = Reason("margin_call")
    static let rateUnknown = Reason("rate_unknown")

    static let manifest = Manifest(
        "paper",
        "Fills orders on paper at the next bar or quote, with spread, slippage, fees and the limits of an account.",
        reasons: [
            unknownInstrument, invalidQuantity, invalidPrice, noQuote, wouldTrade, notReducing, byChance,
            volumeUnknown, shortNotAllowed, insufficientCash, tooLarge, requested, marginCall, rateUnknown,
        ]
    )

    static let memoryVersion = 4
    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true

    let currency: Currency
    let allowShort: Bool
    private let latency: Span
    private let rejects: Double
    private var dice: Dice
    let pricing: PaperPricing
    var fees: PaperFees
    let liquidity: PaperLiquidity
    var carry: PaperCarry
    var history: PaperHistory
    let liquidationFee: Amount
    let book: PaperAccountBook
    let orders: PaperOrderBook
    /// What is promised to them, by the place of the currency.
    private let promised: FixedRow<Amount>
    /// How many trades there were.
    var fills: UInt64 = 0
    /// The cycle that was settled last; between cycles the broker is asked again with its number.
    private var lastCycle = (number: Int.min, time: Timestamp.distantPast)
    private var isBetweenCycles = false
    let remarks: [String]

    init(settings: Settings, context: StageContext) throws {
        let count = context.axes.instruments.count
        currency = settings.cash.currency
        (allowShort, latency, rejects) = (settings.allowsShorts, settings.latency, settings.rejects.fraction)
        dice = context.dice
        pricing = try PaperPricing(settings, instruments: count)
        fees = PaperFees(settings)
        carry = PaperCarry(
            settings, instruments: context.axes.instruments, currencies: context.currencies)
        liquidity = PaperLiquidity(part: settings.maxParticipation?.fraction, instruments: count)
        book = PaperAccountBook(
            cash: settings.cash.amount, instruments: count, limit: settings.limit,
            currencies: context.currencies)
        try book.begin(with: settings.otherCash)
        history = PaperHistory(instruments: count)
        liquidationFee = Amount(settings.liquidationFee.fraction, rounding: .halfEven) ?? .zero
        orders = PaperOrderBook(instruments: count, currencies: context.currencies)
        promised = orders.promised
        let event = settings.fillAt == .open ? "the next bar's open and half the spread" : "the next quote"
        let fee =
            settings.feeTiers.isEmpty
            ? "fee \(settings.fee)"
            : "fees by \(settings.feeTiers.count) tiers of \(settings.feesAsOf?.iso8601 ?? "an unknown day")"
        remarks = ["fills at \(event), slippage \(settings.slippage), \(fee)"]
    }

    func account() -> BrokerAccount {
        BrokerAccount(
            cash: Money(amount: book.cash, currency: currency), otherCash: book.otherCash,
            holdings: Array(book.holdings))
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) throws {
        let before = lastCycle.time
        isBetweenCycles = cycle.number == lastCycle.number && !hasBar(in: market, after: lastCycle.time)
        settled(cycle.number, at: cycle.now)
        if !isBetweenCycles {
            try book.mark(market, at: cycle.now)
            try carry.settle(cycle.now, book, reports)
            liquidity.begin()
            pricing.depth?.begin()
            fees.begin(cycle.session)
        }
        if !orders.isEmpty {
            orders.update { order in trade(&order, cycle, market, isAct: isBetweenCycles, reports) }
        }
        try liquidate(cycle, market, since: before, reports)
        orders.forgetPromises()
        if !orders.isEmpty {
            orders.note(market, pricing)
            orders.promiseAnew(book, pricing, market, feeRate: fees.rate(isMaker: false))
        }
    }

    /// Remembers the cycle that was settled last.
    func settled(_ number: Int, at time: Timestamp) { lastCycle = (number, time) }

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
        fees.remember(into: &memory)
        carry.remember(into: &memory)
        dice.remember(into: &memory)
        memory.write(fills)
    }

    func recall(from memory: inout MemoryReader) throws {
        try book.recall(from: &memory)
        try pricing.recall(from: &memory)
        try orders.recall(from: &memory)
        try fees.recall(from: &memory)
        try carry.recall(from: &memory)
        try dice.recall(from: &memory)
        fills = try memory.word()
    }

    private func hasBar(in market: MarketFrame, after time: Timestamp) -> Bool {
        (0..<market.count).contains { market.isFresh($0) && market.barTime[$0] > time }
    }

    /// Takes an order into the book, or says why not.
    private func refusal(of order: ApprovedOrder, _ market: MarketFrame) throws(AmountOverflow) -> Reason? {
        let request = order.request
        let index = request.instrument
        guard book.holdings.indices.contains(index), index < market.count else {
            return Self.unknownInstrument
        }
        guard request.quantity > .zero else { return Self.invalidQuantity }
        let quote = pricing.quoted(request.side, request.quantity, of: index, market)
        if let fault = priceFault(request, market) { return fault }
        if pricing.depth?.first(index, market).isNaN == true { return Self.volumeUnknown }
        guard let quote else { return Self.noQuote }
        pricing.note(index, market)
        guard liquidity.isKnown(index, market) else { return Self.volumeUnknown }
        if rejects > 0, dice.uniform() < rejects { return Self.byChance }
        let estimate = PaperPricing.estimate(request, quote)
        if request.isReduceOnly {
            guard book.closable(request.side, of: index) > .zero else { return Self.notReducing }
            accept(order, estimate, promise: .zero)
            return nil
        }
        let closing = try orders.closing(request.quantity, request.side, of: index, book)
        if request.side == .sell, !allowShort, closing < request.quantity { return Self.shortNotAllowed }
        let trade = try PaperTrade(
            index, request.side, request.quantity, at: estimate, feeRate: fees.rate(isMaker: false))
        guard closing == request.quantity || book.knowsRates(with: index) else { return Self.rateUnknown }
        guard try book.affords(trade, closing: closing, promised: promised) else {
            return Self.insufficientCash
        }
        accept(order, estimate, promise: try orders.promise(trade, closing: closing))
        return nil
    }

    private func accept(_ order: ApprovedOrder, _ estimate: Amount, promise: Amount) {
        orders.add(
            PaperOrder(
                order, estimate: estimate, promise: promise, latency: latency,
                isBetweenCycles: isBetweenCycles))
    }

    /// What is wrong with the prices of an order.
    private func priceFault(_ request: OrderRequest, _ market: MarketFrame) -> Reason? {
        if let limit = request.pricing.limit, limit <= .zero { return Self.invalidPrice }
        if let trigger = request.pricing.trigger, trigger <= .zero { return Self.invalidPrice }
        guard request.isPostOnly, request.pricing.trigger == nil, let limit = request.pricing.limit else {
            return nil
        }
        let other = request.side == .buy ? market.ask[request.instrument] : market.bid[request.instrument]
        guard let other = Amount(other, rounding: .halfEven) else { return Self.noQuote }
        return request.side.accepts(other, limit: limit) ? Self.wouldTrade : nil
    }
}
