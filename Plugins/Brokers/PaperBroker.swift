import SluiceDocument
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
/// An order is rejected that the account could not pay for at the present quote after all that is promised to open
/// orders; when its event comes and the money is gone, what is left of it is cancelled. Cash is never below zero
/// by a purchase, and a short holds back its proceeds and as much again; with `leverage` above 1 the value of all holdings
/// is at most so many times the equity instead. An order that only reduces is cut to what is held when it trades.
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

    static let manifest = Manifest(
        "paper",
        "Fills orders on paper at the next bar or quote, with spread, slippage, fees and the limits of an account.",
        reasons: [
            unknownInstrument, invalidQuantity, invalidPrice, noQuote, wouldTrade, notReducing, byChance,
            volumeUnknown, shortNotAllowed, insufficientCash, tooLarge, requested,
        ]
    )

    static let memoryVersion = 2
    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true

    struct Settings: PluginSettings {
        @Setting(in: Amount.zero...Amount(1_000_000_000_000), help: "Cash that the account begins with.")
        var cash = Money(amount: Amount(100_000), currency: .usd)

        @Setting(in: 0...1_000, help: "How much worse than the market a fill is.")
        var slippage: BasisPoints = 5

        @Setting(help: "How slippage grows with the size of an order.")
        var slippageModel = SlippageModel.fixed

        @Setting(in: 0...10_000, help: "What an order of a bar's whole volume pays more, for square_root.")
        var impact: BasisPoints = 100

        @Setting(in: 0...1_000, help: "Fee of a trade, as a part of its value.")
        var fee: BasisPoints = 1

        @Setting(in: -100...1_000, help: "Fee of an order that waited in the book; null for the same.")
        var makerFee: BasisPoints?

        @Setting(help: "Fees by the value traded in thirty days, in place of the plain ones.")
        var feeTiers: [PaperFeeTier] = []

        @Setting(help: "Whether more may be sold than is held.")
        var allowShort = true

        @Setting(
            in: 1...100, help: "How many times the equity all holdings may be worth; 1 for a cash account.")
        var leverage = 1.0

        @Setting(in: 0.1...100, help: "Largest part of a bar's volume that fills; null fills whole orders.")
        var maxParticipation: Percent? = 10

        @Setting(help: "Whether an order fills at the open of the next bar or at the next quote.")
        var fillAt = PaperPricing.FillPoint.open

        @Setting(in: 0...100, help: "How many times a waiting order's quantity a bar must trade to fill it.")
        var queueFactor = 0.0

        @Setting(in: .zero ... .hours(1), help: "How long an order takes to the venue.")
        var latency: Span = .zero

        @Setting(in: 0...100, help: "How many of the orders are rejected, at random.")
        var rejects: Percent = 0

        func check(_ issues: inout [Diagnostic]) {
            let starts = feeTiers.map(\.from.amount)
            guard let first = starts.first else { return }
            if !first.isZero || zip(starts, starts.dropFirst()).contains(where: { $0 >= $1 }) {
                issues.append($feeTiers.conflict("must begin at 0 and rise"))
            }
        }
    }

    private let currency: Currency
    private let allowShort: Bool
    private let latency: Span
    private let rejects: Double
    private var dice: Dice
    let pricing: PaperPricing
    var fees: PaperFees
    var liquidity: PaperLiquidity
    var book: PaperAccountBook
    var orders: PaperOrderBook
    /// How many trades there were.
    var fills: UInt64 = 0
    /// The cycle that was settled last; between cycles the broker is asked again with its number.
    private var lastCycle = (number: Int.min, time: Timestamp.distantPast)
    private var isBetweenCycles = false
    let remarks: [String]

    init(settings: Settings, context: StageContext) throws {
        let count = context.axes.instruments.count
        currency = settings.cash.currency
        (allowShort, latency, rejects) = (settings.allowShort, settings.latency, settings.rejects.fraction)
        dice = context.dice
        let slippage = try PaperSlippage(
            settings.slippageModel, base: settings.slippage, impact: settings.impact)
        pricing = PaperPricing(
            fillAt: settings.fillAt, slippage: slippage, queueFactor: settings.queueFactor, instruments: count
        )
        fees = PaperFees(taker: settings.fee, maker: settings.makerFee, tiers: settings.feeTiers)
        liquidity = PaperLiquidity(part: settings.maxParticipation?.fraction, instruments: count)
        let leverage = settings.leverage > 1 ? Amount(settings.leverage, rounding: .halfEven) : nil
        book = PaperAccountBook(cash: settings.cash.amount, instruments: count, leverage: leverage)
        orders = PaperOrderBook(instruments: count)
        let event = settings.fillAt == .open ? "the next bar's open and half the spread" : "the next quote"
        remarks = ["fills at \(event), slippage \(settings.slippage), fee \(settings.fee)"]
    }

    func account() -> BrokerAccount {
        BrokerAccount(cash: Money(amount: book.cash, currency: currency), holdings: book.holdings)
    }

    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) throws {
        isBetweenCycles = cycle.number == lastCycle.number && !hasBar(in: market, after: lastCycle.time)
        lastCycle = (cycle.number, cycle.now)
        if !isBetweenCycles {
            try book.mark(market)
            liquidity.begin()
            fees.begin(cycle.session)
        }
        orders.update { order in trade(&order, cycle, market, isAct: isBetweenCycles, reports) }
        pricing.note(market)
        orders.promiseAnew(book, pricing, market, feeRate: fees.rate(isMaker: false))
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
        fees.remember(into: &memory)
        dice.remember(into: &memory)
        memory.write(fills)
    }

    func recall(from memory: inout MemoryReader) throws {
        try book.recall(from: &memory)
        try pricing.recall(from: &memory)
        try orders.recall(from: &memory)
        try fees.recall(from: &memory)
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
        guard let quote else { return Self.noQuote }
        pricing.note(index, market)
        guard liquidity.isKnown(index, market) else { return Self.volumeUnknown }
        if rejects > 0, dice.uniform() < rejects { return Self.byChance }
        let accepted = PaperOrder(
            order, estimate: PaperPricing.estimate(request, quote), latency: latency,
            isBetweenCycles: isBetweenCycles)
        if request.isReduceOnly {
            guard book.closable(request.side, of: index) > .zero else { return Self.notReducing }
            orders.addReducing(accepted)
            return nil
        }
        let closing = try orders.closing(accepted, book)
        if request.side == .sell, !allowShort, closing < request.quantity { return Self.shortNotAllowed }
        let trade = try PaperTrade(
            index, request.side, request.quantity, at: accepted.estimate, feeRate: fees.rate(isMaker: false))
        guard try book.affords(trade, closing: closing, promised: orders.promised) else {
            return Self.insufficientCash
        }
        try orders.add(accepted, trade, closing: closing)
        return nil
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
