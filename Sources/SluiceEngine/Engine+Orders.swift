import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// Settles, and records what the broker said as its output of the cycle.
    func settleAndRecord(_ cycle: Cycle, _ outcome: inout Outcome) -> Bool {
        guard keepsRecords else { return settle(cycle, &outcome) }
        let began = Stopwatch.nanoseconds
        let isSound = settle(cycle, &outcome)
        records.note(stage: brokerNumber, digest: reports.digest, nanoseconds: Stopwatch.nanoseconds - began)
        return isSound
    }

    /// Books what happened to open orders since the broker was last asked; false when nothing must be sent.
    func settle(_ cycle: Cycle, _ outcome: inout Outcome) -> Bool {
        reports.clear()
        var isSound = true
        do { try broker.settle(cycle, brokerMarket, into: reports) } catch {
            isSound = false
            brokerFailed(error, &outcome)
        }
        isSound = bookReports(&outcome) && isSound
        if isSound { whenSettled?() } else { report.skip = .stageFailed(stage: brokerNumber) }
        return isSound
    }

    private func brokerFailed(_ error: any Error, _ outcome: inout Outcome) {
        let policy = plan.stages[brokerNumber].faultPolicy
        report.add(.stageFailed(stage: brokerNumber, message: "\(error)", policy: policy))
        halt(after: brokerNumber)
        if policy == .stop { outcome = .stop(stage: brokerNumber) }
    }

    /// Books every report on the sheet; false when one could not be booked, and then nothing is traded on.
    func bookReports(_ outcome: inout Outcome) -> Bool {
        var isSound = true
        defer { ledger.settleOrders() }
        reports.lendEach { item in
            do throws(LedgerError) { note(try ledger.book(item), item) } catch {
                isSound = false
                brokerFailed(error, &outcome)
            }
        }
        return isSound
    }

    /// Tells what booking a report came to.
    private func note(_ booking: OrderLedger.Booking, _ item: UnsafePointer<BrokerReport>) {
        switch booking {
        case .ordinary(let open): noteStep(open, item.pointee.event)
        case .traded(let fill, let irregularity): noteTrade(fill, irregularity)
        case .charged(let charge): report.add(.charged(charge))
        case .repeated: break
        case .stray: report.add(.stray(item.pointee.order))
        case .illegal(let order): ledger.order(order).map { report.add(.illegalReport($0)) }
        }
    }

    /// Tells what has become of the open order at a place.
    private func noteStep(_ place: Int, _ event: BrokerReport.Event) {
        var order: ApprovedOrder { portfolio.openOrders[place].order }
        switch event {
        case .accepted, .filled, .charged, .traded: break
        case .rejected(let reason): report.add(.rejected(order, reason))
        case .unknown(let reason): report.add(.unknown(order, reason))
        case .cancelled(let reason): report.add(.cancelled(order, reason))
        case .expired: report.add(.cancelled(order, Self.expired))
        case .cancelRefused(let reason): report.add(.cancelRefused(order, reason))
        }
    }

    /// Tells of a trade, and of what is odd about it.
    func noteTrade(_ fill: Fill, _ irregularity: FillIrregularity?) {
        report.add(fill)
        guard let irregularity else { return }
        isReviewed = false
        report.add(.irregularFill(fill, irregularity))
        changes.note("irregular_fill", "\(irregularity.rawValue): order \(fill.order.number)", at: fill.time)
    }

    /// Sends the orders of a cycle, unless it has taken too long.
    func send(_ cycle: Cycle, began: Int64, _ deadline: Deadline) {
        guard !isRehearsal, warmUp == nil else { return }
        if let limit = deadline.limit {
            let took = Span(nanoseconds: Stopwatch.nanoseconds - began)
            guard took <= limit else {
                report.skip = .deadline(took)
                return
            }
        }
        dispatch(cycle)
    }

    /// The one path to the broker: cancels first, then new orders in their turn, those that pass the check.
    ///
    /// What is meant is durable before the first order leaves.
    func dispatch(_ cycle: Cycle) { dispatched.lendEach { dispatch($0.execution, $0.order, cycle) } }

    private func dispatch(_ execution: ExecutionStep, _ checked: CheckedOrder, _ cycle: Cycle) {
        guard !execution.sheet.requests.isEmpty || !execution.sheet.cancels.isEmpty else { return }
        var outcome = Outcome.proceed
        ledger.beginNames()
        for place in 0..<execution.sheet.cancels.count {
            cancel(execution.sheet.cancels[place], at: cycle.now, &outcome)
        }
        approved.empty()
        guard !execution.sheet.requests.isEmpty else { return }
        let gate = isReconciled ? nil : Cause(Self.notReconciled)
        check.exposure?.begin(portfolio, execution.market, at: cycle.now)
        // By their places, since going along an array counts references.
        for place in 0..<execution.sheet.requests.count {
            let request = execution.sheet.requests[place]
            look(at: request, with: checked, cycle)
            if let cause = gate ?? check.refusal(of: checked, limits) {
                report.add(refused: request, cause)
            } else if let id = ledger.approve(checked.request, scheduled: cycle.now, at: cycle.now) {
                approved.append(id)
                count(checked)
            } else {
                report.add(refused: request, Cause(Self.sentBefore))
            }
        }
        guard !approved.isEmpty, isIntentDurable(cycle) else { return }
        for place in 0..<approved.count {
            submit(approved[place], execution.market, &outcome)
            reach(.answered)
        }
    }

    /// Looks at an order as the checks do.
    func look(at request: OrderRequest, with checked: CheckedOrder, _ cycle: Cycle) {
        let (standing, isPaused) = (standing, isPaused(request, at: cycle.now))
        // Each by itself: the one that is usual would be copied for the other's sake.
        if request.isReduceOnly {
            checked.look(
                at: clipped(request), cycle, standing: standing, isPaused: isPaused, isReviewed: isReviewed)
        } else {
            checked.look(
                at: request, cycle, standing: standing, isPaused: isPaused, isReviewed: isReviewed)
        }
    }

    /// Counts an order that passed the checks.
    func count(_ order: CheckedOrder) {
        limits.count(order)
        check.exposure?.count(order)
    }

    /// An order that may only reduce is cut to what is held with what is under way, on the steps of its product.
    private func clipped(_ request: OrderRequest) -> OrderRequest {
        let index = request.instrument
        guard portfolio.holdings.indices.contains(index) else { return request }
        let held = portfolio.quantity[index] + portfolio.pending[index]
        guard held != 0, (held < 0) == (request.side == .buy), abs(held) < request.quantity.doubleValue,
            let most = Amount(abs(held), rounding: .down)
        else { return request }
        var request = request
        request.quantity = most
        return request.rounded(by: plan.products[index])
    }

    /// Writes down what is about to be sent; false when that failed, and then nothing of it is sent.
    private func isIntentDurable(_ cycle: Cycle) -> Bool {
        guard let journal else { return true }
        do throws(JournalError) {
            try changes.hand(portfolio, cycle: cycle, memories: orderMemories) {
                (batch) throws(JournalError) in
                try journal.commit(&batch, waits: true)
            }
            return true
        } catch {
            for id in approved { withdraw(id, at: cycle.now, Self.notJournaled) }
            ledger.settleOrders()
            journalFailed(error)
            return false
        }
    }

    /// Takes back an order that has not left.
    private func withdraw(_ id: OrderID, at now: Timestamp, _ reason: Reason) {
        guard let place = ledger.place(of: id) else { return }
        ledger.apply(.rejected, place, at: now, reason)
        report.add(refused: portfolio.openOrders[place].order.request, Cause(reason))
    }

    /// Sends one order; a broker that throws leaves its fate unknown: three outcomes, never two.
    ///
    /// Whether it may still leave is asked while nobody can halt, so that nothing leaves after a halt has returned.
    private func submit(_ id: OrderID, _ market: MarketFrame, _ outcome: inout Outcome) {
        guard let journal else { return leave(id, market, &outcome) }
        do throws(JournalError) {
            try journal.control.holdingStill { leave(id, market, &outcome) }
        } catch {
            withdraw(id, at: report.now, Self.controlUnreadable)
            ledger.settleOrders()
        }
    }

    private func leave(_ id: OrderID, _ market: MarketFrame, _ outcome: inout Outcome) {
        guard let place = ledger.place(of: id) else { return }
        let order = portfolio.openOrders[place].order
        guard isStillAllowed(order) else {
            withdraw(id, at: order.time, PreTradeCheck.halted)
            return ledger.settleOrders()
        }
        reach(.intended)
        ledger.apply(.sent, place, at: order.time)
        report.add(sent: order)
        reports.clear()
        do { try broker.submit(order, market, into: reports) } catch {
            brokerFailed(error, &outcome)
            reports.clear()
        }
        reach(.sent)
        if !reports.tells(of: order.id) {
            reports.add(BrokerReport(order.id, .unknown(Self.noAnswer), at: order.time))
        }
        if !bookReports(&outcome) { halt(after: brokerNumber) }
    }

    /// An order of this name has been here before: the same cycle or child is run again.
    static let sentBefore = Reason("sent_before")
    /// The ledger and the venue were not found equal since the start, or differ.
    static let notReconciled = Reason("not_reconciled")
    /// What was meant could not be written down.
    static let notJournaled = Reason("not_journaled")
    /// The time in force of an order was over.
    static let expired = Reason("expired")
    /// The broker said nothing of an order that was sent.
    static let noAnswer = Reason("no_answer")

    func cancel(_ order: OrderID, at now: Timestamp, _ outcome: inout Outcome) {
        guard !isRehearsal, ledger.apply(.cancelRequested, to: order, at: now) else { return }
        reports.clear()
        do { try broker.cancel(order, at: now, into: reports) } catch { brokerFailed(error, &outcome) }
        if !bookReports(&outcome) { halt(after: brokerNumber) }
    }

    /// Asks for every open order to be cancelled.
    func cancelOpenOrders(at now: Timestamp) {
        var outcome = Outcome.proceed
        for open in portfolio.openOrders { cancel(open.order.id, at: now, &outcome) }
    }
}
