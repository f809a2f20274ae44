import SluiceJournal
import SluiceKit
import SluiceMarket

/// Gathers what the journal has to be told; costs nothing where no journal is kept.
final class LedgerChanges {
    /// What was gathered; positions and cash are added by `hand`.
    private(set) var batch: LedgerBatch
    /// Whether a journal is kept.
    private(set) var isKept = false
    private let symbols: [String]
    private var currency = ""
    private var isTouched: [Bool]
    /// A bit for each place of a currency whose cash has changed; those from 63 on share the last one.
    private var touchedCash: UInt64 = 0

    init(symbols: [String]) {
        self.symbols = symbols
        batch = LedgerBatch()
        isTouched = Array(repeating: false, count: symbols.count)
    }

    /// From here on a journal is kept, in which the account's cash is of a currency.
    func begin(currency: String) {
        (self.currency, isKept) = (currency, true)
        batch = LedgerBatch(capacity: symbols.count)
    }

    /// An order is about to be sent, or was found at the venue.
    func intend(_ order: ApprovedOrder, scheduled: Timestamp, isAdopted: Bool = false) {
        guard isKept else { return }
        batch.intents.append(
            OrderIntent(
                order.clientID, number: order.id.number, scheduled: scheduled, time: order.time,
                symbol: symbols[order.request.instrument], request: order.request, isAdopted: isAdopted))
    }

    /// An order has come further.
    func step(
        _ order: ApprovedOrder, from: OrderState, to: OrderState, at time: Timestamp, _ reason: Reason
    ) {
        guard isKept else { return }
        batch.transitions.append(
            OrderTransition(
                order.clientID, from: from, to: to, isFinal: to.isFinished, time: time,
                reason: reason.name))
    }

    /// Something was said of an order that cannot follow.
    func refuse(_ order: ApprovedOrder, _ event: OrderEvent, in state: OrderState, at time: Timestamp) {
        guard isKept else { return }
        batch.transitions.append(
            OrderTransition(
                order.clientID, from: state, to: state, isFinal: state.isFinished, time: time,
                reason: "\(event)", isIllegal: true))
    }

    /// A trade was booked; one without a name gets that of its order and its place in the batch.
    ///
    /// `quoted` is the place of the currency of its price, `paying` that of its fee.
    func trade(
        _ fill: Fill, name: FillID?, clientID: ClientOrderID?, quoted: Int, paying: Int,
        _ portfolio: Portfolio
    ) {
        guard isKept else { return }
        touchedCash |= Self.bit(quoted) | Self.bit(paying)
        let own =
            name ?? .text("\(clientID?.description ?? "none")/\(fill.time.nanoseconds)/\(batch.fills.count)")
        batch.fills.append(
            LedgerFill(
                own, of: clientID, symbol: symbols[fill.instrument], side: fill.side, quantity: fill.quantity,
                price: fill.price, fee: fill.fee, feeCurrency: code(paying, portfolio), time: fill.time,
                currency: quoted == 0 ? nil : code(quoted, portfolio)))
    }

    /// Cash was paid or received without a trade; `instrument` is its place in the universe, `purse` that of the currency.
    func charge(_ charge: Charge, of instrument: Int?, from purse: Int, _ portfolio: Portfolio) {
        guard isKept else { return }
        touchedCash |= Self.bit(purse)
        batch.charges.append(
            LedgerCharge(
                charge.id, charge.kind, symbol: instrument.map { symbols[$0] }, amount: charge.amount,
                currency: code(purse, portfolio), time: charge.time))
    }

    /// The cash of the currency at a place has changed.
    func touchCash(at place: Int) { if isKept { touchedCash |= Self.bit(place) } }

    private static func bit(_ place: Int) -> UInt64 { 1 << UInt64(min(place, 63)) }

    private func code(_ place: Int, _ portfolio: Portfolio) -> String {
        place == 0 ? currency : portfolio.foreign[place - 1].currency.code
    }

    /// A position has changed.
    func touchPosition(_ index: Int) { if isKept { isTouched[index] = true } }

    /// Something for whoever looks for a cause.
    func note(_ kind: String, _ text: @autoclosure () -> String, at time: Timestamp) {
        guard isKept else { return }
        batch.notes.append(LedgerNote(kind, text(), time: time))
    }

    /// Trading was restricted or freed.
    func restrict(_ restriction: Restriction) { if isKept { batch.restrictions.append(restriction) } }

    /// Where the next listing's trades begin.
    func mark(_ fillMark: String?) { if isKept, let fillMark { batch.fillMark = fillMark } }

    /// Adds the cash and the positions that have changed, and lets a journal take the batch.
    func hand(
        _ portfolio: Portfolio, cycle: Cycle, memories: [StageMemory],
        over take: (inout LedgerBatch) throws(JournalError) -> Void
    ) throws(JournalError) {
        batch.cycle = Int64(cycle.number)
        batch.scheduled = cycle.now
        batch.memories = memories
        if touchedCash != 0 { addBalances(portfolio) }
        for index in isTouched.indices where isTouched[index] {
            let position = portfolio.positions[index]
            batch.positions.append(
                PositionState(
                    symbols[index], quantity: position.quantity, averagePrice: position.averagePrice ?? .zero,
                    realised: position.realized, funding: position.funding))
        }
        try take(&batch)
        touchedCash = 0
        for index in isTouched.indices { isTouched[index] = false }
    }

    private func addBalances(_ portfolio: Portfolio) {
        for place in 0...portfolio.foreign.count where touchedCash & Self.bit(place) != 0 {
            let purse = portfolio.purse(at: place)
            var realised = Amount.zero
            for (index, position) in portfolio.positions.enumerated()
            where portfolio.currencies.place(of: index) == place {
                realised = (try? realised.adding(position.realized)) ?? realised
            }
            batch.balances.append(
                CashBalance(
                    code(place, portfolio), cash: purse.cash, fees: purse.fees, realised: realised,
                    funding: purse.funding))
        }
    }
}
