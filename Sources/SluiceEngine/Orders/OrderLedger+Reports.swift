import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// What booking a report came to.
    enum Booking {
        /// What was expected of an open order.
        case ordinary(ApprovedOrder)
        /// A trade; `irregularity` when nobody expected it.
        case traded(Fill, FillIrregularity?)
        /// Cash that was paid or received without a trade.
        case charged(Charge)
        /// A trade or a charge that is booked already.
        case repeated
        /// Something that cannot follow; it changed nothing.
        case illegal(ApprovedOrder)
        /// The order is not known here.
        case stray
    }

    /// Books a report; `settleOrders` has to follow once the last one at hand is booked.
    func book(_ report: BrokerReport) throws(LedgerError) -> Booking {
        if case .filled(let quantity, let price, let fee) = report.event {
            return try trade(report, quantity, price, fee)
        }
        if case .charged(let charge) = report.event { return try book(charge) }
        if case .traded(let told) = report.event { return try book(told) ?? .repeated }
        guard let place = place(of: report.order) else {
            return past.order(report.order).map { .illegal($0) } ?? .stray
        }
        let order = portfolio.openOrders[place].order
        let (event, reason) = orderEvent(report.event, place)
        return apply(event, place, at: report.time, reason) ? .ordinary(order) : .illegal(order)
    }

    private func orderEvent(_ event: BrokerReport.Event, _ place: Int) -> (OrderEvent, Reason) {
        let hasTraded = portfolio.openOrders[place].progress.filled > .zero
        return switch event {
        case .accepted, .filled, .charged, .traded: (.accepted, .none)
        case .rejected(let reason): (.rejected, reason)
        case .unknown(let reason): (.becameUnknown, reason)
        case .cancelled(let reason): (.cancelled, reason)
        case .expired: (.expired, .none)
        case .cancelRefused(let reason): (.cancelRefused(hasTraded: hasTraded), reason)
        }
    }

    private func trade(
        _ report: BrokerReport, _ quantity: Amount, _ price: Amount, _ fee: Amount
    ) throws(LedgerError) -> Booking {
        let place = place(of: report.order)
        let finished = place == nil ? past.order(report.order) : nil
        // What is not booked here keeps its name free: a listing may tell it again with all that is needed.
        guard place != nil || finished != nil else { return .stray }
        if let name = report.fill, !known.insert(name) { return .repeated }
        if let place {
            let open = portfolio.openOrders[place]
            let fill = Self.fill(open.order, quantity, price, fee, report.time)
            try book(fill, report.feeCurrency, name: report.fill, clientID: open.order.clientID)
            let outcome: OrderProgress.Outcome
            do {
                outcome = try portfolio.change(at: place) { progress throws(AmountOverflow) in
                    try progress.fill(quantity, at: price)
                }
            } catch { throw LedgerError("booking a fill: \(error)") }
            let after = portfolio.openOrders[place].progress.state
            if after != open.progress.state {
                changes.step(open.order, from: open.progress.state, to: after, at: report.time, .none)
            }
            isPendingStale = true
            if after.isFinished, !open.progress.state.isFinished { finish(place, .none) }
            return .traded(fill, outcome == .unexpectedFill ? .overfilled : nil)
        }
        guard let order = finished else { return .stray }
        let fill = Self.fill(order, quantity, price, fee, report.time)
        try book(fill, report.feeCurrency, name: report.fill, clientID: order.clientID)
        return .traded(fill, .late)
    }

    /// Books a trade as a listing of the venue tells it; nil when it is booked already, or of an instrument that is
    /// none of the pipeline's.
    func book(_ told: VenueFill) throws(LedgerError) -> Booking? {
        let open = told.clientID.flatMap { name in
            portfolio.openOrders.first { $0.order.clientID == name && !$0.progress.state.isFinished }?.order
        }
        if let order = open ?? told.clientID.flatMap({ past.order($0) }) {
            let event = BrokerReport.Event.filled(quantity: told.quantity, price: told.price, fee: told.fee)
            let booking = try trade(
                BrokerReport(
                    order.id, event, at: told.time, fill: told.fill, feeCurrency: told.feeCurrency),
                told.quantity, told.price, told.fee)
            if case .repeated = booking { return nil }
            return booking
        }
        guard let instrument = told.instrument, known.insert(told.fill) else { return nil }
        let fill = Fill(
            order: OrderID(0), instrument: instrument, side: told.side, quantity: told.quantity,
            price: told.price, fee: told.fee, time: told.time)
        try book(fill, told.feeCurrency, name: told.fill, clientID: told.clientID)
        return .traded(fill, .ofUnknownOrder)
    }

    private static func fill(
        _ order: ApprovedOrder, _ quantity: Amount, _ price: Amount, _ fee: Amount, _ time: Timestamp
    ) -> Fill {
        Fill(
            order: order.id, instrument: order.request.instrument, side: order.request.side,
            quantity: quantity, price: price, fee: fee, time: time)
    }

    private func book(
        _ fill: Fill, _ feeCurrency: Currency?, name: FillID?, clientID: ClientOrderID?
    ) throws(LedgerError) {
        let index = fill.instrument
        let own = portfolio.currencies.place(of: index)
        let paying = feeCurrency.map { portfolio.place(of: $0) } ?? own
        do throws(AmountOverflow) {
            let value = try fill.price.multiplied(by: fill.quantity, rounding: .halfEven)
            var purse = portfolio.purse(at: own)
            purse.cash = try fill.side == .buy ? purse.cash.subtracting(value) : purse.cash.adding(value)
            var other = paying == own ? purse : portfolio.purse(at: paying)
            other.cash = try other.cash.subtracting(fill.fee)
            other.fees = try other.fees.adding(fill.fee)
            // What a holding has cost is reckoned in the currency that it is quoted in.
            try portfolio.positions[index].book(
                fill.side, quantity: fill.quantity, price: fill.price, fee: paying == own ? fill.fee : .zero)
            if paying != own { portfolio.set(purse, at: own) }
            portfolio.set(other, at: paying)
            show(index)
        } catch { throw LedgerError("booking a fill: \(error)") }
        fills.append(fill)
        portfolio.recentFills.append(fill)
        changes.trade(fill, name: name, clientID: clientID, quoted: own, paying: paying, portfolio)
    }

    /// Brings a position into the columns that stages read.
    func show(_ index: Int) {
        let position = portfolio.positions[index]
        isValued = false
        portfolio.holdings[index] = position.quantity
        portfolio.quantity[index] = position.quantity.doubleValue
        portfolio.averagePrice[index] = position.averagePrice?.doubleValue ?? .nan
        changes.touchPosition(index)
    }
}
