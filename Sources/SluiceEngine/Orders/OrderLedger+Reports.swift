import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// What booking a report came to.
    enum Booking {
        /// What was expected of the open order at a place, where it stays until `settleOrders`.
        case ordinary(Int)
        /// A trade; `irregularity` when nobody expected it.
        case traded(Fill, FillIrregularity?)
        /// Cash that was paid or received without a trade.
        case charged(Charge)
        /// A trade or a charge that is booked already.
        case repeated
        /// Something that cannot follow for an order that is known; it changed nothing.
        case illegal(OrderID)
        /// The order is not known here.
        case stray
    }

    /// Books a report; `settleOrders` has to follow once the last one at hand is booked.
    func book(_ report: BrokerReport) throws(LedgerError) -> Booking {
        try withUnsafePointer(to: report) { (report) throws(LedgerError) in try book(report) }
    }

    /// Books a report where it lies: it is large, and would be copied from one part to the next.
    func book(_ report: UnsafePointer<BrokerReport>) throws(LedgerError) -> Booking {
        let (order, time) = (report.pointee.order, report.pointee.time)
        let step: (event: OrderEvent, reason: Reason)
        switch report.pointee.event {
        case .filled(let quantity, let price, let fee):
            let told = Told(
                quantity: quantity, price: price, fee: fee, feeCurrency: report.pointee.feeCurrency,
                name: report.pointee.fill, time: time)
            return try trade(order, told)
        case .charged(let charge): return try book(charge)
        case .traded(let told): return try book(told) ?? .repeated
        case .accepted: step = (.accepted, .none)
        case .rejected(let reason): step = (.rejected, reason)
        case .unknown(let reason): step = (.becameUnknown, reason)
        case .cancelled(let reason): step = (.cancelled, reason)
        case .expired: step = (.expired, .none)
        // Whether it has traded is asked where it is known to be open.
        case .cancelRefused(let reason): step = (.cancelRefused(hasTraded: false), reason)
        }
        guard let place = place(of: order) else {
            return past.order(order) == nil ? .stray : .illegal(order)
        }
        var event = step.event
        if case .cancelRefused = event {
            event = .cancelRefused(hasTraded: portfolio.openOrders[place].progress.filled > .zero)
        }
        return apply(event, place, at: time, step.reason)
            ? .ordinary(place) : .illegal(order)
    }

    /// What is told of a trade of an order.
    private struct Told {
        let quantity: Amount
        let price: Amount
        let fee: Amount
        let feeCurrency: Currency?
        let name: FillID?
        let time: Timestamp

        /// The trade as that of an order.
        func fill(of order: ApprovedOrder) -> Fill {
            Fill(
                order: order.id, instrument: order.request.instrument, side: order.request.side,
                quantity: quantity, price: price, fee: fee, time: time)
        }
    }

    private func trade(_ id: OrderID, _ told: Told) throws(LedgerError) -> Booking {
        let place = place(of: id)
        let finished = place == nil ? past.order(id) : nil
        // What is not booked here keeps its name free: a listing may tell it again with all that is needed.
        guard place != nil || finished != nil else { return .stray }
        if let name = told.name, !known.insert(name) { return .repeated }
        if let place {
            let before = portfolio.openOrders[place].progress.state
            let fill = told.fill(of: portfolio.openOrders[place].order)
            try book(
                fill, told.feeCurrency, name: told.name,
                clientID: portfolio.openOrders[place].order.clientID)
            let outcome: OrderProgress.Outcome
            do {
                outcome = try portfolio.fill(told.quantity, at: told.price, of: place)
            } catch { throw LedgerError("booking a fill: \(error)") }
            isPendingStale = true
            stepped(place, from: before, at: told.time)
            return .traded(fill, outcome == .unexpectedFill ? .overfilled : nil)
        }
        guard let order = finished else { return .stray }
        let fill = told.fill(of: order)
        try book(fill, told.feeCurrency, name: told.name, clientID: order.clientID)
        return .traded(fill, .late)
    }

    /// Books a trade as a listing of the venue tells it; nil when it is booked already, or of an instrument that is
    /// none of the pipeline's.
    func book(_ told: VenueFill) throws(LedgerError) -> Booking? {
        let open = told.clientID.flatMap { name in
            portfolio.openOrders.first { $0.order.clientID == name && !$0.progress.state.isFinished }?.order
        }
        if let order = open ?? told.clientID.flatMap({ past.order($0) }) {
            let booking = try trade(
                order.id,
                Told(
                    quantity: told.quantity, price: told.price, fee: told.fee, feeCurrency: told.feeCurrency,
                    name: told.fill, time: told.time))
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
        tell(fill)
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
