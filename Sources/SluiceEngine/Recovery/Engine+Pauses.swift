import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// Takes the pauses that risk checks have asked for, and does what they want of open orders.
    func obeyRisk(at now: Timestamp, _ outcome: inout Outcome) {
        guard approvals.count > 0 else { return }
        let wish = approvals.with(approvals.count - 1) { approved in
            if approved.hasPauses { pauses.merge(approved.pauses) }
            return approved.openOrders
        }
        guard wish > .keep else { return }
        for open in portfolio.openOrders {
            let isKept = wish == .cancelAdding && PreTradeCheck.reduces(open, portfolio)
            if !isKept { cancel(open.order.id, at: now, &outcome) }
        }
    }

    /// Whether a pause keeps an order back.
    func isPaused(_ request: OrderRequest, at now: Timestamp) -> Bool {
        let index = request.instrument
        guard portfolio.holdings.indices.contains(index) else { return false }
        let before = portfolio.quantity[index] + portfolio.pending[index]
        let after = before + request.side.sign * request.quantity.doubleValue
        return pauses.stops(
            index, isReducing: PreTradeCheck.reduces(from: before, to: after), at: now)
    }

    /// Looks whether the venue still speaks: after a silence only reducing orders pass, and when it is back, open orders
    /// that add exposure are cancelled.
    func listen(at now: Timestamp) {
        guard let heard = broker.lastHeard else { return }
        let silence = now.since(heard)
        let limit = plan.orders.heartbeat
        guard silence > limit else {
            if isCutOff { mustCancel = true }
            isCutOff = false
            return
        }
        guard !isCutOff else { return }
        isCutOff = true
        let cause = Cause(
            Self.venueSilent, observed: silence.seconds * 1_000, limit: limit.seconds * 1_000)
        report.add(.restricted(.reduceOnly, cause))
        noteStanding(cause)
    }

    /// Nothing was heard from the venue for too long.
    static let venueSilent = Reason("venue_silent", unit: .milliseconds)
}

extension Pauses {
    func remember(into memory: inout MemoryWriter) {
        memory.write(instruments.count { $0 != nil } + (whole == nil ? 0 : 1))
        if let whole { Self.write(whole, of: -1, into: &memory) }
        for (index, pause) in instruments.enumerated() {
            if let pause { Self.write(pause, of: index, into: &memory) }
        }
    }

    private static func write(_ pause: Pause, of index: Int, into memory: inout MemoryWriter) {
        memory.write(index)
        memory.write(pause.end)
        memory.write(pause.passesReducing ? 1 : 0)
    }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        for _ in 0..<max(try memory.int(), 0) {
            let (index, end) = (try memory.int(), try memory.timestamp())
            let pause = Pause(until: end, passesReducing: try memory.int() != 0)
            self.pause(index < 0 ? nil : index, pause)
        }
    }
}
