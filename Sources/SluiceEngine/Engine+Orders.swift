import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// Books what happened to open orders since the cycle before; false when the cycle must end without orders.
    func settle(_ cycle: Cycle, _ outcome: inout Outcome) -> Bool {
        let began = Stopwatch.nanoseconds
        reports.clear()
        var isSound = true
        do { try broker.settle(cycle, brokerMarket, into: reports) } catch {
            isSound = false
            brokerFailed(error, &outcome)
        }
        isSound = bookReports(&outcome) && isSound
        records.note(stage: brokerNumber, digest: reports.digest, nanoseconds: Stopwatch.nanoseconds - began)
        if !isSound { report.skip = .stageFailed(stage: brokerNumber) }
        return isSound
    }

    private func brokerFailed(_ error: any Error, _ outcome: inout Outcome) {
        let policy = plan.stages[brokerNumber].faultPolicy
        report.add(.stageFailed(stage: brokerNumber, message: "\(error)", policy: policy))
        halt(after: brokerNumber)
        if policy == .stop { outcome = .stop(stage: brokerNumber) }
    }

    /// Books every report on the sheet; false when one could not be booked, and then nothing is traded on.
    private func bookReports(_ outcome: inout Outcome) -> Bool {
        var isSound = true
        defer { ledger.settleOrders() }
        for item in reports.reports {
            do throws(LedgerError) {
                guard let order = try ledger.book(item) else {
                    report.add(.stray(item.order))
                    continue
                }
                note(item, order)
            } catch {
                isSound = false
                brokerFailed(error, &outcome)
            }
        }
        return isSound
    }

    private func note(_ item: BrokerReport, _ order: ApprovedOrder) {
        switch item.event {
        case .accepted, .cancelRefused: break
        case .rejected(let reason): report.add(.rejected(order, reason))
        case .unknown(let reason): report.add(.unknown(order, reason))
        case .cancelled(let reason): report.add(.cancelled(order, reason))
        case .expired: report.add(.cancelled(order, Self.expired))
        case .filled:
            if let fill = ledger.fills.last { report.add(.filled(fill)) }
        }
    }

    /// Checks the orders of a cycle and sends those that pass: cancels first, then new ones in their order.
    func send(_ cycle: Cycle, began: Int64, _ deadline: Deadline) {
        guard let execution = laterSteps.last(where: { $0 is ExecutionStep }) as? ExecutionStep else {
            return
        }
        if let limit = deadline.limit {
            let took = Span(nanoseconds: Stopwatch.nanoseconds - began)
            guard took <= limit else {
                report.skip = .deadline(took)
                return
            }
        }
        var outcome = Outcome.proceed
        for order in execution.sheet.cancels { cancel(order, at: cycle.now, &outcome) }
        for request in execution.sheet.requests {
            let cause = check.refusal(
                of: request, cycle, execution.approved, execution.market, standing: standing
            )
            if let cause {
                report.add(.refused(request, cause))
            } else {
                submit(ledger.approve(request, at: cycle.now), execution.market, &outcome)
            }
        }
    }

    /// Sends one order; a broker that throws leaves its fate unknown: three outcomes, never two.
    private func submit(_ order: ApprovedOrder, _ market: MarketFrame, _ outcome: inout Outcome) {
        report.add(.sent(order))
        reports.clear()
        do { try broker.submit(order, market, into: reports) } catch {
            brokerFailed(error, &outcome)
            reports.clear()
        }
        if !reports.reports.contains(where: { $0.order == order.id }) {
            reports.add(BrokerReport(order.id, .unknown(Self.noAnswer), at: order.time))
        }
        if !bookReports(&outcome) { halt(after: brokerNumber) }
    }

    /// The time in force of an order was over.
    static let expired = Reason("expired")
    /// The broker said nothing of an order that was sent.
    static let noAnswer = Reason("no_answer")

    private func cancel(_ order: OrderID, at now: Timestamp, _ outcome: inout Outcome) {
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
