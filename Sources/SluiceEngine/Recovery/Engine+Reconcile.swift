import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// Compares the ledger with the venue: fills since the last mark, open orders, holdings and cash.
    ///
    /// A listing that failed or is incomplete concludes nothing, except that its fills are facts and are booked. On an
    /// account that is shared, orders, fills and holdings of others are told once, and everything else is as strict.
    func reconcile(_ cycle: Cycle) {
        guard canReconcile else { return }
        wantsReconciliation = false
        var result = Reconciliation()
        do {
            guard let whole = try broker.listing(after: fillMark) else {
                canReconcile = false
                isReconciled = true
                return
            }
            let listing = ours(of: whole)
            if sharesAccount, whole.isComplete {
                result.foreign = shared.newOrders(in: whole, prefix: ownPrefix)
            }
            if !beginsAnew {
                try book(listing.fills, &result)
                try book(listing.charges)
            }
            if !listing.isComplete {
                result.obstacle = "the listing is incomplete"
            } else if try begins(with: listing, at: cycle.now) {
                try conclude(listing, cycle, &result)
            } else {
                result.obstacle = "the ledger is new, and a later look has to agree with the first"
            }
        } catch {
            result.obstacle = "\(error)"
        }
        ledger.settleOrders()
        ledger.mark(brokerMarket, at: cycle.now)
        settle(result, at: cycle.now)
    }

    /// Lets a new ledger begin with what the venue has: what traded before is in its holdings and its cash already.
    ///
    /// A list of trades may be behind the account. Where there are any, or open orders, two listings that are the
    /// settling time apart have to be equal; until then this is false.
    private func begins(with listing: VenueListing, at now: Timestamp) throws -> Bool {
        guard beginsAnew else { return true }
        if listing.isQuiet {
            // A ledger that was there before is compared, as any other.
            if journal?.isContinued == false { try open(listing.account) }
        } else {
            guard let look = firstLook, isSame(look.listing, listing) else {
                firstLook = (listing, now)
                return false
            }
            guard now.since(look.time) >= type(of: broker).settlingTime else { return false }
            try open(listing.account)
            for fill in listing.fills { _ = ledger.known.insert(fill.fill) }
            for charge in listing.charges { _ = ledger.knownCharges.insert(charge.id) }
        }
        (beginsAnew, firstLook) = (false, nil)
        return true
    }

    /// Whether two looks agree; on an account that is shared others may have changed it meanwhile.
    private func isSame(_ one: VenueListing, _ other: VenueListing) -> Bool {
        sharesAccount ? one.openOrders == other.openOrders && one.fills == other.fills : one == other
    }

    private func book(_ fills: [VenueFill], _ result: inout Reconciliation) throws {
        for told in fills {
            guard case .traded(let fill, let irregularity)? = try ledger.book(told) else { continue }
            result.newFills += 1
            noteTrade(fill, irregularity)
        }
        ledger.settleOrders()
    }

    private func book(_ charges: [Charge]) throws {
        for told in charges {
            guard case .charged(let charge) = try ledger.book(told) else { continue }
            report.add(.charged(charge))
        }
    }

    private func conclude(_ listing: VenueListing, _ cycle: Cycle, _ result: inout Reconciliation) throws {
        guard let finals = finalStandings(listing) else {
            result.obstacle = "an order that is open here could not be looked up"
            return
        }
        compareOrders(listing, finals, cycle, &result)
        try compareHoldings(listing.account, &result)
        takeMark(listing)
        // A lost order has left no trace in orders, fills and holdings: it never arrived.
        if result.differences.isEmpty {
            for open in portfolio.openOrders where open.progress.state == .lost {
                ledger.release(open.order.id, at: cycle.now)
            }
        }
    }

    /// How the venue says that our orders ended which it does not list as open; nil when it would not say of one.
    private func finalStandings(_ listing: VenueListing) -> [ClientOrderID: VenueOrder]? {
        let listed = Set(listing.openOrders.compactMap(\.clientID))
        var finals: [ClientOrderID: VenueOrder] = [:]
        for open in portfolio.openOrders where !listed.contains(open.order.clientID) {
            switch (try? broker.lookUp(open.order)) ?? .failed {
            case .failed: return nil
            case .found(let venue): finals[open.order.clientID] = venue
            case .notFound: break
            }
        }
        return finals
    }

    private func compareOrders(
        _ listing: VenueListing, _ finals: [ClientOrderID: VenueOrder], _ cycle: Cycle,
        _ result: inout Reconciliation
    ) {
        let ours = Dictionary(
            portfolio.openOrders.map { ($0.order.clientID.description, $0) }, uniquingKeysWith: { $1 })
        let theirs = Dictionary(
            listing.openOrders.map { ($0.clientID?.description ?? "venue \($0.venueID)", $0) },
            uniquingKeysWith: { $1 })
        let comparison = OrderReconciliation(
            local: ours.map { $1.snapshot(as: $0) }, venue: .complete(theirs.map { $1.snapshot(as: $0) }),
            prefix: ownPrefix
        ) { name in ours[name].flatMap { finals[$0.order.clientID] }?.standing.state }
        // An order of unknown fate that is not found is looked for already: it is no drift.
        let sought = comparison?.entries.count { $0.finding == .lost && ours[$0.id]?.isUnknown == true } ?? 0
        var unbooked = 0
        for entry in comparison?.entries ?? [] {
            let (mine, venue) = (ours[entry.id], theirs[entry.id])
            switch entry.finding {
            case .agrees: break
            case .foreign: result.foreign += 1
            case .adopt: venue.map { adopt($0, at: cycle.now) }
            case .update:
                guard let mine, let venue else { continue }
                if mine.isUnknown || mine.progress.state == .sent || mine.progress.state == .intended {
                    take(venue, mine.order, filled: mine.progress.filled, at: cycle.now)
                } else if sharesAccount, mine.progress.filled != venue.filled {
                    // Holdings cannot tell that a trade of ours is missing where others trade too.
                    unbooked += 1
                }
            case .finalize:
                guard let mine, let venue = finals[mine.order.clientID] else { continue }
                take(venue, mine.order, filled: mine.progress.filled, at: cycle.now)
            case .lost:
                // Not to find it proves nothing yet; it is looked for as an order of unknown fate.
                guard let mine, mine.progress.state != .lost else { continue }
                ledger.apply(.becameUnknown, to: mine.order.id, at: cycle.now, Self.notListed)
            }
        }
        result.drift = (comparison?.drift ?? 0) - sought + unbooked
    }

    /// Takes an order of ours that only the venue knew of.
    private func adopt(_ venue: VenueOrder, at now: Timestamp) {
        guard let name = venue.clientID, let instrument = venue.instrument,
            let progress = OrderProgress(
                quantity: venue.quantity, state: .accepted, filled: venue.filled, value: .zero)
        else { return }
        let request = OrderRequest(instrument: instrument, side: venue.side, quantity: venue.quantity)
        let order = ApprovedOrder(id: ledger.nextOrder, clientID: name, request: request, time: now)
        ledger.reopen(order, progress)
        broker.adopt([order])
        changes.intend(order, scheduled: now, isAdopted: true)
        changes.step(order, from: .intended, to: .accepted, at: now, Self.atVenue)
    }

    private func compareHoldings(_ account: BrokerAccount, _ result: inout Reconciliation) throws {
        let symbols = plan.instruments
        if sharesAccount {
            result.foreignHoldings = try shared.newHoldings(
                account.holdings, beside: portfolio.holdings, symbols: symbols)
            result.verdict = .passed
            return
        }
        let pairs = { (holdings: [Amount]) in
            Dictionary(zip(symbols, holdings).filter { !$1.isZero }, uniquingKeysWith: { $1 })
        }
        let comparison = try PositionReconciliation(
            local: pairs(portfolio.holdings), localCash: portfolio.cash, venue: pairs(account.holdings),
            venueCash: account.cash.amount, mode: plan.orders.reconcile,
            quantityTolerance: .zero, cashTolerance: plan.orders.cashTolerance.amount)
        result.differences = comparison.differences
        result.cashDifference = comparison.cashDifference
        result.foreignCash = try ledger.foreignDifferences(
            to: account, tolerance: plan.orders.cashTolerance.amount)
        let isSameCash = comparison.cashDifference == nil && result.foreignCash.isEmpty
        let isEqual = comparison.differences.isEmpty && isSameCash
        let isPassed = comparison.isPassed && (result.foreignCash.isEmpty || plan.orders.reconcile != .strict)
        result.verdict =
            !isPassed ? .refused : isEqual || plan.orders.reconcile == .adopt ? .passed : .differs
        guard plan.orders.reconcile == .adopt, !isEqual else { return }
        for (index, symbol) in symbols.enumerated() where portfolio.holdings[index] != account.holdings[index]
        {
            changes.note(
                "adopted", "\(symbol): \(portfolio.holdings[index]) here, \(account.holdings[index]) there",
                at: report.now)
            ledger.hold(account.holdings[index], of: index)
        }
        portfolio.cash = comparison.cash
        changes.touchCash(at: 0)
        for difference in result.foreignCash {
            let theirs = account.otherCash.first { $0.currency == difference.currency }
            changes.note("adopted", "cash: \(difference) more there", at: report.now)
            ledger.hold(theirs ?? Money(amount: .zero, currency: difference.currency))
        }
    }

    /// Draws the consequence: after the first that passes, trading may begin.
    private func settle(_ result: Reconciliation, at now: Timestamp) {
        report.add(.reconciled(result))
        switch result.verdict {
        case .passed, .differs: isReconciled = true
        case .refused:
            isReconciled = false
            changes.note("reconcile", "holdings differ: \(result.differences.count)", at: now)
        case .inconclusive: break
        }
        if drift.take(drift: result.verdict == .inconclusive ? nil : result.drift) {
            halt(after: brokerNumber)
        }
    }

    /// Whether others may trade on the account.
    var sharesAccount: Bool { journal?.folder.sharesAccount == true }

    /// What of a listing is for this ledger: all of it, or on an account that is shared what bears our names.
    func ours(of listing: VenueListing) -> VenueListing {
        sharesAccount ? SharedAccount.own(listing, prefix: ownPrefix) : listing
    }

    /// Begins the ledger with the account; on one that is shared with its cash alone, since nobody says whose holdings are.
    func open(_ account: BrokerAccount) throws(LedgerError) {
        guard sharesAccount else { return try ledger.open(account) }
        try ledger.open(
            BrokerAccount(
                cash: account.cash, otherCash: account.otherCash,
                holdings: account.holdings.map { _ in .zero }))
    }

    /// The digits that our orders have in front at the venue.
    private var ownPrefix: String {
        String(ClientOrderID(high: UInt64(ledger.naming.ownPrefix) << 32, low: 0).description.prefix(8))
    }

    /// The venue does not list an order that is open here.
    static let notListed = Reason("not_listed")
}

extension VenueListing {
    /// Whether it is whole, and nobody has traded on the account or is about to.
    var isQuiet: Bool { isComplete && fills.isEmpty && charges.isEmpty && openOrders.isEmpty }
}

extension Portfolio.OpenOrder {
    fileprivate func snapshot(as name: String) -> OrderSnapshot {
        OrderSnapshot(id: name, quantity: progress.quantity, filled: progress.filled, state: progress.state)
    }
}

extension VenueOrder {
    fileprivate func snapshot(as name: String) -> OrderSnapshot {
        let state: OrderState =
            standing == .open ? filled > .zero ? .partiallyFilled : .accepted : standing.state
        return OrderSnapshot(id: name, quantity: quantity, filled: filled, state: state)
    }
}

extension VenueOrder.Standing {
    fileprivate var state: OrderState {
        switch self {
        case .open: .accepted
        case .filled: .filled
        case .cancelled: .cancelled
        case .rejected: .rejected
        case .expired: .expired
        }
    }
}
